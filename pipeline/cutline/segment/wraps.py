"""Which line goes on with the one before it: hard-wrapped paragraphs, told by the gallery's own width."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

from cutline.knowledge import Knowledge
from cutline.segment.lines import Line

WIDEST, TRIED = 160, 8


def wraps(lines: Sequence[Line], knowledge: Knowledge) -> list[float]:
    """For each line, how much speaks for its going on with the line before it; above 0 it does."""
    said: Mapping[str, Any] = knowledge.document("layouts")["evidence"]
    rules = {rule.rule: rule.regex for rule in knowledge.rules("layouts") if rule.options["kind"] == "wrap"}
    pairs = [index for index in range(1, len(lines)) if lines[index].gap == 0 and not lines[index].ruled]
    lower = {index for index in pairs if rules["goes on"].match(lines[index].text)}
    certain, full = max(_widths(lines, pairs, lower, said), key=lambda found: found[0], default=(0.0, frozenset()))
    result = [float("-inf")] * len(lines)
    for index in pairs:
        before = lines[index - 1].text
        weight = said["broken"] + (said["wrapped"] if index in full else -said["wrapped"]) * certain
        weight += said["lower_case_next"] if index in lower else 0.0
        weight += said["open_end"] if rules["left open"].search(before) else 0.0
        weight += said["sentence_end"] if rules["closed"].search(before) else 0.0
        result[index] = weight + (said["numbered_inside"] if lines[index].numbered else 0.0)
    return result


def _widths(
    lines: Sequence[Line], pairs: Sequence[int], lower: Set[int], said: Mapping[str, Any]
) -> Iterator[tuple[float, frozenset[int]]]:
    """For each width that the gallery may be wrapped at, how certain that is and the lines that go on by it.

    A few of the widest lines may be titles or addresses that are not wrapped.
    """
    lengths = sorted((len(line.text) for line in lines if " " in line.text), reverse=True)
    widths = sorted(set(lengths[: int(len(lengths) * said["unwrapped"]) + 1]), reverse=True)
    for width in [width for width in widths if width <= WIDEST][:TRIED]:
        full = frozenset(index for index in pairs if _full(lines[index - 1].text, lines[index].text, width))
        yield _certain(len(full), len(full & lower), len(pairs), said) if full else 0.0, full


def _full(line: str, after: str, width: int) -> bool:
    """The next line's first word had no room on this one."""
    return len(line) <= width < len(line) + 1 + len(after.split(maxsplit=1)[0])


def _certain(full: int, lower: int, pairs: int, said: Mapping[str, Any]) -> float:
    """How certain it is, from 0 to 1, that lines are wrapped: many have no room for the next one's first word, and that
    word often stands in mid-sentence. In a list of titles few do, and it hardly ever does."""
    odds: float = said["full"][0] * full + said["full"][1] * (pairs - full)
    odds += said["lower_case"][0] * lower + said["lower_case"][1] * (full - lower)
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))
