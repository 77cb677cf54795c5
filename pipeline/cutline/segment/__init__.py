"""Source → Entry: the title, credit line and caption of every picture, each a slice of its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cutline.knowledge import Knowledge
from cutline.records import Entry, Row, Source
from cutline.segment.gallery import read_gallery
from cutline.segment.lines import Line, read_lines
from cutline.segment.rhythm import Step, joint

__all__ = ["segment"]
FIELD = {
    "title": "title",
    "credit": "credit_line",
    "byline": "credit_line",
    "caption": "caption",
    "paragraph": "caption",
}
LABEL = {"title": "title", "credit_line": "credit", "caption": "caption"}
Slices = dict[str, list[tuple[int, int]]]


def segment(source: Source, knowledge: Knowledge) -> tuple[Entry, ...]:
    """The entries of a source, in order: of a gallery's text by its layout, of rows one each.

    >>> from cutline.knowledge import load
    >>> text = "Crew Walkout\\n\\nNASA\\n\\nThe crew walks out to the pad."
    >>> [entry] = segment(Source("walkout.txt", text), load())
    >>> entry.entry_id, entry.title, entry.credit_line, entry.slices["caption"]
    ('walkout.txt#1', 'Crew Walkout', 'NASA', ((20, 50),))
    """
    if source.text is None:
        return tuple(_row_entry(source, row) for row in source.rows)
    lines = read_lines(source.text, knowledge)
    grouped = _grouped(lines, read_gallery(lines, knowledge))
    return tuple(_text_entry(source, ordinal, slices) for ordinal, slices in enumerate(grouped, 1))


def _row_entry(source: Source, row: Row) -> Entry:
    fields = row.fields
    return Entry(
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


def _grouped(lines: Sequence[Line], path: Sequence[Step]) -> Iterator[Slices]:
    """The places of every entry's fields in the source."""
    slices: Slices = {}
    before = "start"
    for kind, block in path:
        if slices and joint(before, kind) == "entry":
            yield slices
            slices = {}
        field = FIELD[kind]
        for line in lines[block.first : block.last]:
            cut = line.bare if line.label == LABEL[field] else 0
            slices.setdefault(field, []).append((line.start + cut, line.end))
        before = kind
    if slices:
        yield slices


def _text_entry(source: Source, ordinal: int, slices: Slices) -> Entry:
    text = source.text or ""
    joined = {field: " ".join(text[start:end] for start, end in pieces) for field, pieces in slices.items()}
    return Entry(
        f"{source.path}#{ordinal}",
        source.path,
        ordinal,
        title=joined.get("title"),
        credit_line=joined.get("credit_line"),
        caption=joined.get("caption"),
        gallery=source.path,
        warnings=source.warnings,
        slices={field: tuple(pieces) for field, pieces in slices.items()},
    )
