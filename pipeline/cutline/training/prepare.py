"""Everything that is learnt from, cut into words and numbered: the one step of training that needs spaCy."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import repeat
from pathlib import Path
from random import Random

from cutline.training import styles
from cutline.training.augment import augmented, recased
from cutline.training.data import Data, fold_of
from cutline.training.gazetteers import word_lists
from cutline.training.samples import Sample
from cutline.training.texts import FEW, Shelf
from cutline.training.titles import titled


@dataclass(frozen=True)
class Amounts:
    """How much is put on the shelf.

    Of the texts one in `every`, of those of the few archives (`FEW`) all where `few`. Drafts of the gold and of the
    external corpora, each with changes of its own, which every teacher takes in turn; composed captions a draft.
    """

    every: int = 1
    few: bool = False
    gold: int = 20
    external: int = 2
    composed_gold: int = 1500
    composed_external: int = 8000


REHEARSED = Amounts(every=60, composed_gold=25, composed_external=133)
FURTHER = Amounts(every=3, few=True, gold=8, external=1, composed_gold=1000, composed_external=100)
"""For training that goes on from accepted models, on a processor."""


def prepare(data: Data, path: Path, amounts: Amounts) -> None:
    """Writes the shelf to `path` and the word lists beside it."""
    every = amounts.every
    gold, external = data.gold[:: 1 + every // 10], data.external[::every]
    captions = [s for n, s in enumerate(data.captions) if n % every == 0 or (amounts.few and FEW in s.source)]
    shelf, known = Shelf(), {sample.text.strip() for sample in data.gold}
    shelf.put("dev", data.dev)
    shelf.put("capitals", data.tokens([recased(tokens.sample, str.upper) for tokens in data.dev]))
    _put(shelf, data, "gold", gold, gold)
    _put(shelf, data, "captions", captions)
    _put(shelf, data, "external", [sample for sample in external if sample.text.strip() not in known])
    for draft in range(amounts.external):
        random, filler = Random(1000 + draft), styles.Filler(data.pools, 1000 + draft)
        changed = [augmented(sample, random, filler) for sample in external]
        _put(shelf, data, f"external{draft}", [*changed, *composed(data, amounts.composed_external, 1000 + draft)])
    for draft in range(amounts.gold):
        random, filler = Random(draft), styles.Filler(data.pools, draft)
        changed = [augmented(titled(sample, random), random, filler) for sample in gold]
        _put(shelf, data, f"gold{draft}", changed, gold)
        _put(shelf, data, f"styles{draft}", composed(data, amounts.composed_gold, draft))
    shelf.recased()  # so that the words in capitals and headlines are on the shelf that is saved
    shelf.save(path)
    path.with_name("lists.json").write_text(json.dumps(word_lists(data.pools)) + "\n", "utf-8")


def composed(data: Data, count: int, seed: int) -> list[Sample]:
    """Captions in composed styles and captions written whole, changed as the gold is, less sure than it."""
    random, filler = Random(seed), styles.Filler(data.pools, seed)
    samples = [titled(sample, random) for sample in styles.style_samples(data.pools, count, seed)]
    written = [titled(sample, random) for sample in data.written]
    return [replace(augmented(sample, random, filler), weight=0.7) for sample in [*samples, *written]]


def _put(shelf: Shelf, data: Data, name: str, samples: Iterable[Sample], gold: Iterable[Sample] | None = None) -> None:
    """Adds the samples; `gold` says which annotated text each was made of, whose fold it then has."""
    pairs = [
        (tokens, fold)
        for sample, fold in zip(samples, repeat(-1) if gold is None else map(fold_of, gold), strict=False)
        for tokens in data.tokens([sample])
    ]
    shelf.put(name, [tokens for tokens, _ in pairs], [fold for _, fold in pairs])
