"""What the given gallery must show, whatever else changes: entries, dates, credits, who is shown, what is no date."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

SOURCE = "olympic-torch-in-space.txt"
ROOT = Path(__file__).parents[1]
LATER, EARLIER = "2013-11-09", "2013-11-07"


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(folder / f"{table}.parquet").to_pylist()
    return [row for row in found if row["entry_id"].startswith(f"{SOURCE}#")]


@pytest.fixture
def entries(corpus_output: Path) -> list[dict[str, Any]]:
    return rows(corpus_output, "entries")


@pytest.fixture
def mentions(corpus_output: Path) -> list[dict[str, Any]]:
    return rows(corpus_output, "mentions")


@pytest.fixture
def people(corpus_output: Path) -> dict[tuple[int, str], dict[str, Any]]:
    return {(number(row), row["name"]): row for row in rows(corpus_output, "people")}


def number(row: dict[str, Any]) -> int:
    return int(row["entry_id"].rpartition("#")[2])


def test_ten_entries_in_order(entries: list[dict[str, Any]]) -> None:
    assert [row["entry_id"] for row in entries] == [f"{SOURCE}#{ordinal}" for ordinal in range(1, 11)]


def test_the_fields_are_the_files_own_blocks(entries: list[dict[str, Any]]) -> None:
    blocks = (ROOT / "corpus" / "raw" / SOURCE).read_text("utf-8").split("\n\n")
    fields = [row[field] for row in entries for field in ("title", "credit_line", "caption") if row[field] is not None]
    assert fields == [block.strip("\n") for block in blocks]
    assert [number(row) for row in entries if row["credit_line"] is None] == [3]


def test_five_pictures_of_each_day(entries: list[dict[str, Any]]) -> None:
    assert [row["photo_date"] for row in entries] == [LATER] * 5 + [EARLIER] * 5
    assert [row["photo_date_earliest"].isoformat() for row in entries] == [LATER] * 5 + [EARLIER] * 5


def test_a_year_that_the_gallery_gives_is_said_to_be_its(entries: list[dict[str, Any]]) -> None:
    assert {number(row): row["photo_date_from"] for row in entries}[10] == "gallery"


def test_credits(entries: list[dict[str, Any]]) -> None:
    credits = {number(row): (row["credit"], row["creators"], row["providers"]) for row in entries}
    assert credits[1] == ("NASA TV", [], ["NASA TV"])
    assert credits[3] == (None, [], [])
    assert credits[8] == ("NASA/Bill Ingalls", ["Bill Ingalls"], ["NASA"])
    assert credits[9] == ("RSC Energia", [], ["RSC Energia"])


@pytest.mark.parametrize("entry", [1, 5])
def test_who_holds_the_camera_is_not_shown(people: dict[tuple[int, str], dict[str, Any]], entry: int) -> None:
    assert people[entry, "Oleg Kotov"]["depicted"] is False
    assert people[entry, "Sergey Ryazanskiy"]["depicted"] is True


@pytest.mark.parametrize("entry", [2, 3, 4])
def test_the_same_man_is_shown_elsewhere(people: dict[tuple[int, str], dict[str, Any]], entry: int) -> None:
    assert people[entry, "Oleg Kotov"]["depicted"] is True


def test_a_short_name_is_the_same_person(mentions: list[dict[str, Any]], people: Any) -> None:
    short = [m for m in mentions if number(m) == 4 and m["text"] == "Kotov"]
    assert [m["entity_id"] for m in short] == [people[4, "Oleg Kotov"]["entity_id"]]
    assert (4, "Kotov") not in people


@pytest.mark.parametrize("entry", [1, 2, 4])
def test_the_winter_games_are_an_event_and_no_date(mentions: list[dict[str, Any]], entries: Any, entry: int) -> None:
    of_entry = [m for m in mentions if number(m) == entry]
    assert ("2014 Winter Games", "EVENT") in {(m["text"], m["label"]) for m in of_entry}
    assert not [m for m in of_entry if m["label"] == "DATE" and "2014" in m["text"]]
    assert "2014 Winter Games" in entries[entry - 1]["events"]


def test_an_expedition_is_no_date(mentions: list[dict[str, Any]]) -> None:
    found = {(number(m), m["text"]): m["label"] for m in mentions}
    assert found[6, "Expedition 37/38"] == "EVENT"
    assert not [m for m in mentions if m["label"] == "DATE" and ("37" in m["text"] or "38" in m["text"])]


def test_the_dates_that_are_not_the_pictures(mentions: list[dict[str, Any]]) -> None:
    values = {(number(m), m["text"]): m["value"] for m in mentions if m["label"] == "DATE"}
    assert values[6, "Nov. 9"] == LATER
    assert values[6, "the next day"] == "2013-11-10"
    assert values[8, "Thursday, Nov. 7, 2013"] == EARLIER


def test_the_coming_games_and_the_destination_are_no_places(entries: list[dict[str, Any]]) -> None:
    for entry in entries:
        assert not {"Sochi", "Russia", "Earth"} & set(entry["places"]), entry["entry_id"]
    for entry in entries[7:]:
        assert entry["places"] == ["Baikonur Cosmodrome", "Kazakhstan"], entry["entry_id"]


def test_the_truth_is_of_this_file(entries: list[dict[str, Any]]) -> None:
    truth = ROOT / "corpus" / "annotated" / "olympic-torch-in-space.jsonl"
    ids = [json.loads(line)["id"] for line in truth.read_text("utf-8").splitlines()]
    assert ids == [row["entry_id"] for row in entries]
