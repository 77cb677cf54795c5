"""The canonical value of a name, and which town is meant."""

from __future__ import annotations

import pytest

from cutline.knowledge import Knowledge
from cutline.markup import read_markup
from cutline.normalize.gazetteer import town
from cutline.normalize.names import name_values
from cutline.records import Entry, Reading

KNOWN = Knowledge()


def values(marked: str) -> dict[str, str | None]:
    text, mentions = read_markup(marked)
    reading = name_values(Reading(Entry("1", "s", 1, caption=text), mentions), KNOWN)
    return {mention.text: mention.value for mention in reading.mentions}


@pytest.mark.parametrize(
    ("marked", "text", "value"),
    [
        ("[[GPE|U.S.]]", "U.S.", "United States"),
        ("[[GPE|USA]]", "USA", "United States"),
        ("[[GPE|FLORIDA]]", "FLORIDA", "Florida"),
        ("in [[GPE|Tampa]], [[GPE|Fla.]]", "Fla.", "Florida"),
        ("[[VEHICLE|ISS]]", "ISS", "International Space Station"),
        ("[[ORG|AP]]", "AP", "Associated Press"),
        ("[[ORG|ESA]]", "ESA", "European Space Agency"),
        ("[[ORG|NASA]]", "NASA", "NASA"),
        ("[[ORG|United States Navy]]", "United States Navy", "U.S. Navy"),
        ("[[NORP|Russians]]", "Russians", "Russian"),
        ("[[EVENT|WWII]]", "WWII", "World War II"),
        ("[[FAC|Quill\u00a0 Air\nMuseum]]", "Quill\u00a0 Air\nMuseum", "Quill Air Museum"),
        ("the [[EVENT|Quill Air Race]] ([[EVENT|QAR]])", "QAR", "Quill Air Race"),
        ("[[ORG|QAM]] ([[ORG|Quill Air Museum]])", "QAM", "Quill Air Museum"),
        ("[[ORG|Alder Club]] ([[ORG|QAM]])", "QAM", "QAM"),
        ("[[PERSON|Ida Sands]] and [[PERSON|Sands]]", "Sands", "Ida Sands"),
        ("[[PERSON|Ida Sands]], [[PERSON|Al Sands]], [[PERSON|Sands]]", "Sands", "Sands"),
        ("[[GPE|Quillby]]", "Quillby", "Quillby"),
        ("[[DATE:2031|2031]]", "2031", "2031"),
    ],
)
def test_value(marked: str, text: str, value: str) -> None:
    assert values(marked)[text] == value


def test_a_value_that_stands_is_kept() -> None:
    text, mentions = read_markup("[[TIME:T10:00|10 a.m.]] in [[GPE|Ohio]]")
    reading = Reading(Entry("1", "s", 1, caption=text), mentions)
    once = name_values(reading, KNOWN)
    assert name_values(once, KNOWN) == once and once.mentions[0].value == "T10:00"


@pytest.mark.parametrize(
    ("name", "behind", "region"),
    [
        ("Akron", ["Ohio"], "Ohio"),
        ("Akron", ["Quill County", "Ohio"], "Ohio"),
        ("Paris", [], "Ile-de-France"),
        ("Paris", ["Texas"], "Texas"),
        ("Oakland", [], None),
        ("Akron", ["Norway"], None),
        ("Quillby", ["Ohio"], None),
    ],
)
def test_town(name: str, behind: list[str], region: str | None) -> None:
    row = town(name, tuple(behind), KNOWN)
    assert (row["region"] if row else None) == region


def test_a_user_can_add_a_town_and_a_name(tmp_path) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "gazetteers"
    folder.mkdir()
    (folder / "cities.csv").write_text(
        "alias,name,region,country_code,geonames_id,population,source\nQuillby,Quillby,Ohio,US,,300,me\n", "utf-8"
    )
    mine = Knowledge((*KNOWN.folders, tmp_path))
    assert (town("Quillby", ("Ohio",), mine) or {})["country_code"] == "US"
