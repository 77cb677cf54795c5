"""The people of an entry: roles, nationalities, affiliations, names and warnings."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutline.knowledge import load
from cutline.markup import read_markup
from cutline.records import Entry, Mention, Person, Reading
from cutline.relate.people import people
from cutline.relate.people_forms import name_words, same_name
from cutline.relate.people_text import mask
from cutline.relate.people_tokens import read_line
from cutline.relate.roles_words import lexicon

KNOWLEDGE = load()
HERE = Path(__file__).parent


def cases(name: str) -> list[Any]:
    rows = tomllib.loads((HERE / "cases" / f"{name}.toml").read_text("utf-8"))["case"]
    return [
        pytest.param(row, id=row["label"], marks=[pytest.mark.xfail(strict=True)] if row.get("fails") else [])
        for row in rows
    ]


def reading(caption: str, title: str | None = None, entry_id: str = "x") -> Reading:
    text, mentions = read_markup(caption)
    credits = tuple(m for m in mentions if m.label == "CREDIT")
    inside = tuple(
        Mention("caption", m.end - 5, m.end, m.text[-5:], "PERSON", "gold") for m in credits if len(m.text) > 5
    )
    titled: tuple[Mention, ...] = ()
    if title is not None:
        title, titled = read_markup(title, "title")
    return Reading(Entry(entry_id, "x", 1, title=title, caption=text), (*titled, *mentions, *inside))


def found(caption: str, title: str | None = None) -> tuple[tuple[Person, ...], tuple[str, ...]]:
    return people([reading(caption, title)], KNOWLEDGE)[0]


@pytest.mark.parametrize("case", cases("people"))
def test_people(case: dict[str, Any]) -> None:
    persons, warnings = found(case["caption"], case.get("title"))
    if "count" in case:
        assert len(persons) == case["count"], persons
    by_name = {person.name: person for person in reversed(persons)}
    for expected in case["expect"]:
        person = by_name[expected["name"]]
        for key, value in expected.items():
            said = getattr(person, key)
            assert (list(said) if isinstance(said, tuple) else said) == value, (key, person)
    if "warnings" in case:
        assert list(warnings) == case["warnings"]


@pytest.mark.parametrize("case", KNOWLEDGE.document("people")["case"], ids=lambda case: case["text"][:30])
def test_the_counts_prove_themselves(case: dict[str, Any]) -> None:
    assert list(found(case["text"])[1]) == case["warnings"]


def test_a_gallery_settles_a_short_name() -> None:
    gallery = [
        reading("[[NORP|Russian]] cosmonaut [[PERSON|Ilya Brov]] waves", entry_id="1"),
        reading("[[PERSON|Brov]] holds the torch", entry_id="2"),
    ]
    persons, _ = people(gallery, KNOWLEDGE)[1]
    assert [(person.name, person.full_name) for person in persons] == [("Brov", "Ilya Brov")]


def test_a_married_name_is_not_settled_by_a_mans() -> None:
    gallery = [
        reading("[[PERSON|Ed Smith]] waves", entry_id="1"),
        reading("Mrs. [[PERSON|Smith]] sews", entry_id="2"),
    ]
    assert people(gallery, KNOWLEDGE)[1][0][0].full_name == "Smith"


def test_an_entry_without_people_has_none() -> None:
    assert people([Reading(Entry("x", "x", 1)), reading("The harbor of [[GPE|Oslo]]")], KNOWLEDGE) == [
        ((), ()),
        ((), ()),
    ]


def test_spans_are_the_mentions() -> None:
    row = reading("[[PERSON|Ann Lee]] waves. [[PERSON|Lee]] smiles")
    person = people([row], KNOWLEDGE)[0][0][0]
    assert [row.entry.text(field)[start:end] for field, start, end in person.spans] == ["Ann Lee", "Lee"]


def test_same_name_knows_initials_but_not_strangers() -> None:
    assert same_name("J. Smith", "John Smith")
    assert not same_name("Ann Smith", "John Smith")
    assert not same_name("Ed Hill Jr.", "Ed Hill Sr.")
    assert name_words('Bo "Red" Hill, Jr.') == ("bo", "red", "hill")


def test_roles_are_sorted_unique_and_lower() -> None:
    rows = KNOWLEDGE.gazetteer("roles")
    keys = [(row["alias"], row["kind"]) for row in rows]
    assert keys == sorted(set(keys))
    assert all(alias == alias.casefold() for alias, _ in keys)
    assert {kind for _, kind in keys} == {"head", "title", "modifier"}


WORDS = st.sampled_from(
    "from left to right seated standing : ; , . and with Mrs. captain of the ( ) [ ] \" ' possibly wearing front row"
    " unknown woman NASA's 2nd - /".split()
)
PIECES = st.one_of(
    WORDS, st.sampled_from([("PERSON", "Ann Lee"), ("PERSON", "Hill"), ("ORG", "NASA"), ("GPE", "D.C.")])
)


@given(st.lists(PIECES, max_size=30))
def test_any_run_of_words_gives_each_named_person_once(pieces: list[Any]) -> None:
    text, mentions = "", []
    for piece in pieces:
        label, word = piece if isinstance(piece, tuple) else ("", piece)
        if label:
            mentions.append(Mention("caption", len(text), len(text) + len(word), word, label, "x"))
        text += word + " "
    persons, _ = people([Reading(Entry("x", "x", 1, caption=text), tuple(mentions))], KNOWLEDGE)[0]
    spans = [span for person in persons for span in person.spans]
    assert len(spans) == len(set(spans))
    assert {text[start:end] for _, start, end in spans} <= {"Ann Lee", "Hill"}
    assert all(person.depicted or person.reason for person in persons)


@given(st.text(max_size=60))
def test_tokens_lie_in_the_text(text: str) -> None:
    line = read_line("caption", text, (), lexicon(KNOWLEDGE).closed)
    assert len(line.kinds) == len(line.words) == len(line.starts) == len(line.ends) == len(line.sentences)
    assert all(0 <= start < end <= len(text) for start, end in zip(line.starts, line.ends, strict=True))
    assert list(line.starts) == sorted(line.starts)


def test_a_mask_keeps_offsets() -> None:
    text, mentions = read_markup("On [[PERSON|Ann Lee]] of [[ORG|NASA]].")
    assert len(mask(text, mentions)) == len(text)


def test_a_title_in_a_name_is_cut_off_and_a_suffix_put_back() -> None:
    row = reading("From left: [[PERSON|Coach Ed Hill]], Jr., and [[PERSON|Lieutenant Moss]]")
    first, second = people([row], KNOWLEDGE)[0][0]
    assert (first.name, first.roles, second.name, second.roles) == ("Ed Hill, Jr.", ("Coach",), "Moss", ("Lieutenant",))
    assert [row.entry.text(field)[start:end] for field, start, end in first.spans] == ["Coach Ed Hill"]


def test_circled_letters_of_the_source_are_no_mentions() -> None:
    persons, _ = found("Ⓟⓧⓧ and [[PERSON|Ann Lee]] (left) Ⓐⓩ wave")
    assert [(person.name, person.position) for person in persons] == [("Ann Lee", "left")]
