"""Writing: the bytes of each format, the descriptions, and the folder that is old or new and never a mix."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from frictionless import validate
from hypothesis import given
from hypothesis import strategies as st

from cutline.records import Fault
from cutline.tables import TABLES
from cutline.tables.rows import table
from cutline.write import WRITERS, commit
from cutline.write.commit import OutputError, staged
from cutline.write.csv import UNSAFE, disarm, quote
from cutline.write.datapackage import write_datapackage
from cutline.write.parquet import ParquetTableWriter
from cutline.write.run import checksum, fault_line

CREDITS = [
    ("a#1", "caption", 0, 4, "NASA", "provider", None, None),
    ("a#1", "caption", 4, 5, "/", "separator", None, None),
    ("a#1", "caption", 5, 17, '=Bo "X"\r| Ek', "creator", "NA", "p-1"),
]


def csv_text(tmp_path: Path, safe: bool = False) -> str:
    writer = WRITERS["csv"](tmp_path, "credits", safe)
    writer.write(table("credits", CREDITS))
    assert writer.close() == ("credits.csv",)
    return (tmp_path / "credits.csv").read_bytes().decode()


def test_csv(tmp_path: Path) -> None:
    assert csv_text(tmp_path) == (
        "entry_id,field,start,end,text,part,value,entity_id\n"
        "a#1,caption,0,4,NASA,provider,,\n"
        "a#1,caption,4,5,/,separator,,\n"
        'a#1,caption,5,17,"=Bo ""X""\r| Ek",creator,NA,p-1\n'
    )


def test_spreadsheet_safe(tmp_path: Path) -> None:
    assert '"\'=Bo ""X""\r| Ek"' in csv_text(tmp_path, safe=True)


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@A", "\tx", "\rx", "'=1", "''-"])
def test_cells_that_a_spreadsheet_would_run(cell: str) -> None:
    assert disarm(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "a=1", " =1", "'quoted'", "1-2", "(+1)"])
def test_cells_that_it_would_not(cell: str) -> None:
    assert disarm(cell) == cell


@given(st.text())
def test_disarming_can_be_undone(cell: str) -> None:
    safe = disarm(cell)
    assert (safe[1:] if safe.startswith("'") and UNSAFE.match(safe) else safe) == cell


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=2, max_size=5))
def test_csv_is_read_by_others(cells: list[str]) -> None:
    line = ",".join(map(quote, cells)) + "\n"
    assert list(csv.reader([line], strict=True)) == [cells] or "\n" in line[:-1] or "\r" in line


def test_parquet_bytes_do_not_tell_the_batches(tmp_path: Path) -> None:
    rows = table("credits", CREDITS * 40)
    written = []
    for number, size in enumerate((1, 7, 120)):
        folder = tmp_path / str(number)
        folder.mkdir()
        writer = ParquetTableWriter(folder, "credits", row_group=50)
        for start in range(0, rows.num_rows, size):
            writer.write(rows.slice(start, size))
        writer.close()
        written.append((folder / "credits.parquet").read_bytes())
    assert written[0] == written[1] == written[2]
    assert pq.ParquetFile(pa.BufferReader(written[0])).metadata.num_row_groups == 3


def test_parquet_in_parts(tmp_path: Path) -> None:
    writer = ParquetTableWriter(tmp_path, "credits", part=100, row_group=50)
    writer.write(table("credits", CREDITS * 80))
    files = writer.close()
    assert files == tuple(f"credits.parquet/part-0000{n}.parquet" for n in range(3))
    assert [pq.read_metadata(tmp_path / file).num_rows for file in files] == [100, 100, 40]
    assert pq.read_table(tmp_path / "credits.parquet").equals(table("credits", CREDITS * 80))


def test_parquet_lists_are_never_null(tmp_path: Path) -> None:
    ParquetTableWriter(tmp_path, "people").close()
    schema = pq.read_schema(tmp_path / "people.parquet")
    assert not schema.field("roles").nullable and not schema.field("roles").type.value_field.nullable
    assert schema.field("roles").metadata[b"description"]


def dataset(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    files = {}
    for name, form in TABLES.items():
        for kind, make in WRITERS.items():
            writer = make(folder, name, False)
            writer.write(form.schema.empty_table())
            files[name, kind] = writer.close()
    write_datapackage(folder, files)
    return folder


def test_the_data_package_is_valid(tmp_path: Path) -> None:
    report = validate(str(dataset(tmp_path / "d") / "datapackage.json"))
    assert report.valid, report.flatten(["message"])
    package = json.loads((tmp_path / "d" / "datapackage.json").read_text("utf-8"))
    fields = package["resources"][0]["schema"]["fields"]
    assert [field["name"] for field in fields] == TABLES["entries"].schema.names
    assert {field["type"] for field in fields} == {"string", "integer", "date"}


def test_fault_line_is_json_even_of_broken_text() -> None:
    line = fault_line(Fault("a:1", "broken", "mend it", "x\ud83d\u2028\n"))
    assert json.loads(line)["excerpt"] == "x?\u2028\n" and line.count("\n") == 1


def test_checksum_of_a_folder(tmp_path: Path) -> None:
    for name in ("a/x", "a/.hidden", "a/__pycache__/y", "b/x"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text("1")
    assert checksum(tmp_path / "a") == checksum(tmp_path / "b")
    (tmp_path / "b/x").rename(tmp_path / "b/y")
    assert checksum(tmp_path / "a") != checksum(tmp_path / "b")


# The folder


def old_output(folder: Path) -> Path:
    output = folder / "out"
    (output / "entries.parquet").mkdir(parents=True)
    (output / "sub").mkdir()
    for name in ("run.json", "people.csv", "quarantine.jsonl", "entries.parquet/part-00000.parquet"):
        (output / name).write_text("old")
    for name in ("README.md", "sub/notes.txt"):
        (output / name).write_text("foreign")
    (output / "link").symlink_to("nowhere")
    return output


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def only_output(folder: Path) -> bool:
    return [path.name for path in folder.iterdir()] == ["out"]


@pytest.mark.parametrize("exchanging", [True, False])
def test_the_new_folder_takes_the_old_ones_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchanging: bool
) -> None:
    output = old_output(tmp_path)
    if not exchanging:
        monkeypatch.setattr(commit, "exchange", lambda one, other: False)
    with staged(output) as folder:
        (folder / "run.json").write_text("new")
        assert (output / "run.json").read_text() == "old"
    assert names(output) == ["README.md", "link", "run.json", "sub", "sub/notes.txt"]
    assert (output / "run.json").read_text() == "new" and (output / "README.md").read_text() == "foreign"
    assert only_output(tmp_path)


def test_an_error_leaves_the_old_folder(tmp_path: Path) -> None:
    output = old_output(tmp_path)
    before = names(output)
    with pytest.raises(KeyboardInterrupt), staged(output) as folder:
        (folder / "run.json").write_text("new")
        raise KeyboardInterrupt
    assert names(output) == before and (output / "run.json").read_text() == "old"
    assert only_output(tmp_path)


def test_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    with staged(tmp_path / "a" / "b") as folder:
        (folder / "run.json").write_text("new")
    assert names(tmp_path) == ["a", "a/b", "a/b/run.json"]


def test_a_killed_run_leaves_the_old_folder_and_the_next_run_cleans_up(tmp_path: Path) -> None:
    output = old_output(tmp_path)
    program = f"""
