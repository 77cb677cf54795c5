"""The phrase that heads a list of people: `NASA astronauts, from left:`, `Women of the Art Club, including`."""

from __future__ import annotations

from collections.abc import Collection

from cutline.relate.people_around import Around
from cutline.relate.people_text import Line
from cutline.relate.roles_companies import company_end
from cutline.relate.roles_find import closes, phrase_at
from cutline.relate.roles_left import phrase_before
from cutline.relate.roles_words import Claim, Lexicon

_FAR, _NEAR = 12, 5
"""Tokens between a plural and the list that it heads, behind `including` and behind other cues."""


def heading(around: Around, person: int, previous: int | None, listed: Collection[int]) -> Claim | None:
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
        return opening_phrase(line, line.sentences.index(line.sentences[person] - 1), words)
    return None


def opens_row(around: Around, person: int) -> bool:
    """Whether a sentence opens with the next row of a list, and this name is its first: `Standing: X`."""
    line, words = around.line, around.words
    lead = range(line.sentence_bounds(person)[0], around.before[person].start)
    return all(_leads(line, i, words) for i in lead) and any(line.words[i] in words.closed["cues"] for i in lead)


def _leads(line: Line, index: int, words: Lexicon) -> bool:
    """Whether a token may stand between a heading and the first name of its list."""
    word, kind = line.words[index], line.kinds[index]
    return word in words.closed["leads"] or word in words.closed["passed"] or kind in ":,()-;n"


def _headed(around: Around, lead: range, floor: int, opening: int | None) -> Claim | None:
    """What the words before a list's lead say of all; `opening` is where the sentence opens, if that counts."""
    line, words = around.line, around.words
    claim = phrase_before(line, lead.start, words)
    if claim.group is not None:
        guessed = claim.start > floor and line.words[claim.start - 1] in words.closed["between"]
        return None if guessed else claim.group  # "men, possibly mechanics, including X"
    if _mixed(line, max(floor, lead.start - _FAR), lead.start, words):
        return None
    if "including" in line.words[lead.start : lead.stop]:
        nearest = _nearest_plural(line, lead.start, max(floor, lead.start - _FAR), words)
        if nearest is not None:
            return nearest
    if not any(line.words[i] in words.closed["cues"] or line.kinds[i] == ":" for i in lead):
        return None
    opens = None if opening is None else opening_phrase(line, opening, words)
    if opens is not None and opens.roles:
        return opens
    nearest = _nearest_plural(line, lead.start, max(floor, lead.start - _NEAR), words)
    if nearest is not None:
        return nearest
    companies = _companies_at(line, lead.start, floor, words)
    return Claim(affiliations=companies, generic=True) if companies else opens


def _mixed(line: Line, first: int, end: int, words: Lexicon) -> bool:
    """Whether a list is of others besides: `club members with husbands and friends, including`."""
    mixes = words.closed["mixes"]
    return any(line.words[i] in mixes and "with" in line.words[max(first, i - 3) : i] for i in range(first, end))


def _nearest_plural(line: Line, end: int, first: int, words: Lexicon) -> Claim | None:
    """The nearest plural phrase before a list, other words between: `club members wearing hats, including X`."""
    for index in range(end - 1, first - 1, -1):
        if line.kinds[index] == "P" or line.words[index] in words.closed["mixes"]:
            return None
        if line.words[index] not in words.plurals or _modifies(line, index, end, words):
            continue
        behind = phrase_at(line, index, end, words)
        if behind is not None:
            group = phrase_before(line, index + 1, words).group
            companies = _companies_behind(line, index + 1, end, words) or behind.affiliations
            return group and group._replace(affiliations=(*group.affiliations, *companies))
    return None


def _modifies(line: Line, index: int, end: int, words: Lexicon) -> bool:
    """Whether a plural only tells what the noun behind it is (`speakers table`) or whose: `members of his`."""
    if line.words[index + 1 : index + 2] == ("of",) and line.words[index + 2] in ("his", "her", "their", "its"):
        return True
    if index + 1 >= end or line.kinds[index + 1] != "w":
        return False
    word = line.words[index + 1]
    ends = word.endswith(("ing", "ed")) or word in words.closed["ends"] or word in words.closed["stops"]
    return not (ends or word in words.closed["complements"] or word in words.closed["joins"])


