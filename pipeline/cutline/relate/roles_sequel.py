"""What other words say of a person without the name: `He was a geologist`, a leading `Air Service.`, a uniform."""

from __future__ import annotations

import re

from cutline.relate.people_around import Around
from cutline.relate.people_text import Line
from cutline.relate.roles_find import phrase_at
from cutline.relate.roles_headings import opening_phrase
from cutline.relate.roles_words import Claim, Lexicon

_UNIFORM = re.compile(r"(?:,\s)?\s*(?:wearing|in|dressed in) (?:[^Ⓞ;.Ⓟ]{0,60})?Ⓞⓧ* (?:\w+ ){0,2}uniform")


def sequels(around: Around) -> dict[int, list[Claim]]:
    """For each person token, what is said of it elsewhere in the field."""
    line, words, people = around.line, around.words, around.people
    found: dict[int, list[Claim]] = {person: [] for person in people}
    if "uniform" in line.vocabulary:
        _uniforms(around, found)
    told = words.closed["pronouns"] & line.vocabulary
    for index, word in enumerate(line.words if told else ()):
        if word in told:
            for person in _referents(line, index, people, plural=word == "they"):
                found[person] += _said(line, index + 1, words)
    _fragments(around, found)
    _workers(around, found)
    _header(around, found)
    return found


def _uniforms(around: Around, found: dict[int, list[Claim]]) -> None:
    """The service whose uniform a person wears."""
    line = around.line
    for person in around.people:
        match = _UNIFORM.match(line.masked, line.ends[around.end(person) - 1])
        if match:
            company = line.token_at(line.masked.index("Ⓞ", match.start()))
            found[person].append(Claim(affiliations=(line.mentions[company].text,)))


def _referents(line: Line, index: int, people: list[int], *, plural: bool) -> list[int]:
    """Whom a pronoun speaks of: the first name of the nearest sentence that names anyone; all of them for `they`."""
    own = [person for person in people if line.sentences[person] == line.sentences[index] and person < index]
    if own:
        return [] if plural else own[-1:] if len(own) == 1 else []
    earlier = [person for person in people if person < index]
    if not earlier:
        return []
    last = [person for person in earlier if line.sentences[person] == line.sentences[earlier[-1]]]
    return last if plural else last[:1]


def _said(line: Line, index: int, words: Lexicon) -> list[Claim]:
    """What the verb behind a pronoun says: a role, or the service the person is in."""
    limit = line.sentence_bounds(index - 1)[1]
    start = index
    while index < limit and (
        line.words[index] in words.closed["copulas"]
        or line.words[index] in words.closed["adverbs"]
        or line.words[index] in ("serving", "overseas")
    ):
        index += 1
    if index >= limit or not any(line.words[i] in words.closed["copulas"] for i in range(start, index)):
        return []
    if line.words[index : index + 3] == ("one", "of", "the"):
        index += 3
    if line.words[index] in ("in", "with") and "O" in line.kinds[index + 1 : index + 3]:
        company = line.kinds.index("O", index)
        return [Claim(affiliations=(line.mentions[company].text,))]
    claim = phrase_at(line, index, limit, words)
    return [claim] if claim is not None else []


def _fragments(around: Around, found: dict[int, list[Claim]]) -> None:
    """A sentence that is a role phrase and names nobody tells of the name before: `President of the Farmers Market.`"""
    line = around.line
    first, limit = line.sentence_bounds(0)
    while limit < len(line.kinds):
        first, limit = line.sentence_bounds(limit)
        earlier = [person for person in around.people if line.sentences[person] == line.sentences[first] - 1]
        if not earlier or "P" in line.kinds[first:limit]:
            continue
        claim = phrase_at(line, first, limit, around.words)
        if claim is None or not claim.roles or claim.end >= limit or (claim.group is None) != (len(earlier) == 1):
            continue
        if line.kinds[claim.end] in ".,;(" or line.words[claim.end] in ("at", "in", "of"):
            for person in earlier:
                found[person].append(claim)


def _workers(around: Around, found: dict[int, list[Claim]]) -> None:
    """Who is shown behind a sentence about workers is one of them: `Workers at the Oxley Company. Ann Lee seals`."""
    line, words = around.line, around.words
    if not around.people or words.closed["workers"].isdisjoint(line.vocabulary):
        return
    last = line.sentences[around.people[0]]
    for number in range(last):
        first, limit = line.firsts[number : number + 2]
        claim = opening_phrase(line, first, words)
        if claim is None or not claim.roles or not claim.affiliations:
            continue
        if words.closed["workers"].isdisjoint(line.words[first:limit]):
            continue
        for person in around.people:
            own, behind = around.before[person], around.after[person]
            if not own.roles and not own.affiliations and not behind.affiliations:
                found[person].append(claim._replace(roles=() if behind.roles else claim.roles))
        return


def _header(around: Around, found: dict[int, list[Claim]]) -> None:
    """An organization that is a sentence of its own before a ranked name: `Air Service Command. Private X`."""
    line = around.line
    for person in around.people:
        first = line.sentence_bounds(person)[0]
        if first < 2:
            continue
        own, behind = around.before[person], around.after[person]
        titled = own.start == first or line.words[first:person] in (("miss",), ("mrs.",))
        if not titled or not (own.roles or behind.roles):
            continue
        start = line.sentence_bounds(first - 1)[0]
        kinds = line.kinds[start:first].rstrip(".")
        if kinds == "O" or (kinds in ("cO", "wO") and line.words[start] == "the"):
            index = line.kinds.index("O", start)
            found[person].append(Claim(affiliations=(line.mentions[index].text,)))
        elif kinds == "F" and behind.roles and not behind.affiliations:
            found[person].append(Claim(affiliations=(line.mentions[start].text,)))
