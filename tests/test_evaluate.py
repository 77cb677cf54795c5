"""The figures are those of the shared scorer to the last digit, from Parquet and from CSV alike."""

from __future__ import annotations

import csv
import importlib.util
import json
import math
import os
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cutline.evaluate import below, evaluate, expected_calibration_error, interval, read_minimum, reliability, render
from cutline.evaluate.figures import Counts
from cutline.markup import read_gold
from cutline.tables.cells import split

DATA = Path(os.environ.get("CUTLINE_DATA", Path(__file__).parents[1] / ".." / "shared"))

GOLD = [
    {
        "id": "elba-1",
        "source": "elba",
        "title": "[[FAC|Elba Pier]]",
        "credit_line": "Elba Post/Ida Marsh",
        "caption": "Mayor [[PERSON|Ada Quill]] (left) of [[GPE|Elba]] greets [[PERSON|Tom Reed]], "
        "[[DATE:1987-05-02|May 2, 1987]].",
        "photo_date": "1987-05-02",
        "people": [
            {"name": "Ada Quill", "role": "Mayor", "nationality": None, "affiliation": "Elba", "position": "left",
             "depicted": True},
            {"name": "Tom Reed", "role": None, "nationality": None, "affiliation": None, "position": None,
             "depicted": True},
        ],
        "places": ["Elba Pier", "Elba"],
        "credit": {"text": "Elba Post/Ida Marsh", "creators": ["Ida Marsh"], "providers": ["Elba Post"]},
    },
    {
        "id": "oslo-1", "source": "oslo", "title": None, "credit_line": None,
        "caption": "A dog at [[TIME:T09:30|9:30 a.m.]]",
        "photo_date": None, "people": [], "places": [], "credit": None,
    },
]  # fmt: skip

MENTION = {"entry_id": "elba-1", "field": "caption", "text": "", "value": None, "score": None}
TABLES: dict[str, list[dict[str, Any]]] = {
    "entries": [
        {"entry_id": "elba-1", "photo_date": "1987-05-02", "places": ["Elba"], "creators": ["Ida Marsh"],
         "providers": ["ELBA POST", "A|B"]},
        {"entry_id": "oslo-1", "photo_date": "2001", "places": [], "creators": [], "providers": []},
    ],
    "mentions": [
        {**MENTION, "start": 6, "end": 15, "label": "PERSON", "score": 0.9},
        {**MENTION, "start": 26, "end": 30, "label": "ORG", "score": 0.4},
        {**MENTION, "start": 48, "end": 59, "label": "DATE", "value": "1987-05-20"},
        {**MENTION, "start": 0, "end": 5, "label": "CREDIT"},
        {**MENTION, "entry_id": "oslo-1", "start": 9, "end": 18, "label": "TIME", "value": "T09:30"},
    ],
    "people": [
        {"entry_id": "elba-1", "name": "Ada Quill", "roles": ["Mayor", "friend"], "nationalities": [],
         "affiliations": ["Elba"], "position": "left", "depicted": False},
        {"entry_id": "elba-1", "name": "Dog", "roles": [], "nationalities": [], "affiliations": [], "position": None,
         "depicted": True},
    ],
}  # fmt: skip


