"""One gold entry beside what the tables say of it: counts for every figure, and what was missed or too much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from cutline.evaluate.figures import ATTRIBUTES, MARK_LABELS, Counts, added
from cutline.evaluate.said import Row, Said
from cutline.markup import GoldEntry
from cutline.records import Entry

MARK_FIELDS = ("title", "caption")
TIMED = ("DATE", "TIME")
DERIVED = ("spans", *(f"mentions.{label}" for label in MARK_LABELS))
"""Figures that look at the mentions once more: their faults are listed under `mentions`, and once is enough."""

Item = tuple[Any, ...]


class Answer(NamedTuple):
    """What was said for one figure, and what is true."""

    figure: str
    said: frozenset[Item]
    gold: frozenset[Item]


@dataclass(frozen=True, slots=True)
class Miss:
    """What a figure's answer lacks and what it has too much of, each item as a line that a person can read."""

    figure: str
    missed: tuple[str, ...]
    extra: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A gold entry's counts a figure, its faults, and its scored mentions with whether each is right."""

    entry_id: str
    source: str
    counts: Mapping[str, Counts]
    misses: tuple[Miss, ...] = ()
    scored: tuple[tuple[float, bool], ...] = ()
    missing: bool = False


def compare(gold: GoldEntry, said: Said) -> Comparison:
    """The comparison of one gold entry."""
    entry = gold.reading.entry
    row = said.entries.get(entry.entry_id)
    mentions = [m for m in said.mentions.get(entry.entry_id, ()) if m["field"] in MARK_FIELDS]
    mentions = [m for m in mentions if m["label"] in MARK_LABELS]
    marks = [m for m in gold.reading.mentions if m.field in MARK_FIELDS]
    true = frozenset((m.field, m.start, m.end, m.label, m.value) for m in marks)
    answers = [
        *_of_marks(frozenset(map(_mark, mentions)), true),
        *_of_facts(row or {}, gold.facts),
        *_of_people(said.people.get(entry.entry_id, ()), gold.facts.get("people") or ()),
    ]
    wrong = [answer for answer in answers if answer.said != answer.gold and answer.figure not in DERIVED]
    places = {mark[:4] for mark in true}
    return Comparison(
        entry.entry_id,
        gold.source,
        {**_counts(answers), "perfect": Counts(int(not wrong), 1, 1)},
        tuple(_miss(answer, entry) for answer in wrong),
        tuple((m["score"], _mark(m)[:4] in places) for m in mentions if m["score"] is not None),
        missing=row is None,
    )


def _counts(answers: Iterable[Answer]) -> dict[str, Counts]:
    counts: dict[str, Counts] = {}
    for figure, said, gold in answers:
        new = Counts(len(said & gold), len(said), len(gold))
        counts[figure] = added([counts[figure], new]) if figure in counts else new
    return counts


def _mark(row: Row) -> Item:
    return row["field"], row["start"], row["end"], row["label"], row["value"]


def _of_marks(said: frozenset[Item], gold: frozenset[Item]) -> Iterator[Answer]:
    placed_said, placed_gold = (frozenset(mark[:4] for mark in marks) for marks in (said, gold))
    yield Answer("mentions", placed_said, placed_gold)
    for label in MARK_LABELS:
        of_label = [frozenset(mark for mark in marks if mark[3] == label) for marks in (placed_said, placed_gold)]
        yield Answer(f"mentions.{label}", *of_label)
    yield Answer("spans", *(frozenset(mark[:3] for mark in marks) for marks in (said, gold)))
    yield Answer("date_values", *(frozenset(mark for mark in marks if mark[3] in TIMED) for marks in (said, gold)))


def _of_facts(row: Row, facts: Mapping[str, Any]) -> Iterator[Answer]:
    credit = facts.get("credit") or {}
    dates = [frozenset([(day,)] if day else []) for day in (row.get("photo_date"), facts.get("photo_date"))]
    yield Answer("photo_date", *dates)
    yield Answer("places", _folded(row.get("places")), _folded(facts.get("places")))
    for part in ("creators", "providers"):
        yield Answer(part, _folded(row.get(part)), _folded(credit.get(part)))


def _of_people(said_rows: Iterable[Row], gold_rows: Iterable[Row]) -> Iterator[Answer]:
    """Attributes are compared for the people whose name is right; a name wrongly read is one fault, not five."""
    said = {fold(row["name"]): row for row in said_rows}
    gold = {fold(row["name"]): row for row in gold_rows}
    yield Answer("people", _folded(said), _folded(gold))
    for name in sorted(said.keys() & gold.keys()):
        for attribute, column in ATTRIBUTES.items():
            pair = (items(said[name].get(column)), items(gold[name].get(attribute)))
            yield Answer(f"people.{attribute}", *(frozenset((name, item) for item in side) for side in pair))
        shown = (bool(row["depicted"]) for row in (said[name], gold[name]))
        yield Answer("people.depicted", *(frozenset([(name, "shown" if yes else "not shown")]) for yes in shown))


def fold(value: str | None) -> str:
    """The value without what does not count in free text: case, spacing, outer punctuation.

    >>> fold("  Launch  Pad 39A, ")
    'launch pad 39a'
    """
    return " ".join((value or "").casefold().split()).strip(" .,;:()")


def items(value: str | Iterable[str] | None) -> set[str]:
    """The folded items of a list, or of a string that joins them with `; `.

    >>> sorted(items("Gen.; chairman"))
    ['chairman', 'gen']
    """
    parts = value.split(";") if isinstance(value, str) else value or ()
    return {folded for part in parts if (folded := fold(part))}


def _folded(values: Iterable[str] | None) -> frozenset[Item]:
    return frozenset((fold(value),) for value in values or ())


def _miss(answer: Answer, entry: Entry) -> Miss:
    return Miss(answer.figure, _lines(answer.gold - answer.said, entry), _lines(answer.said - answer.gold, entry))


def _lines(things: Iterable[Item], entry: Entry) -> tuple[str, ...]:
    return tuple(_line(thing, entry) for thing in sorted(things, key=lambda thing: (thing[:4], str(thing[4:]))))


def _line(thing: Item, entry: Entry) -> str:
    if len(thing) < 4:
        return ": ".join(map(str, thing))
    field, start, end, label, *value = thing
    line = f"{field} {start}:{end} {label} {entry.text(field)[start:end]!r}"
    return f"{line} = {value[0]}" if value else line
