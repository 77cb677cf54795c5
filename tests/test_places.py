"""Where the picture was taken: the cues' own evidence, whole captions, and what towns and countries they settle."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutline.knowledge import Knowledge, Rule
from cutline.markup import read_markup
from cutline.normalize.names import name_values
from cutline.records import Entry, Mention, PlaceFacts, Reading
from cutline.relate.places import place_facts
from cutline.relate.places_cues import cues
from cutline.relate.places_found import Place

KNOWN = Knowledge()
RULES = KNOWN.rules("places")
CASES = tomllib.loads((Path(__file__).parent / "cases/places.toml").read_text("utf-8"))["case"]
SETTLED = tomllib.loads((Path(__file__).parent / "cases/settled.toml").read_text("utf-8"))["case"]


def facts(marked: str, title: str | None = None) -> PlaceFacts:
    text, mentions = read_markup(marked)
    head, more = read_markup(title or "", "title")
    reading = Reading(Entry("1", "s", 1, title=head or None, caption=text), (*more, *mentions))
    return place_facts(name_values(reading, KNOWN), KNOWN)


def cued(rule: Rule, text: str) -> bool:
    before, _, rest = text.partition("«")
    name, _, after = rest.partition("»")
    mention = Mention("caption", len(before), len(before + name), name, "LOC", "r")
    whole = before + name + after
    [found] = cues([Place(mention, whole, mention.start, mention.end, True, True)], whole, KNOWN)
    return rule.rule in found


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in RULES for text in rule.finds])
def test_cue_is_seen(rule: Rule, text: str) -> None:
    assert cued(rule, text)


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in RULES for text in rule.ignores])
def test_cue_is_not_seen(rule: Rule, text: str) -> None:
    assert not cued(rule, text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_caption(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if case.get("known_failure"):
        request.applymarker(pytest.mark.xfail(strict=True, reason=case["why"]))
    assert sorted(facts(case["text"], case.get("title")).places) == sorted(case["places"])


@pytest.mark.parametrize("case", SETTLED, ids=lambda case: case["label"])
def test_settled(case: dict[str, Any]) -> None:
    found = facts(case["text"])
    assert [found.city, found.region, found.country, found.country_code] == [
        case.get(key) for key in ("city", "region", "country", "country_code")
    ]


def test_the_most_specific_comes_first() -> None:
    found = facts("[[GPE|QUILLBY]], [[GPE|Ohio]] -- The mayor speaks in the [[FAC|Alder Hotel]].")
    assert found.places == ("Alder Hotel", "QUILLBY", "Ohio")


def test_every_weight_is_of_a_cue() -> None:
    """A cue that is renamed leaves no weight behind."""
    named = {rule.rule for rule in RULES}
    labels = tuple(KNOWN.document("places")["labels"])
    for key in KNOWN.document("places")["weights"]:
        cue = key.split(" ", 1)[1] if key.split(" ", 1)[0] in labels else key
        cue = cue.removeprefix("chain ")
        if cue.isidentifier() or "-" in cue:
            assert cue in named or cue in BUILT or cue.partition(":")[1], key


def test_every_rule_weighs_something() -> None:
    """A cue that the fit gives no weight is asked of every name for nothing."""
    weighed = {key.split(" ")[-1] for key in KNOWN.document("places")["weights"]}
    assert not {rule.rule for rule in RULES} - weighed


BUILT = {
    "bias", "is", "acts", "agency", "owner", "title", "in-list", "person-in-list",
    "opens-sentence", "opens-text", "ends-sentence", "ends-text", "first-sentence",
    "last-sentence", "not-last-sentence", "possessive", "lower-behind", "capital-behind", "stop-behind", "comma-behind",
    "no-preposition", "no-words", "first", "after-place", "next-to-place", "next-to-mentioned", "other-to-place",
    "other-to-mentioned", "chain-alone", "chain-closes", "other-alone", "repeated",
    "before-FAC", "before-GPE", "before-LOC", "before-ORG", "before-VEHICLE",
}  # fmt: skip


NAMES = st.sampled_from(
    ["[[GPE|Akron]]", "[[FAC|Alder Hotel]]", "[[PERSON|Ida Sands]]", "[[LOC|Mars]]", "in", ",", "."]
)


@given(st.lists(NAMES, max_size=12).map(" ".join))
def test_places_are_names_of_the_entry_and_never_both(text: str) -> None:
    found = facts(text)
    _, mentions = read_markup(text)
    assert set(found.places) | set(found.mentioned) <= {mention.text for mention in mentions}
    assert not set(found.places) & set(found.mentioned)


def test_names_inside_a_credit_are_no_places() -> None:
    text = "A fair in Akron. Photo by Quill Studio"
    mentions = (
        Mention("caption", 10, 15, "Akron", "GPE", "r"),
        Mention("caption", 17, 38, "Photo by Quill Studio", "CREDIT", "r"),
        Mention("caption", 26, 38, "Quill Studio", "FAC", "r"),
    )
    reading = Reading(Entry("1", "s", 1, caption=text), mentions)
    assert "Quill Studio" not in place_facts(reading, KNOWN).places
