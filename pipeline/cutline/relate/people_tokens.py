"""A field read into the tokens of a `Line`."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from itertools import accumulate, pairwise
from operator import itemgetter

from cutline.records import Mention
from cutline.relate.people_edges import whole
from cutline.relate.people_text import Line, mask, outermost

_FAR = 400
"""Characters that are read behind the last name of a field."""
_TOKEN = re.compile(
    r"([^\W\d]\w*+(?:[’'\-&/]\w++)*+"
    r"|[Ⓐ-Ⓩ]ⓧ*+"
    r"|\d[\w,.]*\d(?:st|nd|rd|th)?|\d\w*(?:[’'\-&/]\w+)*|[’'][sS]?(?!\w)"
    r"|\S)"
)
_ENDS = re.compile("[.?!CGL]")
_MARKS = {"“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "―": "-", "…": "."}


def read_line(name: str, text: str, mentions: Iterable[Mention], closed: Mapping[str, frozenset[str]]) -> Line:
    """The tokens of a field. What a credit phrase covers is one token of its own: its names are no people shown.

    `closed` are the word classes of roles.toml: `abbreviations` keep their stop, each of `compounds` (`best man`) is
    one token, `name_titles` are cut off a name.
    """
    marked = outermost(mentions)
    bounds = [*[mention.start for mention in marked[1:]], len(text)]
    kept = [whole(mention, text, bound, closed) for mention, bound in zip(marked, bounds, strict=False)]
    masked = mask(text, kept)[: _horizon(kept, text)].replace("_", " ")
    kept = [mention for mention in kept if mention.start < len(masked)]
    row = _Row(masked)
    placed = row.placed(kept)
    for index, mention in placed.items():
        row.words[index] = mention.text.lower()
    if row.join(closed):
        placed = row.placed(kept)
    return _line(name, text, masked, row, placed)


class _Row:
    """The tokens of a masked text, a list for each of their sides: as they are cut, then as they are joined."""

    __slots__ = ("ends", "kinds", "masked", "starts", "words")

    def __init__(self, masked: str) -> None:
        # A gap, a token, a gap, ..., a gap: their lengths summed up cost half of what a match object a token does.
        pieces = _TOKEN.split(masked)
        edges = list(accumulate(map(len, pieces)))
        self.masked, self.starts, self.ends = masked, edges[:-1:2], edges[1::2]
        read = list(map(_word, pieces[1::2]))
        self.kinds, self.words = list(map(itemgetter(0), read)), list(map(itemgetter(1), read))
        if "’" in self.words:
            self._close_quotes()

    def placed(self, mentions: Iterable[Mention]) -> dict[int, Mention]:
        """The mentions by the tokens that they are."""
        return {bisect_left(self.starts, mention.start): mention for mention in mentions}

    def join(self, closed: Mapping[str, frozenset[str]]) -> int:
        """Make one token of a word with its stop (`Mr.`, `J.`), of letters with stops (`U.S.`), of a compound.

        How many tokens less it leaves.
        """
        lasts, gone = _last_words(closed["compounds"]), 0
        for index in [index for index, word in enumerate(self.words) if len(word) == 1 or word in lasts]:
            here = index - gone
            if self.masked[self.starts[here]] == ".":
                if self._keeps_stop(here, closed["abbreviations"]):
                    self._merge(here, 1, self.kinds[here - 1], self.words[here - 1] + ".")
                    gone += 1
            elif self.kinds[here] in "cwn'" and (many := self._joined(here, closed["compounds"])):
                word = self.masked[self.starts[here - many] : self.ends[here]].lower()
                self._merge(here, many, self.kinds[here], word)
                gone += many
        return gone

    def _merge(self, here: int, many: int, kind: str, word: str) -> None:
        """Put a token in the place of one and of so many before it."""
        first = here - many
        self.kinds[first : here + 1], self.words[first : here + 1] = [kind], [word]
        del self.starts[first + 1 : here + 1], self.ends[first:here]

    def _joined(self, here: int, compounds: frozenset[str]) -> int:
        """How many words before a word are one with it: the U of `U.S.`, the best of `best man`."""
        word = self.words[here]
        if len(word) == 1 and self._goes_on(here):
            return 1
        for many in (1, 2, 3):
            if here >= many and " ".join([*self.words[here - many : here], word]) in compounds:
                return many
        return 0

    def _goes_on(self, here: int) -> bool:
        """Whether a letter belongs to the letter and stop before it."""
        if not here or self.ends[here - 1] != self.starts[here] or self.kinds[here - 1] not in "cw":
            return False
        return self.words[here - 1][1:2] == "." and not self._opens(here)

    def _opens(self, here: int) -> bool:
        """Whether a token is a quote with a word directly behind it."""
        end = self.ends[here]
        return self.words[here] in "'’" and self.masked[end : end + 1].isalnum()

    def _close_quotes(self) -> None:
        """Straighten the quotes that close something."""
        for index, word in enumerate(self.words):
            if word == "’" and not self._opens(index):
                self.kinds[index] = self.words[index] = "'"

    def _keeps_stop(self, here: int, abbreviations: frozenset[str]) -> bool:
        """Whether a stop belongs to the word before it (`Mr.`, `J.`)."""
        if not here or self.ends[here - 1] != self.starts[here] or self.kinds[here - 1] not in "cwn":
            return False
        word = self.words[here - 1]
        return not word.endswith(".") and (len(word) == 1 or word[1] == "." or word + "." in abbreviations)


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
    last = next((mention.end for mention in reversed(mentions) if mention.label == "PERSON"), 0) + _FAR
    cut = text.find(" ", last) if last < len(text) else -1
    return len(text) if cut < 0 or any(m.start < cut < m.end for m in mentions) else cut


@functools.cache
def _last_words(compounds: frozenset[str]) -> frozenset[str]:
    return frozenset(compound.rsplit(" ", 1)[-1] for compound in compounds)


@functools.lru_cache(maxsize=16384)
def _word(token: str) -> tuple[str, str]:
    """The kind of a token and its word, in lower case, its apostrophe straight; a mention is yet to get its own."""
    if "Ⓐ" <= token[0] <= "Ⓩ":
        return chr(ord(token[0]) - ord("Ⓐ") + ord("A")), token
    if len(token) == 1 and not token.isalnum():
        return _MARKS.get(token, token), _MARKS.get(token, token)
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
