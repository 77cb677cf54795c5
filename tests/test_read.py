"""Reading: cases as data, then what a case cannot say: streams, sizes, galleries, folders."""

from __future__ import annotations

import gzip
import io
import json
import tomllib
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutline.knowledge import load
from cutline.read import InputError, InputFile, field_names, find_files, read
from cutline.read.encoding import clean, repair
from cutline.read.files import standard_input, suffix_of
from cutline.read.html import without_html
from cutline.read.language import foreign, language_warnings
from cutline.read.lines import read_lines
from cutline.read.pieces import LONGEST, PIECE, gathered, pieces
from cutline.records import Entry, Fault, Row, Source

CASES = tomllib.loads(Path(__file__, "../cases/read.toml").resolve().read_text("utf-8"))["case"]


def written(case: dict[str, Any], folder: Path) -> Path:
    data = bytes.fromhex(case["hex"]) if "hex" in case else case["text"].encode(case.get("encoding", "utf-8"))
    if case.get("pack") == "gz":
        data = gzip.compress(data, mtime=0)
    if case.get("pack") == "zst":
        data = pa.compress(data, codec="zstd", asbytes=True)
    path = folder / case["file"]
    path.write_bytes(data[: case.get("cut")])
    return path


def everything(path: Path, **how: Any) -> tuple[list[Source], list[Row], list[Fault]]:
    found = list(read(find_files([path.parent]).files[0], **how))
    sources = [source for source in found if isinstance(source, Source)]
    rows = [row for source in sources for row in source.rows]
    return sources, rows, [fault for fault in found if isinstance(fault, Fault)]


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    _, rows, faults = everything(written(case, tmp_path))
    assert [dict(row.fields) for row in rows] == case.get("rows", [])
    assert [f"{fault.place}: {fault.reason}: {fault.remedy}" for fault in faults] == case.get("faults", [])
    assert [row.ordinal for row in rows] == list(range(1, len(rows) + 1))
    if "extras" in case:
        assert [dict(row.extra) for row in rows] == case["extras"]
    if "warnings" in case:
        assert [list(row.warnings) for row in rows] == case["warnings"]


WHOLE = [case for case in CASES if any("cannot be read" in fault for fault in case.get("faults", []))]


@pytest.mark.parametrize("case", WHOLE, ids=[case["label"] for case in WHOLE])
def test_named_file_that_cannot_be_read(case: dict[str, Any], tmp_path: Path) -> None:
    path = written(case, tmp_path)
    with pytest.raises(InputError, match="cannot be read") as error:
        list(read(find_files([path]).files[0]))
    assert error.value.exit_code == 3 and str(error.value) == case["faults"][0]


