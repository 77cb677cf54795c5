"""Dates of other corpora: which expressions are points of the calendar, and WikiWars' sentences with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path

from cutline.training.kinds import MAPS
from cutline.training.samples import Sample, Span

YEAR_OR_MONTH = re.compile(
    r"\b(?:1[0-9]{3}|20[0-9]{2})s?\b|\b(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
DURATION = re.compile(r"\b(?:years?|months?|weeks?|days?|hours?|minutes?|decades?|centuries)\b")
TAG = re.compile(r"<TIMEX2(?P<attributes>[^>]*)>|</TIMEX2>")
POINT = re.compile(r'val="(?:[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?|[0-9]{3})"')
RANGES = ("-", "–", " - ", " – ", " to ")
BREAK = re.compile(r"(?<=[.!?]) +(?=[A-Z\"“])|\n+")


def wikiwars(paths: Iterable[Path]) -> Iterator[Sample]:
    """Sentences of WikiWars with figures or dates, whose every expression of time is surely a date or surely none."""
    known, weight = frozenset(MAPS["known"]["WikiWars"]), MAPS["weights"]["WikiWars"]
    for path in paths:
        body = path.read_text("utf-8", "replace").partition("<TEXT>")[2].partition("</TEXT>")[0]
        for marked in BREAK.split(unescape(body)):
            sample = marked_dates(marked.strip(), known, weight)
            if sample and len(sample.text) > 20 and (sample.spans or re.search("[0-9]", sample.text)):
                yield sample


def with_article(text: str, start: int) -> int:
    """Where a decade's mark begins: at the article before it, which belongs to it.

    >>> with_article("in the early 1950s", 7), with_article("in the 1950", 7)
    (3, 7)
    """
    decade = re.match(r"(?:early |late |mid-?)?[0-9]{3}0['’]?s\b", text[start:])
    return start - 4 if decade and text[:start].lower().endswith("the ") else start


def marked_dates(marked: str, known: frozenset[str], weight: float) -> Sample | None:
    """The sentence without its tags, or None where one of them is nested, cut off or may be a date or not."""
    spans: list[Span] = []
    text, end, start, attributes = "", 0, -1, ""
    for match in TAG.finditer(marked):
        text += marked[end : match.start()]
        end = match.end()
        opens = match["attributes"] is not None
        if opens == (start >= 0):
            return None
        if opens:
            start, attributes = len(text), match["attributes"]
            continue
        name = text[start:]
        lead = re.match(
            r"(?i:(?:the )?(?:beginning|start|middle|end) of |(?:the|in|since) (?!(?:early |late |mid-?)?[0-9]+s))",
            name,
        )
        point = POINT.search(attributes) and YEAR_OR_MONTH.search(name) and not DURATION.search(name)
        if point and len(name.split()) < 6 and not re.search(r" (?:of|after|before|the) (?![0-9])", name[4:]):
            start = with_article(text, start + (lead.end() if lead else 0))
            if spans and text[spans[-1].end : start] in RANGES:
                start = spans.pop().start
            spans.append(Span(start, len(text), ("DATE",)))
        elif 'val="P' not in attributes or YEAR_OR_MONTH.search(name):
            return None
        start = -1
    return Sample(text + marked[end:], tuple(spans), known, "WikiWars", weight) if start < 0 else None
