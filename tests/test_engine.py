"""The local engine over stages of straw: the same bytes however it runs, and old output wherever it breaks off."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import stub_work
from cutline.engine.batches import batches, distinct_ids, open_seen
from cutline.engine.facts import run_facts
from cutline.engine.local import extract_to
from cutline.engine.order import Spool, in_order
from cutline.engine.progress import Progress, line
from cutline.engine.work import EngineError, Options, Summary, Work
from cutline.frames import load
from cutline.read import InputError, InputFile, Inputs, find_files
from cutline.records import Row, Source
from cutline.tables import tabulate

WORK = Work(stub_work.start, stub_work.extract, stub_work.first_pass)


def run(inputs: Path, output: Path, work: Work = WORK, **options: object) -> Summary:
    return extract_to(find_files([inputs]), output, work, Options(**options))  # type: ignore[arg-type]


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """Galleries that are scattered over a file, repeated ids, faults, packed and plain files."""
    folder = tmp_path / "in"
    folder.mkdir()
    rows = [{"caption": f"Ada{n % 7}/Club meets Bo{n % 11}.", "album": f"g{n % 5}"} for n in range(700)]
    (folder / "scattered.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    lines = [json.dumps({"id": n % 290, "caption": f"Cy{n} waves."}) for n in range(300)]
    (folder / "plain.jsonl.gz").write_bytes(gzip.compress("\n".join([*lines, "{broken"]).encode(), mtime=0))
    (folder / "gallery.txt").write_text('Ada waves.\n\nBo, "=x" | waves.\n\nDi: NA')
    (folder / "note.doc").write_text("x")
    return folder


@pytest.fixture
def whole(inputs: Path, tmp_path: Path) -> Path:
    run(inputs, tmp_path / "whole")
    return tmp_path / "whole"


def test_a_run(inputs: Path, tmp_path: Path) -> None:
    summary = run(inputs, tmp_path / "out")
    assert summary.counts["entries"] == 1003 and summary.exit_code == 4
    assert (summary.quarantined, summary.skipped) == (1, 1)
    assert dict(summary.warnings) == {"duplicate-id": 10}
    about = json.loads((tmp_path / "out/run.json").read_text())
    assert [(file["source"], file["entries"]) for file in about["inputs"]] == [
        ("gallery.txt", 3),
        ("plain.jsonl.gz", 300),
        ("scattered.jsonl", 700),
    ]
    assert about["counts"]["entries"] == 1003 and about["warnings"] == {"duplicate-id": 10}
    assert str(tmp_path) not in (tmp_path / "out/run.json").read_text()


def test_rows_are_in_order_and_galleries_together(whole: Path) -> None:
    frames = load(whole)
    entries = frames["entries"]
    assert entries[["source", "ordinal"]].equals(entries.sort_values(["source", "ordinal"])[["source", "ordinal"]])
    sizes = {json.loads(extra)["gallery size"] for extra in entries["extra"].dropna()}
    assert sizes == {"140"}
    mentioned = list(dict.fromkeys(frames["mentions"]["entry_id"]))
    assert mentioned == [entry_id for entry_id in entries["entry_id"] if entry_id in set(mentioned)]
    assert frames["entries"]["entry_id"].is_unique


def test_facts_of_the_run_reach_every_batch(whole: Path) -> None:
    mentions = load(whole)["mentions"]
    assert set(mentions[mentions["text"] == "Club"]["value"]) == {"7"}
    assert set(mentions[mentions["text"] == "Cy3"]["value"]) == {"0"}


def test_same_bytes_for_any_batch(inputs: Path, whole: Path, tmp_path: Path) -> None:
    run(inputs, tmp_path / "out", batch=1)
    assert content(tmp_path / "out") == content(whole)


def test_same_bytes_for_any_workers_and_environment(inputs: Path, whole: Path, tmp_path: Path) -> None:
    program = f"""
import stub_work
from pathlib import Path
from cutline.engine import local
from cutline.engine.work import Options, Work
from cutline.read import find_files
if __name__ == "__main__":
    local.ENOUGH = 1
    work = Work(stub_work.start, stub_work.extract, stub_work.first_pass)
    options = Options(workers=2, batch=1000)
    local.extract_to(find_files([Path({str(inputs)!r})]), Path({str(tmp_path / "out")!r}), work, options)
