"""`.csv` and `.tsv`: a row is an entry, the first line names the fields. RFC 4180 quoting in both."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field

from cutline.read.fields import Names, check_columns, row
from cutline.read.files import InputFile, open_bytes
from cutline.read.lines import CAP, Line, read_lines
from cutline.records import Fault, Row

REMEDY = 'put a cell with the delimiter, a quote or a line end in quotes, and write a quote inside it as ""'


@dataclass(slots=True)
class _Position:
    """Where the reader stands: the last line taken, what lines have been set aside, what warnings its lines left."""

    number: int = 0
    faults: list[Line] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read_csv(file: InputFile, names: Names) -> Iterator[Row | Fault]:
    """The rows of a comma-separated file."""
    return _read(file, names, ",")


def read_tsv(file: InputFile, names: Names) -> Iterator[Row | Fault]:
    """The rows of a tab-separated file."""
    return _read(file, names, "\t")


def _read(file: InputFile, names: Names, delimiter: str) -> Iterator[Row | Fault]:
    """Raises UnreadableError where no column is a field."""
    csv.field_size_limit(CAP)
    position, header, ordinal = _Position(), list[str](), 1
    with open_bytes(file.path) as stream:
        reader = csv.reader(_texts(read_lines(stream), position), delimiter=delimiter, strict=True)
        while True:
            place = f"{file.source}:{position.number + 1}"
            position.warnings.clear()
            try:
                cells = next(reader, None)
            except csv.Error as error:
                cells = []
                yield Fault(place, f"a broken row: {error}", REMEDY)
            yield from _set_aside(file, position)
            if cells is None:
                return
            if not header and cells:
                header = _header(cells, names)
            elif any(cells):
                read = _row((header, cells), ordinal, place, names, tuple(position.warnings))
                ordinal += isinstance(read, Row)
                yield read


def _texts(lines: Iterator[Line], position: _Position) -> Iterator[str]:
    for line in lines:
        position.number = line.number
        if line.text is None:
            position.faults.append(line)
        else:
            position.warnings += line.warnings
            yield line.text + "\n"


def _set_aside(file: InputFile, position: _Position) -> Iterator[Fault]:
    for line in position.faults:
        yield Fault(f"{file.source}:{line.number}", line.reason, line.remedy, line.excerpt)
    position.faults.clear()


def _header(cells: list[str], names: Names) -> list[str]:
    """The columns' names, a nameless one called by its number, a repeated one with its number behind it."""
    header: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = cell.strip() or f"column {number}"
        header.append(f"{name} {number}" if name in header else name)
    check_columns(header, names)
    return header


def _row(
    table: tuple[list[str], list[str]], ordinal: int, place: str, names: Names, warnings: tuple[str, ...]
) -> Row | Fault:
    """Missing cells at the end are empty, as some spreadsheets leave them; a cell too many is a fault."""
    header, cells = table
    if any(cells[len(header) :]):
        reason = f"{len(cells)} cells where the first line names {len(header)}"
        return Fault(place, reason, REMEDY, ",".join(cells)[:200])
    padded = cells + [""] * (len(header) - len(cells))
    record = {name: cell or None for name, cell in zip(header, padded, strict=False)}
    return row(record, ordinal, place, names, warnings)
