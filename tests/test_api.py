"""The Python functions, as a notebook uses them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import cutline

ROOT = Path(__file__).parents[1]
RECORD = {"id": "a", "title": "Launch", "caption": "Ada Lund, left, waves on May 4, 2011.", "shelf": 7}


def test_records_become_tables():
    dataset = cutline.extract(RECORD)
    (entry,) = dataset.entries.to_pylist()
    assert (entry["entry_id"], entry["photo_date"], entry["source"]) == ("a", "2011-05-04", "records")
    assert json.loads(entry["extra"]) == {"shelf": 7}
    assert [(row["name"], row["position"]) for row in dataset.people.to_pylist()] == [("Ada Lund", "left")]
    assert dataset.entities.num_rows >= 1
    assert dataset.faults == ()


def test_files_and_folders_become_the_same_tables_as_on_the_command_line(corpus_output):
    dataset = cutline.extract(ROOT / "corpus" / "raw")
    for name in ("entries", "mentions", "people", "credits", "entities"):
        on_disk = pq.read_table(corpus_output / f"{name}.parquet")
        assert getattr(dataset, name).to_pylist() == on_disk.to_pylist(), name


def test_a_bad_record_is_a_fault_and_a_good_one_is_kept():
    dataset = cutline.extract([{"id": "x", "caption": {"no": "text"}}, RECORD])
    assert dataset.entries["entry_id"].to_pylist() == ["a"]
    assert [fault.place for fault in dataset.faults] == ["records:1"]


def test_no_records_are_empty_tables():
    assert cutline.extract([]).entries.num_rows == 0


@pytest.mark.parametrize("inputs", [["a.txt", RECORD], [RECORD, "a.txt"]])
def test_paths_and_records_are_not_mixed(inputs):
    with pytest.raises(TypeError, match="mixed"):
        cutline.extract(inputs)


def test_a_missing_file_is_named():
    with pytest.raises(ValueError, match=r"none\.txt: no such file"):
        cutline.extract("none.txt")


FIRST = {
    "the verb before the stage": "import cutline; d = cutline.extract([]); import cutline.extract.dates",
    "the stage before the verb": "import cutline.extract.dates, cutline; d = cutline.extract([])",
    "from the package": "from cutline import extract; d = extract([]); from cutline.extract import dates",
}


@pytest.mark.parametrize("code", FIRST.values(), ids=FIRST)
def test_the_verb_and_the_stage_of_its_name_go_together(code):
    code += "; assert d.entries.num_rows == 0"
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT / 'pipeline')!r}); {code}"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


def test_an_unknown_name_is_said():
    with pytest.raises(AttributeError, match="it has Dataset"):
        cutline.nothing  # noqa: B018
