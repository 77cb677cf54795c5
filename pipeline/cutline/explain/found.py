"""Every mention with its finder, and every mention that lost an overlap with the reason."""

from __future__ import annotations

from collections.abc import Iterator

from cutline.explain.lines import Line, block, detail_texts
from cutline.extract.resolve import PRIORITY, STRENGTH, source
from cutline.records import FIELDS, Mention, Record

SHOWN = 36
"""The most characters of a mention's text that a row gives."""


def found(record: Record) -> Iterator[Line]:
    """A row a mention: where, what, by whom, with its score; below it the value and how the text became it."""
    mentions = sorted(record.reading.mentions, key=lambda m: (FIELDS.index(m.field), m.start, -m.end))
    texts = [text for mention in mentions for text in _mention(mention)]
    yield from block("found", texts or ["nothing"])


def _mention(mention: Mention) -> Iterator[str]:
    text = mention.text if len(mention.text) <= SHOWN else mention.text[: SHOWN - 1] + "…"
    score = "" if mention.score is None else f" {mention.score:.4f}"
    yield f"{_place(mention):20} {mention.label:8} {text:{SHOWN}} {mention.rule}{score}"
    if mention.value and (mention.value != mention.text or mention.label in ("DATE", "TIME")):
        yield f"  value: {mention.value}"
    yield from (f"  {line}" for line in detail_texts(mention.detail))


def lost(record: Record) -> Iterator[Line]:
    """A row a mention that gave way, with what it gave way to and why."""
    pairs = sorted(record.reading.dropped, key=lambda pair: (FIELDS.index(pair[0].field), pair[0].start, pair[0].end))
    yield from block("lost", [f"{_named(low)} to {_named(won)}: {why(low, won)}" for low, won in pairs])


def why(low: Mention, won: Mention) -> str:
    """The reason why one of two overlapping mentions gave way.

    >>> low = Mention("caption", 0, 4, "Rome", "GPE", "model/GPE")
    >>> why(low, Mention("caption", 0, 12, "Rome Airport", "FAC", "model/FAC"))
    'the longer one stands'
    """
    if won.end - won.start > low.end - low.start:
        return "the longer one stands"
    if (low.start, low.end, low.label) == (won.start, won.end, won.label):
        return "the same, found twice"
    reasons = dict(STRENGTH)
    if source(low) != source(won):
        return reasons.get(source(won), "the stronger finder stands")
    if low.label != won.label:
        return f"{won.label} stands before {low.label} ({' '.join(PRIORITY)})"
    return "the first of two as long stands"


def _named(mention: Mention) -> str:
    score = "" if mention.score is None else f" {mention.score:.4f}"
    return f"{_place(mention)} {mention.label} {mention.text!r} ({mention.rule}{score})"


def _place(mention: Mention) -> str:
    return f"{mention.field} {mention.start}:{mention.end}"
