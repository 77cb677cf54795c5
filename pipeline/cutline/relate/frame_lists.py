"""Ordered lists of people: `From left: A, unknown woman, and B`, rows, and lists whose order is told behind them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from cutline.knowledge import Rule
from cutline.relate.frame import FrameRules, Place
from cutline.relate.people_text import Line
from cutline.relate.roles_phrase import Lexicon


_SIDE = re.compile(r"(?<![^\W\d_])(?:clockwise|left|right|top|bottom|l|r)(?![^\W\d_])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A cue that opens a list or a row of one, as a run of offsets."""

    start: int
    end: int
    rule: str
    row: str | None
    direction: str | None
    loose: bool = False
    """It names some of a row in no order: `standing, including`."""


@dataclass(slots=True)
class _State:
    """Where a walk along a list stands."""

    row: str | None = None
    direction: str | None = None
    rule: str = ""
    index: int = 0
    open: bool = False
    closing: bool = False
    """The last item came behind an `and`: what follows is an item only if nothing but a name stands there."""
    parted: bool = False
    """Semicolons part the items: `A, a clerk; B, a pilot`."""


def headings(line: Line, rules: FrameRules) -> list[Heading]:
    """The list cues of a field in order; of rules that match at one word the earlier one has it."""
    found: list[Heading] = []
    end = -1
    for index, word in enumerate(line.words):
        start = line.starts[index]
        if start < end or word not in rules.lists:
            continue
        for rule in rules.lists[word]:
            match = rule.regex.match(line.masked, start)
            if match is None:
                continue
            use = rule.options["use"]
            start = match.start("row") if use == "row-list" else start
            # "B second from right" places one person and opens no list.
            if rules.rank.search(line.masked, max(0, start - 20), start):
                break
            loose = "includ" in match[0].lower()
            if loose and not found:
                break  # "women standing, including A": no row divides a list here
            end = match.end()
            direction = _direction(match, rule) if use == "list" else None
            found.append(Heading(start, end, rule.rule, _row(match.groupdict().get("row")), direction, loose))
            break
    return found


def _row(row: str | None) -> str | None:
    return re.sub(r"\s+", " ", row).lower() if row else None


def _direction(match: re.Match[str], rule: Rule) -> str:
    """The side a list begins at."""
    side = match.groupdict().get("side")
    if side:
        return side.lower()
    row = match.groupdict().get("row") or ""
    text = match[0].replace(row, " ", 1) if row else match[0]
    first = _SIDE.search(text)
    return first[0].lower() if first else "left"


def listed(line: Line, openings: dict[int, int], rules: FrameRules, words: Lexicon) -> dict[int, Place]:
    """The place that a list gives each person token, unless words of its own place it.

    `openings` maps each person token to the token where the words about it begin.
    """
    cues = headings(line, rules)
    if not cues:
        return {}
    places: dict[int, Place] = {}
    state = _State()
    people = sorted(openings)
    for number, cue in enumerate(cues):
        first = line.token_at(cue.start)
        stop = line.token_at(cues[number + 1].start) if number + 1 < len(cues) else len(line.kinds)
        begin = bisect_left(line.starts, cue.end)
        limit = line.sentence_bounds(min(begin, len(line.kinds) - 1))[1]
        if begin >= len(line.kinds):
            limit = begin
        _turn(state, cue, line, first)
        if not any(begin <= person < min(stop, limit) for person in people):
            if cue.direction and cue.row is None:
                _backward(line, first, people, cue, places, rules)
            continue
        _walk(line, begin, min(stop, limit), openings, state, places, rules, words)
        alone = [person for person in people if begin <= person < min(stop, limit) and person in places]
        if cue.rule == "list/row-comma" and cue.row and len(alone) == 1:
            places[alone[0]] = Place(cue.row, cue.rule, row=cue.row)
    return places


