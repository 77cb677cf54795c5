"""A field read into the tokens of a `Line`."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from cutline.records import Mention
from cutline.relate.people_edges import whole
from cutline.relate.people_text import LETTERS, Line, mask, outermost

_FAR = 400
"""Characters that are read behind the last name of a field."""
_TOKEN = re.compile(
    r"([^\W\d]\w*(?:[’'\-&/]\w+)*|\d[\w,.]*\d(?:st|nd|rd|th)?|\d\w*(?:[’'\-&/]\w+)*|[’'][sS]?(?!\w))"
    r"|([Ⓐ-Ⓩ]ⓧ*)"
    r"|\S"
)
_ENDS = re.compile("[.?!CGL]")
_WORD, _MENTION = 1, 2
"""The groups of a token that is no mark."""
_MARKS = {"“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "―": "-", "…": "."}


def read_line(name: str, text: str, mentions: Iterable[Mention], closed: Mapping[str, frozenset[str]]) -> Line:
    """The tokens of a field. What a credit phrase covers is one token of its own: its names are no people shown.

    `closed` are the word classes of roles.toml: `abbreviations` keep their stop, each of `compounds` (`best man`) is
    one token, `name_titles` are cut off a name.
    """
    marked = outermost(mentions)
    bounds = (*(mention.start for mention in marked[1:]), len(text))
    kept = [whole(mention, text, bound, closed) for mention, bound in zip(marked, bounds, strict=False)]
    masked = mask(text, kept)[: _horizon(kept, text)].replace("_", " ")
    row, placed = _tokens(masked, {mention.start: mention for mention in kept}, closed)
    return _line(name, text, masked, row, placed)


def _tokens(
    masked: str, by_start: Mapping[int, Mention], closed: Mapping[str, frozenset[str]]
) -> tuple[_Row, dict[int, Mention]]:
    """The tokens of a masked text, and the mentions by their tokens."""
    row = _Row()
    placed: dict[int, Mention] = {}
    kinds, words, starts, ends = row.kinds, row.words, row.starts, row.ends
    lasts = _last_words(closed["compounds"])
    for match in _TOKEN.finditer(masked):
        found, token, start = match.lastindex, match.group(), match.start()
        if found == _WORD:
            kind, word = _word(token)
            if (len(token) == 1 or word in lasts) and (joined := row.joined(word, start, closed["compounds"])):
                start, token = starts[-joined], masked[starts[-joined] : match.end()]
                word = token.lower()
                row.cut(joined)
        elif found == _MENTION:
            mention = placed[len(kinds)] = by_start[start]
            kind, word = LETTERS[mention.label], mention.text.lower()
        elif token == "." and row.keeps_stop(start, closed["abbreviations"]):
            continue
        else:
            kind = word = _MARKS.get(token, token)
        kinds.append(kind)
        words.append(word)
        starts.append(start)
        ends.append(start + len(token))
    return row, placed


class _Row:
    """The tokens read so far, a list for each of their sides."""

    __slots__ = ("ends", "kinds", "starts", "words")

    def __init__(self) -> None:
        self.kinds: list[str] = []
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []

    def joined(self, word: str, start: int, compounds: frozenset[str]) -> int:
        """How many words before a word are one with it: the U of `U.S.`, the best of `best man`."""
        if len(word) == 1 and self.goes_on(start):
            return 1
        for many in (1, 2, 3):
            if len(self.words) >= many and " ".join([*self.words[-many:], word]) in compounds:
                return many
        return 0

    def cut(self, many: int) -> None:
        """Take the last tokens away."""
        del self.kinds[-many:], self.words[-many:], self.starts[-many:], self.ends[-many:]

    def goes_on(self, start: int) -> bool:
        """Whether a letter belongs to the letter and stop before it."""
        return bool(self.ends) and self.ends[-1] == start and self.words[-1][1:2] == "." and self.kinds[-1] in "cw"

    def keeps_stop(self, start: int, abbreviations: frozenset[str]) -> bool:
        """Whether a stop belongs to the word before it (`Mr.`, `J.`), which then takes it."""
        if not self.kinds or self.ends[-1] != start or self.kinds[-1] not in "cwn":
            return False
        word = self.words[-1]
        if word.endswith(".") or (len(word) > 1 and word[1] != "." and word + "." not in abbreviations):
            return False
        self.words[-1], self.ends[-1] = word + ".", start + 1
        return True


def _line(name: str, text: str, masked: str, row: _Row, placed: Mapping[int, Mention]) -> Line:
    if not row.kinds:
        return Line(name, text, masked, "", (), (), (), ())
    kinds, words = "".join(row.kinds), tuple(row.words)
    firsts = _firsts(kinds, placed)
    sentences: list[int] = []
    for number, (first, last) in enumerate(pairwise(firsts)):
        sentences += [number] * (last - first)
    starts, ends = tuple(row.starts), tuple(row.ends)
    return Line(name, text, masked, kinds, words, starts, ends, tuple(sentences), placed, firsts, frozenset(words))


def _horizon(mentions: list[Mention], text: str) -> int:
    """How far a field is read: what comes long after the last name says nothing of it."""
    last = max((mention.end for mention in mentions if mention.label == "PERSON"), default=0) + _FAR
    cut = text.find(" ", last)
    return len(text) if cut < 0 or any(m.start < cut < m.end for m in mentions) else cut


@functools.cache
def _last_words(compounds: frozenset[str]) -> frozenset[str]:
    return frozenset(compound.rsplit(" ", 1)[-1] for compound in compounds)


@functools.lru_cache(maxsize=16384)
def _word(token: str) -> tuple[str, str]:
    """The kind of a word and the word itself, in lower case and with a straight apostrophe."""
    return _kind(token), token.lower().replace("’", "'")


def _kind(word: str) -> str:
    first = word[0]
    if first.islower():
        return "w"
    if first.isupper():
        return "c"
    if first in "'’":
        return "'"
    return "n" if first.isdigit() and not word[-1].isalpha() else "w"


def _firsts(kinds: str, mentions: Mapping[int, Mention]) -> tuple[int, ...]:
    """The first token of each sentence and the end. A mention with a final stop (`D.C.`) ends one of places alone."""
    firsts = [0]
    for match in _ENDS.finditer(kinds):
        index, kind, first = match.start(), match[0], firsts[-1]
        after = kinds[index + 1 : index + 2]
        starts_anew = bool(after) and after not in "w,;:)]'-."
        if kind in ".?!":
            ends = (starts_anew or after in ('"', "n")) and index > first
        elif kind == "C":
            ends = True
        else:
            place = mentions[index].text
            ends = (
                index > first
                and place.endswith(".")
                and after in tuple("cPOVFNE")
                and not kinds[first:index].strip("GLF,")
            )
        if ends and index + 1 < len(kinds):
            firsts.append(index + 1)
    return (*firsts, len(kinds))
