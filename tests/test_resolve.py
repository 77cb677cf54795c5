"""The overlap rule: the longest, ties by who found it and by label; and names that come again."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutline.extract.consistency import repeated_names
from cutline.extract.resolve import resolve
from cutline.markup import read_markup, write_markup
from cutline.records import Entry, Mention

TEXT = "abcdefghijklmnopqrstuvwxyz"
RULES = ("dates/x", "credits/x", "patterns/x", "gazetteer/x", "model/x", "other/x")


def mention(start: int, end: int, label: str, rule: str = "model/x", field: str = "caption") -> Mention:
    return Mention(field, start, end, TEXT[start:end], label, rule)


@pytest.mark.parametrize(
    ("found", "kept"),
    [
        ([mention(0, 4, "PERSON"), mention(2, 8, "ORG")], [1]),
        ([mention(0, 4, "GPE"), mention(0, 4, "ORG", "gazetteer/x")], [1]),
        ([mention(0, 4, "GPE", "patterns/x"), mention(0, 4, "DATE", "dates/x")], [1]),
        ([mention(0, 4, "NORP"), mention(0, 4, "PERSON")], [1]),
        ([mention(0, 4, "GPE"), mention(4, 8, "GPE")], [0, 1]),
        ([mention(0, 4, "GPE"), mention(0, 4, "GPE", field="title")], [1, 0]),
        ([mention(0, 9, "CREDIT", "credits/x"), mention(2, 4, "ORG")], [0, 1]),
        ([mention(0, 9, "DATE", "model/DATE"), mention(2, 4, "DATE", "dates/x")], [1]),
    ],
    ids=["longest", "source", "grammar", "label", "touching", "fields", "credit lies over", "a model's date"],
)
def test_resolve(found: list[Mention], kept: list[int]) -> None:
    assert resolve(found)[0] == tuple(found[index] for index in kept)


def test_what_lost_names_what_won() -> None:
    short, long = mention(0, 4, "PERSON"), mention(2, 8, "ORG")
    assert resolve([short, long])[1] == ((short, long),)


MENTIONS = st.lists(
    st.builds(
        lambda start, length, label, rule: mention(start, start + length, label, rule),
        st.integers(0, 19),
        st.integers(1, 6),
        st.sampled_from(["PERSON", "ORG", "DATE", "GPE", "CREDIT"]),
        st.sampled_from(RULES),
    ),
    max_size=6,
)


@given(MENTIONS)
def test_kept_names_never_overlap_and_nothing_is_lost(found: list[Mention]) -> None:
    kept, dropped = resolve(found)
    names = [m for m in kept if m.label != "CREDIT"]
    assert all(left.end <= right.start for left, right in itertools.pairwise(names))
    counted = [m for m in found if m.label != "DATE" or m.rule == "dates/x"]
    assert sorted(map(repr, [*kept, *(lost for lost, _ in dropped)])) == sorted(map(repr, counted))
    assert all(lost.start < won.end and won.start < lost.end for lost, won in dropped)


@given(MENTIONS, st.randoms(use_true_random=False))
def test_order_of_finders_does_not_matter(found: list[Mention], random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert resolve(shuffled)[0] == resolve(found)[0]


@given(MENTIONS)
def test_resolving_twice_changes_nothing(found: list[Mention]) -> None:
    kept, _ = resolve(found)
    assert resolve(kept) == (kept, ())


@pytest.mark.parametrize(
    ("title", "caption", "after"),
    [
        ("Sands Speaks", "[[PERSON|Ida Sands]] and Sands again", "[[PERSON|Ida Sands]] and [[PERSON|Sands]] again"),
        ("x", "[[ORG|QAM]] is QAM, not QAMS or Q-QAM", "[[ORG|QAM]] is [[ORG|QAM]], not QAMS or Q-QAM"),
        (
            "x",
            "[[PERSON|Ida Young]] with a young man, Young",
            "[[PERSON|Ida Young]] with a young man, [[PERSON|Young]]",
        ),
        ("x", "[[FAC|Quill Air Museum]] (QAM), QAM", "[[FAC|Quill Air Museum]] ([[FAC|QAM]]), [[FAC|QAM]]"),
        ("x", "[[FAC|Quill Air Museum]] (USA)", "[[FAC|Quill Air Museum]] (USA)"),
        ("x", "[[GPE|Alden]] and [[PERSON|Bo Alden]]; Alden", "[[GPE|Alden]] and [[PERSON|Bo Alden]]; Alden"),
    ],
    ids=["surname", "whole words", "case", "short form", "no short form", "two labels"],
)
def test_repeated_names(title: str, caption: str, after: str) -> None:
    text, found = read_markup(caption)
    again = repeated_names(Entry("1", "s", 1, title=title, caption=text), found)
    assert write_markup(text, [m for m in again if m.field == "caption"]) == after


def test_a_surname_found_in_the_caption_is_found_in_the_title() -> None:
    text, found = read_markup("[[PERSON|Ida Sands Jr.]] speaks")
    again = repeated_names(Entry("1", "s", 1, title="Sands Speaks", caption=text), found)
    assert next((m.field, m.text, m.label) for m in again) == ("title", "Sands", "PERSON")


def test_a_day_and_common_words_are_no_event_of_the_models() -> None:
    day = Mention("caption", 7, 19, "Memorial Day", "DATE", "dates/memorial-day")
    parade = Mention("caption", 7, 26, "Memorial Day parade", "EVENT", "model/EVENT")
    named = Mention("caption", 7, 26, "Memorial Day Parade", "EVENT", "model/EVENT")
    assert resolve([parade, day]) == ((day,), ((parade, day),))
    assert resolve([named, day]) == ((named,), ((day, named),))