def _turn(state: _State, cue: Heading, line: Line, first: int) -> None:
    """Stand at the head of the next list or row; a direction once said carries over to the rows behind it."""
    if cue.direction or cue.loose:
        state.direction = cue.direction
    elif cue.row is not None and not state.open:
        state.direction = None if not state.rule or state.row is None else state.direction
    state.row = cue.row
    state.rule, state.index, state.open, state.closing = cue.rule, 0, True, False


def _backward(
    line: Line, first: int, people: list[int], cue: Heading, places: dict[int, Place], rules: FrameRules
) -> None:
    """A list told behind its names: `A, B and C (left to right)`."""
    bounds = line.sentence_bounds(max(first - 1, 0))
    run = [person for person in people if bounds[0] <= person < first and person not in places]
    for index, person in enumerate(run, 1):
        places[person] = _place(None, index, cue.direction, cue.rule, rules)


def _place(row: str | None, index: int, direction: str | None, rule: str, rules: FrameRules) -> Place:
    """A place of a list in words: `front row, second from left`; a row without a direction is the row alone."""
    if direction is None:
        return Place(row or "", rule, row=row)
    name = rules.order[index - 1] if index <= len(rules.order) else f"{index}th"
    side = {"l": "left", "r": "right"}.get(direction, direction)
    words = f"{name} clockwise" if side == "clockwise" else f"{name} from {side}"
    return Place(f"{row}, {words}" if row else words, rule, row=row, index=index, direction=side)


def _walk(
    line: Line,
    begin: int,
    stop: int,
    openings: dict[int, int],
    state: _State,
    places: dict[int, Place],
    rules: FrameRules,
    words: Lexicon,
) -> None:
    """Give each name of a list its place, counting unnamed people."""
    segment, depth, taken = begin, 0, False
    state.parted = any(line.kinds[token] == ";" and any(token < person < stop for person in openings) for token in range(begin, stop))
    for index in range(begin, stop + 1):
        kind = line.kinds[index] if index < stop else ";"
        if kind == "[" and line.kinds[index : index + 3] == "[P]":
            continue
        if kind in "([":
            depth += 1
        elif kind in ")]":
            depth = max(0, depth - 1)
        elif depth:
            continue
        elif kind == "P" and index in openings:
            if not state.open:
                break
            gap = _gap(line, segment, openings[index], words) and line.kinds[index - 1] != "P"
            if taken and line.words[index - 1] == "or" and index - 2 in places:
                places.setdefault(index, places[index - 2])  # "A or B": one place
                continue
            if taken and gap:
                continue  # "A holding a photograph of B": B is no item
            joined = not state.closing and openings[index] - segment > 1 and (
                line.words[openings[index] - 1] == "with" or line.words[segment].endswith("ing")
            )
            if gap and not joined and not _introduces(line, segment, openings[index], rules):
                state.open = False
                break
            if gap and _counts(line, segment, openings[index], rules) and line.words[openings[index] - 1] == "with":
                state.index += 1
            state.index += 1
            places.setdefault(index, _place(state.row, state.index, state.direction, state.rule, rules))
            state.index += "and" in line.words[openings[index] : index]  # "Mr. and Mrs. Lee" take two places
            taken = True
        elif kind in ",;" or (line.words[index] in ("and", "&") and _parts(line, index, openings, rules, stop)):
            if not taken and segment < index:
                spoken = not state.parted or segment == begin or line.kinds[segment - 1] == ";"
                count = (_counts(line, segment, index, rules) if spoken else 0) or _unmarked(line, segment, index, words)
                if count:
                    state.index += count
                elif state.closing and _ends_list(line, segment, index, words):
                    state.open = False
            if taken or segment < index:
                state.closing = line.words[segment - 1] in ("and", "&") if segment > begin else False
            segment, taken = index + 1, False


