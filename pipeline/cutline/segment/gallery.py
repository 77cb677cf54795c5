"""A gallery's lines read as titles, credit lines and captions: the layout that fits best, fitted to the gallery."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cutline.knowledge import Knowledge
from cutline.segment.evidence import Evidence, Looks, Shares, fit, load_evidence, look, weigh, weights
from cutline.segment.lines import Line
from cutline.segment.rhythm import Block, Step, read, rhythm
from cutline.segment.wraps import wraps

Span = tuple[int, int]
KIND = {"title": "title", "credit": "credit", "byline": "credit", "caption": "caption", "paragraph": "paragraph"}
SAMPLE = 400
"""Lines that choose the layout."""
OFFERS, LINES_OF_A_TITLE = 3, 3


def read_gallery(lines: Sequence[Line], knowledge: Knowledge) -> list[Step]:
    """What each run of lines is, in order."""
    if not lines:
        return []
    document, evidence = knowledge.document("layouts"), load_evidence(knowledge)
    spans = _spans(lines, document["evidence"])
    looks = _looks(lines, spans, evidence)
    layout = _layout(lines, spans, looks, document, evidence)
    return _fitted(lines, spans, looks, (layout, document, evidence))[1]


def _spans(lines: Sequence[Line], said: Mapping[str, float]) -> dict[Span, float]:
    """The runs of lines that may be a block, each with what it costs to begin there."""
    goes_on = wraps(lines, said)
    spans: dict[Span, float] = {}
    start = 0
    for end in range(1, len(lines) + 1):
        if end < len(lines) and goes_on[end] > 0:
            continue
        inner = [i for i in (*range(start + 1, start + 4), end - 1) if start < i < end and goes_on[i] < said["sure"]]
        cuts = [start, *sorted(set(inner)), end]
        for n, first in enumerate(cuts[:-1]):
            for last in cuts[n + 1 :]:
                spans[first, last] = max(goes_on[first], 0.0) if first > start else 0.0
        start = end
    return spans


def _looks(lines: Sequence[Line], spans: Mapping[Span, float], evidence: Evidence) -> dict[Span, Looks]:
    texts = {span: " ".join([lines[span[0]].text[lines[span[0]].bare :], *(line.text for line in lines[span[0] + 1 : span[1]])]) for span in spans}
    count = Counter(texts.values())
    return {span: look(text, count[text] > 1, evidence) for span, text in texts.items()}


def _layout(
    lines: Sequence[Line], spans: Mapping[Span, float], looks: Mapping[Span, Looks], document: Mapping[str, Any], evidence: Evidence
) -> Mapping[str, Any]:
    """The layout that reads the gallery best, of the first few after a first look."""
    some = [span for span in spans if span[1] <= SAMPLE]
    end = max(last for _, last in some)
    sample = {span: spans[span] for span in some}
    layouts = [_whole(layout, document) for layout in document["layout"]]
    logs = weights(evidence.shares, evidence.scale)
    blocks = _blocks(lines[:end], sample, looks, logs, document["evidence"])
    ranked = sorted(layouts, key=lambda layout: -read(blocks, rhythm(layout, (), 1.0))[0] - layout["prior"])
    return max(ranked[:OFFERS], key=lambda layout: _fitted(lines[:end], sample, looks, (layout, document, evidence))[0])


def _whole(layout: Mapping[str, Any], document: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "next": {**document["next"], **layout.get("next", {})},
        "gaps": {**document["gaps"], **layout.get("gaps", {})},
        "end": document["end"],
        "prior": layout["prior"],
    }


def _fitted(
    lines: Sequence[Line],
    spans: Mapping[Span, float],
    looks: Mapping[Span, Looks],
    known: tuple[Mapping[str, Any], Mapping[str, Any], Evidence],
) -> tuple[float, list[Step]]:
    """The reading under a layout that is fitted to the gallery's own rhythm and looks, a few times over."""
    layout, document, evidence = known
    path: list[Step] = []
    shares = evidence.shares
    weight = 0.0
    for _ in range(document["strength"]["fits"]):
        blocks = _blocks(lines, spans, looks, weights(shares, evidence.scale), document["evidence"])
        weight, path = read(blocks, rhythm(layout, path, document["strength"]["trust"]))
        shares = fit(((KIND[kind], looks[block.first, block.last]) for kind, block in path), evidence)
    return weight + layout["prior"], path


def _blocks(
    lines: Sequence[Line], spans: Mapping[Span, float], looks: Mapping[Span, Looks], logs: Shares, said: Mapping[str, float]
) -> list[list[Block]]:
    numbered, ruled = any(line.numbered for line in lines), any(line.ruled for line in lines)
    blocks: list[list[Block]] = [[] for _ in lines]
    for (first, last), torn in spans.items():
        line = lines[first]
        starts = inside = 0.0
        if numbered:
            starts += said["numbered_start"] if line.numbered else said["unnumbered_start"]
            inside += said["numbered_inside"] if line.numbered else 0.0
        if ruled:
            starts += said["ruled_start"] if line.ruled or first == 0 else said["unruled_start"]
            inside += said["numbered_inside"] if line.ruled else 0.0
        weight = dict(_weight(line, weigh(looks[first, last], logs), last - first, said))
        blocks[first].append(Block(first, last, weight, starts, inside, line.gap, torn))
    return blocks


def _weight(line: Line, weight: Mapping[str, float], height: int, said: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    for kind, name in KIND.items():
        gain = 0.0
        if line.label is not None:
            gain = said["label"] if line.label == name else said["other_label"]
        if height > LINES_OF_A_TITLE and name in ("title", "credit"):
            gain = float("-inf")
        yield kind, weight[name] + gain
