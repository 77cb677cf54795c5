"""Positions: the rules' own evidence, and whole captions."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest

from cutline.knowledge import Rule
from cutline.markup import read_markup
from cutline.relate.frame import frame_rules
from cutline.relate.frame_headings import headings
from cutline.relate.people import people
from cutline.relate.people_text import mask
from cutline.relate.people_tokens import read_line
from cutline.relate.roles_words import lexicon
from test_people import KNOWLEDGE, cases, found, reading

RULES = KNOWLEDGE.rules("frame")
LEADS_A_LIST = re.compile(r":|,? (?:from|left to|to (?:right|left))\b")


@pytest.mark.parametrize("case", cases("frame"))
def test_places(case: dict[str, Any]) -> None:
    persons, _ = found(case["caption"])
    assert [[person.name, person.position or ""] for person in persons] == case["places"]


def made_of(rule: Rule, marked: str) -> str | None:
    """The words of the place that a rule alone finds in a text, or the row and direction of the list it opens."""
    text, mentions = read_markup(marked)
    masked = mask(text, mentions)
    people_at = [(mention.start, mention.end) for mention in mentions if mention.label == "PERSON"]
    for start, end in people_at:
        if rule.options["use"] == "behind":
            match = rule.regex.match(masked, end)
            if match and not LEADS_A_LIST.match(masked, match.end()):
                return str(match["place"] or match.groupdict().get("other"))
        elif rule.options["use"] == "before":
            match = rule.regex.search(masked[:start])
            if match:
                return str(match["place"] or match["other"])
    if rule.options["use"] in ("behind", "before"):
        return None
    match = rule.regex.search(masked)
    if match is None:
        return None
    row = match.groupdict().get("row")
    if rule.options["use"] != "list":
        return str(row)
    side = match.groupdict().get("side") or (
        "right" if re.search(r"right\W+(?:to\W+)?left", match[0], re.I) else "left"
    )
    return f"{row}, {side.lower()}" if row else side.lower()


@pytest.mark.parametrize(
    ("rule", "text", "place"),
    [
        pytest.param(rule, text, place, id=f"{rule.rule}: {text}")
        for rule in RULES
        for text, place in rule.finds.items()
    ],
)
def test_a_rule_finds_its_evidence(rule: Rule, text: str, place: str) -> None:
    assert made_of(rule, text) == place


@pytest.mark.parametrize(
    ("rule", "text"), [pytest.param(rule, text, id=f"{rule.rule}: {text}") for rule in RULES for text in rule.ignores]
)
def test_a_rule_ignores_what_it_must(rule: Rule, text: str) -> None:
    assert made_of(rule, text) is None


def test_every_rule_of_a_list_says_where_it_begins() -> None:
    rules = frame_rules(KNOWLEDGE)
    known = {rule.rule for tried in rules.lists.values() for rule in tried}
    assert known == {rule.rule for rule in RULES if rule.options["use"] not in ("behind", "before")}


def test_row_index_and_direction_stand_apart() -> None:
    persons, _ = found("Front row from left: [[PERSON|Ann Lee]], [[PERSON|Bo Day]]")
    detail = dict(persons[1].detail)
    assert (detail["row"], detail["index"], detail["direction"]) == ("front row", 2, "left")
    assert detail["position_rule"].startswith("list/")


def test_a_place_held_by_two_is_a_warning() -> None:
    caption = (
        "[[PERSON|Ann Lee]] and [[PERSON|Bo Day]] (left to right). From left: [[PERSON|Cy Moss]], [[PERSON|Di Oak]]"
    )
    assert found(caption)[1] == ("place-conflict",)
    assert found("From left: [[PERSON|Ann Lee]] or [[PERSON|Bo Day]], and [[PERSON|Cy Moss]]")[1] == ()


def test_headings_do_not_overlap() -> None:
    row = reading(
        "Seated, from left: [[PERSON|Ann Lee]]; standing, left to right: [[PERSON|Bo Day]]; rear: [[PERSON|Cy Moss]]"
    )
    text, mentions = row.entry.caption or "", row.mentions
    line = read_line("caption", text, mentions, lexicon(KNOWLEDGE).closed)
    found_headings = headings(line, frame_rules(KNOWLEDGE))
    assert len(found_headings) == 3
    assert all(one.end <= other.start for one, other in itertools.pairwise(found_headings))


def test_long_lists_are_read_in_linear_time() -> None:
    names = ", ".join(f"[[PERSON|Ann Lee{number}]]" for number in range(400))
    persons, _ = people([reading(f"From left: {names}")], KNOWLEDGE)[0]
    assert persons[39].position == "fortieth from left"
    assert persons[399].position == "400th from left"
