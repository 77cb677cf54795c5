"""What the pipeline says of corpus/raw today, byte for byte: any change shows here. `make golden` accepts it.

The files are the CSV tables as written, but for the scores: their last digits depend on the processor family, so they
are blank in the golden and compared within a tolerance. Everything else must not move at all.
"""

from __future__ import annotations

import csv
import difflib
import io
from pathlib import Path

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from cutline.tables import TABLES
from cutline.write.csv import quote

GOLDEN = Path(__file__).parent / "golden"
TOLERANCE = 0.01


def same_bytes(obtained: Path, expected: Path) -> None:
    """Text that differs is shown line by line; `\\r\\n` for `\\n` or a lost last newline counts too."""
    new, old = obtained.read_bytes(), expected.read_bytes()
    if new != old:
        lines = [data.decode("utf-8").splitlines(keepends=True) for data in (old, new)]
        diff = [repr(line) for line in difflib.unified_diff(*lines, "golden", "now", n=0)]
        raise AssertionError("\n".join([f"{expected.name} differs: look, then make golden", *diff[:60]]))


def near_scores(obtained: Path, expected: Path) -> None:
    new, old = ([line.split(",") for line in path.read_text("utf-8").splitlines()] for path in (obtained, expected))
    assert [line[:-1] for line in new] == [line[:-1] for line in old], "other mentions have scores: make golden"
    assert [float(line[-1]) for line in new] == pytest.approx([float(line[-1]) for line in old], abs=TOLERANCE)


def without_scores(table: str) -> str:
    """A mentions table with its score column blank, nothing else changed."""
    rows = list(csv.reader(io.StringIO(table, newline="")))
    assert written(rows) == table, "the golden's form is not the writer's"
    column = rows[0].index("score")
    return written([rows[0], *([*row[:column], "", *row[column + 1 :]] for row in rows[1:])])


def written(rows: list[list[str]]) -> str:
    return "".join(",".join(map(quote, row)) + "\n" for row in rows)


def scores(table: str) -> str:
    """One line a mention with a score: its key and the score."""
    rows = csv.DictReader(io.StringIO(table, newline=""))
    key = ("entry_id", "field", "start", "end", "label", "score")
    return "".join(",".join(row[name] for name in key) + "\n" for row in rows if row["score"])


@pytest.mark.parametrize("name", list(TABLES))
def test_the_tables_are_the_golden_ones(
    name: str, corpus_output: Path, file_regression: FileRegressionFixture, tmp_path: Path
) -> None:
    table = (corpus_output / f"{name}.csv").read_bytes()
    if name == "mentions":
        table = without_scores(table.decode("utf-8")).encode("utf-8")
    obtained, golden = tmp_path / f"{name}.csv", GOLDEN / f"{name}.csv"
    file_regression.check(table, binary=True, fullpath=golden, obtained_filename=obtained, check_fn=same_bytes)


def test_the_scores_are_near_the_golden_ones(
    corpus_output: Path, file_regression: FileRegressionFixture, tmp_path: Path
) -> None:
    text = scores((corpus_output / "mentions.csv").read_text("utf-8"))
    obtained, golden = tmp_path / "scores.txt", GOLDEN / "scores.txt"
    file_regression.check(text, fullpath=golden, obtained_filename=obtained, check_fn=near_scores, encoding="utf-8")
