"""A sample as its pieces: names and what stands between them, to be changed piece by piece and put together again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cutline.training.samples import Sample, Span

Piece = tuple[str, Span | None]
"""A text with its span, None between names."""


def pieces_of(sample: Sample) -> list[Piece]:
    """The sample's pieces in order."""
    pieces: list[Piece] = []
    end = 0
    for span in sorted(sample.spans, key=lambda span: span.start):
        if span.start < end:
            raise ValueError(f"names overlap in {sample.text!r}")
        if span.start > end:
            pieces.append((sample.text[end : span.start], None))
        pieces.append((sample.text[span.start : span.end], span))
        end = span.end
    return [*pieces, (sample.text[end:], None)] if end < len(sample.text) else pieces


def together(sample: Sample, pieces: Iterable[Piece]) -> Sample:
    """The sample with other pieces."""
    text, spans = "", []
    for piece, span in pieces:
        if span and piece:
            spans.append(replace(span, start=len(text), end=len(text) + len(piece)))
        text += piece
    return replace(sample, text=text, spans=tuple(spans))
