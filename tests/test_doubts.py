"""What of the model's mentions stands, and what a bare word is short for."""

from __future__ import annotations

import pytest

from cutline.extract.doubts import standing
from cutline.extract.short_forms import relabeled
from cutline.knowledge import Knowledge
from cutline.markup import read_markup
from cutline.records import Mention

KNOWLEDGE = Knowledge()


def scored(text: str, label: str, score: float | None) -> Mention:
    return Mention("caption", 5, 5 + len(text), text, label, f"model/{label}", score=score)


@pytest.mark.parametrize(
    "score, stands", [(0.44, False), (0.46, True), (None, True)], ids=["doubtful", "likely", "without a score"]
)
def test_a_doubtful_mention_is_left_out(score, stands):
    assert bool(standing([scored("Quill Point", "LOC", score)], KNOWLEDGE)) == stands


NAMES = {
    "a role before a whole name": ("Matron Edith Quill", "Edith Quill"),
    "a rank before a whole name": ("Sergeant Edith Quill", "Edith Quill"),
    "a role before a surname alone might be a first name": ("Matron Quill", "Matron Quill"),
    "a first name that is a listed word too": ("Hunter Edith Quill", "Hunter Edith Quill"),
    "no role": ("Edith Ann Quill", "Edith Ann Quill"),
    "a role behind the name": ("Edith Quill Matron", "Edith Quill Matron"),
}


@pytest.mark.parametrize("text, name", NAMES.values(), ids=NAMES)
def test_a_title_is_cut_off_a_persons_name(text, name):
    (mention,) = standing([scored(text, "PERSON", 0.9)], KNOWLEDGE)
    assert (mention.text, mention.end) == (name, 5 + len(text))
    assert ("title_cut_off" in mention.detail) == (text != name)


@pytest.mark.parametrize(
    "text, label, name",
    [
        ("Quillon province", "GPE", "Quillon"),
        ("Harlow County", "GPE", "Harlow County"),
        ("province", "GPE", "province"),
        ("Quillon province", "ORG", "Quillon province"),
    ],
)
def test_a_lower_case_word_of_kind_is_no_part_of_a_place(text, label, name):
    (mention,) = standing([scored(text, label, 0.9)], KNOWLEDGE)
    assert (mention.text, mention.start) == (name, 5)


@pytest.mark.parametrize(
    ("text", "label", "stands"),
    [
        ("Olympic", "EVENT", False),
        ("Olympic torch", "EVENT", False),
        ("OLYMPIC TORCH", "EVENT", False),
        ("Paralympic swimmers", "EVENT", False),
        ("Olympic Games", "EVENT", True),
        ("Olympics", "EVENT", True),
        ("2014 Olympic", "EVENT", True),
        ("Olympic torch relay", "EVENT", True),
        ("Olympic", "VEHICLE", True),
        ("Olympic Torch", "VEHICLE", False),
        ("Four", "VEHICLE", False),
        ("Four Winds", "VEHICLE", True),
        ("Harvest Torch", "EVENT", True),
    ],
)
def test_what_a_thing_is_for_is_no_event(text, label, stands):
    assert bool(standing([scored(text, label, 0.9)], KNOWLEDGE)) == stands


@pytest.mark.parametrize(
    ("doubted", "sure", "label"),
    [(0.5, 0.95, "GPE"), (0.7, 0.95, "PERSON"), (0.5, 0.85, "PERSON"), (None, 0.95, "PERSON")],
    ids=["in doubt", "not in doubt", "not sure enough", "without a score"],
)
def test_the_same_words_are_read_as_where_they_are_sure(doubted, sure, label):
    title = Mention("title", 0, 7, "Quillon", "GPE", "model/GPE", score=sure)
    other = Mention("caption", 20, 25, "Brody", "ORG", "model/ORG", score=0.5)
    first, second, third = standing([title, scored("Quillon", "PERSON", doubted), other], KNOWLEDGE)
    assert (first, third) == (title, other)
    assert (second.label, second.rule) == (label, f"model/{label}")
    assert second.detail == ({"read_first_as": "PERSON"} if label == "GPE" else {})


def test_a_title_is_no_part_of_another_kind_of_name():
    (mention,) = standing([scored("Matron Edith Home", "FAC", 0.9)], KNOWLEDGE)
    assert mention.text == "Matron Edith Home"


SHORT = {
    "a surname": ("[[PERSON|Olav Berg]] said [[GPE|Berg]] had refused.", ["PERSON", "PERSON"]),
    "a ship": ("[[VEHICLE|USS Harrow]] sails; [[GPE|Harrow]] is new.", ["VEHICLE", "VEHICLE"]),
    "two kinds of longer names": (
        "[[PERSON|Olav Berg]] on [[VEHICLE|MS Berg]] near [[GPE|Berg]].",
        ["PERSON", "VEHICLE", "GPE"],
    ),
    "a first name": ("[[PERSON|Olav Berg]] in [[GPE|Olav]].", ["PERSON", "GPE"]),
    "another word": ("[[PERSON|Olav Berg]] in [[GPE|Bergen]].", ["PERSON", "GPE"]),
    "a long ship's name": ("[[VEHICLE|SS Ida Crane]] off [[LOC|Crane]].", ["VEHICLE", "LOC"]),
}


@pytest.mark.parametrize("marked, labels", SHORT.values(), ids=SHORT)
def test_a_bare_word_has_the_label_of_the_name_it_is_short_for(marked, labels):
    _, mentions = read_markup(marked, rule="model/X")
    assert [mention.label for mention in relabeled(mentions)] == labels


def test_what_a_gazetteer_found_keeps_its_label():
    _, mentions = read_markup("[[PERSON|Ada Norway]] of [[GPE|Norway]].", rule="gazetteer/countries")
    assert [mention.label for mention in relabeled(mentions)] == ["PERSON", "GPE"]
