"""A field as a row of tokens with its mentions in it: what the people grammar reads.

Mentions are masked by circled letters of the same length (`Ⓟⓧⓧⓧ` for a PERSON of four characters), so a rule's regex
sees words and mentions at their true offsets.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cutline.records import Mention

LETTERS = {
    "PERSON": "P", "NORP": "N", "ORG": "O", "GPE": "G", "LOC": "L", "FAC": "F", "VEHICLE": "V", "EVENT": "E",
    "PRODUCT": "R", "WORK": "W", "DATE": "D", "TIME": "T", "CREDIT": "C",
}  # fmt: skip
_CIRCLE = {label: chr(0x24B6 + ord(letter) - 65) for label, letter in LETTERS.items()}
_FILL = "ⓧ"
_FAR = 400
"""Characters that are read behind the last name of a field."""
_TOKEN = re.compile(
    r"[Ⓐ-Ⓩ]ⓧ*"
    r"|\d[\w,.]*\d(?:st|nd|rd|th)?|[^\W_Ⓐ-ⓩ]+(?:[’'\-&/][^\W_Ⓐ-ⓩ]+)*|[’'][sS]?(?![^\W_])"
    r"|[^\s]"
)
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
    mentions: Mapping[int, Mention] = dataclasses.field(default_factory=dict)

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


def read_line(
    name: str, text: str, mentions: Iterable[Mention], abbreviations: frozenset[str], compounds: frozenset[str]
) -> Line:
    """The tokens of a field. What a credit phrase covers is one token of its own: its names are no people shown.

    `abbreviations` keep their stop; each of `compounds` (`best man`) is one token.
    """
    kept = _outermost(mentions)
    masked = mask(text, kept)[: _horizon(kept, text)]
    by_start = {mention.start: mention for mention in kept}
    tokens = _Tokens()
    lasts = _last_words(compounds)
    for match in _TOKEN.finditer(masked):
        token, start, end = match[0], match.start(), match.end()
        if "Ⓐ" <= token[0] <= "Ⓩ":
            mention = by_start[start]
            tokens.add(LETTERS[mention.label], mention.text.lower(), start, end)
        elif len(token) == 1 and not token.isalnum():
            if not (token == "." and _keeps_stop(tokens, start, abbreviations)):
                mark = _MARKS.get(token, token)
                tokens.add(mark, mark, start, end)
        else:
            word = token.lower().replace("’", "'")
            joined = _compound(tokens.words, word, compounds) if word in lasts else 0
            if joined:
                start = tokens.drop(joined)
                word = masked[start:end].lower()
            tokens.add(_kind(token), word, start, end)
    return tokens.line(name, text, masked, by_start)


class _Tokens:
    """The columns of a line while it is read."""

    __slots__ = ("ends", "kinds", "starts", "words")

    def __init__(self) -> None:
        self.kinds: list[str] = []
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []

    def add(self, kind: str, word: str, start: int, end: int) -> None:
        """One token more."""
        self.kinds.append(kind)
        self.words.append(word)
        self.starts.append(start)
        self.ends.append(end)

    def drop(self, many: int) -> int:
        """Take the last tokens away; their start is given back."""
        start = self.starts[-many]
        for column in (self.kinds, self.words, self.starts, self.ends):
            del column[-many:]
        return start

    def line(self, name: str, text: str, masked: str, by_start: Mapping[int, Mention]) -> Line:
        """The finished line."""
        placed = {index: by_start[start] for index, start in enumerate(self.starts) if start in by_start}
        kinds = "".join(self.kinds)
        columns = tuple(self.words), tuple(self.starts), tuple(self.ends)
        return Line(name, text, masked, kinds, *columns, _sentences(kinds, placed), placed)


def _keeps_stop(tokens: _Tokens, start: int, abbreviations: frozenset[str]) -> bool:
    """Whether a stop belongs to the word before it (`Mr.`, `J.`), which then takes it."""
    if not tokens.ends or tokens.ends[-1] != start or tokens.kinds[-1] not in "cwn":
        return False
    word = tokens.words[-1]
    if len(word) > 1 and word + "." not in abbreviations:
        return False
    tokens.words[-1], tokens.ends[-1] = word + ".", start + 1
    return True


def _horizon(mentions: list[Mention], text: str) -> int:
    """How far a field is read: what comes long after the last name says nothing of it."""
    last = max((mention.end for mention in mentions if mention.label == "PERSON"), default=0) + _FAR
    cut = text.find(" ", last)
    return len(text) if cut < 0 or any(m.start < cut < m.end for m in mentions) else cut


@functools.cache
def _last_words(compounds: frozenset[str]) -> frozenset[str]:
    return frozenset(compound.rsplit(" ", 1)[-1] for compound in compounds)


def _compound(words: list[str], word: str, compounds: frozenset[str]) -> int:
    """How many words before this one make a compound with it."""
    for many in (1, 2, 3):
        if len(words) >= many and " ".join((*words[-many:], word)) in compounds:
            return many
    return 0


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
    numbers: list[int] = []
    number = first = 0
    for index, kind in enumerate(kinds):
        numbers.append(number)
        if kind not in ".?!CGL":
            continue
        after = kinds[index + 1 : index + 2]
        starts_anew = bool(after) and after not in "w,;:)]'-."
        if kind in ".?!":
            ends = (starts_anew or after in ('"', "n")) and index > first
        elif kind == "C":
            ends = True
        else:
            place = mentions[index].text
            ends = place.endswith(".") and after in tuple("cPOVFNE") and not kinds[first:index].strip("GLF,")
        if ends:
            number, first = number + 1, index + 1
    return tuple(numbers)
