"""Roles and companies that a list shares: `NASA astronauts A and B`, `Members of the Art Club, from left: A, B`."""

from __future__ import annotations

from collections.abc import Collection

from cutline.relate.people_around import JOINS, Around
from cutline.relate.people_text import Line
from cutline.relate.roles_headings import heading, opens_row
from cutline.relate.roles_words import Claim, Lexicon

Shares = dict[int, list[Claim]]


def shared(around: Around, listed: Collection[int]) -> Shares:
    """For each person token, what it shares with the others of its list. `listed` are the people with a place."""
    shares: Shares = {person: [] for person in around.people}
    previous: int | None = None
    said: tuple[int, Claim] | None = None
    for person in around.people:
        own, behind = around.before[person].group, around.after[person].group
        if behind is not None:
            _to_those_before(around, person, behind, shares)
        inside = previous is not None and around.same_sentence(previous, person)
        head = heading(around, person, previous if inside else None, listed)
        sentence = around.line.sentences[person]
        if head is None and own is None and not inside and said and said[0] == sentence - 1 and person in listed:
            head = said[1] if opens_row(around, person) else None
        if head is not None:
            said = sentence, head
        if head is not None and head != own:
            shares[person].append(head)
            _spread(around, person, head, listed, shares)
        if own is not None:
            _spread(around, person, own, listed, shares)
        previous = person
    return shares


def _to_those_before(around: Around, last: int, claim: Claim, shares: Shares) -> None:
    """Give what a plural behind the last name says to the names before it: `A and B, students at the College`."""
    following = last
    also = {*JOINS, *around.words.closed["asides"], "mr.", "mrs.", "miss", "dr."}
    for person in reversed([person for person in around.people if person < last]):
        gap = range(max(around.end(person), person + 1), around.before[following].start)
        if not around.same_sentence(person, last) or not around.joined(gap, also=also):
            break
        shares[person].append(claim._replace(start=last))
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
        if own.group is not None and (own.group.generic or not claim.generic):
            break
        if own.roles and not claim.generic:
            if not in_list:
                break
            # "players, from left: A, coach B, C": the coach is of their company, C is a player again.
            if not own.affiliations:
                shares[person].append(Claim(affiliations=claim.affiliations))
        else:
            shares[person].append(claim)
        previous = person


def _continues(line: Line, gap: range, words: Lexicon) -> bool:
    """Whether a list goes on over the words between two names."""
    while gap and (line.kinds[gap[-1]] in "n#" or line.words[gap[-1]] in words.closed["between"]):
        gap = gap[:-1]  # a shirt's number, a doubt: "A, #8 B, possibly C"
    if not gap or (line.kinds[gap[-1]] not in ',;:"' and line.words[gap[-1]] not in words.closed["connects"]):
        return False
    return not any(line.words[i] in words.closed["severs"] for i in gap)
