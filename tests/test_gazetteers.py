"""The gazetteers are what their README says: sorted, unique, NFC, each row with a source."""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import pytest

from cutline.knowledge import BUILT_IN, Knowledge
from cutline.records import LABELS

FOLDER = BUILT_IN / "gazetteers"
MINE = (
    "bodies", "cities", "countries", "events", "facilities", "nationalities", "organizations", "spacecraft", "states",
    "vehicles",
)  # fmt: skip


@pytest.mark.parametrize("name", MINE)
def test_rows_are_sorted_unique_nfc_and_sourced(name: str) -> None:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    columns, rows = rows[0], rows[1:]
    assert columns[:2] == ["alias", "name"] and columns[-1] == "source"
    assert rows == sorted(rows)
    for row in rows:
        assert len(row) == len(columns), row
        assert all(cell == unicodedata.normalize("NFC", cell).strip() for cell in row), row
        assert row[0] and row[1] and row[-1], row
    keys = [(row[0], *(row[2:4] if name == "cities" else ())) for row in rows]
    assert len(set(keys)) == len(keys)


def test_every_file_has_its_section_in_the_readme() -> None:
    readme = (FOLDER / "README.md").read_text("utf-8")
    for path in sorted(FOLDER.glob("*.csv")):
        assert f"## {path.name}" in readme, path.name


@pytest.mark.parametrize("name", [name for name in MINE if name not in ("cities",)])
def test_labels_and_cues_exist(name: str) -> None:
    known = Knowledge()
    cues = known.document("patterns")["cues"]
    for row in known.gazetteer(name):
        assert row["label"] in LABELS, row
        assert not row["cue"] or row["cue"] == "never" or row["cue"] in cues, row


def test_a_name_has_one_kind_of_place_code() -> None:
    for row in Knowledge().gazetteer("states"):
        assert row["code"].startswith(row["country_code"] + "-"), row
    for row in Knowledge().gazetteer("countries"):
        assert len(row["country_code"]) in (0, 2), row


def test_towns_keep_their_namesakes() -> None:
    regions = {row["region"] for row in Knowledge().gazetteer("cities") if row["alias"] == "Springfield"}
    assert {"Illinois", "Massachusetts", "Missouri"} <= regions


def test_the_files_are_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in Path(FOLDER).glob("*.csv")) < 4_000_000
