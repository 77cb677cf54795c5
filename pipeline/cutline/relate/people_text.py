"""A field as a row of tokens with its mentions in it: what the people grammar reads.

Mentions are masked by circled letters of the same length (`Ⓟⓧⓧⓧ` for a PERSON of four characters), so a rule's regex
sees words and mentions at their true offsets.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cutline.records import Mention

LETTERS = {
    "PERSON": "P", "NORP": "N", "ORG": "O", "GPE": "G", "LOC": "L", "FAC": "F", "VEHICLE": "V", "EVENT": "E",
    "PRODUCT": "R", "WORK": "W", "DATE": "D", "TIME": "T", "CREDIT": "C",
}  # fmt: skip
_CIRCLE = {label: chr(0x24B6 + ord(letter) - 65) for label, letter in LETTERS.items()}
_FILL = "ⓧ"
_MARKS = {"“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "―": "-", "…": "."}


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
    mentions: Mapping[int, Mention] = field(default_factory=dict)

    def token_at(self, offset: int) -> int:
        """The first token that ends after an offset."""
        return bisect_left(self.ends, offset + 1)

    def slice(self, first: int, last: int) -> str:
        """The field's text from the first token to before the last one."""
        return self.text[self.starts[first] : self.ends[last - 1]] if first < last else ""

    def people(self) -> list[int]:
        """The tokens that are persons."""
        return [index for index, kind in enumerate(self.kinds) if kind == "P"]

    def sentence_bounds(self, index: int) -> tuple[int, int]:
        """The half-open run of tokens that is the sentence of a token."""
        number = self.sentences[index]
        return bisect_left(self.sentences, number), bisect_left(self.sentences, number + 1)


def mask(text: str, mentions: Iterable[Mention]) -> str:
    """The text with each mention as a circled letter and filler of the same length.

    >>> mask("Ann Lee waves", [Mention("caption", 0, 7, "Ann Lee", "PERSON", "r")])
    'Ⓟⓧⓧⓧⓧⓧⓧ waves'
    """
    pieces, end = [], 0
    for mention in mentions:
        pieces += [text[end : mention.start], _CIRCLE[mention.label], _FILL * (mention.end - mention.start - 1)]
        end = mention.end
    return "".join([*pieces, text[end:]])


@functools.cache
def token_pattern(compounds: frozenset[str]) -> re.Pattern[str]:
    """The tokens of a masked text; a compound (`best man`) is one."""
    joined = "|".join(re.escape(compound) for compound in sorted(compounds, key=lambda c: (-len(c), c)))
    return re.compile(
        r"(?P<mention>[Ⓐ-Ⓩ]ⓧ*)"
        rf"|(?P<word>\b(?i:{joined})s?\b"
        r"|\d[\w,.]*\d(?:st|nd|rd|th)?|[^\W_Ⓐ-ⓩ]+(?:[’'\-&/][^\W_Ⓐ-ⓩ]+)*|[’'][sS]?(?![^\W_]))(?P<dot>\.?)"
        r"|(?P<mark>[^\s])"
    )


def read_line(
    name: str, text: str, mentions: Iterable[Mention], abbreviations: frozenset[str], compounds: frozenset[str]
) -> Line:
    """The tokens of a field. What a credit phrase covers is one token of its own: its names are no people shown."""
    kept = _outermost(mentions)
    masked = mask(text, kept)
    by_start = {mention.start: mention for mention in kept}
    kinds: list[str] = []
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    placed: dict[int, Mention] = {}
    for match in token_pattern(compounds).finditer(masked):
        start, end = match.span()
        if match["mention"]:
            mention = by_start[start]
            placed[len(kinds)] = mention
            kinds.append(LETTERS[mention.label])
            words.append(mention.text.casefold())
        elif match["word"]:
            word = match["word"].casefold().replace("’", "'")
            if match["dot"] and not (word + "." in abbreviations or len(word) == 1):
                end -= 1
            kinds.append(_kind(match["word"]))
            words.append(word + "." if end == match.end() and match["dot"] else word)
            starts.append(start)
            ends.append(end)
            if end < match.end():
                kinds.append(".")
                words.append(".")
                starts.append(end)
                ends.append(end + 1)
            continue
        else:
            kinds.append(_MARKS.get(match["mark"], match["mark"]))
            words.append(kinds[-1])
        starts.append(start)
        ends.append(end)
    joined = "".join(kinds)
    return Line(
        name, text, masked, joined, tuple(words), tuple(starts), tuple(ends), _sentences(joined, placed), placed
    )  # fmt: skip


def _outermost(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions in order without those inside a credit or behind an overlap."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, m.label != "CREDIT", -m.end)):
        if kept and mention.start < kept[-1].end:
            if mention.label == "CREDIT" and kept[-1].label != "CREDIT":
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept


def _kind(word: str) -> str:
    if word[0].isdigit():
        return "n" if not word[-1].isalpha() else "w"
    if word[0] in "'’":
        return "'"
    return "c" if word[0].isupper() else "w"


def _sentences(kinds: str, mentions: Mapping[int, Mention]) -> tuple[int, ...]:
    """The sentence number of each token. A mention with a final stop (`D.C.`) ends a sentence of places alone."""
    numbers, number, first = [], 0, 0
    for index, kind in enumerate(kinds):
        numbers.append(number)
        after = kinds[index + 1 : index + 2]
        starts_anew = bool(after) and after not in "w,;:)]'-."
        if kind == "." and (starts_anew or after in ('"', "n")) and not kinds[first:index].strip() == "":
            number, first = number + 1, index + 1
        elif kind == "C" or (
            kind in "GL"
            and after in ("c", "P", "O", "V", "F", "N", "E")
            and mentions[index].text.endswith(".")
            and not kinds[first:index].strip("GLF,")
        ):
            number, first = number + 1, index + 1
        elif kind in "?!" and starts_anew:
            number, first = number + 1, index + 1
    return tuple(numbers)
