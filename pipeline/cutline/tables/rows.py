"""Records → Arrow tables, row by row: `tabulate`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

import pyarrow as pa

from cutline.records import FIELDS, Mention, Record
from cutline.tables.arrays import arrow
from cutline.tables.columns import TABLES

Row = tuple[Any, ...]
_RANKS = {field: rank for rank, field in enumerate(FIELDS)}

LISTED = {"ORG": "organizations", "EVENT": "events", "VEHICLE": "vehicles", "WORK": "works"}
"""The labels that have a list of their own in `entries`."""


def tabulate(records: Iterable[Record]) -> dict[str, pa.Table]:
    """The entries, mentions, people and credits of the records, in the records' order.

    Table `entities` is a group-by over the whole run: see `cutline.tables.entities`.
    """
    rows: dict[str, list[Row]] = {name: [] for name in TABLES if name != "entities"}
    for record in records:
        mentions = _ordered(record.reading.mentions)
        rows["entries"].append(_entry_row(record, mentions))
        rows["mentions"] += _mention_rows(record, mentions)
        rows["people"] += _people_rows(record)
        rows["credits"] += _credit_rows(record, mentions)
    return {name: table(name, these) for name, these in rows.items()}


def table(name: str, rows: Sequence[Row]) -> pa.Table:
    """The rows as the Arrow table of that name."""
    schema = TABLES[name].schema
    # Not `zip(*rows)`: that makes an iterator of every row, and steps through all of them for every column.
    columns = [list(map(itemgetter(place), rows)) for place in range(len(schema))]
    arrays = [arrow(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def as_json(value: Mapping[str, Any]) -> str | None:
    """The value as JSON with sorted keys, None where it is empty.

    >>> as_json({"b": 1, "a": "é"}), as_json({})
    ('{"a": "é", "b": 1}', None)
    """
    return _ENCODER.encode(value) if value else None


def _plain(value: Any) -> Any:
    """Mappings and sequences that JSON does not know by themselves, and dates in ISO form."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Iterable):
        return list(value)
    return str(value)


# Made once: `json.dumps` makes one for each value.
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, allow_nan=False, default=_plain)


def _ordered(mentions: Iterable[Mention]) -> list[Mention]:
    """By field, then start; a credit stands before the names that it lies over."""
    return sorted(mentions, key=lambda m: (_RANKS[m.field], m.start, -m.end, m.label))


def _distinct(names: Sequence[str | None]) -> list[str]:
    """The names in order of first appearance; the empty one is none, since a list's CSV form could not hold it."""
    return list(dict.fromkeys(filter(None, names))) if names else []


def _listed(mentions: list[Mention]) -> Mapping[str, list[str]]:
    """The values of each label that has a list, from the mentions of title and caption that no credit phrase covers."""
    credits = [(m.field, m.start, m.end) for m in mentions if m.label == "CREDIT"]
    values: dict[str, list[str]] = {label: [] for label in LISTED}
    for m in mentions:
        if m.label not in LISTED or m.field == "credit_line":
            continue
        if not credits or not any(f == m.field and start <= m.start and m.end <= end for f, start, end in credits):
            values[m.label].append(m.value or m.text)
    return values


def _entry_row(record: Record, mentions: list[Mention]) -> Row:
    entry, date, places, credit = record.reading.entry, record.date, record.places, record.credit
    listed = _listed(mentions)
    return (
        entry.entry_id, entry.source, entry.ordinal, entry.title, entry.credit_line, entry.caption,
        date.value, date.earliest, date.latest, date.origin,
        _distinct([p.full_name for p in record.people if p.depicted]),
        _distinct([p.full_name for p in record.people if not p.depicted]),
        *map(_distinct, listed.values()),
        _distinct(places.places), _distinct(places.mentioned),
        places.city, places.region, places.country, places.country_code,
        credit.text, _distinct(credit.creators), _distinct(credit.providers),
        _distinct((*entry.warnings, *record.reading.warnings, *record.warnings)),
        as_json(entry.extra),
    )  # fmt: skip


def _mention_rows(record: Record, mentions: list[Mention]) -> Iterator[Row]:
    entry_id = record.reading.entry.entry_id
    for m in mentions:
        score = None if m.score is None else round(m.score, 4)
        detail = as_json(m.detail)
        yield (entry_id, m.field, m.start, m.end, m.text, m.label, m.value, m.entity_id, m.rule, score, detail)


def _people_rows(record: Record) -> Iterator[Row]:
    entry_id = record.reading.entry.entry_id
    for ordinal, p in enumerate(record.people, 1):
        lists = (_distinct(p.roles), _distinct(p.nationalities), _distinct(p.affiliations))
        yield (
            entry_id, ordinal, p.name, p.full_name, *lists, p.position, p.depicted, p.certain, p.reason, p.entity_id
        )  # fmt: skip


def _credit_rows(record: Record, mentions: list[Mention]) -> Iterator[Row]:
    entry_id = record.reading.entry.entry_id
    entities = {(m.field, m.start, m.end): m.entity_id for m in mentions if m.label != "CREDIT"}
    for m in mentions:
        for part in m.parts if m.label == "CREDIT" else ():
            entity = entities.get((m.field, part.start, part.end))
            yield (entry_id, m.field, part.start, part.end, part.text, part.part, part.value, entity)
