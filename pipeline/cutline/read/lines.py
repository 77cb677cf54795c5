"""A stream of bytes → lines of text, one after the other, however long the stream."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from cutline.read.encoding import decode, utf8_blocks

CAP = 8 << 20
"""Bytes that a line may have."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its end, its number from 1; `text` is None where it could not be read, for the `reason` given."""

    number: int
    text: str | None
    warnings: tuple[str, ...] = ()
    reason: str = ""
    remedy: str = ""
    excerpt: str = ""


def read_lines(stream: IO[bytes], cap: int = CAP) -> Iterator[Line]:
    """The lines of the stream; `\\n`, `\\r\\n` and `\\r` end a line. Lines over `cap` bytes are never held whole."""
    number, rest, overlong, carriage = 0, b"", False, False
    marks: tuple[str, ...] = ()
    for raw, marks in utf8_blocks(stream):
        block = (b"\r" if carriage else b"") + raw
        carriage = block.endswith(b"\r")
        block = block.removesuffix(b"\r").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        *whole, tail = block.split(b"\n")
        for data in whole:
            number += 1
            yield _line(number, rest + data, marks, overlong or len(rest) + len(data) > cap)
            rest, overlong = b"", False
        rest += tail
        if len(rest) > cap:
            rest, overlong = rest[:cap], True
    if rest or overlong or carriage:
        yield _line(number + 1, rest, marks, overlong)


def _line(number: int, data: bytes, marks: tuple[str, ...], overlong: bool) -> Line:
    start = data[:200].decode("utf-8", "replace")
    if overlong:
        remedy = "break it up, or check that the file has line ends"
        return Line(number, None, (), f"a line of more than {CAP >> 20} MB", remedy, start)
    decoded = decode(data)
    if decoded is None:
        return Line(number, None, (), "bytes in no known encoding", "save the file as UTF-8", start)
    text, warnings = decoded
    return Line(number, text, (*marks, *warnings))
