"""CSV by RFC 4180 with `\\n` line ends, UTF-8 without a byte-order mark.

Written here and not by Python's csv module, which before 3.13 leaves a lone carriage return unquoted.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa

from cutline.tables import TABLES
from cutline.tables.cells import join

QUOTED = re.compile(r'[",\n\r]')
UNSAFE = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet would run, also behind apostrophes: so that taking one apostrophe away is the exact inverse."""


def quote(cell: str) -> str:
    """The cell as it stands in the file.

    >>> quote('say "cheese"'), quote("plain")
    ('"say ""cheese\"""', 'plain')
    """
    return '"' + cell.replace('"', '""') + '"' if QUOTED.search(cell) else cell


def disarm(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would run as a formula.

    >>> disarm("=SUM(A1)"), disarm("'=x"), disarm("Kotov")
    ("'=SUM(A1)", "''=x", 'Kotov')
    """
    return "'" + cell if UNSAFE.match(cell) else cell


def _boolean(value: bool) -> str:
    return "true" if value else "false"


def _date(value: datetime.date) -> str:
    return value.isoformat()


FORMS: dict[str, Callable[[Any], str]] = {
    "string": str,
    "integer": str,
    "number": repr,
    "boolean": _boolean,
    "date": _date,
    "list": join,
}


class CsvWriter:
    """`NAME.csv`, one file however large the run."""

    def __init__(self, folder: Path, name: str, *, spreadsheet_safe: bool = False) -> None:
        self.name = f"{name}.csv"
        self.columns = TABLES[name].columns
        self.safe = spreadsheet_safe
        self.file = (folder / self.name).open("w", encoding="utf-8", newline="")
        self.file.write(",".join(column.name for column in self.columns) + "\n")

    def write(self, table: pa.Table) -> None:
        """Append the rows."""
        cells = [self._cells(column.type, table[column.name]) for column in self.columns]
        self.file.writelines(",".join(row) + "\n" for row in zip(*cells, strict=True))

    def close(self) -> tuple[str, ...]:
        """Finish; the one file."""
        self.file.close()
        return (self.name,)

    def _cells(self, type_name: str, values: pa.ChunkedArray) -> list[str]:
        form = FORMS[type_name]
        if type_name in ("integer", "number", "boolean", "date"):
            return ["" if value is None else form(value) for value in values.to_pylist()]
        texts = ["" if value is None else form(value) for value in values.to_pylist()]
        return [quote(disarm(text) if self.safe else text) for text in texts]
