"""Galleries come apart: the layouts' own evidence, cases one for each habit, the example galleries, and the laws."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cutline.knowledge import Knowledge, KnowledgeError, Rule, load
from cutline.records import Entry, Row, Source
from cutline.segment import segment
from cutline.segment.gallery import possible_blocks

ROOT = Path(__file__).parent.parent
KNOWN = Knowledge()
LAYOUTS = KNOWN.document("layouts")["layout"]
RULES = [(name, rule) for name in ("layouts", "blocks") for rule in KNOWN.rules(name)]
CASES = tomllib.loads((Path(__file__).parent / "cases/layouts.toml").read_text("utf-8"))["case"]
COUNTS = {
    "government-whitfield-travels": 4,
    "museum-garrow-collection": 6,
    "navy-exercise-steady-anvil": 4,
    "olympic-torch-in-space": 10,
    "press-storm-in-karsholm": 5,
    "spaceport-halcyon": 4,
    "sports-cup-final": 6,
    "survey-dunning-county": 5,
    "university-brightwater": 5,
}
ODD = "\r\n\t\x00\u2028\u200b\ufeff\ud800 .:/#1)-*"


def entries(text: str) -> tuple[Entry, ...]:
    return segment(Source("g.txt", text), KNOWN)


def fields(text: str) -> list[list[str]]:
    return [[entry.title or "", entry.credit_line or "", entry.caption or ""] for entry in entries(text)]


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for _, rule in RULES for text in rule.finds], ids=str)
def test_rule_finds(rule: Rule, text: str) -> None:
    match = rule.regex.search(text)
    assert match and match[0] == rule.finds[text]


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for _, rule in RULES for text in rule.ignores], ids=str)
def test_rule_ignores(rule: Rule, text: str) -> None:
    at_start = rule.options.get("kind") in ("number", "label", "rule")
    assert not (rule.regex.match(text) if at_start else rule.regex.search(text))


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout["layout"])
def test_layout_finds(layout: dict[str, Any]) -> None:
    assert layout["finds"]
    for gallery, truth in layout["finds"].items():
        assert fields(gallery) == truth


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_gallery(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if case.get("known_failure"):
        request.applymarker(pytest.mark.xfail(strict=True, reason=case["why"]))
    assert fields(case["gallery"]) == case["entries"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_line_ends_and_spaces_change_nothing(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if case.get("known_failure"):
        request.applymarker(pytest.mark.xfail(strict=True, reason=case["why"]))
    text = case["gallery"].replace("\r\n", "\n")
    assert fields("\n\n" + text.replace("\n", "  \r\n") + "\r\n\r\n") == case["entries"]


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_example_gallery(name: str) -> None:
    text = (ROOT / f"corpus/raw/{name}.txt").read_text("utf-8")
    found = segment(Source(f"{name}.txt", text), KNOWN)
    assert [entry.entry_id for entry in found] == [f"{name}.txt#{n}" for n in range(1, COUNTS[name] + 1)]
    assert all(entry.caption and entry.gallery == f"{name}.txt" for entry in found)


def test_given_gallery() -> None:
    text = (ROOT / "corpus/raw/olympic-torch-in-space.txt").read_text("utf-8")
    found = entries(text)
    assert [entry.credit_line for entry in found].count(None) == 1
    assert found[1].title == found[3].title == "Passing the Olympic Torch in Space"
    assert found[7].credit_line == "NASA/Bill Ingalls"


@pytest.mark.parametrize("text", ["", " \n\r\n\u200b\n", "\ufeff", "* * *\n-----\n"])
def test_nothing_to_read(text: str) -> None:
    assert entries(text) == ()


def test_rows_are_entries() -> None:
    row = {"id": "A-1", "title": "Rollout", "caption": "A rocket rolls out.", "gallery": "may"}
    rows = (Row(1, row, {"box": 4}, "a.jsonl:1", ("html-removed",)), Row(2, {"title": "Rollout"}, {}, "a.jsonl:2"))
    first, second = segment(Source("a.jsonl", rows=rows, warnings=("encoding-repaired",)), KNOWN)
    assert (first.entry_id, first.gallery, first.extra) == ("A-1", "may", {"box": 4})
    assert first.warnings == ("encoding-repaired", "html-removed")
    assert (second.entry_id, second.caption, second.gallery) == ("a.jsonl#2", None, None)


def lawful(text: str) -> None:
    """Fields are joined slices of the source; slices are disjoint, in order, and leave out no word but marks."""
    end = 0
    for ordinal, entry in enumerate(entries(text), 1):
        assert entry.ordinal == ordinal and entry.entry_id == f"g.txt#{ordinal}"
        assert entry.slices
        for field, slices in entry.slices.items():
            assert entry.text(field) == " ".join(text[start:stop] for start, stop in slices)
            assert entry.text(field).strip()
        spans = sorted(span for slices in entry.slices.values() for span in slices)
        for start, stop in spans:
            assert end <= start < stop
            end = stop


@settings(max_examples=60, deadline=None)
@given(st.text(st.one_of(st.sampled_from(ODD), st.characters()), max_size=200))
def test_any_text_is_lawful(text: str) -> None:
    lawful(text)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([case["gallery"] for case in CASES]), min_size=1, max_size=3))
def test_galleries_end_to_end_are_lawful(galleries: list[str]) -> None:
    lawful("\n\n".join(galleries))


def test_a_layout_without_evidence_does_not_load(tmp_path: Path) -> None:
    (tmp_path / "layouts.toml").write_text('[[layout]]\nlayout = "mine"\nprior = 0.0\n', "utf-8")
    with pytest.raises(KnowledgeError, match='layout "mine": no finds'):
        segment(Source("g.txt", "Crew Walkout"), load(tmp_path))


def test_blocks_are_linear_in_the_lines() -> None:
    text = "The rocket rolls out to the pad and the crew looks on, says a\nhandler who has seen it all,\n" * 2000
    counts = [possible_blocks(part, KNOWN) for part in (text[: len(text) // 2], text)]
    assert counts[1] < 2.2 * counts[0]
