"""Every mention with its finder, and every mention that lost an overlap with the reason."""

from __future__ import annotations

from collections.abc import Iterator

from cutline.explain.lines import Line, block, detail_texts
from cutline.extract.resolve import PRIORITY, STRENGTH, source
from cutline.records import FIELDS, Mention, Record

SHOWN = 28
"""The most characters of a mention's text that a row gives."""


def found(record: Record) -> Iterator[Line]:
    """A row a mention: where, what, by whom, with its score; below it who found it too, the value and how it came."""
    mentions = sorted(record.reading.mentions, key=lambda m: (FIELDS.index(m.field), m.start, -m.end))
    again: dict[tuple[str, int, int, str], list[str]] = {}
    for low, won in record.reading.dropped:
        if same(low, won):
            again.setdefault((won.field, won.start, won.end, won.label), []).append(_finder(low))
    texts = [
        text
        for mention in mentions
        for text in _mention(mention, again.get((mention.field, mention.start, mention.end, mention.label), []))
    ]
    yield from block("found", texts or ["nothing"])


def same(low: Mention, won: Mention) -> bool:
    """True where two finders found the same, so that nothing was lost."""
    return (low.start, low.end, low.label) == (won.start, won.end, won.label)


def _mention(mention: Mention, others: list[str]) -> Iterator[str]:
    text = mention.text if len(mention.text) <= SHOWN else mention.text[: SHOWN - 1] + "…"
    yield f"{_place(mention):19} {mention.label:7} {text:{SHOWN}} {_finder(mention)}"
    if others:
        yield f"  found too by: {', '.join(others)}"
    if mention.value and (mention.value != mention.text or mention.label in ("DATE", "TIME")):
        yield f"  value: {mention.value}"
    yield from (f"  {line}" for line in detail_texts(mention.detail))


def lost(record: Record) -> Iterator[Line]:
    """A row a mention that gave way, with what it gave way to and why."""
    pairs = [(low, won) for low, won in record.reading.dropped if not same(low, won)]
    pairs.sort(key=lambda pair: (FIELDS.index(pair[0].field), pair[0].start, pair[0].end))
    yield from block("lost", [f"{_named(low)} to {_named(won)}: {why(low, won)}" for low, won in pairs])


def why(low: Mention, won: Mention) -> str:
    """The reason why one of two overlapping mentions gave way.

    >>> low = Mention("caption", 0, 4, "Rome", "GPE", "model/GPE")
    >>> why(low, Mention("caption", 0, 12, "Rome Airport", "FAC", "model/FAC"))
    'the longer one stands'
    """
    if won.end - won.start > low.end - low.start:
        return "the longer one stands"
    reasons = dict(STRENGTH)
    if source(low) != source(won):
        return reasons.get(source(won), "the stronger finder stands")
    if low.label != won.label:
        return f"{won.label} stands before {low.label} ({' '.join(PRIORITY)})"
    return "the first of two as long stands"


def _named(mention: Mention) -> str:
    return f"{_place(mention)} {mention.label} {mention.text!r} ({_finder(mention)})"


def _finder(mention: Mention) -> str:
    return mention.rule if mention.score is None else f"{mention.rule} {mention.score:.4f}"


def _place(mention: Mention) -> str:
    return f"{mention.field} {mention.start}:{mention.end}"
