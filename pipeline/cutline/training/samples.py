"""What every corpus is turned into: a text, its tokens, and for each token the tags that it may bear.

A tag is O or a position of BILOU with a label. What a corpus says for sure allows one tag; what it does not annotate
(a label that it lacks, a LOC that may be a GPE) allows several, and the loss asks only that one of them be likely.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from spacy.language import Language

from cutline.markup import read_gold
from cutline.records import LABELS
from cutline.tagger import TAGS, tag_index

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
    tokens = [token for token in nlp.make_doc(sample.text) if not token.is_space]
    offsets = tuple((token.idx, token.idx + len(token)) for token in tokens)
    allowed = np.zeros((len(tokens), len(TAGS)), dtype=bool)
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
    return Tokens(tuple(token.text for token in tokens), offsets, allowed, sample)


def _position(index: int, inside: Sequence[int]) -> str:
    if len(inside) == 1:
        return "U"
    return "B" if index == inside[0] else "L" if index == inside[-1] else "I"


def gold_samples(path: Path) -> list[Sample]:
    """The annotated captions and titles, each field a sample."""
    samples = []
    for entry in read_gold(path):
        for field in ("title", "caption"):
            text = entry.reading.entry.text(field)
            mentions = [m for m in entry.reading.mentions if m.field == field]
            if text:
                spans = tuple(Span(m.start, m.end, (m.label,)) for m in mentions)
                samples.append(Sample(text, spans, ALL, entry.source))
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
