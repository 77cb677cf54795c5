"""Bytes → text, once: UTF-8 first, another encoding detected, mojibake repaired, what no table can hold replaced."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import IO

import charset_normalizer
import ftfy

BLOCK = 1 << 16
ASCII = bytes(range(0x80))
ENOUGH = 20
"""Bytes of another script that a detector can tell an encoding from."""

DETECTED, REPAIRED, REPLACED = "encoding-detected", "encoding-repaired", "character-replaced"
"""Warnings: not UTF-8; mojibake repaired; NUL, half a surrogate pair or a Unicode line separator replaced."""

Text = tuple[str, tuple[str, ...]]
"""A text and the warnings that its reading left."""


def decode(data: bytes) -> Text | None:
    """The text of the bytes, None where they are in no known encoding.

    >>> decode("café".encode("cp1252"))
    ('café', ('encoding-detected',))
    """
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("utf-8", "surrogatepass"), ()
    except UnicodeDecodeError:
        text = _detected(data)
    return None if text is None else (text, (DETECTED,))


def _detected(data: bytes) -> str | None:
    """Windows-1252 where most letters are ASCII, else what charset-normalizer says of a text long enough to tell.

    On a short line of English with one accent the detector prefers Windows-1250 (`crčme` for `crème`), so it is asked
    only where the bytes look like another script. Bytes that Windows-1252 leaves undefined are not guessed at.
    """
    high = len(data.translate(None, ASCII))
    if high * 3 <= len(data):
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            return None
    best = charset_normalizer.from_bytes(data).best() if len(data) >= ENOUGH else None
    return None if best is None else str(best)


def repair(text: str) -> Text:
    """The text with mojibake undone, by ftfy's encoding repair alone: quotes and spaces stay as written.

    >>> repair("cafÃ©"), repair("“café” &amp;")
    (('café', ('encoding-repaired',)), ('“café” &amp;', ()))
    """
    if text.isascii():
        return text, ()
    repaired = "\n".join(ftfy.fix_encoding(line) for line in text.split("\n"))
    return repaired, (REPAIRED,) if repaired != text else ()


def clean(text: str) -> Text:
    r"""The text with `\n` line ends, and U+FFFD for NUL and half a surrogate pair.

    U+2028 and U+2029 become line ends, which is what they mean. Zero-width characters stay.

    >>> clean("a\r\nb\x00c")
    ('a\nb\ufffdc', ('character-replaced',))
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not UNFIT.search(text):
        return text, ()
    text = text.translate(REPLACEMENTS)
    if SURROGATE.search(text):  # two halves that stand together become the character that they mean
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text, (REPLACED,)


UNFIT = re.compile("[\0\u2028\u2029\ud800-\udfff]")
SURROGATE = re.compile("[\ud800-\udfff]")
REPLACEMENTS = {0: "\ufffd", 0x2028: "\n", 0x2029: "\n\n"}


def utf8_blocks(stream: IO[bytes]) -> Iterator[tuple[bytes, tuple[str, ...]]]:
    """The stream in blocks of bytes, UTF-16 turned into UTF-8, a byte-order mark left out.

    Raises ValueError where the bytes are no text in any encoding that uses ASCII or UTF-16.
    """
    first = stream.read(BLOCK)
    encoding = _utf16(first)
    if encoding is None:
        yield first.removeprefix(b"\xef\xbb\xbf"), ()
        while block := stream.read(BLOCK):
            yield block, ()
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    block, skip = first, 2 if first[:2] in (b"\xff\xfe", b"\xfe\xff") else 0
    block = block[skip:]
    while block:
        yield decoder.decode(block).encode("utf-8"), (DETECTED,)
        block = stream.read(BLOCK)
    yield decoder.decode(b"", True).encode("utf-8"), (DETECTED,)


def _utf16(first: bytes) -> str | None:
    """UTF-16 by its mark, or by a zero in every other byte, as English has it. Raises ValueError for binary data."""
    if first[:2] == b"\xff\xfe":
        return "utf-16-le"
    if first[:2] == b"\xfe\xff":
        return "utf-16-be"
    sample = first[:4096]
    zeros = sample.count(0)
    if zeros * 4 <= len(sample):
        return None
    for encoding, half in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if half.count(0) * 5 >= len(half) * 4 and half.count(0) * 10 >= zeros * 9:
            return encoding
    raise ValueError("binary data, not text")