def _gap(line: Line, segment: int, opening: int, words: Lexicon) -> bool:
    """Whether other words than honorifics and doubts stand between a separator and the words about a name."""
    passed = words.closed["passed"]
    if opening > segment and line.kinds[opening - 1] == '"' and line.kinds.find('"', segment, opening - 1) >= 0:
        opening = line.kinds.find('"', segment, opening - 1)  # a title in quotes: "Miss Elk"
    if opening > segment + 1 and line.words[opening - 1] == "or" and line.kinds[opening - 2] == "c":
        opening -= 2  # "Alice or Alyce Lindsay"
    if 0 < opening - segment < 3 and line.kinds[segment:opening].strip("c") == "":
        return False  # an unknown title: "Constable"
    titles = range(segment, opening)
    if 1 < len(titles) < 6 and words.is_head(line.words[segment]) and line.kinds[segment] == "c":
        return any(line.words[i] in words.closed["stops"] for i in titles)  # "Scoutmaster of troop 70 X"
    if opening - segment == 1 and line.kinds[segment] == "w":
        word = line.words[segment]
        titled = line.kinds[opening] == "w" and words.is_head(line.words[opening])  # "pitching coach X", "bowman X"
        return word in words.closed["stops"] or (word.endswith(("ing", "ed", "s")) and not titled)
    return any(line.words[index] not in passed and line.kinds[index] not in "\"'[(#n" for index in range(segment, opening))


def _introduces(line: Line, segment: int, opening: int, rules: FrameRules) -> bool:
    """Whether the words before a name are an apposition of it (`the hostess, his sister`) or of an unnamed neighbor."""
    return opening - segment <= 4 and all(
        line.words[i] in rules.words["openers"] | rules.words["persons"] | rules.words["relations"] for i in range(segment, opening)
    )


def _counts(line: Line, first: int, last: int, rules: FrameRules) -> int:
    """How many unnamed people a segment stands for: `unknown woman` is one, `two men` are two."""
    while first < last and (line.words[first] in ("and", "possibly", "no.", "#") or line.kinds[first] == "n"):
        first += 1
    if first >= last or line.words[first] not in rules.words["openers"] | rules.words["persons"]:
        return 0
    for index in range(first, min(last, first + 5)):
        word = line.words[index]
        if word in rules.words["persons"] and word not in ("unknown", "unidentified", "unnamed"):
            number = rules.numbers.get(line.words[first], 0)
            return number or 1
        if word not in rules.words["openers"] and line.kinds[index] not in "wcN":
            return 0
    return 1 if line.words[first] in ("unknown", "unidentified", "unnamed") else 0


def _unmarked(line: Line, first: int, last: int, words: Lexicon) -> int:
    """One where a segment is nothing but a name that no one has marked: `Mrs. Alfred Burch`."""
    while first < last and (
        line.words[first] in words.closed["honorifics"]
        or line.words[first] in ("and", "possibly", "no.", "#") or line.kinds[first] == "n"
    ):
        first += 1
    names = range(first, last)
    titled = first > 0 and line.words[first - 1] in words.closed["honorifics"]
    written = len(names) > 1 - titled and all(line.kinds[i] == "c" for i in names)
    return int(written and not any(words.is_head(line.words[i]) or line.words[i] in words.modifiers for i in names))


def _parts(line: Line, index: int, openings: dict[int, int], rules: FrameRules, stop: int) -> bool:
    """Whether an `and` parts two items: a name or an unnamed person begins behind it."""
    if index + 1 >= stop:
        return False
    after = index + 1
    if line.words[after] in rules.words["openers"] and _counts(line, after, min(stop, after + 4), rules):
        return True
    ahead = [person for person in openings if index < person]
    return bool(ahead) and openings[min(ahead)] <= after + 1


def _ends_list(line: Line, first: int, last: int, words: Lexicon) -> bool:
    """Whether the segment behind the last item says what they all do: `posed in the hall`."""
    word = line.words[first]
    return word in words.closed["ends"] or word.endswith("ing")


def shifted(place: Place, words: str) -> Place:
    """A place reworded."""
    return replace(place, words=words)
