"""Table `entities`: a group-by over the mentions and people of a whole run.

Each batch gives its partial sums (`entity_parts`, in the worker that made the batch); an index on disk adds them up.
Every sum, minimum and set union commutes, so the table is the same for any batches, in any order, on any engine, and
memory stays bounded however many things a run names.
"""

from __future__ import annotations

import datetime
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import pyarrow as pa

from cutline.tables.arrays import arrow
from cutline.tables.rows import Row, table

PARTS = pa.schema(
    [
        ("entity_id", pa.string()),
        ("label", pa.string()),
        ("kind", pa.string()),
        ("value", pa.string()),
        ("number", pa.int64()),
    ]
)
"""A partial sum: what `kind` of thing was seen of the entity, its value, and how many times.

Kinds: entry, mention, earliest, latest, name, alias, nationality, role, country_code, geonames_id.
"""
CHUNK = 20_000
"""Rows of the finished table that are in memory at once."""


Part = tuple[str, str, str, str | None]
"""An entity's id and label, what was seen of it, and the value, which is no part where it is empty."""


def entity_parts(tables: Mapping[str, pa.Table]) -> pa.Table:
    """The partial sums of one batch, from its entries, mentions and people."""
    seen: dict[tuple[str, str], str] = {}
    found: list[Part] = []
    for entity_id, entry_id, label, *said in _rows(tables["mentions"], MENTIONED):
        if entity_id:
            seen[entity_id, entry_id] = label
            found += _of_mention(entity_id, label, *said)
    for entity_id, entry_id, *said in _rows(tables["people"], SHOWN):
        if entity_id:
            seen[entity_id, entry_id] = "PERSON"
            found += _of_person(entity_id, *said)
    dates = {entry_id: (_iso(first), _iso(last)) for entry_id, first, last in _rows(tables["entries"], DATED)}
    for (entity_id, entry_id), label in seen.items():
        earliest, latest = dates.get(entry_id, (None, None))
        found += (
            (entity_id, label, "entry", "1"),
            (entity_id, label, "earliest", earliest),
            (entity_id, label, "latest", latest),
        )
    counts = Counter([part for part in found if part[3]])
    parts = sorted(counts)
    columns = [*(list(map(itemgetter(place), parts)) for place in range(4)), [counts[part] for part in parts]]
    return pa.Table.from_arrays([arrow(c, f.type) for c, f in zip(columns, PARTS, strict=True)], schema=PARTS)


MENTIONED = ("entity_id", "entry_id", "label", "text", "value", "detail")
SHOWN = ("entity_id", "entry_id", "name", "full_name", "roles", "nationalities")
DATED = ("entry_id", "photo_date_earliest", "photo_date_latest")


def _rows(table: pa.Table, names: Sequence[str]) -> Iterator[Row]:
    """The rows of a table with the columns named alone."""
    return zip(*(table[name].to_pylist() for name in names), strict=True)


def _iso(day: datetime.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _of_mention(entity_id: str, label: str, text: str, value: str | None, detail: str | None) -> Iterable[Part]:
    parts: list[Part] = [
        (entity_id, label, "mention", "1"),
        (entity_id, label, "alias", text),
        (entity_id, label, "name", value or text),
    ]
    # Few details tell of a place: the rest is not parsed.
    if detail and ('"country_code"' in detail or '"geonames_id"' in detail):
        known = json.loads(detail)
        kinds = [kind for kind in ("country_code", "geonames_id") if known.get(kind) is not None]
        parts += [(entity_id, label, kind, str(known[kind])) for kind in kinds]
    return parts


def _of_person(
    entity_id: str, name: str, full_name: str, roles: Iterable[str], nationalities: Iterable[str]
) -> Iterable[Part]:
    return [
        (entity_id, "PERSON", "name", full_name),
        (entity_id, "PERSON", "alias", name),
        *((entity_id, "PERSON", "role", role) for role in roles),
        *((entity_id, "PERSON", "nationality", nationality) for nationality in nationalities),
    ]


def open_index() -> sqlite3.Connection:
    """An empty index in a temporary file that the system removes; it holds a few pages in memory."""
    index = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    index.execute("PRAGMA synchronous = OFF")
    index.execute("PRAGMA journal_mode = OFF")
    index.execute(
        "CREATE TABLE part (entity_id TEXT, label TEXT, kind TEXT, value TEXT, number INTEGER,"
        " PRIMARY KEY (entity_id, label, kind, value)) WITHOUT ROWID"
    )
    return index


def add_parts(index: sqlite3.Connection, parts: pa.Table) -> None:
    """The partial sums of a batch added to the index."""
    columns = [column.to_pylist() for column in parts.columns]
    index.execute("BEGIN")
    index.executemany(
        "INSERT INTO part VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (entity_id, label, kind, value) DO UPDATE SET number = number + excluded.number",
        zip(*columns, strict=True),
    )
    index.execute("COMMIT")


def entities(index: sqlite3.Connection) -> Iterator[pa.Table]:
    """The finished table in chunks, ordered by entity_id."""
    parts = index.execute("SELECT entity_id, label, kind, value, number FROM part ORDER BY 1, 2, 3, 4")
    rows: list[Row] = []
    for entity_id, group in groupby(parts, key=lambda part: part[0]):
        rows.append(_entity_row(entity_id, list(group)))
        if len(rows) == CHUNK:
            yield table("entities", rows)
            rows = []
    if rows:
        yield table("entities", rows)


def entities_table(batches: Iterable[Mapping[str, pa.Table]]) -> pa.Table:
    """Table `entities` of batches of tables, whole in memory: for a notebook or a small run."""
    index = open_index()
    for tables in batches:
        add_parts(index, entity_parts(tables))
    return pa.concat_tables([table("entities", ()), *entities(index)])


def _entity_row(entity_id: str, parts: list[Row]) -> Row:
    counts: dict[str, dict[str, int]] = {}
    labels: dict[str, int] = {}
    for _, label, kind, value, number in parts:
        of_kind = counts.setdefault(kind, {})
        of_kind[value] = of_kind.get(value, 0) + number
        labels[label] = labels.get(label, 0) + (number if kind == "entry" else 0)
    name = _frequent(counts.get("name", {}))[0]
    days = [_days(counts.get(kind, {})) for kind in ("earliest", "latest")]
    return (
        entity_id,
        _frequent(labels)[0],
        name,
        sorted({*counts.get("alias", {}), *counts.get("name", {})} - {name}),
        counts.get("entry", {}).get("1", 0),
        counts.get("mention", {}).get("1", 0),
        days[0][0] if days[0] else None,
        days[1][-1] if days[1] else None,
        _frequent(counts.get("nationality", {})),
        _frequent(counts.get("role", {})),
        next(iter(_frequent(counts.get("country_code", {}))), None),
        next(iter(_frequent(counts.get("geonames_id", {}))), None),
    )


def _frequent(counts: Mapping[str, int]) -> list[str]:
    """The values, the most frequent first; of equals the longest, then by code point."""
    return sorted(counts, key=lambda value: (-counts[value], -len(value), value))


def _days(counts: Mapping[str, int]) -> list[Any]:
    return sorted(datetime.date.fromisoformat(day) for day in counts)
