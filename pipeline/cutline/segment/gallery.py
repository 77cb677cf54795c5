"""A gallery's lines read as titles, credit lines and captions: the layout that fits best, fitted to the gallery."""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cutline.knowledge import Knowledge, KnowledgeError
from cutline.segment.evidence import KINDS, Evidence, Looks, Shares, fit, load_evidence, look, weigh, weights
from cutline.segment.lines import Line, read_lines
from cutline.segment.rhythm import Block, Place, Step, read, rhythm
from cutline.segment.wraps import wraps

LIKE = {"title": "title", "credit": "credit", "byline": "credit", "caption": "caption", "paragraph": "paragraph"}
"""What each kind of block looks like."""
SAMPLE = 400
"""Lines that choose the layout."""
OFFERS, LINES_OF_A_TITLE = 3, 3

Layout = Mapping[str, Any]
Span = tuple[int, int]


@dataclass(frozen=True)
class Gallery:
    """A gallery before it is read: its lines, the runs of them that may be a block with their looks, what it costs to
    begin a block at a line, and the knowledge to read it by."""

    lines: Sequence[Line]
    spans: Mapping[Span, Looks]
    texts: Mapping[Span, str]
    """The texts of the runs that stand in the gallery more than once."""
    torn: Sequence[float]
    document: Mapping[str, Any]
    evidence: Evidence


def read_gallery(lines: Sequence[Line], knowledge: Knowledge) -> list[Step]:
    """What each run of lines is, in order."""
    if not lines:
        return []
    document, evidence = knowledge.document("layouts"), load_evidence(knowledge)
    goes_on = wraps(lines, knowledge)
    spans = list(_spans(goes_on, document["evidence"]["sure"]))
    torn = [max(weight, 0.0) for weight in goes_on]
    texts = _texts(lines, spans)
    count = Counter(texts.values())
    again = {span: text for span, text in texts.items() if count[text] > 1}
    shouted = all(line.text.upper() == line.text for line in lines)
    looks = {span: look(text, span in again, evidence, shouted=shouted) for span, text in texts.items()}
    gallery = Gallery(lines, looks, again, torn, document, evidence)
    return _fitted(gallery, _layout(gallery), looks_too=True)[1]


def possible_blocks(text: str, knowledge: Knowledge) -> int:
    """The number of blocks that a gallery's reading chooses from: what its time and memory grow with."""
    said = knowledge.document("layouts")["evidence"]
    return len(list(_spans(wraps(read_lines(text, knowledge), knowledge), said["sure"])))


def _spans(goes_on: Sequence[float], sure: float) -> Iterator[Span]:
    """The runs of lines that may be a block: a paragraph, or where it is not sure to go on, a part of one.

    Only the first lines and the last of a paragraph may stand apart from it, so the number of runs stays linear.
    """
    start = 0
    for end in range(1, len(goes_on) + 1):
        if end < len(goes_on) and goes_on[end] > 0:
            continue
        inner = {i for i in (*range(start + 1, start + 4), end - 1) if start < i < end and goes_on[i] < sure}
        cuts = [start, *sorted(inner), end]
        for n, first in enumerate(cuts[:-1]):
            yield from ((first, last) for last in cuts[n + 1 :])
        start = end


def _texts(lines: Sequence[Line], spans: Sequence[Span]) -> dict[Span, str]:
    texts = {}
    for first, last in spans:
        bare = lines[first].text[lines[first].bare :]
        texts[first, last] = " ".join([bare, *(line.text for line in lines[first + 1 : last])])
    return texts


def _layout(gallery: Gallery) -> Layout:
    """The layout that reads the beginning of the gallery best, of the few that do so at a first look."""
    spans = {span: looks for span, looks in gallery.spans.items() if span[1] <= SAMPLE}
    end = max(last for _, last in spans)
    sample = replace(gallery, lines=gallery.lines[:end], spans=spans)
    layouts = [_whole(layout, gallery.document) for layout in gallery.document["layout"]]
    places = _places(sample, weights(gallery.evidence.shares, gallery.evidence), {})
    first_look = [read(places, rhythm(layout, (), 1.0))[0] + layout["prior"] for layout in layouts]
    ranked = sorted(range(len(layouts)), key=lambda n: -first_look[n])[:OFFERS]
    return layouts[max(ranked, key=lambda n: _fitted(sample, layouts[n])[0])]


