"""The people of each entry: who is named, what they are, where they stand, and whether they are in the picture."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from cutline.knowledge import Knowledge
from cutline.records import Person, Reading
from cutline.relate.depiction import Verdict, depiction_rules, doubtful, is_portrait, verdicts
from cutline.relate.frame import Place, frame_rules
from cutline.relate.frame_places import frame_places
from cutline.relate.people_around import Around, look_around
from cutline.relate.people_facts import View, person_of
from cutline.relate.people_names import Sighting, full_name, gather
from cutline.relate.people_text import Line
from cutline.relate.people_tokens import read_line
from cutline.relate.people_warnings import Totals, conflicts
from cutline.relate.roles import gender_of
from cutline.relate.roles_sequel import sequels
from cutline.relate.roles_shared import shared
from cutline.relate.roles_words import Claim, Lexicon, lexicon


def people(gallery: Sequence[Reading], knowledge: Knowledge) -> list[tuple[tuple[Person, ...], tuple[str, ...]]]:
    """For each reading its people in order of first mention, and the warnings about them."""
    words = lexicon(knowledge)
    lines = [_lines(reading, words) for reading in gallery]
    known = _names(lines)
    return [_entry(fields, known, knowledge, words) if fields else ((), ()) for fields in lines]


def _lines(reading: Reading, words: Lexicon) -> list[Line]:
    """The fields of a reading that name people, title first."""
    result = []
    named = {mention.field for mention in reading.mentions if mention.label == "PERSON"}
    for field in ("title", "caption"):
        if field in named:
            mentions = [mention for mention in reading.mentions if mention.field == field]
            line = read_line(field, reading.entry.text(field), mentions, words.closed)
            if "P" in line.kinds:
                result.append(line)
    return result


def _names(gallery: Sequence[Sequence[Line]]) -> list[str]:
    """The names that the gallery writes, in order, each once."""
    return list(
        dict.fromkeys([line.mentions[index].text for lines in gallery for line in lines for index in line.people()])
    )


def _entry(
    lines: Sequence[Line], known: Sequence[str], knowledge: Knowledge, words: Lexicon
) -> tuple[tuple[Person, ...], tuple[str, ...]]:
    """The people of one entry and their warnings."""
    views: dict[tuple[str, int], View] = {}
    lists: list[tuple[Line, Totals]] = []
    for line in lines:
        around = look_around(line, words)
        places, totals = frame_places(around, frame_rules(knowledge))
        lists.append((line, totals))
        for view in _views(around, places, knowledge):
            views[line.field, view.sighting.token] = view
    persons = []
    for figure in gather(view.sighting for view in views.values()):
        seen = [views[sighting.line.field, sighting.token] for sighting in figure.sightings]
        persons.append(person_of(figure, seen, full_name(figure, known), words.closed["bare"]))
    return tuple(persons), conflicts(lists, persons, knowledge, words)


def _views(around: Around, places: dict[int, Place], knowledge: Knowledge) -> list[View]:
    """What is read around each mention of a person in a field."""
    rules = depiction_rules(knowledge)
    common = shared(around, places)
    later = sequels(around)
    unseen = verdicts(around, rules)
    doubts = not rules.doubt_words.isdisjoint(around.line.vocabulary)
    _give_back(around, places, unseen)
    return [
        View(
            sighting=_sighting(around, person, places.get(person)),
            claims=_in_order(around, person, common[person], later[person]),
            place=places.get(person),
            verdict=unseen.get(person),
            doubtful=doubts and doubtful(around.line, around.openings[person], rules),
            portrait=is_portrait(around.line, around.openings[person], rules),
            opens=around.openings[person] == around.line.sentence_bounds(person)[0],
        )
        for person in around.people
    ]


def _in_order(around: Around, person: int, common: Sequence[Claim], later: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims about a mention in text order: what a list shares stands before it, or behind its last name."""
    own = around.before[person], around.after[person]
    if not common:
        return (*own, *later)
    ahead = [claim for claim in common if claim.start <= person]
    return (*ahead, *own, *(claim for claim in common if claim.start > person), *later)


def _sighting(around: Around, person: int, place: Place | None) -> Sighting:
    line, words, edge = around.line, around.words, around.edges[person]
    return Sighting(
        line,
        person,
        line.mentions[person].text,
        gender_of(line, person, words),
        titled=bool(around.before[person].roles) or edge < person,
        couple="and" in line.words[edge:person],  # "Mr. and Mrs. Lee"
        listed=place is not None and place.rule.startswith("list/"),
    )


def _give_back(around: Around, places: dict[int, Place], unseen: Mapping[int, Verdict]) -> None:
    """A place behind a relative's name is that of the person shown: `X, father of Y on left`."""
    for earlier, person in itertools.pairwise(around.people):
        verdict = unseen.get(person)
        if person in places and earlier not in places and verdict and verdict.reason == "kin-of-shown":
            places[earlier] = places.pop(person)
