"""The people of each entry: who is named, what they are, where they stand, and whether they are in the picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cutline.knowledge import Knowledge
from cutline.records import Person, Reading
from cutline.relate.depiction import Verdict, depiction_rules, doubtful, verdicts
from cutline.relate.frame import Place, frame_rules, own_place
from cutline.relate.frame_lists import listed
from cutline.relate.people_facts import person_of
from cutline.relate.people_names import Sighting, full_name, gather, name_words
from cutline.relate.people_text import Line, read_line
from cutline.relate.people_warnings import conflicts
from cutline.relate.roles import before, gender_of, is_titled, over_honorifics
from cutline.relate.roles_after import after
from cutline.relate.roles_phrase import Claim, Lexicon, lexicon
from cutline.relate.roles_sequel import sequels
from cutline.relate.roles_shared import shared


@dataclass(frozen=True, slots=True)
class View:
    """All that is read around one mention of a person."""

    sighting: Sighting
    claims: tuple[Claim, ...]
    place: Place | None
    verdict: Verdict | None
    doubtful: bool
    portrait: bool = False


def people(gallery: Sequence[Reading], knowledge: Knowledge) -> list[tuple[tuple[Person, ...], tuple[str, ...]]]:
    """For each reading its people in order of first mention, and the warnings about them."""
    words = lexicon(knowledge)
    lines = [_lines(reading, words) for reading in gallery]
    known = _full_names(lines)
    return [_entry(fields, known, knowledge, words) for fields in lines]


def _lines(reading: Reading, words: Lexicon) -> list[Line]:
    """The fields of a reading that name people, title first."""
    result = []
    for field in ("title", "caption"):
        mentions = [mention for mention in reading.mentions if mention.field == field]
        if any(mention.label == "PERSON" for mention in mentions):
            text = reading.entry.text(field)
            line = read_line(field, text, mentions, words.closed["abbreviations"], words.closed["compounds"])
            if "P" in line.kinds:
                result.append(line)
    return result


def _full_names(gallery: Sequence[Sequence[Line]]) -> list[str]:
    """The names of more than one word that the gallery writes, in order, each once."""
    names = (line.mentions[index].text for lines in gallery for line in lines for index in line.people())
    return list(dict.fromkeys(name for name in names if len(name_words(name)) > 1))


def _entry(
    lines: Sequence[Line], known: Sequence[str], knowledge: Knowledge, words: Lexicon
) -> tuple[tuple[Person, ...], tuple[str, ...]]:
    if not lines:
        return (), ()
    views = {(view.sighting.line.field, view.sighting.index): view for line in lines for view in _views(line, knowledge, words)}
    figures = gather(view.sighting for view in views.values())
    persons = []
    for figure in figures:
        seen = [views[sighting.line.field, sighting.index] for sighting in figure.sightings]
        persons.append(person_of(figure, seen, full_name(figure, known), words.closed["bare"]))
    return tuple(persons), conflicts(lines, persons, knowledge)


def _views(line: Line, knowledge: Knowledge, words: Lexicon) -> Iterator[View]:
    """What is read around each mention of a person in a field."""
    tokens = [index for index in line.people() if not _is_alias(line, index) and not _is_family(line, index, words)]
    ahead = {index: before(line, index, words) for index in tokens}
    behind = {index: after(line, index, words) for index in tokens}
    openings = {index: min(ahead[index].start, over_honorifics(line, index, words)) for index in tokens}
    ends = {index: behind[index].end for index in tokens}
    places = _places(line, openings, behind, knowledge, words)
    common = shared(line, ahead, behind, places, words)
    later = sequels(line, ahead, behind, words)
    rules = depiction_rules(knowledge)
    unseen = verdicts(line, openings, ends, rules)
    for earlier, index in zip(tokens, tokens[1:], strict=False):
        # "X, father of Y on left": the place is X's.
        if index in places and earlier not in places and unseen.get(index) and unseen[index].reason == "kin-of-shown":
            places[earlier] = places.pop(index)
    for index in tokens:
        sighting = Sighting(
            line,
            index,
            gender_of(line, index, words),
            is_titled(line, index, ahead[index], words),
            listed=index in places and places[index].rule.startswith("list/"),
            couple=line.words[max(0, index - 2) : index] == ("and", "mrs.") or "and" in line.words[over_honorifics(line, index, words) : index],
        )
        yield View(
            sighting,
            (*common[index], ahead[index], behind[index], *later[index]),
            places.get(index),
            unseen.get(index),
            doubtful(line, openings[index], rules),
        )


def _is_alias(line: Line, index: int) -> bool:
    """Whether a name only repeats the one before it: `Ann Lee (Ann Ross)`, `Jewal [i.e. Jewel]`."""
    if line.kinds[index - 2 : index] in ("P(", "P[") and line.kinds[index + 1 : index + 2] in (")", "]"):
        return index > 1
    return index > 2 and line.kinds[index - 3] == "P" and line.kinds[index - 2] == "[" and line.words[index - 1] in ("i.e.", "sic")


def _is_family(line: Line, index: int, words: Lexicon) -> bool:
    """Whether a name stands for a family: `the Mutz family`, `The Caudills`."""
    if " " in line.mentions[index].text:
        return False
    if line.words[index + 1 : index + 2] and line.words[index + 1] in words.closed["families"]:
        return True
    return index > 0 and line.words[index - 1] == "the" and line.words[index].endswith("s")


def _places(
    line: Line, openings: dict[int, int], behind: Mapping[int, Claim], knowledge: Knowledge, words: Lexicon
) -> dict[int, Place]:
    """The place of each person: its own words first, else the order of a list."""
    rules = frame_rules(knowledge)
    if not rules.cue.search(line.masked):
        return {}
    places = listed(line, openings, rules, words)
    for index in openings:
        opening = line.starts[openings[index]]
        steps = (line.ends[step - 1] for step in behind[index].steps)
        own = own_place(line, index, steps, rules, opening=opening)
        if own is not None and not (own.rule.startswith("before/") and index in places):
            row = places[index].row if index in places else None
            # "second row: A second from left": the row stands before the place.
            inside = row is not None and " from " in own.words and "row" not in own.words
            places[index] = replace(own, words=f"{row}, {own.words}", row=row) if inside else own
            if own.shared or line.words[index - 1 : index] == ("or",):
                _share_place(line, index, own, openings, behind, places)
            if own.onward:
                _share_onward(line, index, own, openings, behind, places)
    return places


def _share_place(
    line: Line,
    index: int,
    place: Place,
    openings: Mapping[int, int],
    behind: Mapping[int, Claim],
    places: dict[int, Place],
) -> None:
    """Give a place to the names before it that nothing but commas and `and` part: `A, B, and C, on left`."""
    opening = openings[index]
    for person in sorted((p for p in openings if p < index), reverse=True):
        gap = range(behind[person].end, opening)
        if person in places or any(line.kinds[i] != "," and line.words[i] not in ("and", "&", "or") for i in gap):
            break
        places[person] = place
        opening = openings[person]


def _share_onward(
    line: Line,
    index: int,
    place: Place,
    openings: Mapping[int, int],
    behind: Mapping[int, Claim],
    places: dict[int, Place],
) -> None:
    """Give a place to the names behind it in the list: `In the foreground are A, B; and C`."""
    end = behind[index].end
    for person in sorted(p for p in openings if p > index):
        gap = range(end, openings[person])
        joined = all(line.kinds[i] in ",;" or line.words[i] in ("and", "&", "mr.", "mrs.", "miss", "dr.") for i in gap)
        if not joined or not gap or line.sentences[person] != line.sentences[index]:
            break
        places.setdefault(person, place)
        end = behind[person].end
