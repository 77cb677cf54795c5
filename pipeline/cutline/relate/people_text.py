"""A field as a row of tokens with its mentions in it: what the people grammar reads.

Mentions are masked by circled letters of the same length (`Ⓟⓧⓧⓧ` for a PERSON of four characters), so a rule's regex
sees words and mentions at their true offsets.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from cutline.records import Mention

LETTERS = {
    "PERSON": "P", "NORP": "N", "ORG": "O", "GPE": "G", "LOC": "L", "FAC": "F", "VEHICLE": "V", "EVENT": "E",
    "PRODUCT": "R", "WORK": "W", "DATE": "D", "TIME": "T", "CREDIT": "C",
}  # fmt: skip
_CIRCLE = {label: chr(0x24B6 + ord(letter) - 65) for label, letter in LETTERS.items()}
_FILL = "ⓧ"
_CIRCLED = re.compile("[Ⓐ-ⓩ]")


@dataclass(frozen=True, slots=True)
class Line:
    """The tokens of a field. `kinds` holds one character a token: a label's letter, `c` a capitalized word, `w` another
    word, `n` a number, or the punctuation itself; `words` the casefolded text; `sentences` the sentence's number."""

    field: str
    text: str
    masked: str
    kinds: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[int, ...]
    mentions: Mapping[int, Mention] = dataclasses.field(default_factory=dict)
    firsts: tuple[int, ...] = ()
    """The first token of each sentence, and the number of tokens."""
    vocabulary: frozenset[str] = frozenset()
    """The words, each once."""

    def token_at(self, offset: int) -> int:
        """The first token that ends after an offset."""
        return bisect_left(self.ends, offset + 1)

    def slice(self, first: int, last: int) -> str:
        """The field's text from the first token to before the last one."""
        return self.text[self.starts[first] : self.ends[last - 1]] if first < last else ""

    def people(self) -> list[int]:
        """The tokens that are persons."""
        return [index for index in self.mentions if self.kinds[index] == "P"]

    def sentence_bounds(self, index: int) -> tuple[int, int]:
        """The half-open run of tokens that is the sentence of a token."""
        number = self.sentences[index]
        return self.firsts[number], self.firsts[number + 1]


def mask(text: str, mentions: Iterable[Mention]) -> str:
    """The text with each mention as a circled letter and filler of the same length.

    >>> mask("Ann Lee waves", [Mention("caption", 0, 7, "Ann Lee", "PERSON", "r")])
    'Ⓟⓧⓧⓧⓧⓧⓧ waves'
    """
    if not text.isascii() and _CIRCLED.search(text):
        text = _CIRCLED.sub("*", text)  # the source's own circled letters are no mentions
    pieces, end = [], 0
    for mention in mentions:
        pieces += [text[end : mention.start], _CIRCLE[mention.label], _FILL * (mention.end - mention.start - 1)]
        end = mention.end
    return "".join([*pieces, text[end:]])


def outermost(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions in order without those inside a credit or behind an overlap."""
    kept: list[Mention] = list(mentions)
    for one, other in pairwise(kept):
        if one.end > other.start:
            break
    else:
        return kept
    mentions, kept = kept, []
    for mention in sorted(mentions, key=lambda m: (m.start, m.label != "CREDIT", -m.end)):
        if kept and mention.start < kept[-1].end:
            if mention.label == "CREDIT" and kept[-1].label != "CREDIT":
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept
