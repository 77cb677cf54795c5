"""`.json`: a list of objects, or a response of images.nasa.gov. Read whole: a large archive is better kept as JSONL."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cutline.read.encoding import DETECTED, decode, utf8_blocks
from cutline.read.fields import Names, row
from cutline.read.files import InputFile, UnreadableError, open_bytes
from cutline.read.jsonl import parse
from cutline.records import Fault, Row

REMEDY = "give a list of objects, or the form collection.items[].data[] of images.nasa.gov"


def read_json(file: InputFile, names: Names) -> Iterator[Row | Fault]:
    """The records in order. Raises ValueError where the file is no JSON or JSON of another form."""
    with open_bytes(file.path) as stream:
        blocks = list(utf8_blocks(stream))
    decoded = decode(b"".join(block for block, _ in blocks))
    if decoded is None:
        raise ValueError("bytes in no known encoding")
    text, warnings = decoded
    if not text.strip():
        return
    detected = blocks[0][1] or warnings
    try:
        records = _records(parse(text))
    except RecursionError as error:
        raise ValueError("objects nested too deep") from error
    ordinal = 1
    for number, record in enumerate(records, 1):
        read = row(record, ordinal, f"{file.source}:item {number}", names, (DETECTED,) if detected else ())
        ordinal += isinstance(read, Row)
        yield read


def _records(document: Any) -> list[Any]:
    if isinstance(document, list):
        return document
    if isinstance(document, dict):
        collection = document.get("collection")
        if isinstance(collection, dict) and isinstance(collection.get("items"), list):
            return [record for item in collection["items"] for record in _data(item)]
    raise UnreadableError("JSON of another form", REMEDY)


def _data(item: Any) -> list[Any]:
    """The item's records; an item without any goes on as it is, for the quarantine to name it."""
    data = item.get("data") if isinstance(item, dict) else None
    return data if isinstance(data, list) else [data]