"""
    script = tmp_path / "run.py"
    script.write_text(program)
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    subprocess.run([sys.executable, script], env=environment, check=True)
    assert content(tmp_path / "out") == content(whole)


@pytest.mark.parametrize("formats", ["csv", "parquet"])
def test_one_format(inputs: Path, whole: Path, tmp_path: Path, formats: str) -> None:
    output = tmp_path / "out"
    run(inputs, output)
    run(inputs, output, formats=formats)
    suffixes = {path.suffix for path in output.iterdir()} - {".json", ".jsonl"}
    assert suffixes == {f".{formats}"}
    assert content(output)[f"entries.{formats}"] == content(whole)[f"entries.{formats}"]


def test_a_named_file_that_breaks_off_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"caption": "Ada waves."}\n' * 9)[:-9])
    with pytest.raises(InputError) as error:
        run(path, tmp_path / "out")
    assert error.value.exit_code == 3 and list(tmp_path.iterdir()) == [path]


def test_the_same_file_in_a_folder_is_set_aside(inputs: Path, tmp_path: Path) -> None:
    (inputs / "b.json").write_text("[{")
    summary = run(inputs, tmp_path / "out")
    assert summary.counts["entries"] == 1003 and summary.faults[0].place == "b.json"
    lines = (tmp_path / "out/quarantine.jsonl").read_text().splitlines()
    assert [json.loads(line)["place"] for line in lines] == ["b.json", "plain.jsonl.gz:301"]


def test_an_interrupt_leaves_the_old_output(inputs: Path, whole: Path, tmp_path: Path) -> None:
    before = content(whole)
    with pytest.raises(KeyboardInterrupt):
        run(inputs, whole, replace(WORK, extract=stub_work.interrupt))
    assert content(whole) == before and sorted(path.name for path in tmp_path.iterdir()) == ["in", "whole"]


def test_a_worker_that_dies(inputs: Path, whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content(whole)
    monkeypatch.setattr("cutline.engine.local.ENOUGH", 1)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(Path(__file__).parent), *sys.path]))
    with pytest.raises(EngineError, match=r"a worker process died.*run again with fewer --workers"):
        run(inputs, whole, replace(WORK, extract=stub_work.crash), workers=2)
    assert content(whole) == before


def test_a_fault_of_ours_names_the_input(inputs: Path, whole: Path) -> None:
    before = content(whole)
    with pytest.raises(KeyError, match="a fault of ours") as error:
        run(inputs, whole, replace(WORK, extract=stub_work.stumble))
    assert "gallery.txt, plain.jsonl.gz:1 to plain.jsonl.gz:256" in error.value.__notes__[0]
    assert content(whole) == before


def test_a_file_that_is_gone_when_its_turn_comes(tmp_path: Path) -> None:
    inputs = Inputs((InputFile(tmp_path / "gone.txt", "gone.txt", ".txt", False),))
    summary = extract_to(inputs, tmp_path / "out", WORK, Options())
    assert [fault.reason for fault in summary.faults] == ["cannot be read: No such file or directory"]
    assert json.loads((tmp_path / "out/run.json").read_text())["inputs"][0]["sha256"] is None


def test_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert run(tmp_path / "in", tmp_path / "out").counts["entries"] == 0
    assert list(csv.reader((tmp_path / "out/people.csv").open())) == [list(load(tmp_path / "out")["people"].columns)]


# The parts


def rows(*ids: str | None) -> Source:
    these = ({"id": one} if one else {} for one in ids)
    return Source("a.csv", rows=tuple(Row(number, fields, {}, "") for number, fields in enumerate(these, 1)))


def test_repeated_ids() -> None:
    source = distinct_ids(rows("x", "x", "x#2", None, "a.csv#4", "g.txt#3"), open_seen(), frozenset(["g.txt"]))
    assert [row.fields.get("id") for row in source.rows] == [
        "x", "x#2", "x#2#3", None, "a.csv#4#5", "g.txt#3#6",
    ]  # fmt: skip
    assert [bool(row.warnings) for row in source.rows] == [False, True, True, False, True, True]


@given(st.lists(st.integers(0, 50)), st.integers(1, 60))
def test_batches_keep_the_order(sizes: list[int], size: int) -> None:
    sources = [Source(f"{number % 3}", "x" * length) for number, length in enumerate(sizes)]
    found = list(batches(sources, size, frozenset("1")))
    assert [source for batch in found for source in batch.sources] == sources
    for batch in found:
        assert batch.scattered is None or {source.path for source in batch.sources} == {batch.scattered}


@given(st.permutations([("A", "x"), ("a", "Y"), ("b", "x"), ("A", "x"), ("c", "q")]))
def test_facts_do_not_depend_on_order(pairs: list[tuple[str, str]]) -> None:
    assert run_facts([[pair] for pair in pairs]).credit_partners == {"a": 2, "x": 2}
    assert run_facts([pairs]) == run_facts([[pair] for pair in pairs])


def test_spooled_tables_come_back_in_order(tmp_path: Path) -> None:
    entries = stub_work.entries([Source("a", "\n\n".join(f"Ada{n} Bo{n}" for n in range(1, 9)))])
    records = [stub_work.record(entry, run_facts([])) for entry in entries]
    spool = Spool(tmp_path)
    spool.add(tabulate(records[4:]))
    spool.add(tabulate(records[:4]))
    found: dict[str, list[pa.Table]] = {}
    for name, table in spool.take():
        found.setdefault(name, []).append(table)
    for name, table in tabulate(records).items():
        assert table.num_rows == 0 or pa.concat_tables(found[name]).to_pylist() == table.to_pylist()


def test_tables_in_memory_come_in_order() -> None:
    entries = stub_work.entries([Source("a", "\n\n".join(f"Ada{n} Bo{n}" for n in range(1, 9)))])
    records = [stub_work.record(entry, run_facts([])) for entry in entries]
    assert in_order(tabulate([*records[4:], *records[:4]])) == tabulate(records)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_shows_on_a_terminal_only() -> None:
    for stream, shown in ((Terminal(), True), (io.StringIO(), False)):
        progress = Progress(stream, 10)
        progress.shown = -1.0
        progress.add(5, 3)
        progress.close()
        assert ("50 %  3 entries" in stream.getvalue()) == shown
        assert stream.getvalue().endswith("\r\033[K") == shown
    assert line(1, 100, 10, 100.0).endswith("2:45:00 left")