def test_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffA fair\r\n\r\nThe cafÃ© at \u2028 noon\x00.".encode())
    (source,), _, faults = everything(path)
    assert source.text == "A fair\n\nThe café at \n noon\ufffd.\n" and not faults
    assert source.warnings == ("character-replaced", "encoding-repaired")


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf"])
def test_blank_text_is_no_source(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert list(read(find_files([tmp_path]).files[0])) == []


def test_parquet(tmp_path: Path) -> None:
    table = pa.table(
        {
            "id": pa.array([1, None]), "caption": ["A.", None], "day": pa.array([0, None], pa.date32()),
            "raw": pa.array([b"x", None]), "tags": [["a"], None],
        }
    )  # fmt: skip
    pq.write_table(table, tmp_path / "a.parquet")
    _, rows, faults = everything(tmp_path / "a.parquet")
    assert [dict(row.fields) for row in rows] == [{"id": "1", "caption": "A."}, {}] and not faults
    assert rows[0].extra == {"day": "1970-01-01", "raw": "x", "tags": ["a"]}
    assert rows[1].place == "a.parquet:row 2"


def test_packed_parquet(tmp_path: Path) -> None:
    sink = io.BytesIO()
    pq.write_table(pa.table({"caption": ["A."]}), sink)
    (tmp_path / "a.parquet.gz").write_bytes(gzip.compress(sink.getvalue()))
    assert [dict(row.fields) for row in everything(tmp_path / "a.parquet.gz")[1]] == [{"caption": "A."}]


def test_own_field_names(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"AltText": "A.", "caption": "B."}')
    (row,) = everything(path, names=field_names({"caption": "AltText"}))[1]
    assert row.fields == {"caption": "A."} and row.extra == {"caption": "B."}
    with pytest.raises(ValueError, match="no field 'date': name one of id, title"):
        field_names({"date": "x"})


def test_overlong_line_is_set_aside_and_never_held() -> None:
    stream = io.BytesIO(b"a\n" + b"x" * 300_000 + b"\nb\n" + b"y" * 300_000)
    lines = list(read_lines(stream, cap=1000))
    assert [line.text for line in lines] == ["a", None, "b", None]
    assert [line.number for line in lines] == [1, 2, 3, 4] and "MB" in lines[1].reason
    assert len(lines[1].excerpt) == 200


@given(st.lists(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"])), min_size=1))
def test_lines_come_back(texts: list[str]) -> None:
    for end in ("\n", "\r\n", "\r"):
        data = "".join(text + end for text in texts).encode()
        if data.count(0) * 4 <= len(data) and not texts[0].startswith("\ufeff"):
            assert [line.text for line in read_lines(io.BytesIO(data))] == texts


@given(st.binary(max_size=400))
def test_no_bytes_crash_the_lines(data: bytes) -> None:
    try:
        lines = list(read_lines(io.BytesIO(data)))
    except ValueError as error:
        assert "binary" in str(error)
    else:
        assert [line.number for line in lines] == list(range(1, len(lines) + 1))


@given(st.text(st.characters(exclude_categories=[])))
def test_clean_text_fits_every_table(text: str) -> None:
    cleaned, _ = clean(text)
    assert (cleaned.encode("utf-8") and "\0" not in cleaned and "\r" not in cleaned) or not text
    assert clean(cleaned) == (cleaned, ())


@given(st.text("ab<>/&;pbr \n\"='amp", max_size=60))
def test_html_is_removed_once(text: str) -> None:
    shown, warnings = without_html(text)
    assert (shown != text) == bool(warnings)


def test_repair_needs_no_context() -> None:
    """A line is repaired or left for itself: what stands in other lines cannot tip it."""
    assert repair("cafÃ©\n“Été”") == ("café\n“Été”", ("encoding-repaired",))


def row(ordinal: int, gallery: str | None = None) -> Row:
    return Row(ordinal, {"gallery": gallery} if gallery else {}, {}, f"a:{ordinal}")


def sizes(rows: list[Row]) -> list[int]:
    return [len(source.rows) for source in pieces("a", rows) if isinstance(source, Source)]


def test_pieces_have_a_constant_size() -> None:
    assert sizes([row(n) for n in range(1, 2 * PIECE + 2)]) == [PIECE, PIECE, 1]


def test_a_gallery_stays_in_one_piece() -> None:
    rows = [row(n, "g" if 200 <= n < 400 else None) for n in range(1, 601)]
    assert sizes(rows) == [399, 201]
    assert sizes([row(n, "g") for n in range(1, LONGEST + 11)]) == [LONGEST, 10]


@given(st.lists(st.sampled_from([None, "a", "b", "c"]), max_size=30))
def test_gathered_galleries_stand_together(galleries: list[str | None]) -> None:
    rows = [row(number, gallery) for number, gallery in enumerate(galleries, 1)]
    found = [read for read in gathered(rows) if isinstance(read, Row)]
    assert sorted(r.ordinal for r in found) == [r.ordinal for r in rows]
    for gallery in "abc":
        places = [at for at, r in enumerate(found) if r.fields.get("gallery") == gallery]
        assert places == list(range(places[0], places[0] + len(places))) if places else True
        assert [found[at].ordinal for at in places] == sorted(found[at].ordinal for at in places)


def test_faults_are_kept_when_galleries_are_gathered() -> None:
    fault = Fault("a:2", "x", "y")
    assert list(gathered([row(1), fault, row(3)])) == [fault, row(1), row(3)]


def test_a_broken_file_gives_what_stood_before(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"caption": f"{n * 7919 % 10007} {n * n}"}) + "\n" for n in range(60_000))
    data = gzip.compress(lines.encode())
    (tmp_path / "a.jsonl.gz").write_bytes(data[: len(data) // 2])
    _, rows, faults = everything(tmp_path / "a.jsonl.gz")
    assert len(rows) > 1000 and len(faults) == 1


# Folders and names


def test_folders_are_walked_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a.txt", "a/.hidden.txt", ".git/x.txt", "a/note.doc", "out/old.csv", "c.JSON.GZ"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    inputs = find_files([tmp_path], exclude=tmp_path / "out")
    assert [file.source for file in inputs.files] == ["a.txt", "a/z.txt", "b.txt", "c.JSON.GZ"]
    assert inputs.skipped == 1


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for name in ("2019/a.txt", "2020/a.txt", "2020/b.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    inputs = find_files([tmp_path / "2020", tmp_path / "2019", tmp_path / "2020/b.txt"])
    assert [file.source for file in inputs.files] == ["2019/a.txt", "2020/a.txt", "b.txt"]
    assert [file.named for file in inputs.files] == [False, False, True]


def test_names_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder: check the name") as error:
        find_files([tmp_path / "nothing.txt"])
    assert error.value.exit_code == 3
    (tmp_path / "a.doc").write_text("x")
    with pytest.raises(InputError, match=r"a\.doc: no reader for this suffix: use one of \.txt, \.jsonl") as error:
        find_files([tmp_path / "a.doc"])
    assert error.value.exit_code == 2


def test_standard_input(tmp_path: Path) -> None:
    file = standard_input(io.BytesIO(b"A fair\n\nThey dance."), tmp_path, "text")
    inputs = find_files(["-"], stdin=file)
    (source,) = read(inputs.files[0])
    assert isinstance(source, Source) and source.path == "stdin"
    with pytest.raises(InputError, match="--input-format takes txt, jsonl"):
        standard_input(io.BytesIO(), tmp_path, "doc")


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("a.txt", ".txt"), ("a.TSV.zst", ".tsv"), ("a.gz", None), ("a", None), ("a.txt.bak", None), ("a.tar.gz", None)],
)
def test_suffix(name: str, suffix: str | None) -> None:
    assert suffix_of(name) == suffix


def test_unreadable_permission(tmp_path: Path) -> None:
    file = InputFile(tmp_path, "folder.txt", ".txt", False)
    (fault,) = read(file)
    assert isinstance(fault, Fault) and "Is a directory" in fault.reason


LANGUAGE = load().document("language")


@pytest.mark.parametrize("text", LANGUAGE["finds"])
def test_other_language(text: str) -> None:
    assert foreign(text, load()) == LANGUAGE["finds"][text]


@pytest.mark.parametrize("label", LANGUAGE["ignores"])
def test_english(label: str) -> None:
    assert foreign(LANGUAGE["ignores"][label], load()) is None


def test_language_is_a_warning_on_the_entry() -> None:
    french = next(text for text, name in LANGUAGE["finds"].items() if name == "french")
    assert language_warnings(Entry("a", "a", 1, caption=french), load()) == ("language",)
    assert language_warnings(Entry("a", "a", 1, title="A fair", caption=LANGUAGE["ignores"]["prose"]), load()) == ()
