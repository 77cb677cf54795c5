"""The command line as a user meets it: what it writes, what it says, how it ends."""

from __future__ import annotations

import csv
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cutline import __version__

ROOT = Path(__file__).parents[1]
GALLERY = "Launch of a kite\n\nNASA/Ada Lund\n\nAda Lund, left, waves on May 4, 2011, in Oslo, Norway.\n"
GOOD = '{"id": "a", "caption": "Ada Lund waves on May 4, 2011."}\n'


def entries(folder: Path) -> list[dict[str, str]]:
    with (folder / "entries.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_version(cutline):
    assert cutline("--version").stdout == f"cutline {__version__}\n"


@pytest.mark.parametrize("command", [(), ("extract",), ("explain",), ("evaluate",)])
def test_help_names_the_arguments(cutline, command):
    done = cutline(*command, "--help")
    assert done.returncode == 0
    assert "usage: cutline" in done.stdout


def test_a_gallery_becomes_tables(cutline, tmp_path):
    (tmp_path / "kites.txt").write_text(GALLERY, "utf-8")
    done = cutline("extract", tmp_path / "kites.txt", "--output", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "1 entries" in done.stderr
    (row,) = entries(tmp_path / "out")
    expected = {"entry_id": "kites.txt#1", "credit_line": "NASA/Ada Lund", "photo_date": "2011-05-04"}
    assert row.items() >= expected.items()
    assert (row["creators"], row["providers"]) == ("Ada Lund", "NASA")
    assert "Traceback" not in done.stderr


def test_standard_input_is_a_text_unless_another_format_is_named(cutline, tmp_path):
    done = cutline("extract", "-", "--output", tmp_path / "text", input=GALLERY)
    assert done.returncode == 0, done.stderr
    assert [row["entry_id"] for row in entries(tmp_path / "text")] == ["stdin#1"]
    done = cutline("extract", "-", "--input-format", "jsonl", "--output", tmp_path / "rows", input=GOOD)
    assert done.returncode == 0, done.stderr
    assert [row["entry_id"] for row in entries(tmp_path / "rows")] == ["a"]


def test_another_field_name_is_read(cutline, tmp_path):
    record = {"id": "a", "AltText": "Ada Lund waves on May 4, 2011.", "shelf": 7}
    (tmp_path / "a.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    done = cutline("extract", tmp_path / "a.jsonl", "--output", tmp_path / "out", "--field", "caption=AltText")
    assert done.returncode == 0, done.stderr
    (row,) = entries(tmp_path / "out")
    assert row["photo_date"] == "2011-05-04"
    assert json.loads(row["extra"]) == {"shelf": 7}


EXTRACT = ["extract", "a.txt", "--output", "out"]
WRONG = {
    "a missing input": (["extract", "none.txt", "--output", "out"], 3, "none.txt: no such file"),
    "a named input of an unknown suffix": (["extract", "a.doc", "--output", "out"], 2, "a.doc: no reader"),
    "a broken archive": (["extract", "broken.jsonl.gz", "--output", "out"], 3, "broken.jsonl.gz"),
    "no output": (["extract", "a.txt"], 2, "--output"),
    "an unknown command": (["extrakt"], 2, "invalid choice"),
    "no workers": ([*EXTRACT, "--workers", "0"], 2, "no whole number"),
    "a field that is none": ([*EXTRACT, "--field", "cap=x"], 2, "no field 'cap'"),
    "a field without a name": ([*EXTRACT, "--field", "caption"], 2, "FIELD=NAME"),
    "a knowledge folder that is none": ([*EXTRACT, "--knowledge", "no"], 2, "no such folder"),
    "a rule without evidence": ([*EXTRACT, "--knowledge", "bare"], 2, "no finds"),
    "a rule file that no stage reads": ([*EXTRACT, "--knowledge", "odd"], 2, "no stage reads"),
    "a model that is none": ([*EXTRACT, "--model", "no"], 3, "no spaCy pipeline"),
    "an output that is a file": (["extract", "a.txt", "--output", "a.doc"], 3, "not a folder"),
    "nothing to explain": (["explain", " "], 2, "empty"),
    "a folder without a dataset": (["explain", "bare", "a"], 2, "bare"),
    "a folder that is none": (["explain", "nowhere", "a"], 3, "nowhere"),
    "a truth that is missing": (["evaluate", "bare", "gold.jsonl"], 3, "gold.jsonl"),
}


@pytest.mark.parametrize("arguments, code, message", WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_in_one_line_and_nothing_is_written(cutline, tmp_path, arguments, code, message):
    (tmp_path / "a.txt").write_text(GALLERY, "utf-8")
    (tmp_path / "a.doc").write_text("no", "utf-8")
    (tmp_path / "broken.jsonl.gz").write_bytes(b"\x1f\x8b\x08\x00broken")
    bare_rule = '[[pattern]]\nrule = "x"\nregex = "x"\n'
    for folder, name, text in [("bare", "dates.toml", bare_rule), ("odd", "odd.toml", "x = 1\n")]:
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(text, "utf-8")
    done = cutline(*arguments, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert message in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_bad_lines_are_set_aside_and_good_ones_kept(cutline, tmp_path):
    (tmp_path / "a.jsonl").write_text(GOOD + '{"id": "b", "caption": \n[1]\n' + GOOD.replace('"a"', '"c"'), "utf-8")
    done = cutline("extract", tmp_path / "a.jsonl", "--output", tmp_path / "out")
    assert done.returncode == 4
    assert [row["entry_id"] for row in entries(tmp_path / "out")] == ["a", "c"]
    places = [json.loads(line)["place"] for line in (tmp_path / "out" / "quarantine.jsonl").open(encoding="utf-8")]
    assert places == ["a.jsonl:2", "a.jsonl:3"]
    assert "a.jsonl:2: " in done.stderr


def test_a_new_run_replaces_what_is_ours_and_nothing_else(cutline, tmp_path):
    (tmp_path / "kites.txt").write_text(GALLERY, "utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "README.md").write_text("mine", "utf-8")
    assert cutline("extract", tmp_path / "kites.txt", "--output", tmp_path / "out").returncode == 0
    done = cutline("extract", tmp_path / "kites.txt", "--output", tmp_path / "out", "--format", "parquet")
    assert done.returncode == 0
    assert (tmp_path / "out" / "README.md").read_text("utf-8") == "mine"
    assert not (tmp_path / "out" / "entries.csv").exists()
    assert (tmp_path / "out" / "entries.parquet").exists()


def test_a_users_own_agency_is_known(cutline, tmp_path):
    folder = tmp_path / "mine" / "gazetteers"
    folder.mkdir(parents=True)
    (folder / "agencies.csv").write_text("alias,name,kind,source\nZora Vik,Zora Vik,agency,own\n", "utf-8")
    (tmp_path / "kites.txt").write_text(GALLERY.replace("NASA/Ada Lund", "Zora Vik/Ada Lund"), "utf-8")
    done = cutline("extract", tmp_path / "kites.txt", "--output", tmp_path / "out", "--knowledge", tmp_path / "mine")
    assert done.returncode == 0, done.stderr
    (row,) = entries(tmp_path / "out")
    assert (row["creators"], row["providers"]) == ("Ada Lund", "Zora Vik")


def test_an_interrupted_run_leaves_the_old_output(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "entries.csv").write_text("old", "utf-8")
    lines = "".join(GOOD.replace('"a"', f'"a{n}"') for n in range(60_000))
    (tmp_path / "many.jsonl").write_text(lines, "utf-8")
    command = [sys.executable, "-m", "cutline", "extract", "many.jsonl", "--output", "out", "--workers", "2"]
    environment = {"PYTHONPATH": str(ROOT / "pipeline"), "PATH": "/usr/bin:/bin"}
    run = subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True)
    while not (tmp_path / ".out.cutline-new").exists():
        time.sleep(0.05)
        assert run.poll() is None, run.stderr.read()
    time.sleep(1)
    run.send_signal(signal.SIGINT)
    _, errors = run.communicate(timeout=60)
    assert run.returncode == 130, errors
    assert "interrupted" in errors and "Traceback" not in errors
    assert sorted(path.name for path in tmp_path.iterdir()) == ["many.jsonl", "out"]
    assert (tmp_path / "out" / "entries.csv").read_text("utf-8") == "old"


def test_evaluate_says_what_is_below_the_minimum(cutline, corpus_output, tmp_path):
    gold = ROOT / "corpus" / "annotated" / "olympic-torch-in-space.jsonl"
    (tmp_path / "low.json").write_text('{"photo_date": 0.5}', "utf-8")
    (tmp_path / "high.json").write_text('{"mentions": 1.0}', "utf-8")
    assert cutline("evaluate", corpus_output, gold, "--minimum", tmp_path / "low.json").returncode == 0
    done = cutline("evaluate", corpus_output, gold, "--minimum", tmp_path / "high.json")
    assert done.returncode in (1, 3)
    done = cutline("evaluate", corpus_output, gold, "--json")
    assert json.loads(done.stdout)["photo_date"]["f"] == 1.0


def test_explain_tells_who_found_what(cutline, corpus_output):
    done = cutline("explain", "Ada Lund waves on Nov. 9, 2013.")
    assert done.returncode == 0, done.stderr
    assert "2013-11-09" in done.stdout and "dates/" in done.stdout
    done = cutline("explain", corpus_output, "olympic-torch-in-space.txt#6")
    assert done.returncode == 0, done.stderr
    assert "2013-11-10" in done.stdout
