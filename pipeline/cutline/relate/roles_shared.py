"""Roles and companies that a list shares: `NASA astronauts A and B`, `Members of the Art Club, from left: A, B`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from cutline.relate.people_around import JOINS, Around
from cutline.relate.people_text import Line
from cutline.relate.roles_find import closes, phrase_at
from cutline.relate.roles_left import phrase_before
from cutline.relate.roles_words import Claim, Lexicon

Shares = dict[int, list[Claim]]


def shared(around: Around, listed: Collection[int]) -> Shares:
    """For each person token, what it shares with the others of its list. `listed` are the people with a place."""
    shares: Shares = {person: [] for person in around.people}
    previous: int | None = None
    for person in around.people:
        own, behind = around.before[person].group, around.after[person].group
        if behind is not None:
            _to_those_before(around, person, behind, shares)
        if own is not None:
            _spread(around, person, own, listed, shares)
        else:
            inside = previous is not None and around.same_sentence(previous, person)
            head = _heading(around, person, previous if inside else None, listed)
            if head is not None:
                shares[person].append(head)
                _spread(around, person, head, listed, shares)
        previous = person
    return shares


def _to_those_before(around: Around, last: int, claim: Claim, shares: Shares) -> None:
    """Give what a plural behind the last name says to the names before it: `A and B, students at the College`."""
    following = last
    also = (*JOINS, "mr.", "mrs.", "miss", "dr.")
    for person in reversed([person for person in around.people if person < last]):
        gap = range(max(around.end(person), person + 1), around.before[following].start)
        if not around.same_sentence(person, last) or not around.joined(gap, also=also):
            break
        shares[person].append(claim)
        following = person


def _spread(around: Around, first: int, claim: Claim, listed: Collection[int], shares: Shares) -> None:
    """Give a claim to the names that follow in the same list."""
    previous = first
    for person in [person for person in around.people if person > first]:
        own = around.before[person]
        gap = range(max(around.end(previous), previous + 1), own.start)
        in_list = person in listed and first in listed
        if not around.same_sentence(person, first) or not (in_list or _continues(around.line, gap, around.words)):
            break
        if (own.roles and not claim.generic) or (own.group is not None and own.group.generic):
            break
        shares[person].append(claim)
        previous = person


def _continues(line: Line, gap: range, words: Lexicon) -> bool:
    """Whether a list goes on over the words between two names."""
    if not gap or (line.kinds[gap[-1]] not in ',;:"' and line.words[gap[-1]] not in words.closed["connects"]):
        return False
    return not any(line.words[i] in words.closed["severs"] for i in gap)


def _heading(around: Around, person: int, previous: int | None, listed: Collection[int]) -> Claim | None:
    """The plural phrase that heads the list whose first name this is, over `including`, `from left:` and the like."""
    line, words = around.line, around.words
    start, first = around.before[person].start, line.sentence_bounds(person)[0]
    floor = first if previous is None else max(first, around.end(previous))
    end = start
    while end > floor and _leads(line, end - 1, words):
        end -= 1
    if end == start:
        return None
    if end > floor:
        return _headed(around, range(end, start), floor, first if previous is None else None)
    if line.sentences[person] and previous is None and person in listed and end == first:
        return _opening_phrase(line, line.sentences.index(line.sentences[person] - 1), words)
    return None


def _leads(line: Line, index: int, words: Lexicon) -> bool:
    """Whether a token may stand between a heading and the first name of its list."""
    word, kind = line.words[index], line.kinds[index]
    return word in words.closed["leads"] or word in words.closed["passed"] or kind in ":,()-;n"


def _headed(around: Around, lead: range, floor: int, opening: int | None) -> Claim | None:
    """What the words before a list's lead say of all; `opening` is where the sentence opens, if that counts."""
    line, words = around.line, around.words
    claim = phrase_before(line, lead.start, words)
    if claim.group is not None:
        return claim.group
    nearest = _nearest_plural(line, lead.start, lead.stop, floor, words)
    if nearest is not None:
        return nearest
    if not any(line.words[i] in words.closed["leads"] for i in lead):
        return None
    companies = _companies_at(line, lead.start, floor, words)
    if companies:
        return Claim(affiliations=companies, generic=True)
    return None if opening is None else _opening_phrase(line, opening, words)


def _nearest_plural(line: Line, end: int, start: int, first: int, words: Lexicon) -> Claim | None:
    """The plural phrase before `including`, other words between: `club members wearing hats, including X`."""
    if "including" not in line.words[end:start]:
        return None
    for index in range(end - 1, max(first, end - 12) - 1, -1):
        if line.kinds[index] == "P" or line.words[index] in words.closed["mixes"]:
            return None
        if line.words[index] in words.plurals:
            return phrase_before(line, index + 1, words).group
    return None


def _opening_phrase(line: Line, first: int, words: Lexicon) -> Claim | None:
    """The plural role phrase that a sentence opens with."""
    limit = line.sentence_bounds(first)[1]
    while first < limit and line.words[first] in words.closed["frames"]:
        first += 1
    claim = phrase_at(line, first, limit, words)
    if claim is None or claim.group is None:
        return None
    group, end = claim.group, claim.end
    companies = list(group.affiliations)
    if line.words[end : end + 1] == ("employed",):
        end += 2
        while end < limit and line.words[end] in words.closed["determiners"]:
            end += 1
        if end < limit and line.kinds[end] in "OF":
            companies.append(line.mentions[end].text)
            end += 1
    while companies and line.kinds[end : end + 2] == ",O" and closes(line, end + 2, limit):
        companies.append(line.mentions[end + 1].text)
        end += 2
    return replace(group, affiliations=tuple(companies))


def _companies_at(line: Line, end: int, first: int, words: Lexicon) -> tuple[str, ...]:
    """The organizations that a list is headed by: `Group portrait of the Twilighters Club, including`."""
    index = end
    names: list[str] = []
    if index > first and line.words[index - 1] in words.closed["bodies"]:
        index -= 1
        while index > first and end - index < 4 and line.kinds[index - 1] in "wc":
            index -= 1  # "the Westfield School basketball team"
        if index == first or line.kinds[index - 1] != "O":
            return ()
    while index > first and (line.kinds[index - 1] in "O'" or (names and line.words[index - 1] in ("of", "the"))):
        index -= 1
        if line.kinds[index] == "O":
            names.insert(0, line.mentions[index].text)
    opens = index == first or line.words[index] in ("of", "the") or line.words[index - 1] in ("of", "from", "in", "the")
    return tuple(names) if opens else ()
