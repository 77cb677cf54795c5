"""A record as the tables of a dataset tell it: everything but what lost on the way."""

from __future__ import annotations

import difflib
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from cutline.records import CreditFacts, Entry, Mention, Part, Person, PhotoDate, PlaceFacts, Reading, Record

TABLES = ("mentions", "people", "credits")
Row = dict[str, Any]


def read_record(folder: Path, entry_id: str) -> Record:
    """The record of an entry, from the Parquet tables of a folder. ValueError says what is not there."""
    found = _rows(folder, "entries", entry_id)
    if not found:
        raise ValueError(f"{folder}: no entry {entry_id!r}: {_near(folder, entry_id)}")
    mentions, people, parts = (_rows(folder, table, entry_id) for table in TABLES)
    row = found[0]
    fields = {name: row[name] for name in ("entry_id", "source", "ordinal", "title", "credit_line", "caption")}
    entry = Entry(**fields, extra=json.loads(row["extra"] or "{}"))
    return Record(
        Reading(entry, tuple(_mention(m, parts) for m in mentions)),
        tuple(_person(p) for p in people),
        PhotoDate(row["photo_date"], row["photo_date_earliest"], row["photo_date_latest"], row["photo_date_from"]),
        _places(row),
        CreditFacts(row["credit"], tuple(row["creators"]), tuple(row["providers"])),
        tuple(row["warnings"]),
    )


def _rows(folder: Path, table: str, entry_id: str) -> list[Row]:
    path = folder / f"{table}.parquet"
    if not path.exists():
        raise ValueError(f"{path}: no such table: name a folder that extract wrote with --format parquet or both")
    rows: list[Row] = pq.read_table(path, filters=[("entry_id", "=", entry_id)]).to_pylist()
    return rows


def _near(folder: Path, entry_id: str) -> str:
    """The ids that a mistyped one may mean."""
    ids = pq.read_table(folder / "entries.parquet", columns=["entry_id"])["entry_id"].slice(0, 10_000).to_pylist()
    near = difflib.get_close_matches(entry_id, ids, n=3) or ids[:3]
    return f"did you mean {' or '.join(near)}?" if near else "the dataset has no entries"


def _mention(row: Row, parts: list[Row]) -> Mention:
    inside = [p for p in parts if p["field"] == row["field"] and row["start"] <= p["start"] and p["end"] <= row["end"]]
    names = ("field", "start", "end", "text", "label", "rule", "value", "score", "entity_id")
    return Mention(
        **{name: row[name] for name in names},
        detail=json.loads(row["detail"] or "{}"),
        parts=tuple(
            Part(p["part"], p["start"], p["end"], p["text"], p["value"]) for p in inside if row["label"] == "CREDIT"
        ),
    )


def _person(row: Row) -> Person:
    lists: Row = {name: tuple(row[name]) for name in ("roles", "nationalities", "affiliations")}
    names = ("name", "full_name", "position", "depicted", "certain", "reason", "entity_id")
    return Person(**{name: row[name] for name in names}, **lists)


def _places(row: Row) -> PlaceFacts:
    settled = {name: row[name] for name in ("city", "region", "country", "country_code")}
    return PlaceFacts(tuple(row["places"]), tuple(row["places_mentioned"]), **settled)
