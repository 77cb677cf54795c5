"""The cues that open a list of people or a row of one: `From left:`, `second row:`, `standing, left to right:`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cutline.knowledge import Rule
from cutline.relate.frame import FrameRules, awake
from cutline.relate.people_text import Line

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


def headings(line: Line, rules: FrameRules) -> list[Heading]:
    """The list cues of a field in order; of rules that match at one word the earlier one has it."""
    found: list[Heading] = []
    end = -1
    known = rules.lists.keys() & line.vocabulary
    if rules.row_words.isdisjoint(line.vocabulary):
        known -= rules.openings
    for index in [index for index, word in enumerate(line.words) if word in known]:
        word = line.words[index]
        if line.starts[index] < end:
            continue
        if word in rules.openings and rules.row_words.isdisjoint(line.words[index + 1 : index + 4]):
            continue  # "in" and "the" open a row only before its word
        heading = _heading(line, line.starts[index], awake(rules.lists[word], line, rules), rules)
        # "women standing, including A": no row divides a list that has not begun.
        if heading is not None and not (heading.loose and not found):
            found.append(heading)
            end = heading.end
    return found


def _heading(line: Line, start: int, tried: Iterable[Rule], rules: FrameRules) -> Heading | None:
    """The cue that begins at an offset."""
    for rule in tried:
        match = rule.regex.match(line.masked, start)
        if match is None:
            continue
        use = rule.options["use"]
        start = match.start("row") if use == "row-list" else start
        # "B second from right" places one person and opens no list.
        if rules.rank.search(line.masked, max(0, start - 20), start):
            return None
        direction = _direction(match, rule) if use == "list" else None
        row = _row(match.groupdict().get("row"))
        return Heading(start, match.end(), rule.rule, row, direction, loose="includ" in match[0].lower())
    return None


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
