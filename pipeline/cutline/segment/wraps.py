"""Which line goes on with the one before it: hard-wrapped paragraphs, told by the gallery's own width."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from cutline.segment.lines import Line

GOES_ON = re.compile(r"\d{1,4},? |[a-z][a-z’'-]*[ ,.;:]|[a-z]+$")
OPEN = re.compile(r"(?:[,–—-]|\b(?:of|the|and|a|an|in|on|at|for|to|with|from|by|as|or))$")
CLOSED = re.compile(r"(?:[a-z]{3}|\d)[.!?][)\]\"”’]*$|[.!?][)\]\"”’]+$")
WIDEST = 160


def wraps(lines: Sequence[Line], evidence: Mapping[str, Any]) -> list[float]:
    """For each line, how much speaks for its going on with the line before it; above 0 it does."""
    pairs = [index for index in range(1, len(lines)) if lines[index].gap == 0 and not lines[index].ruled]
    width = max((len(line.text) for line in lines), default=0)
    full = {index for index in pairs if _full(lines[index - 1].text, lines[index].text, width)}
    wrapped = evidence["wrapped"] * (_certain(lines, full, pairs, evidence) if width <= WIDEST else 0.0)
    result = [float("-inf")] * len(lines)
    for index in pairs:
        weight = evidence["broken"] + (wrapped if index in full else -wrapped)
        weight += _said(lines[index - 1].text, lines[index], evidence)
        result[index] = weight
    return result


def _certain(
    lines: Sequence[Line], full: Collection[int], pairs: Sequence[int], evidence: Mapping[str, Any]
) -> float:
    """How certain it is that a gallery is wrapped at its widest line, from 0 to 1: many lines have no room for the next
    one's first word, and that word often stands in mid-sentence. In a list of titles few do, and it hardly ever does."""
    if not full:
        return 0.0
    lower = sum(GOES_ON.match(lines[index].text) is not None for index in full)
    odds = evidence["full"][0] * len(full) + evidence["full"][1] * (len(pairs) - len(full))
    odds += evidence["lower_case"][0] * lower + evidence["lower_case"][1] * (len(full) - lower)
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))


def _full(line: str, after: str, width: int) -> bool:
    """The next line's first word had no room on this one."""
    return len(line) + 1 + len(after.split(maxsplit=1)[0]) > width


def _said(before: str, line: Line, evidence: Mapping[str, Any]) -> float:
    weight = 0.0
    if GOES_ON.match(line.text):
        weight += evidence["lower_case_next"]
    if OPEN.search(before):
        weight += evidence["open_end"]
    if CLOSED.search(before):
        weight += evidence["sentence_end"]
    if line.numbered:
        weight += evidence["numbered_inside"]
    return weight
