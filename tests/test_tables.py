"""The tables: their columns, records → rows, the group-by that makes `entities`, the dictionary."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from cutline.engine.batches import DUPLICATE
from cutline.read.encoding import DETECTED, REPAIRED, REPLACED
from cutline.read.html import REMOVED
from cutline.read.language import FOREIGN
from cutline.records import CreditFacts, Entry, Mention, Part, Person, PhotoDate, PlaceFacts, Reading, Record
from cutline.tables import TABLES, entities_table, tabulate
from cutline.tables.dictionary import dictionary
from cutline.tables.entities import add_parts, entities, entity_parts, open_index
from cutline.tables.warnings import WARNINGS

CAPTION = "Ada Lund of Norway waves. Photo: Kite Club/Bo Ek"
CREDIT = Mention(
    "caption", 26, 48, "Photo: Kite Club/Bo Ek", "CREDIT", "credits/labelled",
    parts=(
        Part("label", 26, 33, "Photo: "), Part("provider", 33, 42, "Kite Club", "The Kite Club"),
        Part("separator", 42, 43, "/"), Part("creator", 43, 48, "Bo Ek"),
    ),
)  # fmt: skip
ADA = Mention("caption", 0, 8, "Ada Lund", "PERSON", "model/PERSON", value="Ada Lund", score=0.98765, entity_id="p-1")
NORWAY = Mention(
    "caption", 12, 18, "Norway", "GPE", "model/GPE", entity_id="g-1", detail={"geonames_id": 3144096, "b": 1}
)
CLUB = Mention("caption", 33, 42, "Kite Club", "ORG", "credits/provider", entity_id="o-1")
FAIR = Mention("title", 0, 4, "Fair", "EVENT", "model/EVENT", value="The Fair")
ENTRY = Entry("f#1", "f", 1, "Fair", None, CAPTION, extra={"z": 1, "a": ["é", None]}, warnings=("w", "v"))
RECORD = Record(
    Reading(ENTRY, (CLUB, NORWAY, CREDIT, ADA, FAIR, replace(FAIR)), ("v", "u")),
    people=(
        Person("Ada Lund", "Ada Lund", roles=("dancer", "pilot"), nationalities=("Norway",), entity_id="p-1"),
        Person("Cy", "Cy Berg", depicted=False, certain=False, reason="not-pictured"),
    ),
    date=PhotoDate("2011", datetime.date(2011, 1, 1), datetime.date(2011, 12, 31), "caption"),
    places=PlaceFacts(("Hall", "Oslo"), ("Rome",), "Oslo", None, "Norway", "NO"),
    credit=CreditFacts("Kite Club/Bo Ek", ("Bo Ek",), ("Kite Club",)),
    warnings=("t",),
)


def one(table: pa.Table) -> dict[str, object]:
    (row,) = table.to_pylist()
    return dict(row)


def test_entry() -> None:
    row = one(tabulate([RECORD])["entries"])
    assert (row["entry_id"], row["source"], row["ordinal"]) == ("f#1", "f", 1)
    assert (row["title"], row["credit_line"], row["caption"]) == ("Fair", None, CAPTION)
    assert (row["people"], row["people_mentioned"]) == (["Ada Lund"], ["Cy Berg"])
    assert (row["photo_date"], row["photo_date_latest"]) == ("2011", datetime.date(2011, 12, 31))
    assert (row["places"], row["country_code"], row["region"]) == (["Hall", "Oslo"], "NO", None)
    assert (row["creators"], row["providers"]) == (["Bo Ek"], ["Kite Club"])
    assert row["warnings"] == ["w", "v", "u", "t"]
    assert row["extra"] == '{"a": ["é", null], "z": 1}'


def test_names_in_credits_are_no_names_of_the_scene() -> None:
    row = one(tabulate([RECORD])["entries"])
    assert row["organizations"] == [] and row["events"] == ["The Fair"]
    line = replace(ENTRY, credit_line="Kite Club")
    mention = replace(CLUB, field="credit_line", start=0, end=9)
    assert one(tabulate([Record(Reading(line, (mention,)))])["entries"])["organizations"] == []


def test_mentions_stand_in_order() -> None:
    rows = tabulate([RECORD])["mentions"].to_pylist()
    assert [row["text"] for row in rows][2:] == ["Ada Lund", "Norway", CREDIT.text, "Kite Club"]
    assert rows[2]["score"] == 0.9877 and rows[3]["score"] is None
    assert rows[3]["detail"] == '{"b": 1, "geonames_id": 3144096}' and rows[2]["detail"] is None


def test_people_and_credits() -> None:
    tables = tabulate([RECORD])
    people = tables["people"].to_pylist()
    assert [(row["ordinal"], row["full_name"], row["depicted"]) for row in people] == [
        (1, "Ada Lund", True),
        (2, "Cy Berg", False),
    ]
    credits = tables["credits"].to_pylist()
    assert "".join(str(row["text"]) for row in credits) == CREDIT.text
    assert [(row["part"], row["value"], row["entity_id"]) for row in credits][1] == ("provider", "The Kite Club", "o-1")


def test_no_records_give_empty_tables() -> None:
    for name, table in tabulate([]).items():
        assert table.schema == TABLES[name].schema and table.num_rows == 0
    assert entities_table([]).schema == TABLES["entities"].schema


def test_entities() -> None:
    rows = entities_table([tabulate([RECORD])]).to_pylist()
    assert [(row["entity_id"], row["label"], row["name"]) for row in rows] == [
        ("g-1", "GPE", "Norway"),
        ("o-1", "ORG", "Kite Club"),
        ("p-1", "PERSON", "Ada Lund"),
    ]
    assert rows[0]["geonames_id"] == "3144096"
    assert (rows[2]["roles"], rows[2]["nationalities"]) == (["dancer", "pilot"], ["Norway"])
    assert rows[2]["earliest"] == datetime.date(2011, 1, 1) and rows[2]["latest"] == datetime.date(2011, 12, 31)


def lund(number: int, text: str, name: str, day: int | None) -> Record:
    entry = Entry(f"s#{number}", "s", number, caption=text)
    mention = Mention("caption", 0, len(text), text, "PERSON", "r", entity_id="p-1")
    date = datetime.date(2011, 1, day) if day else None
    person = Person(text, name, roles=("pilot",) * (number % 2), entity_id="p-1")
    return Record(Reading(entry, (mention,)), people=(person,), date=PhotoDate(None, date, date))


LUNDS = [lund(1, "Lund", "Ada Lund", 9), lund(2, "A. Lund", "Ada Lund", None), lund(3, "Lund", "Lund", 3)]


def test_entity_of_several_entries() -> None:
    row = one(entities_table([tabulate(LUNDS)]))
    assert row["name"] == "Lund"  # three times so resolved or written, Ada Lund twice
    assert row["aliases"] == ["A. Lund", "Ada Lund"]
    assert (row["entries"], row["mentions"], row["roles"]) == (3, 3, ["pilot"])
    assert (row["earliest"], row["latest"]) == (datetime.date(2011, 1, 3), datetime.date(2011, 1, 9))


@settings(max_examples=25, deadline=None)
@given(st.permutations(LUNDS * 2 + [RECORD]), st.integers(1, 4))
def test_entities_do_not_depend_on_order_or_batches(records: Sequence[Record], size: int) -> None:
    index = open_index()
    for start in range(0, len(records), size):
        add_parts(index, entity_parts(tabulate(records[start : start + size])))
    assert {row["entity_id"]: row["mentions"] for t in entities(index) for row in t.to_pylist()}["p-1"] == 7


@settings(max_examples=25, deadline=None)
@given(st.permutations([*LUNDS, RECORD]), st.integers(1, 4))
def test_entities_are_the_same_table(records: Sequence[Record], size: int) -> None:
    batches = [tabulate(records[start : start + size]) for start in range(0, len(records), size)]
    assert entities_table(batches).equals(entities_table([tabulate([*LUNDS, RECORD])]))


def test_every_column_has_a_meaning() -> None:
    for form in TABLES.values():
        assert len({column.name for column in form.columns}) == len(form.columns)
        assert all(column.meaning for column in form.columns)
        assert set(form.key) <= {column.name for column in form.columns}


def test_the_data_dictionary_is_up_to_date() -> None:
    page = Path(__file__).parents[1] / "outputs" / "README.md"
    assert page.read_text("utf-8") == dictionary(), "run: python -m cutline.tables.dictionary > outputs/README.md"


def test_the_codes_of_reading_have_a_meaning() -> None:
    assert {DETECTED, REPAIRED, REPLACED, REMOVED, FOREIGN, DUPLICATE} <= set(WARNINGS)
    assert list(WARNINGS) == sorted(WARNINGS)


def test_details_are_json() -> None:
    detail = {"steps": ("a", "b"), "day": datetime.date(2011, 1, 3), "of": {"x": 1}}
    table = tabulate([Record(Reading(ENTRY, (replace(ADA, detail=detail),)))])["mentions"]
    assert json.loads(table["detail"][0].as_py()) == {"day": "2011-01-03", "of": {"x": 1}, "steps": ["a", "b"]}
