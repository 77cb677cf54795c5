"""Every gold entry compared with what the tables say of it, and the comparisons added up."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cutline.evaluate.calibration import Bin, reliability
from cutline.evaluate.compare import Comparison, compare
from cutline.evaluate.figures import FIGURES, SHARES, Counts, added, interval
from cutline.evaluate.said import read_said
from cutline.markup import GoldEntry, read_gold


@dataclass(frozen=True)
class Evaluation:
    """The comparisons of all gold entries, in the gold's order, and the figures that follow from them."""

    comparisons: tuple[Comparison, ...]

    @functools.cached_property
    def counts(self) -> dict[str, Counts]:
        """Figure → counts over all entries, in the order of FIGURES; a figure that no entry touched is not there."""
        touched = {name: [c.counts[name] for c in self.comparisons if name in c.counts] for name in FIGURES}
        return {name: added(counts) for name, counts in touched.items() if counts}

    @functools.cached_property
    def figures(self) -> dict[str, Any]:
        """Figure → `{p, r, f, gold}` or, for a share, a number, each rounded to four places; ready for JSON."""
        figures: dict[str, Any] = {}
        for name, counts in self.counts.items():
            p, r, f = (round(value, 4) for value in (counts.precision, counts.recall, counts.f1))
            figures[name] = p if name in SHARES else {"p": p, "r": r, "f": f, "gold": counts.gold}
        figures.setdefault("perfect", None)
        return {**figures, "entries": len(self.comparisons), "missing": sum(c.missing for c in self.comparisons)}

    def f1(self, name: str) -> float:
        """The F1 (or share) of a figure, rounded to four places; 0 where no entry touched it."""
        counts = self.counts.get(name)
        return round(counts.f1, 4) if counts else 0.0

    def interval(self, name: str) -> tuple[float, float]:
        """The 95 % bootstrap interval of a figure's F1 over the entries."""
        return interval([c.counts.get(name, Counts(0, 0, 0)) for c in self.comparisons])

    @functools.cached_property
    def reliability(self) -> tuple[Bin, ...]:
        """The reliability table of the mention scores; empty where no mention has a score."""
        return reliability([pair for c in self.comparisons for pair in c.scored])

    @functools.cached_property
    def sources(self) -> dict[str, Evaluation]:
        """Source → the evaluation of its entries alone, sources sorted."""
        names = sorted({c.source for c in self.comparisons})
        return {name: Evaluation(tuple(c for c in self.comparisons if c.source == name)) for name in names}


def evaluate(folder: Path, gold: Path) -> Evaluation:
    """The tables in `folder` (Parquet, or CSV where only that is there) beside annotated JSONL, a file or a folder.

    An entry that the tables lack counts as one of which nothing was said. ValueError where either cannot be read.
    """
    said = read_said(folder)
    return Evaluation(tuple(compare(entry, said) for entry in _gold(gold)))


def _gold(path: Path) -> Iterable[GoldEntry]:
    paths = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not paths or not path.exists():
        raise ValueError(f"{path}: no annotated entries: name a JSONL file with marks, or a folder of them")
    for each in paths:
        yield from read_gold(each)
