"""A noun phrase that names what a person does, taken apart: roles, nationalities, affiliations."""

from __future__ import annotations

from cutline.relate.people_text import Line
from cutline.relate.roles_edges import Ties, stripped
from cutline.relate.roles_tail import head_of
from cutline.relate.roles_words import Claim, Lexicon


def read_phrase(line: Line, first: int, last: int, words: Lexicon) -> Claim:
    """The roles, nationalities and affiliations in a run of tokens that is a noun phrase with a role in it."""
    roles: list[str] = []
    ties = Ties()
    group: Claim | None = None
    generic = False
    for start, end in _conjuncts(line, first, last, words):
        marks = len(roles), len(ties.nations), len(ties.companies)
        start, end = stripped(line, start, end, ties, words)
        head = head_of(line, start, end, words) if start < end else None
        if head is None:
            continue
        plural = line.words[head] in words.plurals
        roles += [_one(line, start, end, head, words)] if plural else _titles(line, start, end, words)
        if plural:
            generic = generic or words.singular(line.words[head]) in words.closed["generic"]
            # "Russian and American cosmonauts" share both, "crew members NASA pilot X" the crew alone.
            low = (0, 0, 0) if group or not marks[0] else marks
            said = tuple(roles[low[0] :]), tuple(ties.nations[low[1] :]), tuple(ties.companies[low[2] :])
            group = Claim(*said, generic=generic)
    return Claim(tuple(roles), tuple(ties.nations), tuple(ties.companies), first, last, group=group, generic=generic)


def _titles(line: Line, start: int, end: int, words: Lexicon) -> list[str]:
    """The role as written; a title in brackets is one of its own: `Chaplain (Major)`, a grade is not: `Lt. (jg.)`."""
    role = line.slice(start, end).rstrip('"”')
    if line.kinds[end - 1] == ")" and "O" not in line.kinds[start:end]:
        if line.words[end - 2] in words.closed["grades"]:
            return [role]
        return [part.strip(" )") for part in role.split("(")]
    return [role]


def _one(line: Line, start: int, end: int, head: int, words: Lexicon) -> str:
    """A plural role made singular: `crew members` is `crew member`."""
    written = line.text[line.starts[head] : line.ends[head]]
    before, behind = line.text[line.starts[start] : line.starts[head]], line.text[line.ends[head] : line.ends[end - 1]]
    return before + _cased(words.singular(line.words[head]), written) + behind


def _cased(word: str, like: str) -> str:
    if like.isupper():
        return word.upper()
    return word.capitalize() if like[0].isupper() else word


def _conjuncts(line: Line, first: int, last: int, words: Lexicon) -> list[tuple[int, int]]:
    """The phrase cut at each `and` or comma that follows a whole role."""
    parts, start = [], first
    for index in range(first, last):
        joins = line.words[index] in words.closed["joins"]
        if line.words[index] in words.plurals and index + 1 < last and _heads_another(line, index + 1, last, words):
            parts.append((start, index + 1))
            start = index + 1
            continue
        if joins and index + 1 < last and head_of(line, start, index, words) is not None:
            tail = head_of(line, index + 1, last, words) is not None
            if tail and not _inside_complement(line, start, index, words):
                parts.append((start, index))
                start = index + 1
    return [*parts, (start, last)]


def _heads_another(line: Line, first: int, last: int, words: Lexicon) -> bool:
    """Whether a phrase of its own follows a plural: `crew members NASA Flight Engineer X`."""
    if line.words[first] in words.closed["complements"] or line.words[first] in words.closed["joins"]:
        return False
    return head_of(line, first, last, words) is not None


def _inside_complement(line: Line, start: int, index: int, words: Lexicon) -> bool:
    """Whether the words before a conjunction are still of a preposition: `Office of Education and Training Chief`."""
    before = [i for i in range(start, index) if line.words[i] in words.closed["complements"]]
    return bool(before) and line.kinds[index - 1] not in "OGFL" and line.kinds[index + 1] in "c"
