"""`.jsonl`: one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from cutline.read.fields import Names, row
from cutline.read.files import InputFile, open_bytes
from cutline.read.lines import read_lines
from cutline.records import Fault, Row

DECODER = json.JSONDecoder(parse_constant=lambda _: None)
REMEDY = "one JSON object a line"


def read_jsonl(file: InputFile, names: Names) -> Iterator[Row | Fault]:
    """The lines' records; blank lines are none."""
    ordinal = 1
    with open_bytes(file.path) as stream:
        for line in read_lines(stream):
            place = f"{file.source}:{line.number}"
            if line.text is None:
                yield Fault(place, line.reason, line.remedy, line.excerpt)
            elif line.text.strip():
                read = _record(line.text, ordinal, place, names, line.warnings)
                ordinal += isinstance(read, Row)
                yield read


def _record(text: str, ordinal: int, place: str, names: Names, warnings: tuple[str, ...]) -> Row | Fault:
    try:
        record = parse(text)
    except json.JSONDecodeError as error:
        return Fault(place, f"not JSON: {error.msg} at column {error.colno}", REMEDY, text[:200])
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, objects nested too deep
        return Fault(place, f"not JSON that can be read: {error}", REMEDY, text[:200])
    return row(record, ordinal, place, names, warnings)


def parse(text: str) -> Any:
    """The JSON value; NaN and Infinity, which some programs write for what is missing, are null."""
    return DECODER.decode(text)
