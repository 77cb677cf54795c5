"""Shown or only mentioned: the rules' own evidence, and whole captions with their reasons."""

from __future__ import annotations

from typing import Any

import pytest

from cutline.knowledge import Rule
from cutline.markup import read_markup
from cutline.relate.depiction import begins_of, concerned, matches
from cutline.relate.people_around import look_around
from cutline.relate.people_tokens import read_line
from cutline.relate.roles_words import lexicon
from test_people import KNOWLEDGE, cases, found

RULES = KNOWLEDGE.rules("depiction")
REASONS = KNOWLEDGE.document("depiction")["reasons"]


@pytest.mark.parametrize("case", cases("depiction"))
def test_depicted(case: dict[str, Any]) -> None:
    persons, _ = found(case["caption"])
    shown = {person.name: person.reason for person in persons if person.depicted}
    absent = {person.name: person.reason for person in persons if not person.depicted}
    assert shown == case.get("shown", {})
    assert absent == case.get("absent", {})


def named_by(rule: Rule, marked: str) -> list[str]:
    """The people that a rule alone takes out of the picture."""
    text, mentions = read_markup(marked)
    words = lexicon(KNOWLEDGE)
    line = read_line("caption", text, mentions, words.closed)
    around = look_around(line, words)
    if set(rule.options["needs"]).isdisjoint(line.words):
        return []
    people = {person for match in matches(line, rule, begins_of(rule)) for person in concerned(around, match, rule)}
    return [line.mentions[person].text for person in sorted(people)]


@pytest.mark.parametrize(
    ("rule", "text", "names"),
    [
        pytest.param(rule, text, names, id=f"{rule.rule}: {text}")
        for rule in RULES
        for text, names in rule.finds.items()
    ],
)
def test_a_rule_finds_its_evidence(rule: Rule, text: str, names: str) -> None:
    assert named_by(rule, text) == names.split("; ")


@pytest.mark.parametrize(
    ("rule", "text"), [pytest.param(rule, text, id=f"{rule.rule}: {text}") for rule in RULES for text in rule.ignores]
)
def test_a_rule_ignores_what_it_must(rule: Rule, text: str) -> None:
    assert named_by(rule, text) == []


def test_every_reason_has_its_sentence() -> None:
    given = {rule.options["reason"] for rule in RULES} | {"subject", "position-cue", "list", "portrait"}
    assert given <= set(REASONS)
    assert all(sentence.endswith(".") for sentence in REASONS.values())


def test_every_rule_names_its_scope_and_its_words() -> None:
    assert {rule.options["scope"] for rule in RULES} <= {"who", "next", "after", "before"}
    assert all(rule.options["needs"] for rule in RULES)


def test_the_rule_is_told() -> None:
    persons, _ = found("Dinner in the home of [[PERSON|Ann Lee]]")
    assert persons[0].detail["depiction_rule"] == "owner-of-place"


DOUBTS = KNOWLEDGE.document("depiction")["doubt"]


@pytest.mark.parametrize("text", [text for doubt in DOUBTS for text in doubt["finds"]])
def test_a_doubt_is_seen(text: str) -> None:
    assert [person.certain for person in found(text)[0] if person.name == "Ann Lee"] == [False]


@pytest.mark.parametrize("text", [text for doubt in DOUBTS for text in doubt["ignores"]])
def test_no_doubt_is_made_up(text: str) -> None:
    assert [person.certain for person in found(text)[0] if person.name == "Ann Lee"] == [True]
