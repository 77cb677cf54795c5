"""Everything that is learnt from, cut into words and numbered: the one step of training that needs spaCy."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from itertools import repeat
from pathlib import Path
from random import Random

from cutline.training import styles
from cutline.training.augment import augmented, recased
from cutline.training.data import Data, fold_of
from cutline.training.gazetteers import word_lists
from cutline.training.samples import Sample
from cutline.training.texts import Shelf
from cutline.training.titles import titled

GOLD_EPOCHS, EXTERNAL_EPOCHS = 20, 2
"""Drafts of the gold and of the external corpora, each with changes of its own; every teacher takes them in turn."""
COMPOSED = {"gold": 1500, "external": 8000}
"""Captions in composed styles a draft."""


def prepare(data: Data, path: Path, every: int = 1) -> None:
    """Writes the shelf to `path` and the word lists beside it; of the texts one in `every`."""
    gold, external = data.gold[:: 1 + every // 10], data.external[::every]
    shelf, known = Shelf(), {sample.text.strip() for sample in data.gold}
    shelf.put("dev", data.dev)
    shelf.put("capitals", data.tokens([recased(tokens.sample, str.upper) for tokens in data.dev]))
    _put(shelf, data, "gold", gold, gold)
    _put(shelf, data, "captions", data.captions[::every])
    _put(shelf, data, "external", [sample for sample in external if sample.text.strip() not in known])
    for draft in range(EXTERNAL_EPOCHS):
        random, filler = Random(1000 + draft), styles.Filler(data.pools, 1000 + draft)
        changed = [augmented(sample, random, filler) for sample in external]
        _put(shelf, data, f"external{draft}", [*changed, *composed(data, COMPOSED["external"] // every, 1000 + draft)])
    for draft in range(GOLD_EPOCHS):
        random, filler = Random(draft), styles.Filler(data.pools, draft)
        changed = [augmented(titled(sample, random), random, filler) for sample in gold]
        _put(shelf, data, f"gold{draft}", changed, gold)
        _put(shelf, data, f"styles{draft}", composed(data, COMPOSED["gold"] // every, draft))
    shelf.recased()  # so that the words in capitals and headlines are on the shelf that is saved
    shelf.save(path)
    path.with_name("lists.json").write_text(json.dumps(word_lists(data.pools)) + "\n", "utf-8")


def composed(data: Data, count: int, seed: int) -> list[Sample]:
    """Captions in composed styles, changed as the gold is, a little less sure than it."""
    random, filler = Random(seed), styles.Filler(data.pools, seed)
    samples = [titled(sample, random) for sample in styles.style_samples(data.pools, count, seed)]
    return [replace(augmented(sample, random, filler), weight=0.7) for sample in samples]


def _put(shelf: Shelf, data: Data, name: str, samples: Iterable[Sample], gold: Iterable[Sample] | None = None) -> None:
    """Adds the samples; `gold` says which annotated text each was made of, whose fold it then has."""
    pairs = [
        (tokens, fold)
        for sample, fold in zip(samples, repeat(-1) if gold is None else map(fold_of, gold), strict=False)
        for tokens in data.tokens([sample])
    ]
    shelf.put(name, [tokens for tokens, _ in pairs], [fold for _, fold in pairs])