def opening_phrase(line: Line, first: int, words: Lexicon) -> Claim | None:
    """The plural role phrase that a sentence opens with."""
    limit = line.sentence_bounds(first)[1]
    while first < limit and line.words[first] in words.closed["frames"]:
        first += 1
    claim = phrase_at(line, first, limit, words)
    if claim is None or claim.group is None:
        return _opening_company(line, first, limit, words)
    companies = list(claim.group.affiliations)
    end = claim.end
    companies += _companies_behind(line, end, limit, words)
    while companies and line.kinds[end : end + 2] == ",O" and closes(line, end + 2, limit):
        companies.append(line.mentions[end + 1].text)
        end += 2
    return claim.group._replace(affiliations=tuple(companies))


def _opening_company(line: Line, first: int, limit: int, words: Lexicon) -> Claim | None:
    """The companies of the people that a sentence opens with: `Women of the Art Club`, `The Art Club band playing`."""
    index = first
    if index < limit and line.words[index] in words.closed["folk"]:
        index += 1
        if index >= limit or line.words[index] not in ("of", "from", "with"):
            return None
        companies, _ = _chain(line, index + 1, limit, words, premises=True)
    else:
        companies, end = _chain(line, index, limit, words)
        while end < limit and line.words[end] in words.modifiers:
            end += 1
        told = end >= limit or line.words[end] in words.closed["bodies"] or line.kinds[end] in ":.("
        told = told or (line.kinds[end] == "," and line.words[end + 1 : end + 2] != () and _leads(line, end + 1, words))
        if not told and not line.words[end].endswith("ing") and line.words[end] not in words.closed["ends"]:
            return None
    return Claim(affiliations=tuple(companies), generic=True) if companies else None


def _companies_behind(line: Line, index: int, limit: int, words: Lexicon) -> list[str]:
    """The companies that a preposition behind a plural ties it to: `Soldiers with [Echo Company], [1st Battalion]`."""
    index += line.words[index : index + 1] == ("employed",)
    if index >= limit or line.words[index] not in words.closed["prepositions"]:
        return []
    return _chain(line, index + 1, limit, words, premises=True)[0]


def _chain(line: Line, index: int, limit: int, words: Lexicon, *, premises: bool = False) -> tuple[list[str], int]:
    """The companies from a token on, and where they end: `the 1st Battalion, 27th Infantry Regiment`."""
    names: list[str] = []
    while index < limit and line.words[index] in words.closed["determiners"]:
        index += 1
    while index < limit:
        end = company_end(line, index, limit, words)
        end += end == index and premises and not names and line.kinds[index] == "F"
        if end == index:
            break
        names.append(line.slice(index, end))
        index = end
        following = index + (
            line.kinds[index : index + 1] in (",", "'") or line.words[index : index + 1] in (("of",), ("and",))
        )
        following += line.words[following : following + 1] == ("the",)
        if line.kinds[following : following + 1] != "O":
            break
        index = following
    return names, index


def _companies_at(line: Line, end: int, first: int, words: Lexicon) -> tuple[str, ...]:
    """The organizations that a list is headed by: `Group portrait of the Twilighters Club, including`."""
    index = end
    names: list[str] = []
    if index > first and line.words[index - 1] in words.closed["bodies"]:
        index -= 1
        if line.kinds[max(first, index - 4) : index] == "O(O)":
            index -= 3  # "the Improvement League (GIL) committee"
        while index > first and end - index < 4 and line.kinds[index - 1] in "wc":
            index -= 1  # "the Westfield School basketball team"
        if index == first or line.kinds[index - 1] != "O":
            return ()
    while index > first and (line.kinds[index - 1] in "O'" or (names and line.words[index - 1] in ("of", "the"))):
        index -= 1
        if line.kinds[index] == "O":
            names.insert(0, line.mentions[index].text)
    before = line.words[index - 1] if index > first else "of"
    opens = line.words[index] in ("of", "the") or before in ("of", "from", "in", "the", "with")
    return tuple(names) if opens else ()
