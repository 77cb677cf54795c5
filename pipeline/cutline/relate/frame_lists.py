"""Ordered lists of people: `From left: A, unknown woman, and B`, rows, and lists whose order is told behind them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from cutline.relate.frame import FrameRules, Place
from cutline.relate.frame_headings import Heading, headings
from cutline.relate.frame_items import ends_list, gap_before, introduces, parts, unmarked, unnamed
from cutline.relate.people_around import JOINS, Around


@dataclass(slots=True)
class _Walk:
    """A walk along the lists of a field: what is known, where it stands, what it has found."""

    around: Around
    rules: FrameRules
    row: str | None = None
    direction: str | None = None
    rule: str = ""
    index: int = 0
    open: bool = False
    closing: bool = False
    """The last item came behind an `and`: what follows is an item only if nothing but a name stands there."""
    parted: bool = False
    """Semicolons part the items: `A, a clerk; B, a pilot`."""
    segment: int = 0
    taken: bool = False
    """The segment has its name."""
    places: dict[int, Place] = field(default_factory=dict)
    totals: dict[int, int] = field(default_factory=dict)


def listed(around: Around, rules: FrameRules) -> tuple[dict[int, Place], dict[int, int]]:
    """The place that a list gives each person token, and how many people each sentence's lists hold.

    The totals are keyed by the token that a sentence's first list begins at.
    """
    line = around.line
    cues = headings(line, rules)
    walk = _Walk(around, rules)
    head = 0
    for number, cue in enumerate(cues):
        first, begin = line.token_at(cue.start), bisect_left(line.starts, cue.end)
        stop = line.token_at(cues[number + 1].start) if number + 1 < len(cues) else len(line.kinds)
        stop = min(stop, line.sentence_bounds(begin)[1] if begin < len(line.kinds) else begin)
        _turn(walk, cue)
        if any(begin <= person < stop for person in around.openings):
            _along(walk, begin, stop)
            _alone(walk, cue, [person for person in around.people if begin <= person < stop])
            head = first if not number or line.sentences[first] != line.sentences[head] else head
            walk.totals[head] = walk.totals.get(head, 0) + walk.index
        elif cue.direction and cue.row is None:
            _backward(walk, cue, first)
    return walk.places, walk.totals


def _turn(walk: _Walk, cue: Heading) -> None:
    """Stand at the head of the next list or row; a direction once said carries over to the rows behind it."""
    if cue.direction or cue.loose:
        walk.direction = cue.direction
    elif cue.row is not None and not walk.open and (not walk.rule or walk.row is None):
        walk.direction = None
    walk.row, walk.rule = cue.row, cue.rule
    walk.index, walk.open, walk.closing = 0, True, False


def _backward(walk: _Walk, cue: Heading, first: int) -> None:
    """A list told behind its names: `A, B and C (left to right)`."""
    start = walk.around.line.sentence_bounds(max(first - 1, 0))[0]
    run = [person for person in walk.around.people if start <= person < first and person not in walk.places]
    for index, person in enumerate(run, 1):
        walk.index, walk.row, walk.direction, walk.rule = index, None, cue.direction, cue.rule
        walk.places[person] = _place(walk)


def _alone(walk: _Walk, cue: Heading, people: list[int]) -> None:
    """A person alone in a row without a colon stands in no order: `Seated Ann Lee`."""
    placed = [person for person in people if person in walk.places]
    if cue.rule == "list/row-comma" and cue.row and len(placed) == 1:
        walk.places[placed[0]] = Place(cue.row, cue.rule, row=cue.row)


def _place(walk: _Walk) -> Place:
    """The place that the walk stands at, in words: `front row, second from left`; without a direction the row alone."""
    if walk.direction is None:
        return Place(walk.row or "", walk.rule, row=walk.row)
    order = walk.rules.order
    name = order[walk.index - 1] if walk.index <= len(order) else f"{walk.index}th"
    side = {"l": "left", "r": "right"}.get(walk.direction, walk.direction)
    words = f"{name} clockwise" if side == "clockwise" else f"{name} from {side}"
    return Place(f"{walk.row}, {words}" if walk.row else words, walk.rule, walk.row, walk.index, side)


def _along(walk: _Walk, begin: int, stop: int) -> None:
    """Give each name of a list its place, counting unnamed people."""
    line, openings = walk.around.line, walk.around.openings
    last = max((person for person in openings if person < stop), default=begin)
    walk.parted = ";" in line.kinds[begin:last]
    walk.segment, walk.taken, depth = begin, False, 0
    for index in range(begin, stop + 1):
        kind = line.kinds[index] if index < stop else ";"
        if kind in "([" and line.kinds[index : index + 3] != "[P]":
            depth += 1
        elif kind in ")]":
            depth = max(0, depth - 1)
        elif depth:
            continue
        elif kind == "P" and index in openings:
            _name(walk, index)
            if not walk.open:
                break
        elif kind in ",;" or (line.words[index] in JOINS and parts(line, index, openings, walk.rules, stop)):
            _separator(walk, begin, index)


def _name(walk: _Walk, index: int) -> None:
    """Place a name, or close the list where it is no item of it."""
    around, rules = walk.around, walk.rules
    line, opening, segment = around.line, around.openings[index], walk.segment
    if not walk.open:
        return
    gap = gap_before(line, segment, opening, around.words) and line.kinds[index - 1] != "P"
    if walk.taken and line.words[index - 1] == "or" and index - 2 in walk.places:
        walk.places.setdefault(index, walk.places[index - 2])  # "A or B": one place
        return
    if walk.taken and gap:
        return  # "A holding a photograph of B": B is no item
    beside = line.words[opening - 1] == "with"
    doing = opening > segment and line.words[segment].endswith("ing")
    joined = not walk.closing and (doing or (beside and opening - segment > 1))
    if gap and not joined and not introduces(line, segment, opening, rules):
        walk.open = False
        return
    walk.index += 1 + (gap and beside and unnamed(line, segment, opening, rules) > 0)
    walk.places.setdefault(index, _place(walk))
    walk.index += "and" in line.words[opening:index]  # "Mr. and Mrs. Lee" take two places
    walk.taken = True


def _separator(walk: _Walk, begin: int, index: int) -> None:
    """Close a segment; one without a name may stand for unnamed people or end the list."""
    line, segment, words = walk.around.line, walk.segment, walk.around.words
    if not walk.taken and segment < index:
        spoken = not walk.parted or segment == begin or line.kinds[segment - 1] == ";"
        count = unnamed(line, segment, index, walk.rules) if spoken else 0
        count = count or unmarked(line, segment, index, words)
        walk.index += count
        if not count and walk.closing and ends_list(line, segment, words):
            walk.open = False
    if walk.taken or segment < index:
        walk.closing = segment > begin and line.words[segment - 1] in JOINS
    walk.segment, walk.taken = index + 1, False
