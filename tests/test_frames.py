"""`load`: the same frames from Parquet and from CSV, whatever stands in the cells."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cutline.frames import load
from cutline.tables import TABLES, Column
from cutline.tables.cells import join, split
from cutline.tables.rows import table
from cutline.write import WRITERS

# What CSV loses by its nature: the empty string and null are one, and so are the empty list and a list of an empty one.
TEXT = st.one_of(
    st.sampled_from(
        ["NA", "None", "null", "nan", "a|b", "\\", "|", 'say "x"', "a\nb", "\r", " ", "007", "1.0", "=1+1"]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12),
)
VALUES = {
    "string": TEXT,
    "integer": st.integers(-(2**31), 2**31 - 1),
    "number": st.floats(0, 1).map(lambda value: round(value, 4)),
    "boolean": st.booleans(),
    "date": st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31)),
    "list": st.lists(TEXT, max_size=3),
}


def cell(column: Column) -> st.SearchStrategy[Any]:
    values = VALUES[column.type]
    return values if column.required or column.type == "list" else st.none() | values


ROWS = st.fixed_dictionaries(
    {name: st.lists(st.tuples(*(cell(column) for column in form.columns)), max_size=2) for name, form in TABLES.items()}
)


def write(folder: Path, kind: str, tables: dict[str, pa.Table], safe: bool = False) -> Path:
    folder.mkdir()
    for name, rows in tables.items():
        writer = WRITERS[kind](folder, name, safe)
        writer.write(rows)
        writer.close()
    (folder / "run.json").write_text(json.dumps({"options": {"spreadsheet_safe": safe}}))
    return folder


@settings(max_examples=12, deadline=None)
@given(ROWS)
def test_both_forms_load_equal(rows: dict[str, list[tuple[Any, ...]]]) -> None:
    tables = {name: table(name, these) for name, these in rows.items()}
    with TemporaryDirectory() as name:
        parquet = load(write(Path(name, "p"), "parquet", tables))
        csv = load(write(Path(name, "c"), "csv", tables))
        safe = load(write(Path(name, "s"), "csv", tables, safe=True))
    for name, frame in parquet.items():
        pd.testing.assert_frame_equal(frame, csv[name])
        pd.testing.assert_frame_equal(frame, safe[name])
        for column in TABLES[name].columns:
            written = tables[name][column.name].to_pylist()
            if column.type in ("string", "list", "integer", "boolean", "number"):
                assert [None if value is pd.NA else value for value in frame[column.name]] == written
            else:
                days = [None if value is pd.NaT else value.date() for value in frame[column.name]]
                assert days == written


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1)))
def test_a_list_comes_back_from_its_cell(items: list[str]) -> None:
    assert split(join(items)) == items


def test_types(tmp_path: Path) -> None:
    frames = load(write(tmp_path / "d", "parquet", {name: form.schema.empty_table() for name, form in TABLES.items()}))
    assert str(frames["entries"]["ordinal"].dtype) == "Int32"
    assert str(frames["entries"]["photo_date_earliest"].dtype) == "datetime64[s]"
    assert str(frames["people"]["depicted"].dtype) == "boolean"
    assert list(frames) == list(TABLES)


def test_a_folder_that_is_none_of_ours(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no entries\.parquet and no entries\.csv: name a folder"):
        load(tmp_path)
