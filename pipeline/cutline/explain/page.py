"""A record as a page of plain text: its texts with marks, its facts, its people, its mentions, what lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cutline.explain.facts import facts, people
from cutline.explain.found import found, lost
from cutline.explain.lines import PLAIN, Line, Style, block, bold, wrapped
from cutline.explain.timex import timex3
from cutline.markup import write_markup
from cutline.records import FIELDS, Record


def page(record: Record, style: Style = PLAIN) -> str:
    """The explanation of a record, ending in a newline."""
    blocks: list[Iterable[Line]] = [_texts(record), facts(record), people(record), found(record), lost(record)]
    if style.timex3:
        mentions = sorted(record.reading.mentions, key=lambda m: (FIELDS.index(m.field), m.start))
        blocks.append(block("timex3", list(timex3(mentions))))
    lines = [bold(record.reading.entry.entry_id, style)]
    for each in blocks:
        rows = [row for line in each for row in wrapped(line, style)]
        lines += ["", *rows] if rows else []
    return "\n".join(lines) + "\n"


def _texts(record: Record) -> Iterator[Line]:
    for field in FIELDS:
        text = record.reading.entry.text(field)
        if text:
            yield field.replace("_", " "), write_markup(text, [m for m in record.reading.mentions if m.field == field])
