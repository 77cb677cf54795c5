"""Which names are one thing: in a gallery, over the run, in any order."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutline.identify import entity_id, identify, person_key
from cutline.knowledge import Knowledge
from cutline.markup import read_markup
from cutline.normalize.names import name_values
from cutline.records import Entry, Person, Reading, Record

KNOWN = Knowledge()
CASES = tomllib.loads((Path(__file__).parent / "cases/identify.toml").read_text("utf-8"))["case"]


def record(number: int, caption: str, gallery: str | None = "g", source: str = "s.txt") -> Record:
    text, mentions = read_markup(caption)
    entry = Entry(f"{source}#{number}", source, number, caption=text, gallery=gallery)
    return Record(name_values(Reading(entry, mentions), KNOWN))


def ids(records: list[Record]) -> dict[str, str]:
    return {
        f"{record.reading.entry.ordinal}:{mention.text}": str(mention.entity_id)
        for record in identify(records, KNOWN)
        for mention in record.reading.mentions
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_gallery(case: dict[str, list[list[str]]]) -> None:
    records = [record(number, str(caption)) for number, caption in enumerate(case["captions"], 1)]
    found = ids(records)
    for names in case.get("same", ()):
        assert len({found[name] for name in names}) == 1, names
    for names in case.get("different", ()):
        assert len({found[name] for name in names}) == len(names), names
    assert ids(records[::-1]) == found


def test_over_the_run_a_full_name_joins_and_a_surname_does_not() -> None:
    one = ids([record(1, "[[PERSON|Ida Sands]] and [[PERSON|Lind]]", source="a.txt")])
    two = ids([record(1, "[[PERSON|Ida Sands]] and [[PERSON|Lind]]", source="b.txt")])
    assert one["1:Ida Sands"] == two["1:Ida Sands"]
    assert one["1:Lind"] != two["1:Lind"]


def test_an_unknown_surname_is_one_person_in_its_gallery() -> None:
    found = ids([record(1, "[[PERSON|Lind]]"), record(2, "[[PERSON|Lind]]")])
    assert found["1:Lind"] == found["2:Lind"]


def test_records_without_a_gallery_share_no_surname() -> None:
    first, second = record(1, "[[PERSON|Lind]]", None), record(2, "[[PERSON|Lind]]", None)
    assert identify([first], KNOWN)[0].reading.mentions[0].entity_id != (
        identify([second], KNOWN)[0].reading.mentions[0].entity_id
    )


def test_people_share_the_id_of_their_mentions() -> None:
    made = record(1, "[[PERSON|Charles]] and [[PERSON|Ida Sands]]")
    person = Person("Charles", "Charles Sands", spans=(("caption", 0, 7),))
    found = identify([Record(made.reading, people=(person,))], KNOWN)[0]
    assert found.people[0].entity_id == found.reading.mentions[0].entity_id == entity_id("PERSON", "charles sands")
    assert found.reading.mentions[0].value == "Charles Sands"


def test_dates_have_no_identity() -> None:
    assert ids([record(1, "[[DATE:2031|2031]]")]) == {"1:2031": "None"}


@given(st.text(min_size=1, max_size=30))
def test_a_key_is_its_own_key(name: str) -> None:
    assert person_key(person_key(name)) == person_key(name)
