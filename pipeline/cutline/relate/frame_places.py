"""The place of each person of a field: by the words beside the name, else by the order of a list."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from cutline.knowledge import Rule
from cutline.relate.frame import FrameRules, Place, awake, cue_offsets, place_before, place_behind
from cutline.relate.frame_lists import listed
from cutline.relate.people_around import JOINS, Around

_BEHIND, _AHEAD = 140, 64
"""Characters behind and before a person's words within which a rule finds a place."""


def frame_places(around: Around, rules: FrameRules) -> tuple[dict[int, Place], dict[int, int]]:
    """The place of each person token that has one, and the totals of the lists (see `listed`)."""
    line = around.line
    cues = cue_offsets(line, rules)
    if not cues:
        return {}, {}
    places, totals = listed(around, rules)
    behind = awake(rules.behind, line, rules)
    for person in around.people:
        own = _behind(around, person, cues, behind) or _before(around, person, cues, rules)
        if own is None or (own.rule.startswith("before/") and person in places):
            continue
        places[person] = _in_row(own, places.get(person))
        if own.shared or line.words[person - 1 : person] == ("or",):
            _share_back(around, person, own, places)
        if own.onward:
            _share_onward(around, person, own, places)
    return places, totals


def _behind(around: Around, person: int, cues: Sequence[int], tried: Sequence[Rule]) -> Place | None:
    """The position that the words behind one person's phrase, or a part of it, give it."""
    line, steps = around.line, around.after[person].steps
    starts = [line.ends[person]]
    if steps:
        starts = sorted({*starts, *[line.ends[step - 1] for step in steps]})
    for start in starts:
        if _near(cues, start, start + _BEHIND) and (place := place_behind(line, start, tried)):
            return place
    return None


def _before(around: Around, person: int, cues: Sequence[int], rules: FrameRules) -> Place | None:
    """The position that the words before one person's phrase give it."""
    line = around.line
    opening = line.starts[around.openings[person]]
    return place_before(line, opening, rules) if _near(cues, opening - _AHEAD, opening) else None


def _near(cues: Sequence[int], first: int, last: int) -> bool:
    """Whether a cue stands between two offsets."""
    at = bisect_left(cues, first)
    return at < len(cues) and cues[at] < last


def _in_row(own: Place, place: Place | None) -> Place:
    """A place of one's own in a row: the row stands before it, as in `second row, second from left`."""
    if place is None or place.row is None or " from " not in own.words or "row" in own.words:
        return own
    return replace(own, words=f"{place.row}, {own.words}", row=place.row)


def _share_back(around: Around, index: int, place: Place, places: dict[int, Place]) -> None:
    """Give a place to the names before it that nothing but commas and `and` part: `A, B, and C, on left`."""
    following = index
    for person in reversed([person for person in around.people if person < index]):
        if person in places or not around.joined(around.gap(person, following), also=(*JOINS, "or")):
            break
        places[person] = place
        following = person


def _share_onward(around: Around, index: int, place: Place, places: dict[int, Place]) -> None:
    """Give a place to the names behind it in the list: `In the foreground are A, B; and C`."""
    previous = index
    for person in [person for person in around.people if person > index]:
        gap = around.gap(previous, person)
        if not gap or not around.same_sentence(index, person):
            break
        if not around.joined(gap, ",;", (*JOINS, *around.words.closed["honorifics"])):
            break
        places.setdefault(person, place)
        previous = person
