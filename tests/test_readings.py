"""Annotations of real captions, kept without their text, and captions written for this project."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cutline.markup import write_markup
from cutline.records import LABELS
from cutline.training.readings import READINGS, WRITTEN, read_readings, read_written, text_hash, written_entries


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "captions").mkdir()
    captions = [
        {"id": "a", "title": "Crew at Pad 7", "caption": "Ada Lund waves, May 4, 1962."},
        {"id": "a", "title": None, "caption": "Another text of the same id."},
    ]
    (tmp_path / "captions/harbor.jsonl").write_text("".join(json.dumps(row) + "\n" for row in captions))
    return tmp_path


def reading(text: str, *marks: list[object]) -> str:
    row = {"id": "a", "source": "harbor", "text": text, "photo_date": "1962-05-04", "people": [], "places": ["Pad 7"]}
    return json.dumps({**row, "marks": marks}) + "\n"


def test_a_reading_finds_its_text_by_the_hash(folder):
    key = text_hash("Crew at Pad 7", "Ada Lund waves, May 4, 1962.")
    marks = ["title", 8, 13, "FAC", None], ["caption", 0, 8, "PERSON", None], ["caption", 16, 27, "DATE", "1962-05-04"]
    (folder / "readings.jsonl").write_text(reading(key, *marks))
    [gold] = read_readings(folder / "captions", folder / "readings.jsonl")
    entry, mentions = gold.reading.entry, gold.reading.mentions
    assert write_markup(entry.title, [m for m in mentions if m.field == "title"]) == "Crew at [[FAC|Pad 7]]"
    assert write_markup(entry.caption, [m for m in mentions if m.field == "caption"]) == (
        "[[PERSON|Ada Lund]] waves, [[DATE:1962-05-04|May 4, 1962]]."
    )
    assert (gold.source, gold.facts["places"]) == ("harbor", ["Pad 7"])


def test_a_reading_whose_text_is_not_at_hand_is_left_out(folder):
    (folder / "readings.jsonl").write_text(reading(text_hash(None, "Ada Lund waves, May 5, 1962.")))
    assert read_readings(folder / "captions", folder / "readings.jsonl") == []


def test_no_reading_holds_its_caption():
    """The captions are not ours to copy: a reading keeps offsets and facts, a name or a role at the longest."""
    rows = [json.loads(line) for line in READINGS.read_text("utf-8").splitlines()]
    assert len(rows) > 100 and len({row["text"] for row in rows}) == len(rows)
    for row in rows:
        assert row.keys() == {"id", "source", "text", "photo_date", "people", "places", "marks"}
        for field, start, end, label, value in row["marks"]:
            assert field in ("title", "caption") and 0 <= start < end and label in LABELS
            assert (value is not None) == (label in ("DATE", "TIME")), row["id"]


@pytest.mark.parametrize("path", sorted(WRITTEN.glob("*.txt")), ids=lambda path: path.stem)
def test_a_written_captions_marks_are_names_and_its_places_are_marks(path: Path):
    for gold in written_entries(path.read_text("utf-8"), path):
        marked = {mention.text for mention in gold.reading.mentions}
        assert set(gold.facts["places"]) <= marked, gold.facts["id"]
        for mention in gold.reading.mentions:
            assert mention.text == mention.text.strip() and re.search(r"\w", mention.text), gold.facts["id"]
            assert mention.label in LABELS, gold.facts["id"]
            assert bool(mention.value) == (mention.label in ("DATE", "TIME")), gold.facts["id"]


def test_written_captions_are_many_and_none_is_written_twice():
    texts = [(gold.reading.entry.title, gold.reading.entry.caption) for gold in read_written()]
    assert len(texts) > 100 and len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    "block",
    ["C: A [[FAC|Pad 1]].\nP=Pad 1", "caption: A crew.", "C: A crew.\nmore of it"],
    ids=["field", "name", "wrap"],
)
def test_a_block_with_an_odd_line_is_refused_with_its_place(block):
    with pytest.raises(ValueError, match=r"a\.txt: block 2 holds a line"):
        list(written_entries(f"C: A crew.\n\n{block}", Path("a.txt")))
