"""What is said of a person's work further on in the sentence: `X, mother of two, is employed at the Oxley Company`."""

from __future__ import annotations

from cutline.relate.people_text import Line
from cutline.relate.roles_companies import workplace
from cutline.relate.roles_find import phrase_at
from cutline.relate.roles_reader import Reader, read_companies
from cutline.relate.roles_words import Lexicon

_OTHERS = frozenset({"his", "her", "their", "whose", "she", "he", "they"})
"""Words behind which another person's work is told."""


def farther(reader: Reader) -> None:
    """Take the first thing said of the person's work behind the words already read, if it is no other person's."""
    line, words = reader.line, reader.words
    if words.work_verbs.isdisjoint(line.vocabulary):
        return
    for index in range(reader.at, reader.limit - 2):
        word = line.words[index]
        if line.kinds[index] == "P" or word in _OTHERS:
            return
        if word not in words.work_verbs or f"{word} {line.words[index + 1]}" not in words.closed["works"]:
            continue
        if not word.endswith("ed") or _opens(line, index - 1, words):
            _take_work(reader, index)
            return


def _opens(line: Line, before: int, words: Lexicon) -> bool:
    """Whether a participle may be said of the person: not `signals a helicopter assigned to the squadron`."""
    word = line.words[before]
    return line.kinds[before] in ",)" or word in words.closed["adverbs"] or word in words.closed["copulas"]


def _take_work(reader: Reader, cue: int) -> None:
    """What stands behind `works as`, `employed at`: a role, a company, or both in either order."""
    line, limit = reader.line, reader.limit
    index = cue + 1
    for _ in range(2):
        if index >= limit:
            return
        if line.words[index] == "as":
            claim = phrase_at(line, index + 1, limit, reader.words)
            if claim is None or not claim.roles:
                return
            reader.roles += claim.roles
            reader.companies += claim.affiliations
            index = claim.end
        else:
            first = workplace(line, index + 1, limit, reader.words)
            if first == limit:
                return
            if line.kinds[first] == "F":
                reader.companies.append(line.mentions[first].text)
            index = max(first + 1, read_companies(reader, first))
