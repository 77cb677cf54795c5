"""The reading of a whole gallery: which block is what, by the evidence of each and the pattern of them all."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

NEXT = {
    "start": ("title", "credit", "caption"),
    "title": ("credit", "caption", "title"),
    "credit": ("caption", "title"),
    "caption": ("paragraph", "byline", "title", "credit", "caption"),
    "paragraph": ("paragraph", "byline", "title", "credit", "caption"),
    "byline": ("title", "caption"),
}
"""What may follow what. A byline is a credit line behind its caption."""
INSIDE = {("title", "credit"): "title_credit", ("title", "caption"): "title_caption", ("credit", "caption"): "credit_caption"}
GAPS = 3


@dataclass(frozen=True, slots=True)
class Block:
    """Lines `first` to `last` (not included) as one block, with the weight of reading it as each kind of block."""

    first: int
    last: int
    weight: Mapping[str, float]
    starts: float
    """What an entry's beginning here gains, `inside` what its going on here gains."""
    inside: float
    gap: int
    torn: float
    """What it costs that a block begins here, in the midst of a wrapped paragraph."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The logarithms of what follows what, and over how many blank lines."""

    following: Mapping[str, Mapping[str, float]]
    gaps: Mapping[str, Sequence[float]]
    end: Mapping[str, float]


Step = tuple[str, Block]


def joint(before: str, after: str) -> str:
    """The kind of gap between two blocks.

    >>> joint("title", "caption"), joint("caption", "title")
    ('title_caption', 'entry')
    """
    if after in ("paragraph", "byline"):
        return after
    return INSIDE.get((before, after), "entry")


def rhythm(layout: Mapping[str, Any], path: Sequence[Step], trust: float) -> Rhythm:
    """A layout's weights fitted to what was read: its own count for `trust` observations."""
    follows: Counter[tuple[str, str]] = Counter()
    gaps: Counter[tuple[str, int]] = Counter()
    for (before, _), (after, block) in zip(path, path[1:], strict=False):
        before = "caption" if before == "paragraph" else before
        follows[before, after] += 1
        gaps[joint(before, after), block.gap] += 1
    following = {}
    for before, afters in NEXT.items():
        known = layout["next"]["caption" if before == "paragraph" else before]
        key = "caption" if before == "paragraph" else before
        seen = {after: known.get(after, 0.0) * trust + follows[key, after] for after in afters}
        following[before] = _logs(seen)
    widths = {
        name: list(_logs({g: row[g] / sum(row) * trust + gaps[name, g] for g in range(GAPS)}).values())
        for name, row in layout["gaps"].items()
    }
    return Rhythm(following, widths, layout["end"])


def _logs(seen: Mapping[Any, float]) -> dict[Any, float]:
    total = sum(seen.values()) or 1.0
    return {key: math.log(count / total) if count else -math.inf for key, count in seen.items()}


def read(blocks: Sequence[Sequence[Block]], beat: Rhythm) -> tuple[float, list[Step]]:
    """The best reading of the blocks (those that begin at each line) and its weight: Viterbi's dynamic program."""
    count = len(blocks)
    best: list[dict[str, tuple[float, Step | None, int, str]]] = [{} for _ in range(count + 1)]
    best[0]["start"] = (0.0, None, 0, "")
    for index, starting in enumerate(blocks):
        if not best[index]:
            continue
        arrived = _arrivals(best[index], starting, beat)
        for block in starting:
            there = best[block.last]
            for kind, (weight, before) in arrived.items():
                total = weight + block.weight[kind]
                if kind not in there or total > there[kind][0]:
                    there[kind] = (total, (kind, block), index, before)
    return _traced(best, beat.end)


def _arrivals(
    here: Mapping[str, tuple[float, Step | None, int, str]], starting: Sequence[Block], beat: Rhythm
) -> dict[str, tuple[float, str]]:
    """For every kind of block that may begin here, the best weight of what came before it, and what that was."""
    block = starting[0]
    arrived: dict[str, tuple[float, str]] = {}
    for before, (weight, *_) in here.items():
        for after, chance in beat.following[before].items():
            name = joint(before, after)
            gain = block.starts if name == "entry" else block.inside
            gap = beat.gaps[name][block.gap] if before != "start" else 0.0
            total = weight + chance + gap + gain - block.torn
            if after not in arrived or total > arrived[after][0]:
                arrived[after] = (total, before)
    return arrived


def _traced(
    best: Sequence[Mapping[str, tuple[float, Step | None, int, str]]], end: Mapping[str, float]
) -> tuple[float, list[Step]]:
    last = {name: arrived[0] + end.get(name, 0.0) for name, arrived in best[-1].items()}
    kind = max(last, key=lambda name: last[name])
    weight, position, path = last[kind], len(best) - 1, []
    while position:
        _, step, position_before, before = best[position][kind]
        if step is not None:
            path.append(step)
        position, kind = position_before, before
    return weight, path[::-1]
