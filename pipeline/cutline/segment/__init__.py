"""Source → Entry: the title, credit line and caption of every picture, each a slice of its source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cutline.knowledge import Knowledge
from cutline.records import Entry, Source

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
CREDIT = re.compile(r"(?:[A-Z][\w.&-]*)(?:[ /][A-Z][\w.&-]*){0,5}")


def segment(source: Source, knowledge: Knowledge) -> tuple[Entry, ...]:
    """The entries of a source, in order: of a gallery by its layout, of rows one each."""
    if source.text is None:
        return tuple(_row_entries(source))
    return tuple(_gallery_entries(source, source.text))


def _row_entries(source: Source) -> Iterator[Entry]:
    for row in source.rows:
        fields = row.fields
        yield Entry(
            fields.get("id") or f"{source.path}#{row.ordinal}",
            source.path,
            row.ordinal,
            title=fields.get("title") or None,
            credit_line=fields.get("credit_line") or None,
            caption=fields.get("caption") or None,
            gallery=fields.get("gallery") or None,
            extra=row.extra,
            warnings=(*source.warnings, *row.warnings),
        )


def _gallery_entries(source: Source, text: str) -> Iterator[Entry]:
    entries: list[dict[str, list[tuple[int, int]]]] = []
    for match in LINE.finditer(text):
        line = match[0].strip().lstrip("\ufeff")
        if not line:
            continue
        start = match.start() + match[0].index(line)
        piece = (start, start + len(line))
        prose = len(line) > 90 or line[-1] in ".!?"
        if not entries or (not prose and "caption" in entries[-1]):
            entries.append({"caption" if prose else "title": [piece]})
        elif not prose and CREDIT.fullmatch(line):
            entries[-1].setdefault("credit_line", []).append(piece)
        else:
            entries[-1].setdefault("caption", []).append(piece)
    for ordinal, fields in enumerate(entries, 1):
        joined = {name: " ".join(text[start:end] for start, end in pieces) for name, pieces in fields.items()}
        yield Entry(
            f"{source.path}#{ordinal}",
            source.path,
            ordinal,
            title=joined.get("title"),
            credit_line=joined.get("credit_line"),
            caption=joined.get("caption"),
            gallery=source.path,
            warnings=source.warnings,
            slices={name: tuple(pieces) for name, pieces in fields.items()},
        )
