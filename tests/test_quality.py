"""The truth is well formed, and the pipeline is as good on it as was once accepted.

Accepted figures: corpus/annotated/minimum.toml, and, where the shared gold is at hand, tests/cases/minimum_dev.toml.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from conftest import DATA, Cutline
from cutline.edtf import parse
from cutline.evaluate import below, evaluate, read_minimum, render
from cutline.markup import GoldEntry, read_gold

ROOT = Path(__file__).parents[1]
ANNOTATED = ROOT / "corpus" / "annotated"
TRUTH = [gold for path in sorted(ANNOTATED.glob("*.jsonl")) for gold in read_gold(path)]
IDS = [gold.reading.entry.entry_id for gold in TRUTH]
KEYS = {"id", "source", "title", "credit_line", "caption", "photo_date", "people", "places", "credit"}
PERSON = {"name", "role", "nationality", "affiliation", "position", "depicted"}
each_entry = pytest.mark.parametrize("gold", TRUTH, ids=IDS)


@pytest.fixture(scope="module")
def extracted(corpus_output: Path) -> dict[str, dict[str, Any]]:
    return {row["entry_id"]: row for row in pq.read_table(corpus_output / "entries.parquet").to_pylist()}


def test_no_figure_is_below_what_was_accepted(corpus_output: Path) -> None:
    evaluation = evaluate(corpus_output, ANNOTATED)
    faults = below(evaluation, read_minimum(ANNOTATED / "minimum.toml"))
    assert not faults, "\n".join([*faults, render(evaluation, errors=20)])


def test_the_given_gallery_is_all_there(corpus_output: Path) -> None:
    evaluation = evaluate(corpus_output, ANNOTATED / "olympic-torch-in-space.jsonl")
    assert evaluation.figures["missing"] == 0
    assert {name: evaluation.f1(name) for name in ("photo_date", "creators", "providers")} == {
        "photo_date": 1.0, "creators": 1.0, "providers": 1.0,
    }  # fmt: skip


def test_no_figure_on_the_shared_gold_is_below_what_was_accepted(cutline: Cutline, tmp_path: Path) -> None:
    gold = DATA / "gold" / "dev.jsonl"
    if not gold.is_file():
        pytest.skip("the shared gold is not at hand (CUTLINE_DATA)")
    entries = [each.reading.entry for each in read_gold(gold)]
    rows = [{"id": e.entry_id, "title": e.title, "credit_line": e.credit_line, "caption": e.caption} for e in entries]
    records = tmp_path / "dev.jsonl"
    records.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    done = cutline("extract", records, "--output", tmp_path / "dev", "--workers", "1", "--format", "parquet")
    assert done.returncode == 0, done.stderr
    minimum = ROOT / "tests" / "cases" / "minimum_dev.toml"
    done = cutline("evaluate", tmp_path / "dev", gold, "--minimum", minimum)
    assert done.returncode == 0, done.stderr + done.stdout


@each_entry
def test_the_truth_is_of_the_text_as_read(gold: GoldEntry, extracted: dict[str, dict[str, Any]]) -> None:
    entry, row = gold.reading.entry, extracted[gold.reading.entry.entry_id]
    assert (row["title"], row["credit_line"], row["caption"]) == (entry.title, entry.credit_line, entry.caption)


@each_entry
def test_the_truth_is_well_formed(gold: GoldEntry) -> None:
    facts = gold.facts
    assert set(facts) == KEYS
    assert (ROOT / "corpus" / "raw" / facts["source"]).is_file()
    if facts["source"].endswith(".txt"):
        assert facts["id"].rpartition("#")[0] == facts["source"]
    for mention in gold.reading.mentions:
        assert mention.text == mention.text.strip()
        assert (mention.value is not None) == (mention.label in ("DATE", "TIME")), mention.text
        if mention.label == "DATE":
            parse(mention.value or "")
    if facts["photo_date"] is not None:
        parse(facts["photo_date"])


@each_entry
def test_the_truths_facts_stand_in_the_text(gold: GoldEntry) -> None:
    facts, entry = gold.facts, gold.reading.entry
    words = {mention.text for mention in gold.reading.mentions}
    assert set(facts["places"]) <= words
    for person in facts["people"]:
        assert set(person) == PERSON
        assert person["name"] in words or any(person["name"] in entry.text(f) for f in ("title", "caption")), person
    credit = facts["credit"]
    if credit is not None:
        parts = [credit["text"], *credit["creators"], *credit["providers"]]
        assert all(part in (entry.credit_line or entry.caption or "") for part in parts)


def test_each_entry_has_one_truth(extracted: dict[str, dict[str, Any]]) -> None:
    assert len(IDS) == len(set(IDS))
    assert set(IDS) == set(extracted), "every entry of corpus/raw has its truth, and no other"
