"""Titles for captions that have none: a headline of names that the caption holds, so that each explains the other."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from cutline.tagger.features import BOUNDARY
from cutline.training.augment import headline
from cutline.training.samples import ALL, Sample, Span

PATTERNS = (
    "{a}", "{a}", "{a}", "{a} and {b}", "{a} at {b}", "{a} in {b}", "{a}, {b}", "{b} {a}", "{a}: {b}", "{a} - {b}",
    "view of {a}", "portrait of {a}", "{a} with {b}", "{a} visits {b}", "{a} tour", "arrival of {a}", "inside {a}",
    "{a} before the {b}", "{a} team", "crowd at {a}", "{a} media day", "{a} ceremony", "preparations for {a}",
    "{a} arrives", "the {a} from above", "{a} returns", "{a} opens", "{a} on display", "work on {a}", "{a} training",
    "a day with {a}", "{a} meets {b}", "{a} interview", "{a} (portrait)", "{a} no. 2", "people of {a}", "{a} prelaunch",
    "{a} awards", "scene near {a}", "{a} crew", "{a} at work", "{a} preflight", "{a} group photo", "{a}, about 1940",
)  # fmt: skip
"""Composed for this project; `{a}` and `{b}` are names of the caption, a person now and then by surname alone."""


def titled(sample: Sample, random: Random, share: float = 0.3) -> Sample:
    """The sample with a title before it, for a share of those that have none and whose names are all known."""
    names = [span for span in sample.spans if len(span.labels) == 1 and span.labels[0] not in ("DATE", "TIME")]
    if BOUNDARY in sample.text or sample.known != ALL or not names or random.random() > share:
        return sample
    chosen = {"a": random.choice(names), "b": random.choice(names)}
    pattern, title, spans = random.choice(PATTERNS), "", []
    if chosen["a"] == chosen["b"] and "{b}" in pattern:
        pattern = "{a}"
    for piece in pattern.replace("{", "|{").replace("}", "}|").split("|"):
        span = chosen.get(piece[1:-1]) if piece.startswith("{") else None
        text = _name(sample, span, random) if span else piece
        if span:
            spans.append(Span(len(title), len(title) + len(text), span.labels))
        title += text
    title = _cased(title, random)
    moved = [replace(s, start=s.start + len(title) + 1, end=s.end + len(title) + 1) for s in sample.spans]
    return replace(sample, text=f"{title}{BOUNDARY}{sample.text}", spans=(*spans, *moved))


def _name(sample: Sample, span: Span, random: Random) -> str:
    name = sample.text[span.start : span.end]
    last = name.split()[-1]
    if span.labels == ("PERSON",) and random.random() < 0.35 and last.isalpha() and len(last) > 3:
        return last
    return name


def _cased(title: str, random: Random) -> str:
    draw = random.random()
    if draw < 0.6:
        return headline(title)
    if draw < 0.7 and len(title.upper()) == len(title):
        return title.upper()
    return title[:1].upper() + title[1:]
