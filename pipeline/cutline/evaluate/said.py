"""What the tables of an output folder say of each entry."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from cutline.tables.cells import split

Row = Mapping[str, Any]

COLUMNS = {
    "entries": ("entry_id", "photo_date", "places", "creators", "providers"),
    "mentions": ("entry_id", "field", "start", "end", "text", "label", "value", "score"),
    "people": ("entry_id", "name", "roles", "nationalities", "affiliations", "position", "depicted"),
}
LISTS = ("places", "creators", "providers", "roles", "nationalities", "affiliations")


@dataclass(frozen=True)
class Said:
    """The rows of an output folder by entry id."""

    entries: Mapping[str, Row] = field(default_factory=dict)
    mentions: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    people: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)


def read_said(folder: Path) -> Said:
    """The entries, mentions and people tables of a folder. ValueError names the table that is not there."""
    entries, mentions, people = (_rows(folder, table) for table in ("entries", "mentions", "people"))
    return Said({row["entry_id"]: row for row in entries}, _by_entry(mentions), _by_entry(people))


def _by_entry(rows: Iterable[Row]) -> dict[str, tuple[Row, ...]]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row["entry_id"], []).append(row)
    return {entry_id: tuple(group) for entry_id, group in grouped.items()}


def _rows(folder: Path, table: str) -> list[Row]:
    parquet, comma = folder / f"{table}.parquet", folder / f"{table}.csv"
    try:
        if parquet.exists():
            rows: list[Row] = pq.read_table(parquet, columns=list(COLUMNS[table])).to_pylist()
            return rows
        with comma.open(encoding="utf-8", newline="") as lines:
            return [_typed({name: row[name] for name in COLUMNS[table]}) for row in csv.DictReader(lines)]
    except FileNotFoundError as error:
        raise ValueError(f"{folder}: no {table}.parquet, no {table}.csv: name a folder that extract wrote") from error
    except (KeyError, ValueError, TypeError, OSError) as error:
        raise ValueError(f"{folder}: table {table} cannot be read: {error}: write it again with extract") from error


def _typed(row: dict[str, str]) -> Row:
    """A CSV row with the types of the Parquet one: the empty field is null, or the empty list."""
    typed: dict[str, Any] = {name: text or None for name, text in row.items()}
    typed.update({name: split(row[name]) for name in LISTS if name in row})
    typed.update({name: int(row[name]) for name in ("start", "end") if name in row})
    if row.get("score"):
        typed["score"] = float(row["score"])
    if "depicted" in row:
        typed["depicted"] = row["depicted"].casefold() == "true"
    return typed