def write_gold(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def write_tables(folder: Path, tables: dict[str, list[dict[str, Any]]]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, rows in tables.items():
        pq.write_table(pa.Table.from_pylist(rows), folder / f"{name}.parquet")
    return folder


def cell(value: Any) -> str:
    if isinstance(value, list):
        return "|".join(item.replace("\\", "\\\\").replace("|", "\\|") for item in value)
    return "" if value is None else str(value)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_tables(tmp_path / "tables", TABLES)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return write_gold(tmp_path / "gold.jsonl", GOLD)


def test_figures_of_a_composed_case(folder: Path, gold: Path) -> None:
    figures = evaluate(folder, gold).figures
    # Gold has six marks, four are said: Ada Quill and 9:30 are right; Elba has another label; May 2 a wrong value.
    assert figures["mentions"] == {"p": 0.75, "r": 0.5, "f": 0.6, "gold": 6}
    assert figures["spans"] == {"p": 1.0, "r": 0.6667, "f": 0.8, "gold": 6}
    assert figures["mentions.GPE"] == {"p": 0.0, "r": 0.0, "f": 0.0, "gold": 1}
    assert figures["mentions.NORP"] == {"p": 1.0, "r": 1.0, "f": 1.0, "gold": 0}
    assert figures["date_values"] == {"p": 0.5, "r": 0.5, "f": 0.5, "gold": 2}
    assert figures["photo_date"] == {"p": 0.5, "r": 1.0, "f": 0.6667, "gold": 1}
    assert figures["people"] == {"p": 0.5, "r": 0.5, "f": 0.5, "gold": 2}
    assert figures["people.role"] == {"p": 0.5, "r": 1.0, "f": 0.6667, "gold": 1}
    assert figures["people.depicted"] == 0.0
    assert figures["providers"] == {"p": 0.5, "r": 1.0, "f": 0.6667, "gold": 1}
    assert (figures["perfect"], figures["entries"], figures["missing"]) == (0.0, 2, 0)


def test_csv_says_the_same_as_parquet(folder: Path, gold: Path, tmp_path: Path) -> None:
    comma = tmp_path / "comma"
    comma.mkdir()
    for name, rows in TABLES.items():
        with (comma / f"{name}.csv").open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, list(rows[0]))
            writer.writeheader()
            writer.writerows({column: cell(value) for column, value in row.items()} for row in rows)
    assert evaluate(comma, gold) == evaluate(folder, gold)


def test_gold_set_beside_itself_is_perfect(gold: Path, tmp_path: Path) -> None:
    evaluation = evaluate(write_tables(tmp_path / "true", tables_of(gold)), gold)
    assert evaluation.figures["perfect"] == 1.0
    assert not any(comparison.misses for comparison in evaluation.comparisons)


def test_an_entry_that_is_not_there_is_counted_and_named(folder: Path, tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "more.jsonl", [*GOLD, {**GOLD[0], "id": "elba-2"}])
    evaluation = evaluate(folder, gold)
    assert evaluation.figures["missing"] == 1
    assert "elba-2 is not in the tables" in render(evaluation, errors=5)


def test_a_folder_of_gold_is_read_in_order(folder: Path, tmp_path: Path) -> None:
    golds = tmp_path / "golds"
    golds.mkdir()
    for number, row in enumerate(GOLD):
        write_gold(golds / f"{number}.jsonl", [row])
    assert [c.entry_id for c in evaluate(folder, golds).comparisons] == ["elba-1", "oslo-1"]


def test_errors_say_where_and_what(folder: Path, gold: Path) -> None:
    text = render(evaluate(folder, gold), errors=1)
    assert "mentions           missed  caption 26:30 GPE 'Elba'" in text
    assert "mentions           extra   caption 26:30 ORG 'Elba'" in text
    assert "date_values        extra   caption 48:59 DATE 'May 2, 1987' = 1987-05-20" in text
    assert "people.depicted    missed  ada quill: shown" in text
    assert "… and 1 more entries with faults" in text


def test_render_gives_sources_intervals_and_reliability(folder: Path, gold: Path) -> None:
    text = render(evaluate(folder, gold), by_source=True, calibration=True)
    assert "== elba" in text and "== oslo" in text
    assert "expected calibration error 0.2500" in text
    assert all(len(line) <= 100 for line in text.splitlines())


def test_the_interval_holds_the_figure_and_does_not_wander() -> None:
    counts = [Counts(1, 1, 1)] * 30 + [Counts(0, 1, 1)] * 10
    low, high = interval(counts)
    assert low < 0.75 < high
    assert interval(counts) == (low, high)
    assert interval([Counts(0, 0, 0)] * 5) == (1.0, 1.0)


def test_a_score_of_one_is_in_the_last_bin() -> None:
    bins = reliability([(1.0, True), (0.0, False)])
    assert [(each.low, each.mentions) for each in bins] == [(0.0, 1), (0.9, 1)]
    assert expected_calibration_error(bins) == 0.0
    assert expected_calibration_error(()) is None


@pytest.mark.parametrize(
    ("text", "items"),
    [("", []), ("a", ["a"]), ("a|b", ["a", "b"]), ("a|", ["a", ""]), (r"a\|b\\|c", ["a|b\\", "c"]), ("a\nb", ["a\nb"])],
)
def test_lists_of_csv_fields(text: str, items: list[str]) -> None:
    assert split(text) == items


@pytest.mark.parametrize(
    ("name", "content"),
    [("m.json", '{"mentions": 0.65, "people": 0.5}'), ("m.toml", 'mentions = 0.65\npeople = 0.5\n"mentions.GPE" = 0')],
)
def test_what_is_below_the_minimum_is_listed(folder: Path, gold: Path, tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    lines = below(evaluate(folder, gold), read_minimum(tmp_path / name))
    assert lines == ("mentions: 0.6000 is below the accepted 0.6500",)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ('{"mention": 0.5}', "no figure 'mention'"),
        ('{"mentions": 80}', "a minimum is a number from 0 to 1"),
        ('{"mentions": true}', "a minimum is a number from 0 to 1"),
        ("[0.5]", "no figures"),
        ("{", "not a JSON or TOML file"),
    ],
)
def test_a_faulty_minimum_says_so(tmp_path: Path, content: str, fault: str) -> None:
    path = tmp_path / "m.json"
    path.write_text(content)
    with pytest.raises(ValueError, match=fault):
        read_minimum(path)


