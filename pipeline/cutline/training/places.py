"""The weights of places.toml, fitted again: a logistic regression over the cues, drawn toward the file's `[prior]`.

usage: python -m cutline.training.places [--write]

It reads the annotated training captions in CUTLINE_DATA (default ../shared beside the repository), those written for
this project (`house/written`) and the composed cases of tests/cases/places.toml, prints the figures of four folds, and
with `--write` puts the weights into places.toml.
"""

from __future__ import annotations

import argparse
import os
import random
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from cutline.knowledge import BUILT_IN, Knowledge
from cutline.markup import gold_entry, read_gold
from cutline.normalize.names import name_values
from cutline.records import Reading
from cutline.relate.places import all_cues, chain_cues
from cutline.relate.places_found import Place, candidates
from cutline.training.readings import read_written

ROOT = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("CUTLINE_DATA", ROOT.parent / "shared"))
STRENGTH, RARE, SMALL, COMPOSED, WRITTEN = 3.0, 3, 0.1, 5.0, 0.5
"""How hard a weight is drawn to its prior; cues seen less often and weights nearer to nothing are left out; how much a
composed case counts, and a written caption: beside archives of other kinds, the annotated ones still have the say."""

LOOSE = "spaceflight-"
"""Written captions whose places were marked by another hand and more freely: with them NASA's are read worse."""


@dataclass(frozen=True)
class Example:
    """An entry's candidates with their own cues, and its true places, folded."""

    places: Sequence[Place]
    cues: Sequence[tuple[str, ...]]
    gold: frozenset[str]
    weight: float = 1.0


def folded(text: str) -> str:
    """A place as the score compares it: case, space and outer punctuation aside."""
    return " ".join(text.casefold().split()).strip(" .,;:()")


def example(reading: Reading, places: Sequence[str], known: Knowledge, weight: float = 1.0) -> Example:
    """One entry made ready, its names with their values."""
    valued = name_values(reading, known)
    found = candidates(valued, known)
    return Example(found, tuple(all_cues(found, valued, known)), frozenset(map(folded, places)), weight)


def annotated(known: Knowledge) -> list[Example]:
    """The annotated training captions."""
    return [example(gold.reading, gold.facts["places"], known) for gold in read_gold(DATA / "gold/train.jsonl")]


def written(known: Knowledge) -> list[Example]:
    """The captions written whole for this project, but for those whose places say too much."""
    entries = [gold for gold in read_written() if not gold.reading.entry.entry_id.startswith(LOOSE)]
    return [example(gold.reading, gold.facts["places"], known, WRITTEN) for gold in entries]


def composed(known: Knowledge) -> list[Example]:
    """The cases of our own making."""
    cases = tomllib.loads((ROOT / "tests/cases/places.toml").read_text("utf-8"))["case"]
    rows = ({"id": case["label"], "title": case.get("title"), "caption": case["text"]} for case in cases)
    readings = (gold_entry(row, "composed", 1).reading for row in rows)
    return [example(reading, case["places"], known, COMPOSED) for reading, case in zip(readings, cases, strict=True)]


def rows(examples: Sequence[Example]) -> Iterator[tuple[list[str], bool, float]]:
    """(names of weights, whether it is a place, what it counts) for each candidate, those before it judged rightly."""
    for each in examples:
        before, chosen = None, False
        for place, own in zip(each.places, each.cues, strict=True):
            true = folded(place.mention.text) in each.gold
            cues = (*own, *chain_cues(place, before, chosen))
            yield [name for cue in cues for name in (cue, f"{place.mention.label} {cue}")], true, each.weight
            before, chosen = true, chosen or true


def fit(examples: Sequence[Example], prior: Mapping[str, float]) -> dict[str, float]:
    """The weights, `bias` among them, rounded to two places."""
    named, true, counted = zip(*rows(examples), strict=True)
    counts = Counter(name for names in named for name in set(names))
    vocabulary = sorted(name for name, count in counts.items() if count >= RARE or name in prior)
    index = {name: number for number, name in enumerate(vocabulary)}
    seen = np.zeros((len(named), len(vocabulary) + 1))
    seen[:, -1] = 1
    for number, names in enumerate(named):
        seen[number, [index[name] for name in names if name in index]] = 1
    center = np.array([prior.get(name, 0.0) for name in vocabulary] + [0.0])
    weights = newton(seen, np.array(true, float), np.array(counted), center)
    fitted = {name: round(float(weight), 2) for name, weight in zip(vocabulary, weights, strict=False)}
    kept = {name: weight for name, weight in fitted.items() if abs(weight) >= SMALL}
    return {"bias": round(float(weights[-1]), 2), **kept}


def newton(seen: Any, true: Any, counted: Any, center: Any) -> Any:
    """The weights of least penalized loss, each row counted as much as said, by Newton's method with halved steps."""

    def loss(weights: Any) -> float:
        sums = seen @ weights
        drawn = ((weights - center)[:-1] ** 2).sum()
        return float(counted @ (np.logaddexp(0, sums) - true * sums) + STRENGTH / 2 * drawn)

    weights = np.zeros(seen.shape[1])
    for _ in range(40):
        chance = 1 / (1 + np.exp(-np.clip(seen @ weights, -30, 30)))
        slope = seen.T @ (counted * (chance - true)) + STRENGTH * (weights - center)
        curve = (seen * (counted * chance * (1 - chance))[:, None]).T @ seen + STRENGTH * np.eye(len(weights))
        step, size = np.linalg.solve(curve, slope), 1.0
        while loss(weights - size * step) > loss(weights) and size > 1e-4:
            size /= 2
        weights = weights - size * step
        if abs(step).max() < 1e-6:
            break
    return weights


def figures(examples: Sequence[Example], weights: Mapping[str, float]) -> tuple[float, float, float]:
    """Precision, recall and F of the places that the weights choose."""
    right = said = gold = 0
    for each in examples:
        chosen: set[str] = set()
        before: bool | None = None
        for place, own in zip(each.places, each.cues, strict=True):
            cues = (*own, *chain_cues(place, before, bool(chosen)))
            names = [name for cue in cues for name in (cue, f"{place.mention.label} {cue}")]
            before = weights["bias"] + sum(weights.get(name, 0.0) for name in names) > 0
            if before:
                chosen.add(folded(place.mention.text))
        right, said, gold = right + len(chosen & each.gold), said + len(chosen), gold + len(each.gold)
    return right / said, right / gold, 2 * right / (said + gold)


def main() -> None:
    """Fit, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    known = Knowledge()
    prior = known.document("places")["prior"]
    examples, own = annotated(known), [*composed(known), *written(known)]
    random.Random(7).shuffle(examples)
    for fold in range(4):
        rest = [each for number, each in enumerate(examples) if number % 4 != fold]
        precision, recall, both = figures(examples[fold::4], fit([*rest, *own], prior))
        print(f"fold {fold + 1}: P {precision:.3f} R {recall:.3f} F {both:.3f}")
    weights = fit([*examples, *own], prior)
    print("composed: P {:.3f} R {:.3f} F {:.3f}".format(*figures(own, weights)), f"{len(weights)} weights")
    if options.write:
        path = BUILT_IN / "places.toml"
        head = path.read_text("utf-8").partition("[weights]")[0]
        lines = [f'"{name}" = {weight}' for name, weight in sorted(weights.items())]
        note = (
            "# Written by `python -m cutline.training.places --write`: log-odds of a cue, for all labels and for one."
        )
        path.write_text("\n".join([head + "[weights]", note, *lines]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
