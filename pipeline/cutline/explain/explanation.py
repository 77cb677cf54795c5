"""Explain a text, running the stages on it, or an entry of a dataset, from what its tables say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cutline.explain.lines import PLAIN, Style
from cutline.explain.page import page
from cutline.explain.stored import read_record
from cutline.records import Record, Row, Source

if TYPE_CHECKING:
    from cutline.dataset import Tools

PLACE = "text"


def explain_text(text: str, *, tools: Tools | None = None, style: Style = PLAIN) -> str:
    """The explanation of a text: one line is a caption, several lines are read as a `.txt` gallery would be."""
    if not text.strip():
        raise ValueError("the text is empty: give a caption, or a folder and an entry id")
    # Here, since it loads spaCy, which takes a second and which a stored entry does not need.
    from cutline.dataset import extract_records, load_tools

    records = extract_records([source_of(text)], tools or load_tools())
    return pages(records, style)


def explain_entry(folder: Path, entry_id: str, *, style: Style = PLAIN) -> str:
    """The explanation of an entry of the dataset in `folder`. ValueError names a table or an entry that is not there.

    The tables hold what won, not what lost in an overlap: that is seen where the text itself is explained.
    """
    return pages([read_record(folder, entry_id)], style)


def source_of(text: str) -> Source:
    """The text as input.

    >>> source_of("Ada Quill waves.").rows[0].fields
    {'caption': 'Ada Quill waves.'}
    """
    if "\n" in text.strip():
        return Source(PLACE, text=text)
    return Source(PLACE, rows=(Row(1, {"caption": text.strip()}, {}, f"{PLACE}:1"),))


def pages(records: list[Record], style: Style) -> str:
    """The explanations of the records, one below the other."""
    return "\n".join(page(record, style) for record in records)
