"""Other people's corpora become samples that hold to our guidelines. Needs no corpus."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from cutline.training.corpora import coded, conll, knowledge_net, tweet
from cutline.training.dated import marked_dates
from cutline.training.gum import sentence, spans_of
from cutline.training.kinds import MAPS, Places
from cutline.training.named import names_in
from cutline.training.samples import ALL, Sample
from cutline.training.silver import Finder

CASES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "corpora.toml").read_text("utf-8")
)


@pytest.fixture(scope="module")
def places() -> Places:
    return Places(["Roeville", "Ohio", "Iowa"], ["Roe Sea"], ["Roean"])


def cases(name: str) -> Any:
    return pytest.mark.parametrize("case", CASES[name], ids=lambda case: case["label"])


def names(sample: Sample) -> list[str]:
    return [sample.text[span.start : span.end] for span in sample.spans]


@cases("labels")
def test_labels_that_a_name_leaves_open(places: Places, case: dict[str, Any]) -> None:
    assert list(places.labels(case["name"], case["candidates"])) == case["expected"], case["why"]


@cases("phrases")
def test_names_in_phrases(case: dict[str, Any]) -> None:
    words = case["words"].split()
    found = names_in(words, 0, len(words))
    assert ["?" if past < 0 else " ".join(words[first:past]) for first, past in found] == case["expected"], case["why"]


@cases("tweets")
def test_tweets_lose_what_is_no_name(case: dict[str, Any]) -> None:
    rows = list(zip(case["words"].split(), case["tags"].split(), strict=True))
    assert " ".join(word for word, _ in tweet(rows)) == case["expected"], case["why"]


@cases("dates")
def test_dates_that_are_sure(case: dict[str, Any]) -> None:
    sample = marked_dates(case["text"], frozenset(("DATE",)), 1.0)
    assert (names(sample) if sample else ["?"]) == case["expected"], case["why"]


@cases("silver")
def test_silver_names_only_where_nothing_is_known(case: dict[str, Any]) -> None:
    finder = Finder({"Roe War II": "EVENT"})
    sample = finder.completed(Sample(case["text"], (), frozenset(case["known"]), "test"))
    assert names(sample) == case["expected"], case["why"]


@cases("gum")
def test_mentions_of_gum(places: Places, case: dict[str, Any]) -> None:
    rows = []
    for number, line in enumerate(case["lines"], 1):
        word, kind, head, entity = line.split(" ", 3)
        rows.append(
            "\t".join((str(number), word, "_", kind, "_", "_", head, "_", "_", f"Entity={entity}" if entity else "_"))
        )
    words, text = sentence("\n".join(rows))
    assert [[s.labels[0], text[s.start : s.end]] for s in spans_of(words, text, places)] == case["expected"], case[
        "why"
    ]


def test_columns_become_samples_with_our_edges(places: Places, tmp_path: Path) -> None:
    rows = "The O|Senator B-PER|Ed I-PER|Roe I-PER|of O|the B-LOC|Roeville I-LOC|'s O|Zzyx B-LOC|, O|Ohio B-LOC"
    (tmp_path / "x.conll").write_text("\n".join(row.replace(" ", "\t") for row in rows.split("|")) + "\n", "utf-8")
    (sample,) = coded(conll(tmp_path / "x.conll"), "WikiGold", ["PERSON", "GPE"], places)
    assert names(sample) == ["Ed Roe", "Roeville", "Zzyx", "Ohio"]
    assert [span.labels for span in sample.spans] == [("PERSON",), ("GPE",), ("GPE",), ("GPE",)]
    assert sample.known == {"PERSON", "GPE"}


def test_facts_are_exhaustive_about_nothing(places: Places, tmp_path: Path) -> None:
    fact = (
        '{"prop": "CEO", "text": "She leads Roe Corp., says Dr. Ann Doe.", "subject": {"start": 10, "end": 19},'
        ' "object": {"start": 26, "end": 37}, "offsets_ok": true}\n'
    )
    pronoun = fact.replace('"start": 26, "end": 37', '"start": 0, "end": 3')
    (tmp_path / "facts.jsonl").write_text(fact + pronoun, "utf-8")
    (sample,) = knowledge_net(tmp_path / "facts.jsonl", places)
    assert names(sample) == ["Roe Corp.", "Ann Doe"] and sample.known == frozenset()


def test_maps_name_our_labels_only() -> None:
    for mapped in (*MAPS["types"].values(), *MAPS["GUM"]["types"].values(), *MAPS["known"].values()):
        assert set(mapped) <= ALL | {"?"}, mapped
    for pair in MAPS["facts"].values():
        assert all(kind in MAPS["types"] for kind in pair), pair
    assert {name.split("-")[0] if name.startswith("CrossNER") else name for name in MAPS["known"]} == set(
        MAPS["weights"]
    )
