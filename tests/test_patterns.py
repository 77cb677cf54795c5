"""Rules and gazetteers in text: the evidence of patterns.toml, and whole captions from cases/patterns.toml."""

from __future__ import annotations

import itertools
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutline.extract.patterns import find_patterns
from cutline.knowledge import Knowledge, Rule
from cutline.markup import read_markup, write_markup
from cutline.records import Mention

KNOWN = Knowledge()
RULES = KNOWN.rules("patterns")
CASES = tomllib.loads((Path(__file__).parent / "cases/patterns.toml").read_text("utf-8"))["case"]


def found_by(rule: str, text: str) -> list[str]:
    return [f"{m.label}|{m.text}" for m in find_patterns("caption", text, KNOWN) if m.rule == f"patterns/{rule}"]


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in RULES for text in rule.finds], ids=str)
def test_rule_finds(rule: object, text: str) -> None:
    assert found_by(rule.rule, text) == rule.finds[text]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in RULES for text in rule.ignores], ids=str)
def test_rule_ignores(rule: object, text: str) -> None:
    assert found_by(rule.rule, text) == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.rule)
def test_what_a_rule_needs_is_in_all_that_it_finds(rule: Rule) -> None:
    for text in [text for other in RULES for text in (*other.finds, *other.ignores) if rule.regex.search(text)]:
        for option in ("needs", "also"):
            strings = rule.options.get(option)
            assert strings is None or any(string in text for string in strings)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_caption(case: dict[str, object], request: pytest.FixtureRequest) -> None:
    if case.get("known_failure"):
        request.applymarker(pytest.mark.xfail(strict=True, reason=str(case["why"])))
    text, _ = read_markup(str(case["text"]))
    assert write_markup(text, find_patterns("caption", text, KNOWN)) == case["text"]


WORDS = st.sampled_from(
    ["Georgia", "U.S.", "Army", "in", "Akron", ",", "Ohio", "Fla.", "USS", "Harrow", "(CVN 68)", "Expedition", "37/38",
     "and", "28", "Street", "Apollo", "11", "MARS", "moon", "Moon", "the", "É", "\u200b", "-", "'s", "."]
)  # fmt: skip


@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_mentions_are_slices_that_do_not_overlap(text: str) -> None:
    mentions: list[Mention] = find_patterns("caption", text, KNOWN)
    for mention in mentions:
        assert mention.text == text[mention.start : mention.end]
    for left, right in itertools.pairwise(mentions):
        assert left.end <= right.start


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    find_patterns("title", text, KNOWN)