def test_missing_tables_and_gold_are_named(folder: Path, gold: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no entries\.parquet, no entries\.csv"):
        evaluate(tmp_path / "nowhere", gold)
    with pytest.raises(ValueError, match="no annotated entries"):
        evaluate(folder, tmp_path / "none.jsonl")


def tables_of(gold: Path) -> dict[str, list[dict[str, Any]]]:
    """The tables that a perfect extraction would write."""
    tables: dict[str, list[dict[str, Any]]] = {"entries": [], "mentions": [], "people": []}
    for each in read_gold(gold):
        facts, key = each.facts, {"entry_id": each.reading.entry.entry_id}
        credit = facts["credit"] or {"creators": [], "providers": []}
        texts = {"photo_date": facts["photo_date"], "places": facts["places"]}
        tables["entries"].append({**key, **texts, "creators": credit["creators"], "providers": credit["providers"]})
        for mention in each.reading.mentions:
            row = {name: getattr(mention, name) for name in ("field", "start", "end", "text", "label", "value")}
            tables["mentions"].append({**key, **row, "score": 0.5})
        for person in facts["people"]:
            lists = {"roles": "role", "nationalities": "nationality", "affiliations": "affiliation"}
            row = {column: (person[name] or "").split("; ") if person[name] else [] for column, name in lists.items()}
            tables["people"].append({**key, **{n: person[n] for n in ("name", "position", "depicted")}, **row})
    return tables


def shaken(tables: dict[str, list[dict[str, Any]]], seed: int) -> dict[str, list[dict[str, Any]]]:
    """The tables with some rows lost, moved, doubled or changed, the same for the same seed."""
    chance = random.Random(seed)
    changed: dict[str, list[dict[str, Any]]] = {"entries": [], "mentions": [], "people": []}
    for name, rows in tables.items():
        for row in rows:
            dice = chance.random()
            if dice < 0.1:
                continue
            if name == "mentions" and dice < 0.3:
                row = {**row, "label": chance.choice(["ORG", "DATE", "CREDIT"]), "value": None}
            if name == "people" and dice < 0.4:
                row = {**row, "name": row["name"].upper() + ".", "depicted": dice < 0.2, "roles": ["x; y", "Mayor "]}
            if name == "entries" and dice < 0.4:
                row = {**row, "photo_date": None, "places": [*row["places"], "(Elba)"]}
            changed[name].append(row)
    return changed


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    path = DATA / "gold" / "score.py"
    if not path.is_file():
        pytest.skip("the shared gold is not at hand (CUTLINE_DATA)")
    spec = importlib.util.spec_from_file_location("shared_score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("seed", [1, 2])
def test_figures_are_the_shared_scorers_to_the_last_digit(scorer: ModuleType, tmp_path: Path, seed: int) -> None:
    gold = DATA / "gold" / "dev.jsonl"
    folder = write_tables(tmp_path / "tables", shaken(tables_of(gold), seed))
    rows = [json.loads(line) for line in gold.read_text("utf-8").splitlines()]
    evaluation = evaluate(folder, gold)
    assert evaluation.figures == scorer.score(rows, folder)[0]
    for source, part in evaluation.sources.items():
        assert part.figures == scorer.score([row for row in rows if row["source"] == source], folder)[0]
    assert not math.isclose(evaluation.f1("mentions"), 1.0)
