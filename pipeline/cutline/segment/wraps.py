"""Which line goes on with the one before it: hard-wrapped paragraphs, told by the gallery's own width."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cutline.segment.lines import Line

GOES_ON = re.compile(r"[a-z][a-z’'-]*[ ,.;:]|[a-z]+$")
OPEN = re.compile(r"(?:[,–—-]|\b(?:of|the|and|a|an|in|on|at|for|to|with|from|by|as|or))$")
CLOSED = re.compile(r"[.!?][)\]\"”’]*$")
WIDEST = 160


def wraps(lines: Sequence[Line], evidence: Mapping[str, float]) -> list[float]:
    """For each line, how much speaks for its going on with the line before it; above 0 it does."""
    pairs = [index for index in range(1, len(lines)) if lines[index].gap == 0 and not lines[index].ruled]
    width = max((len(line.text) for line in lines), default=0)
    full = {index for index in pairs if _full(lines[index - 1].text, lines[index].text, width)}
    share = len(full) / len(pairs) if pairs and width <= WIDEST else 0.0
    wrapped = evidence["wrapped"] * min(1.0, max(0.0, (share - 0.1) / 0.2))
    result = [float("-inf")] * len(lines)
    for index in pairs:
        weight = evidence["broken"] + (wrapped if index in full else -wrapped)
        weight += _said(lines[index - 1].text, lines[index], evidence)
        result[index] = weight
    return result


def _full(line: str, after: str, width: int) -> bool:
    """The next line's first word had no room on this one."""
    return len(line) + 1 + len(after.split(maxsplit=1)[0]) > width


def _said(before: str, line: Line, evidence: Mapping[str, float]) -> float:
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
