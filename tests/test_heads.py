"""Names by head noun: what a head makes of the names that a model has found, and of those that it has not."""

from __future__ import annotations

import itertools
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutline.extract.heads import headed
from cutline.knowledge import Knowledge
from cutline.markup import read_markup, write_markup
from cutline.records import Entry, Mention

KNOWN = Knowledge()
CASES = tomllib.loads((Path(__file__).parent / "cases/heads.toml").read_text("utf-8"))["case"]


def by_head(marked: str, score: float = 0.6, field: str = "caption") -> str:
    text, mentions = read_markup(marked, field)
    found = [replace(m, rule=f"model/{m.label}", score=score) for m in mentions]
    entry = Entry("1", "s", 1, title=text, caption=text)
    return write_markup(text, [m for m in headed(entry, found, KNOWN) if m.field == field])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_caption(case: dict[str, str]) -> None:
    assert by_head(case["found"]) == case["text"]


def test_a_sure_model_keeps_an_organization() -> None:
    assert by_head("The [[ORG|Quill Headquarters]] said", 0.95) == "The [[ORG|Quill Headquarters]] said"
    assert by_head("The [[ORG|Quill Headquarters]] said", 0.5) == "The [[FAC|Quill Headquarters]] said"


def test_a_title_is_not_searched_for_names_that_nobody_found() -> None:
    assert by_head("Nurses Tour Alder Barracks", field="title") == "Nurses Tour Alder Barracks"
    assert by_head("Nurses Tour [[GPE|Alder]] Barracks", field="title") == "Nurses Tour [[FAC|Alder Barracks]]"


def test_a_credit_holds_no_premises() -> None:
    text = "A fair. Photo at Quill Palace"
    credit = Mention("caption", 8, 29, "Photo at Quill Palace", "CREDIT", "credits/x")
    assert headed(Entry("1", "s", 1, caption=text), [credit], KNOWN) == (credit,)


def test_no_head_is_listed_twice() -> None:
    document = KNOWN.document("heads")
    tables = [document[name] for name in ("strong", "articled", "weak", "townlike")]
    heads = [head for table in tables for heads in table.values() for head in heads]
    assert len(heads) == len(set(heads))


WORDS = st.sampled_from(
    ["[[GPE|Akron]]", "[[PERSON|Ida Sands]]", "[[ORG|Quill Company]]", "Alder", "Hall", "Barracks", "Bay", "River",
     "the", "The", "at", "and", "&", "of", "School", ",", ".", "'s", '"', "St.", "É"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=20).map(" ".join))
def test_mentions_are_slices_that_do_not_overlap(marked: str) -> None:
    text, mentions = read_markup(marked)
    found = headed(Entry("1", "s", 1, caption=text), mentions, KNOWN)
    for mention in found:
        assert mention.text == text[mention.start : mention.end]
    for left, right in itertools.pairwise(found):
        assert left.end <= right.start