def _whole(layout: Layout, document: Mapping[str, Any]) -> dict[str, Any]:
    """A layout with what it does not say filled in."""
    if not layout.get("finds"):
        raise KnowledgeError(f'layouts.toml, layout "{layout.get("layout", "?")}": no finds: show a gallery it reads')
    return {
        "prior": layout["prior"],
        "next": {**document["next"], **layout.get("next", {})},
        "gaps": {**document["gaps"], **layout.get("gaps", {})},
        "end": document["end"],
    }


def _fitted(gallery: Gallery, layout: Layout, *, looks_too: bool = False) -> tuple[float, list[Step]]:
    """The reading by a layout that is fitted to the gallery's own rhythm, and to its looks, a few times over."""
    strength, evidence = gallery.document["strength"], gallery.evidence
    path: list[Step] = []
    weight, shares = 0.0, evidence.shares
    places = _places(gallery, weights(shares, evidence), {})
    for _ in range(strength["fits"]):
        if looks_too and path:
            shares = fit(((LIKE[kind], gallery.spans[block.first, block.last]) for kind, block in path), evidence)
            places = _places(gallery, weights(shares, evidence), _votes(gallery, path))
        seen = (
            (before, after, gallery.lines[block.first].gap) for (before, _), (after, block) in itertools.pairwise(path)
        )
        weight, path = read(places, rhythm(layout, seen, strength["trust"]))
    return weight + layout["prior"], path


def _votes(gallery: Gallery, path: Sequence[Step]) -> dict[Span, dict[str, float]]:
    """For every text that stands in the gallery more than once, what its other places say of what it is here."""
    read_as = {(block.first, block.last): LIKE[kind] for kind, block in path}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for span, name in read_as.items():
        if span in gallery.texts:
            counts[gallery.texts[span]][name] += 1
    said = gallery.document["evidence"]
    votes = {}
    for span, text in gallery.texts.items():
        others = counts[text] - Counter({read_as[span]: 1}) if span in read_as else counts[text]
        total = sum(others.values()) + said["vote_trust"] * len(KINDS)
        votes[span] = {
            kind: said["vote"] * math.log((others[kind] + said["vote_trust"]) / total * len(KINDS)) for kind in KINDS
        }
    return votes


def _places(gallery: Gallery, logs: Shares, votes: Mapping[Span, Mapping[str, float]]) -> list[Place]:
    said = gallery.document["evidence"]
    blocks: list[list[Block]] = [[] for _ in gallery.lines]
    for (first, last), looks in gallery.spans.items():
        weight = weigh(looks, logs)
        vote = votes.get((first, last))
        if vote is not None:
            weight = {name: weight[name] + vote[name] for name in weight}
        weight = _labelled(gallery.lines[first], weight, said)
        if last - first > LINES_OF_A_TITLE:
            weight = {
                kind: w if LIKE[kind] in ("caption", "paragraph") else float("-inf") for kind, w in weight.items()
            }
        blocks[first].append(Block(first, last, weight))
    numbered, ruled = any(line.numbered for line in gallery.lines), any(line.ruled for line in gallery.lines)
    places = []
    for n, line in enumerate(gallery.lines):
        starts = inside = 0.0
        if numbered:
            starts += said["numbered_start"] if line.numbered else said["unnumbered_start"]
            inside += said["numbered_inside"] if line.numbered else 0.0
        if ruled:
            starts += said["ruled_start"] if line.ruled or n == 0 else said["unruled_start"]
            inside += said["numbered_inside"] if line.ruled else 0.0
        places.append(Place(blocks[n], line.gap, starts, inside, gallery.torn[n]))
    return places


def _labelled(line: Line, weight: Mapping[str, float], said: Mapping[str, float]) -> dict[str, float]:
    """The weights by kind, with what a label before the block says for its own kind and against the others."""
    if line.label is None:
        return {kind: weight[name] for kind, name in LIKE.items()}
    return {
        kind: weight[name] + (said["label"] if line.label == name else said["other_label"])
        for kind, name in LIKE.items()
    }
