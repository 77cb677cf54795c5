"""A dataset's folder → pandas frames: `load`. The same frames from Parquet and from CSV."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from cutline.tables import TABLES, Column
from cutline.tables.cells import split

DTYPES = {
    "string": "string[pyarrow]",
    "integer": "Int32",
    "number": "Float64",
    "boolean": "boolean",
    "date": "datetime64[s]",
    "list": "object",
}
"""Missing values are `pd.NA`, for dates `NaT`; a list is a Python list of strings and never missing."""

ARMED = re.compile(r"'+[=+\-@\t\r]")
"""What `--spreadsheet-safe` writes: the cell with one more apostrophe in front."""

PARSERS: dict[str, Callable[[str], Any]] = {"integer": int, "number": float, "boolean": lambda cell: cell == "true"}


def load(directory: str | Path) -> dict[str, pd.DataFrame]:
    """The tables of a dataset by name, from Parquet where it is there, else from CSV.

    Raises FileNotFoundError where a table is in neither form.
    """
    return {name: _load_table(Path(directory), name) for name in TABLES}


def _load_table(directory: Path, name: str) -> pd.DataFrame:
    parquet, csv = directory / f"{name}.parquet", directory / f"{name}.csv"
    if parquet.exists():
        return _from_parquet(pq.read_table(parquet), name)
    if csv.exists():
        return _from_csv(csv, name, _spreadsheet_safe(directory))
    raise FileNotFoundError(f"{directory}: no {name}.parquet and no {name}.csv: name a folder written by cutline")


def _spreadsheet_safe(directory: Path) -> bool:
    run = directory / "run.json"
    return run.exists() and bool(json.loads(run.read_text("utf-8")).get("options", {}).get("spreadsheet_safe"))


def _from_parquet(table: pa.Table, name: str) -> pd.DataFrame:
    columns = {c.name: _series(table[c.name].to_pylist(), c) for c in TABLES[name].columns}
    return pd.DataFrame(columns)


def _from_csv(path: Path, name: str, safe: bool) -> pd.DataFrame:
    raw = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""], encoding="utf-8")
    columns = {c.name: _series(_parsed(raw[c.name], c, safe), c) for c in TABLES[name].columns}
    return pd.DataFrame(columns)


def _parsed(cells: Any, column: Column, safe: bool) -> list[Any]:
    """The cells as Python values, None for a missing one."""
    texts = [cell if isinstance(cell, str) else None for cell in cells]
    if safe and column.type in ("string", "list"):
        texts = [cell[1:] if cell and ARMED.match(cell) else cell for cell in texts]
    if column.type == "list":
        return [split(cell or "") for cell in texts]
    parse = PARSERS.get(column.type, str)
    return [None if cell is None else parse(cell) for cell in texts]


def _series(values: list[Any], column: Column) -> pd.Series[Any]:
    if column.type == "list":
        return pd.Series(values, dtype="object")
    return pd.Series(values, dtype=DTYPES[column.type])
