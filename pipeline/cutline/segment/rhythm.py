"""The reading of a whole gallery: which block is what, by the evidence of each and the pattern of them all."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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
INSIDE = {
    ("title", "credit"): "title_credit",
    ("title", "caption"): "title_caption",
    ("credit", "caption"): "credit_caption",
}
GAPS = 3


@dataclass(frozen=True, slots=True)
class Block:
    """Lines `first` to `last` (not included) as one block, with the weight of reading it as each kind of block."""

    first: int
    last: int
    weight: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block may begin: the blocks that may, the blank lines before it, what an entry's beginning here gains,
    what its going on here gains, and what it costs that a block begins in the midst of a wrapped paragraph."""

    blocks: Sequence[Block]
    gap: int
    starts: float
    inside: float
    torn: float


@dataclass(frozen=True, slots=True)
class Move:
    """That a kind of block follows another: its weight over no, one, and two or more blank lines."""

    after: str
    weights: Sequence[float]
    starts: bool


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What follows what, and what it costs that the gallery ends behind a kind of block."""

    moves: Mapping[str, Sequence[Move]]
    end: Mapping[str, float]


Step = tuple[str, Block]
Arrival = tuple[float, str, int, str, Block | None]
"""The weight of the best reading up to here, the kind of its last block and where and after what kind that began."""


def joint(before: str, after: str) -> str:
    """The kind of gap between two blocks.

    >>> joint("title", "caption"), joint("caption", "title")
    ('title_caption', 'entry')
    """
    if after in ("paragraph", "byline"):
        return after
    return INSIDE.get((before, after), "entry")


def rhythm(layout: Mapping[str, Any], path: Iterable[tuple[str, str, int]], trust: float) -> Rhythm:
    """A layout's weights fitted to what was read, as (before, after, gap): its own count for `trust` observations."""
    follows: Counter[tuple[str, str]] = Counter()
    gaps: Counter[tuple[str, int]] = Counter()
    for before, after, gap in path:
        follows[_merged(before), after] += 1
        gaps[joint(before, after), gap] += 1
    widths = {
        name: _logs([row[g] / sum(row) * trust + gaps[name, g] for g in range(GAPS)])
        for name, row in layout["gaps"].items()
    }
    moves: dict[str, list[Move]] = {}
    for before, afters in NEXT.items():
        known = layout["next"][_merged(before)]
        chances = _logs([known.get(after, 0.0) * trust + follows[_merged(before), after] for after in afters])
        named = [(after, joint(before, after), chance) for after, chance in zip(afters, chances, strict=True)]
        moves[before] = [Move(a, [chance + w for w in widths[name]], name == "entry") for a, name, chance in named]
    return Rhythm(moves, layout["end"])


def _merged(kind: str) -> str:
    return "caption" if kind == "paragraph" else kind


def _logs(seen: Sequence[float]) -> list[float]:
    total = sum(seen) or 1.0
    return [math.log(count / total) if count else -math.inf for count in seen]


def read(places: Sequence[Place], beat: Rhythm) -> tuple[float, list[Step]]:
    """The best reading of the blocks (those that begin at each line) and its weight: Viterbi's dynamic program."""
    best: list[dict[str, Arrival]] = [{} for _ in range(len(places) + 1)]
    best[0]["start"] = (0.0, "start", 0, "", None)
    for index, place in enumerate(places):
        if not best[index]:
            continue
        arrived = _arrivals(best[index], place, beat)
        for block in place.blocks:
            there = best[block.last]
            for kind, (weight, before) in arrived.items():
                total = weight + block.weight[kind]
                if kind not in there or total > there[kind][0]:
                    there[kind] = (total, kind, index, before, block)
    return _traced(best, beat.end)


def _arrivals(here: Mapping[str, Arrival], place: Place, beat: Rhythm) -> dict[str, tuple[float, str]]:
    """For every kind of block that may begin here, the best weight of what came before it, and what that was."""
    arrived: dict[str, tuple[float, str]] = {}
    for before, arrival in here.items():
        weight = arrival[0] - place.torn
        for move in beat.moves[before]:
            total = weight + move.weights[place.gap] + (place.starts if move.starts else place.inside)
            if move.after not in arrived or total > arrived[move.after][0]:
                arrived[move.after] = (total, before)
    return arrived


def _traced(best: Sequence[Mapping[str, Arrival]], end: Mapping[str, float]) -> tuple[float, list[Step]]:
    last = {kind: arrival[0] + end.get(kind, 0.0) for kind, arrival in best[-1].items()}
    kind, position = max(last, key=lambda name: last[name]), len(best) - 1
    weight, path = last[kind], []
    while position:
        _, _, start, before, block = best[position][kind]
        if block is not None:
            path.append((kind, block))
        position, kind = start, before
    return weight, path[::-1]
