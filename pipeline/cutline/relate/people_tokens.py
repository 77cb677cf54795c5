"""A field read into the tokens of a `Line`."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from cutline.records import Mention
from cutline.relate.people_text import LETTERS, Line, mask, outermost

Token = tuple[str, str, int, int]
"""Kind, word, start and end."""
_FAR = 400
"""Characters that are read behind the last name of a field."""
_SUFFIX = re.compile(r",? (?:Jr|Sr)\.?(?!\w)|,? (?:III|II|IV)(?!\w)")
_TOKEN = re.compile(
    r"([Ⓐ-Ⓩ]ⓧ*)"
    r"|((?:[^\W\d_]\.){2,}|\d[\w,.]*\d(?:st|nd|rd|th)?|[^\W_Ⓐ-ⓩ]+(?:[’'\-&/][^\W_Ⓐ-ⓩ]+)*|[’'][sS]?(?![^\W_]))"
    r"|[^\s]"
)
_MENTION, _WORD = 1, 2
"""The groups of a token that is no mark."""
_MARKS = {"“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "―": "-", "…": "."}


def read_line(name: str, text: str, mentions: Iterable[Mention], closed: Mapping[str, frozenset[str]]) -> Line:
    """The tokens of a field. What a credit phrase covers is one token of its own: its names are no people shown.

    `closed` are the word classes of roles.toml: `abbreviations` keep their stop, each of `compounds` (`best man`) is
    one token, `name_titles` are cut off a name.
    """
    abbreviations, compounds = closed["abbreviations"], closed["compounds"]
    kept = [_name_alone(mention, text, closed["name_titles"]) for mention in outermost(mentions)]
    masked = mask(text, kept)[: _horizon(kept, text)]
    by_start = {mention.start: mention for mention in kept}
    lasts = _last_words(compounds)
    tokens: list[Token] = []
    for match in _TOKEN.finditer(masked):
        (start, end), token = match.span(), match[0]
        if match.lastindex == _WORD:
            kind, word = _word(token)
            if word in lasts and (joined := _compound(tokens, word, compounds)):
                start = tokens[-joined][2]
                word = masked[start:end].lower()
                del tokens[-joined:]
            tokens.append((kind, word, start, end))
        elif match.lastindex == _MENTION:
            mention = by_start[start]
            tokens.append((LETTERS[mention.label], mention.text.lower(), start, end))
        elif token != "." or not _keeps_stop(tokens, start, abbreviations):
            mark = _MARKS.get(token, token)
            tokens.append((mark, mark, start, end))
    return _line(name, text, masked, tokens, by_start)


def _name_alone(mention: Mention, text: str, titles: frozenset[str]) -> Mention:
    """A person's mention without a title that a model took into it, and with the suffix that it left out.

    `detail` keeps where the mention itself stands.
    """
    if mention.label != "PERSON":
        return mention
    start, end = mention.start, mention.end
    first, _, rest = mention.text.partition(" ")
    while rest and first.lower() in titles and rest[0].isupper():
        start, (first, _, rest) = end - len(rest), rest.partition(" ")
    if suffix := _SUFFIX.match(text, end):
        end = suffix.end()
    if (start, end) == (mention.start, mention.end):
        return mention
    whole = {**mention.detail, "whole": [mention.start, mention.end]}
    return replace(mention, start=start, end=end, text=text[start:end], detail=whole)


def _line(name: str, text: str, masked: str, tokens: list[Token], by_start: Mapping[int, Mention]) -> Line:
    if not tokens:
        return Line(name, text, masked, "", (), (), (), ())
    marks, words, starts, ends = zip(*tokens, strict=True)
    kinds = "".join(marks)
    placed = {index: by_start[start] for index, start in enumerate(starts) if start in by_start}
    return Line(name, text, masked, kinds, words, starts, ends, _sentences(kinds, placed), placed)


def _keeps_stop(tokens: list[Token], start: int, abbreviations: frozenset[str]) -> bool:
    """Whether a stop belongs to the word before it (`Mr.`, `J.`), which then takes it."""
    if not tokens or tokens[-1][3] != start or tokens[-1][0] not in "cwn":
        return False
    kind, word, first, _ = tokens[-1]
    if len(word) > 1 and word + "." not in abbreviations:
        return False
    tokens[-1] = (kind, word + ".", first, start + 1)
    return True


def _horizon(mentions: list[Mention], text: str) -> int:
    """How far a field is read: what comes long after the last name says nothing of it."""
    last = max((mention.end for mention in mentions if mention.label == "PERSON"), default=0) + _FAR
    cut = text.find(" ", last)
    return len(text) if cut < 0 or any(m.start < cut < m.end for m in mentions) else cut


@functools.cache
def _last_words(compounds: frozenset[str]) -> frozenset[str]:
    return frozenset(compound.rsplit(" ", 1)[-1] for compound in compounds)


def _compound(tokens: list[Token], word: str, compounds: frozenset[str]) -> int:
    """How many words before this one make a compound with it."""
    for many in (1, 2, 3):
        if len(tokens) >= many and " ".join([*(token[1] for token in tokens[-many:]), word]) in compounds:
            return many
    return 0


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