import os, signal
from pathlib import Path
from cutline.write.commit import staged
with staged(Path({str(output)!r})) as folder:
    (folder / "stale").write_text("x")
    os.kill(os.getpid(), signal.SIGKILL)
"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    assert (output / "run.json").read_text() == "old" and len(list(tmp_path.iterdir())) == 2
    with staged(output):
        pass
    assert only_output(tmp_path) and not (output / "stale").exists()


def test_a_run_killed_between_two_renames_is_undone(tmp_path: Path) -> None:
    output = old_output(tmp_path)
    output.rename(tmp_path / ".out.cutline-old")
    with pytest.raises(RuntimeError), staged(output):
        raise RuntimeError
    assert (output / "run.json").read_text() == "old" and only_output(tmp_path)


def test_two_runs_at_once(tmp_path: Path) -> None:
    with (
        staged(tmp_path / "out"),
        pytest.raises(OutputError, match="another run is writing it: wait"),
        staged(tmp_path / "out"),
    ):
        pass
    assert (tmp_path / "out").is_dir()


def test_outputs_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="is not a folder"), staged(tmp_path / "file"):
        pass
    with (
        pytest.raises(OutputError, match=r"cannot be written: .*: name another"),
        staged(tmp_path / "file" / "out"),
    ):
        pass
    with pytest.raises(OutputError, match="is a mount point"), staged(Path("/proc")):
        pass


def test_a_linked_folder_stays_a_link(tmp_path: Path) -> None:
    output = old_output(tmp_path)
    (tmp_path / "link").symlink_to(output)
    with staged(tmp_path / "link") as folder:
        (folder / "run.json").write_text("new")
    assert (tmp_path / "link").is_symlink() and (output / "run.json").read_text() == "new"
