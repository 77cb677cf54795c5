"""What every corpus is turned into: a text, its tokens, and for each token the tags that it may bear.

A tag is O or a position of BILOU with a label. What a corpus says for sure allows one tag; what it does not annotate
(a label that it lacks, a LOC that may be a GPE) allows several, and the loss asks only that one of them be likely.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from cutline.markup import GoldEntry
from cutline.records import LABELS
from cutline.tagger import TAGS, tag_index
from cutline.tagger.features import BOUNDARY

if TYPE_CHECKING:
    from spacy.language import Language

NAMES = tuple(label for label in LABELS if label != "CREDIT")
ALL = frozenset(NAMES)
Allowed = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open code points and the labels that the name may have; with `or_none`, perhaps it is no name here."""

    start: int
    end: int
    labels: tuple[str, ...]
    or_none: bool = False


@dataclass(frozen=True, slots=True)
class Sample:
    """A text with its spans. `known` are the labels annotated wherever they occur; `weight` scales the loss."""

    text: str
    spans: tuple[Span, ...]
    known: frozenset[str]
    source: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Tokens:
    """A sample cut into words, with the tags allowed for each (words by TAGS) and the words' offsets."""

    words: tuple[str, ...]
    offsets: tuple[tuple[int, int], ...]
    allowed: Allowed
    sample: Sample


def tokenized(sample: Sample, nlp: Language) -> Tokens:
    """The sample's words with the tags allowed for each. A span that cuts through a token leaves it open."""
    offsets = _offsets(sample.text, nlp)
    words = tuple(sample.text[start:end] for start, end in offsets)
    allowed = np.zeros((len(words), len(TAGS)), dtype=bool)
    allowed[:, 0] = True
    for label in ALL - sample.known:
        allowed[:, [tag_index(position, label) for position in "BILU"]] = True
    for span in sample.spans:
        inside = [i for i, (start, end) in enumerate(offsets) if start < span.end and end > span.start]
        if not inside:
            continue
        if offsets[inside[0]][0] != span.start or offsets[inside[-1]][1] != span.end:
            allowed[inside] = True
            continue
        allowed[inside] = False
        for index in inside:
            position = _position(index, inside)
            allowed[index, [tag_index(position, label) for label in span.labels]] = True
            allowed[index, 0] = span.or_none
    for index in (index for index, word in enumerate(words) if word == BOUNDARY):
        allowed[index] = [tag == "O" for tag in TAGS]
    return Tokens(words, offsets, allowed, sample)


def _offsets(text: str, nlp: Language) -> tuple[tuple[int, int], ...]:
    """Where the words stand; a title's end is a word of its own."""
    offsets, start = [], 0
    for number, part in enumerate(text.split(BOUNDARY)):
        if number:
            offsets.append((start - 1, start))
        words = (token for token in nlp.make_doc(part) if not token.is_space)
        offsets += [(start + word.idx, start + word.idx + len(word)) for word in words]
        start += len(part) + 1
    return tuple(offsets)


def _position(index: int, inside: Sequence[int]) -> str:
    if len(inside) == 1:
        return "U"
    return "B" if index == inside[0] else "L" if index == inside[-1] else "I"


def entry_text(title: str | None, caption: str | None) -> str:
    """Title and caption as they are read together; line breaks within either become spaces.

    >>> entry_text("Crew at Pad", "Oleg Kotov waves."), entry_text(None, "Oleg Kotov waves.")
    ('Crew at Pad\\nOleg Kotov waves.', 'Oleg Kotov waves.')
    """
    return BOUNDARY.join(text.replace(BOUNDARY, " ") for text in (title, caption) if text)


def gold_samples(entries: Iterable[GoldEntry]) -> list[Sample]:
    """The annotated entries that hold a text, title and caption of each together."""
    samples = []
    for gold in entries:
        entry = gold.reading.entry
        start = len(entry.title or "") + 1 if entry.title else 0
        spans = [
            Span(mention.start + at, mention.end + at, (mention.label,))
            for mention in gold.reading.mentions
            for field, at in (("title", 0), ("caption", start))
            if mention.field == field
        ]
        text = entry_text(entry.title, entry.caption)
        if text:
            samples.append(Sample(text, tuple(sorted(spans, key=lambda span: span.start)), ALL, gold.source))
    return samples


def joined(words: Iterable[str]) -> tuple[str, list[tuple[int, int]]]:
    """Words of a tokenized corpus as running text, and where each of them stands in it.

    >>> joined(["Mr.", "Roe", "'s", "(", "old", ")", "car", ",", "2", "."])[0]
    "Mr. Roe's (old) car, 2."
    """
    text, offsets, glue = "", [], True
    for word in words:
        word = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}.get(word, word)
        left = word in ")]},.;:!?%" or word in ("'s", "’s", "n't", "'re", "'ve", "'ll", "'d", "'m", "'")
        if not glue and not left:
            text += " "
        offsets.append((len(text), len(text) + len(word)))
        text += word
        glue = word in ("(", "[", "$", "£", "#")
    return text, offsets
