"""Arrow tables → files: `WRITERS` by format, one file a format; the folder is put in place as a whole by `commit`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from cutline.write.csv import CsvWriter
from cutline.write.parquet import ParquetTableWriter


class Writer(Protocol):
    """A table that is being written: any number of tables of its schema, then the names of the files made."""

    def write(self, table: pa.Table) -> None:
        """Append the rows."""

    def close(self) -> tuple[str, ...]:
        """Finish, and give the files written, relative to the folder, in order."""


def _csv(folder: Path, name: str, spreadsheet_safe: bool) -> Writer:
    return CsvWriter(folder, name, spreadsheet_safe=spreadsheet_safe)


def _parquet(folder: Path, name: str, spreadsheet_safe: bool) -> Writer:
    return ParquetTableWriter(folder, name)


WRITERS: Mapping[str, Callable[[Path, str, bool], Writer]] = {"csv": _csv, "parquet": _parquet}
FORMATS: Mapping[str, tuple[str, ...]] = {"csv": ("csv",), "parquet": ("parquet",), "both": ("csv", "parquet")}
"""What `--format` may say, and the writers that it names."""
