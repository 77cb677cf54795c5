"""Counts of what was right, said and true, the figures made of them, and how far chance may have moved them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from cutline.records import LABELS

MARK_LABELS = tuple(label for label in LABELS if label != "CREDIT")
ATTRIBUTES = {"role": "roles", "nationality": "nationalities", "affiliation": "affiliations", "position": "position"}
"""The gold's word for a person's attribute, and the column of the people table that answers it."""

SHARES = ("people.depicted", "perfect")
"""Figures that are a plain share, not precision and recall."""

FIGURES = (
    "mentions",
    *(f"mentions.{label}" for label in MARK_LABELS),
    "spans",
    "date_values",
    "photo_date",
    "people",
    *(f"people.{attribute}" for attribute in ATTRIBUTES),
    "people.depicted",
    "places",
    "creators",
    "providers",
    "perfect",
)


class Counts(NamedTuple):
    """How many answers were right, how many were given, how many are true.

    >>> Counts(right=3, said=4, gold=6).precision, Counts(3, 4, 6).recall
    (0.75, 0.5)
    """

    right: int
    said: int
    gold: int

    @property
    def precision(self) -> float:
        """The share of what was said that is right; 1 where nothing was to be said and nothing was."""
        if self.said:
            return self.right / self.said
        return 0.0 if self.gold else 1.0

    @property
    def recall(self) -> float:
        """The share of what is true that was said."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def added(counts: Sequence[Counts]) -> Counts:
    """The sum of counts, for a micro-average."""
    return Counts(sum(c.right for c in counts), sum(c.said for c in counts), sum(c.gold for c in counts))


def interval(counts: Sequence[Counts], *, resamples: int = 1000, level: float = 0.95) -> tuple[float, float]:
    """The bootstrap percentile interval of F1 over entries, rounded to four places; the same for the same counts.

    Entries are drawn, not mentions: the mentions of one caption are right or wrong together
    (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13).

    >>> interval([Counts(1, 1, 1)] * 20)
    (1.0, 1.0)
    """
    table = np.array(counts, dtype=np.int64).reshape(-1, 3)
    size = len(table)
    draws = np.random.default_rng(20131109).multinomial(size, [1 / size] * size, size=resamples)
    right, said, gold = (draws @ table).T
    # F1 is 2 right / (said + gold); a draw with nothing said and nothing true has no fault.
    scores = np.where(said + gold > 0, 2 * right / np.maximum(said + gold, 1), 1.0)
    low, high = np.quantile(scores, [(1 - level) / 2, (1 + level) / 2])
    return round(float(low), 4), round(float(high), 4)
