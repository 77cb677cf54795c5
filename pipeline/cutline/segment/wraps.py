"""Which line goes on with the one before it: hard-wrapped paragraphs, told by the gallery's own width."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from cutline.segment.lines import Line

GOES_ON = re.compile(r"\d{1,4},? |[a-z][a-z’'-]*[ ,.;:]|[a-z]+$")
OPEN = re.compile(r"(?:[,–—-]|\b(?:of|the|and|a|an|in|on|at|for|to|with|from|by|as|or))$")
CLOSED = re.compile(r"(?:[a-z]{3}|\d)[.!?][)\]\"”’]*$|[.!?][)\]\"”’]+$")
WIDEST, TRIED = 160, 8


def wraps(lines: Sequence[Line], evidence: Mapping[str, Any]) -> list[float]:
    """For each line, how much speaks for its going on with the line before it; above 0 it does."""
    pairs = [index for index in range(1, len(lines)) if lines[index].gap == 0 and not lines[index].ruled]
    certain, full = max(_widths(lines, pairs, evidence), key=lambda found: found[0], default=(0.0, frozenset()))
    wrapped = evidence["wrapped"] * certain
    result = [float("-inf")] * len(lines)
    for index in pairs:
        weight = evidence["broken"] + (wrapped if index in full else -wrapped)
        weight += _said(lines[index - 1].text, lines[index], evidence)
        result[index] = weight
    return result


def _widths(
    lines: Sequence[Line], pairs: Sequence[int], evidence: Mapping[str, Any]
) -> Iterator[tuple[float, frozenset[int]]]:
    """For each width that the gallery may be wrapped at, how certain that is and the lines that go on by it.

    A few of the widest lines may be titles or addresses that are not wrapped.
    """
    lengths = sorted((len(line.text) for line in lines if " " in line.text), reverse=True)
    widths = sorted(set(lengths[: int(len(lengths) * evidence["unwrapped"]) + 1]), reverse=True)
    for width in [width for width in widths if width <= WIDEST][:TRIED]:
        full = frozenset(index for index in pairs if _full(lines[index - 1].text, lines[index].text, width))
        yield _certain(lines, full, len(pairs), evidence), full


def _full(line: str, after: str, width: int) -> bool:
    """The next line's first word had no room on this one."""
    return len(line) <= width < len(line) + 1 + len(after.split(maxsplit=1)[0])


def _certain(lines: Sequence[Line], full: Collection[int], pairs: int, evidence: Mapping[str, Any]) -> float:
    """How certain it is, from 0 to 1, that lines are wrapped: many have no room for the next one's first word, and that
    word often stands in mid-sentence. In a list of titles few do, and it hardly ever does."""
    lower = sum(GOES_ON.match(lines[index].text) is not None for index in full)
    odds = evidence["full"][0] * len(full) + evidence["full"][1] * (pairs - len(full))
    odds += evidence["lower_case"][0] * lower + evidence["lower_case"][1] * (len(full) - lower)
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))


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
