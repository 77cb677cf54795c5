"""What in an entry contradicts itself about its people: a count and its list, two people in one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from cutline.knowledge import Knowledge
from cutline.records import Person
from cutline.relate.people_text import Line
from cutline.relate.roles_words import Lexicon

Totals = Mapping[int, int]
"""How many people the lists of a sentence hold, unnamed ones included, by the token that the first list begins at."""


def conflicts(
    lists: Iterable[tuple[Line, Totals]], persons: Sequence[Person], knowledge: Knowledge, words: Lexicon
) -> tuple[str, ...]:
    """The warnings about an entry's people, in a fixed order."""
    warnings = []
    counted = [pair for pair in lists if pair[1]]
    if counted and any(_miscounted(line, totals, knowledge, words) for line, totals in counted):
        warnings.append("count-conflict")
    placed = [person for person in persons if person.position is not None and _is_single(person)]
    if len(placed) > 1 and _two_in_one_place(placed, persons):
        warnings.append("place-conflict")
    return tuple(warnings)


def _two_in_one_place(placed: Iterable[Person], persons: Sequence[Person]) -> bool:
    """Whether a place is given to two people who are no alternatives."""
    # "Third from left" beside the words about a person and in a list may be of two tables.
    places = Counter((person.position, "index" in person.detail) for person in placed)
    return any(count > 1 and not _alternatives(persons, place) for (place, _), count in places.items())


def _is_single(person: Person) -> bool:
    """Whether a place holds one person: an item of a list, `second from left`; not `left`, where many may stand."""
    return "index" in person.detail or " from " in str(person.position)


def _alternatives(persons: Sequence[Person], place: str | None) -> bool:
    """Whether the people in a place are `A or B`, of whom one is there."""
    return any(not person.certain for person in persons if person.position == place)


def _miscounted(line: Line, totals: Totals, knowledge: Knowledge, words: Lexicon) -> bool:
    for begin, total in totals.items():
        first = line.sentence_bounds(begin)[0]
        stated = _stated(line, first, begin, knowledge, words)
        # "Eleven members, seated: A. Standing: B": a count may be of the lists of several sentences.
        held = accumulate(many for later, many in totals.items() if later >= begin)
        if total > 1 and stated and not any(many == sum(stated) or many in stated for many in held):
            return True
    return False


def _stated(line: Line, first: int, last: int, knowledge: Knowledge, words: Lexicon) -> list[int]:
    """The counts of people between two tokens (`two men and three women`); none where the list is partial."""
    document = knowledge.document("people")
    numbers: Mapping[str, int] = document["counts"]
    nouns, partial = document["counted"]["nouns"], document["counted"]["partial"]
    if any(word in partial for word in line.words[first:last]):
        return []
    found = []
    for index in range(first, last):
        number = numbers.get(line.words[index], 0)
        if number:
            near = line.words[index + 1 : min(index + 6, last)]
            if any(word in nouns or word in words.plurals for word in near):
                found.append(number)
        elif found and line.words[index] in ("a", "an", "another") and index + 1 < last:
            found += [1] * (line.words[index + 1] in document["counted"]["singular"])  # "four women and a man"
    return found
