"""Roles and companies that a list shares: `NASA astronauts A and B`, `Members of the Art Club, from left: A, B`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cutline.relate.people_text import Line
from cutline.relate.roles import phrase_before
from cutline.relate.roles_find import closes, phrase_at
from cutline.relate.roles_phrase import Claim, Lexicon


def shared(
    line: Line, before: Mapping[int, Claim], after: Mapping[int, Claim], listed: Mapping[int, object], words: Lexicon
) -> dict[int, list[Claim]]:
    """For each person token, what it shares with the others of its list."""
    people = sorted(before)
    result: dict[int, list[Claim]] = {person: [] for person in people}
    for position, person in enumerate(people):
        own, behind = before[person], after[person].group
        if behind is not None:
            _to_those_before(line, people[:position], person, behind, before, after, result)
        if own.group is not None:
            _spread(line, people[position + 1 :], person, own.group, before, after, result, listed, words)
            continue
        previous = people[position - 1] if position else None
        if previous is not None and line.sentences[previous] != line.sentences[person]:
            previous = None
        head = _heading(line, person, previous, before, after, listed, words)
        if head is not None:
            result[person].append(head)
            _spread(line, people[position + 1 :], person, head, before, after, result, listed, words)
    return result


def _to_those_before(
    line: Line,
    earlier: Sequence[int],
    last: int,
    claim: Claim,
    before: Mapping[int, Claim],
    after: Mapping[int, Claim],
    result: dict[int, list[Claim]],
) -> None:
    """Give what a plural behind the last name says to the names before it: `A and B, students at the College`."""
    opening = before[last].start
    for person in reversed(earlier):
        gap = range(max(after[person].end, person + 1), opening)
        if line.sentences[person] != line.sentences[last] or any(
            line.kinds[i] != "," and line.words[i] not in ("and", "&", "mr.", "mrs.", "miss", "dr.") for i in gap
        ):
            break
        result[person].append(claim)
        opening = before[person].start


def _spread(
    line: Line,
    following: Sequence[int],
    first: int,
    claim: Claim,
    before: Mapping[int, Claim],
    after: Mapping[int, Claim],
    result: dict[int, list[Claim]],
    listed: Mapping[int, object],
    words: Lexicon,
) -> None:
    """Give a claim to the names that follow in the same list."""
    previous = first
    for person in following:
        if line.sentences[person] != line.sentences[first]:
            break
        own = before[person]
        gap = range(max(after[previous].end, previous + 1), own.start)
        if not _continues(line, gap, in_list=person in listed and first in listed, words=words):
            break
        if own.roles and not claim.generic or (own.group is not None and own.group.generic):
            break
        result[person].append(claim)
        previous = person


def _continues(line: Line, gap: range, *, in_list: bool, words: Lexicon) -> bool:
    """Whether a list goes on over the words between two names."""
    if in_list:
        return True
    kinds = "".join(line.kinds[i] for i in gap)
    if not kinds or (kinds[-1] not in ",;:\"" and line.words[gap[-1]] not in words.closed["connects"]):
        return False
    return not any(line.words[i] in words.closed["severs"] for i in gap)


def _heading(
    line: Line,
    person: int,
    previous: int | None,
    before: Mapping[int, Claim],
    after: Mapping[int, Claim],
    listed: Mapping[int, object],
    words: Lexicon,
) -> Claim | None:
    """The plural phrase that heads the list whose first name this is, over `including`, `from left:` and the like."""
    start = before[person].start
    first, _ = line.sentence_bounds(person)
    if previous is not None and previous >= first:
        first = max(first, after[previous].end)
    end = start
    while end > first and (
        line.words[end - 1] in words.closed["leads"] or line.kinds[end - 1] in ":,()-;"
        or line.words[end - 1] in words.closed["passed"] or line.kinds[end - 1] == "n"
    ):
        end -= 1
    if end == start:
        return None
    if end > first:
        claim = phrase_before(line, end, words)
        if claim.group is not None:
            return claim.group
        nearest = _nearest_plural(line, end, start, first, words)
        if nearest is not None:
            return nearest
        companies = _companies_at(line, end, first, words)
        if companies and _leads_list(line, end, start, words):
            return Claim(affiliations=companies, generic=True)
        if line.words[end : end + 1] and previous is None and _leads_list(line, end, start, words):
            return _opening_phrase(line, line.sentence_bounds(person)[0], words)
        return None
    number = line.sentences[person]
    if number and previous is None or (number and previous is not None and line.sentences[previous] < number):
        if person in listed and end == line.sentence_bounds(person)[0]:
            return _opening_phrase(line, line.sentences.index(number - 1), words)
    return None


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


def _leads_list(line: Line, end: int, start: int, words: Lexicon) -> bool:
    return any(line.words[i] in words.closed["leads"] for i in range(end, start))


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
    index, names = end, []
    if index > first and line.words[index - 1] in ("club", "team", "band", "group", "crew"):
        index -= 1
    while index > first and (line.kinds[index - 1] in "O'" or line.words[index - 1] in ("of", "the") and names):
        index -= 1
        if line.kinds[index] == "O":
            names.insert(0, line.mentions[index].text)
    opens = index == first or line.words[index] in ("of", "the") or line.words[index - 1] in ("of", "from", "in", "the")
    return tuple(names) if opens else ()
