"""Input → Sources: `READERS` by suffix, one file a format. All repair of text happens here, once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from cutline.read.delimited import read_csv, read_tsv
from cutline.read.fields import FIELD_NAMES, Names, field_names
from cutline.read.files import BROKEN, InputError, InputFile, Inputs, UnreadableError, find_files
from cutline.read.json import read_json
from cutline.read.jsonl import read_jsonl
from cutline.read.parquet import read_parquet
from cutline.read.pieces import gathered, pieces
from cutline.read.text import read_text
from cutline.records import Fault, Row, Source

__all__ = ["FIELD_NAMES", "READERS", "InputError", "InputFile", "Inputs", "Names", "field_names", "find_files", "read"]

T = TypeVar("T")
Reader = Callable[[InputFile, Names], Iterator[Row | Fault]]

READERS: Mapping[str, Reader] = {
    ".jsonl": read_jsonl,
    ".json": read_json,
    ".csv": read_csv,
    ".tsv": read_tsv,
    ".parquet": read_parquet,
}
"""The readers of records. A `.txt` file is a text, not records."""


def read(file: InputFile, names: Names = FIELD_NAMES, *, scattered: bool = False) -> Iterator[Source | Fault]:
    """The file's sources in order, with the faults of what could not be read.

    `scattered` says that rows of one gallery do not all stand together: they are brought together at the first of
    them. What breaks off half-way gives what stood before it; then a named file raises InputError, and a file found in
    a folder gives a Fault.
    """
    if file.suffix == ".txt":
        yield from _until_broken(file, read_text(file, names))
        return
    rows = _until_broken(file, READERS[file.suffix](file, names))
    yield from pieces(file.source, gathered(rows) if scattered else rows)


def _until_broken(file: InputFile, reads: Iterator[T]) -> Iterator[T | Fault]:
    try:
        yield from reads
    except (*BROKEN, ValueError) as error:
        fault = _broken(file, error)
        if file.named:
            raise InputError(f"{fault.place}: {fault.reason}: {fault.remedy}", 3) from error
        yield fault


def _broken(file: InputFile, error: Exception) -> Fault:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    reason = " ".join(reason.split()).rstrip(".:") or type(error).__name__
    remedy = error.remedy if isinstance(error, UnreadableError) else "mend the file or take it out"
    return Fault(file.source, f"cannot be read: {reason}", remedy)
