"""Whether a score of 0.9 is right nine times in ten: the reliability table of the mention scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Bin(NamedTuple):
    """The mentions with a score in one interval: how many, their mean score, the share of them that is right."""

    low: float
    high: float
    mentions: int
    score: float
    right: float


def reliability(scored: Sequence[tuple[float, bool]], *, bins: int = 10) -> tuple[Bin, ...]:
    """The filled bins of equal width, lowest first; a score of exactly 1 belongs to the last.

    >>> reliability([(0.92, True), (0.98, False), (0.31, False)])[-1]
    Bin(low=0.9, high=1.0, mentions=2, score=0.95, right=0.5)
    """
    filled: dict[int, list[tuple[float, bool]]] = {}
    for score, right in sorted(scored):
        filled.setdefault(min(int(score * bins), bins - 1), []).append((score, right))
    return tuple(
        Bin(
            number / bins,
            (number + 1) / bins,
            len(inside),
            round(sum(score for score, _ in inside) / len(inside), 4),
            round(sum(right for _, right in inside) / len(inside), 4),
        )
        for number, inside in sorted(filled.items())
    )


def expected_calibration_error(bins: Sequence[Bin]) -> float | None:
    """The mean distance of score and share, each bin weighed by its mentions (Naeini and others, AAAI 2015).

    >>> expected_calibration_error(reliability([(0.9, True), (0.9, False)]))
    0.4
    """
    total = sum(each.mentions for each in bins)
    if not total:
        return None
    return round(sum(each.mentions * abs(each.score - each.right) for each in bins) / total, 4)
