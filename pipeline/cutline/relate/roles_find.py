"""Role phrases that begin at a token: how far the head reaches, and how far its complement."""

from __future__ import annotations

import re

from cutline.relate.people_text import Line
from cutline.relate.roles_companies import company_end
from cutline.relate.roles_head import head_end
from cutline.relate.roles_phrase import read_phrase
from cutline.relate.roles_words import Claim, Lexicon

_ALIAS = re.compile(r"[(\[][A-Z][)\]]")
_GOES_ON = ("bodies", "companies", "links", "complements")
"""Classes of words that go on with a role's complement."""
_LOOSE = ("in", "at", "with", "from", "on")
"""Prepositions that belong to a role only before an organization, a charge or a capitalized field."""


def skip_alias(line: Line, index: int, limit: int) -> int:
    """Behind an alias in brackets: `(WPB)`."""
    while index + 2 < limit and _ALIAS.match(line.kinds, index):
        index += 3
    return index


def closes(line: Line, index: int, limit: int) -> bool:
    """Whether a segment ends here."""
    if index < limit and line.words[index] in ("of", "in", "at") and line.kinds[index + 1 : index + 2] == "G":
        return True
    return index >= limit or line.kinds[index] in ",;.):(" or line.words[index] == "and"


def phrase_at(line: Line, first: int, limit: int, words: Lexicon) -> Claim | None:
    """The role phrase that begins at a token, unless it is the title of the next name."""
    if first >= limit:
        return None
    head = head_end(line, first, limit, words)
    if head is None:
        return None
    end = _complement(line, head, limit, words)
    stop = end
    while stop < limit and (line.words[stop] in words.closed["honorifics"] or line.kinds[stop] == '"'):
        stop += 1
    if stop < limit and (line.kinds[stop] == "P" or _goes_on(line, stop, head, limit, words)):
        return None
    return read_phrase(line, first, end, words)


def _goes_on(line: Line, stop: int, head: int, limit: int, words: Lexicon) -> bool:
    """Whether the phrase is part of what stands before the next name."""
    if line.words[stop] == "and":
        return _leads_to_name(line, stop + 1, limit, words, titles=True)
    headed = line.kinds[stop] == "," and line.words[head - 1] in words.plurals
    return headed and _leads_to_name(line, stop + 1, limit, words, titles=False)


def _leads_to_name(line: Line, index: int, limit: int, words: Lexicon, *, titles: bool) -> bool:
    """Whether the phrase goes on to the next name: `Flight Engineer and Soyuz Commander X`, `crew members, X`."""
    roles = 0
    while index < limit and line.kinds[index] != "P":
        word = line.words[index]
        if words.is_head(word):
            roles += 1
        elif not (word in words.modifiers or word in words.closed["honorifics"] or line.kinds[index] in "VEON"):
            return False
        index += 1
    return index < limit and (roles > 0) == titles


def _complement(line: Line, index: int, limit: int, words: Lexicon) -> int:
    """Behind the complement of a role: `of the Gage Section`, `to the Secretary of War`, `in charge of supplies`."""
    start = index
    while index < limit:
        word, kind = line.words[index], line.kinds[index]
        if word in ("of", "for", "to") or (word in _LOOSE and _firm(line, index + 1, limit, words)):
            if not _opens_complement(line, index, limit):
                break
            if word in _LOOSE and "O" in line.kinds[index + 1 : index + 3]:
                return _past_chain(line, line.kinds.index("O", index), limit)
        elif kind == "," and line.kinds[index - 1 : index + 2] == "G,G":
            index += 1
        elif _ends_complement(line, index, start, limit, words):
            break
        index += 1
    while index > start and line.words[index - 1] in words.closed["links"]:
        index -= 1
    return index


def _opens_complement(line: Line, index: int, limit: int) -> bool:
    """Whether a preposition leads to something definite: `manager of a store` is a manager."""
    if index + 1 >= limit or line.kinds[index + 1] == "P":
        return False
    if "years" in line.words[index + 1 : index + 4]:
        return False  # "manager for twenty-seven years"
    return line.words[index + 1] not in ("a", "an", "his", "her", "their", "be")


def _ends_complement(line: Line, index: int, start: int, limit: int, words: Lexicon) -> bool:
    """Whether a role ends before a token."""
    word, kind = line.words[index], line.kinds[index]
    if kind in ',;.:"P' or word in words.closed["breaks"]:
        return True
    if kind in "([":
        return skip_alias(line, index, limit) == index
    if word == "and":
        return index == start or not _more(line, index, limit)
    if index == start:
        return kind not in "OW"
    if kind != "w" or line.words[index - 1] in ("of", "the", "for") or word in words.modifiers:
        return False
    if line.kinds[index - 1] in "OF" and line.words[start - 1] in words.plurals:
        # "members of the [Union] listen to", but "of the [Union] youth council"
        return not words.is_head(word) and all(word not in words.closed[c] for c in _GOES_ON)
    return word.endswith("ing")


def _past_chain(line: Line, index: int, limit: int) -> int:
    """Behind a chain of units: `NASA's Space Directorate (SD)`."""
    while index < limit and line.kinds[index] in "O'":
        index = skip_alias(line, index + 1, limit)
    return index


def _firm(line: Line, index: int, limit: int, words: Lexicon) -> bool:
    """Whether `in`, `at` or `with` leads to an organization, a charge or a capitalized field."""
    loose = line.words[index - 1]
    while index < limit and line.words[index] in ("the", "new"):
        index += 1
    if index >= limit:
        return False
    if line.kinds[index] in "OF":
        return closes(line, skip_alias(line, index + 1, limit), limit) or line.kinds[index + 1] in "'O"
    end = company_end(line, index, limit, words)
    if end > index:
        return closes(line, end, limit)  # "teacher at Harlow High School", which nobody marked
    return loose in ("in", "on") and (line.words[index] == "charge" or line.kinds[index] == "c")


def _more(line: Line, index: int, limit: int) -> bool:
    """Whether `and` joins two parts of a complement rather than two people or clauses."""
    return index + 1 < limit and line.kinds[index + 1] in "cOG" and line.kinds[index - 1] in "cOG"
