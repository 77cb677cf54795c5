"""All that is trained on, from the folder named by `CUTLINE_DATA`, and the samples of each epoch."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cutline import language
from cutline.markup import read_gold
from cutline.training import corpora, gazetteers, readings
from cutline.training.samples import Sample, Tokens, entry_text, gold_samples, tokenized

COUNTRIES = "U.S.|United States|UK|U.K.|USA|US|America|Britain|England|Scotland|Wales|Soviet Union|United Kingdom|D.C."


def data_folder() -> Path:
    """The folder of training data: `CUTLINE_DATA`, by default `../shared` beside the repository."""
    return Path(os.environ.get("CUTLINE_DATA") or Path(__file__).resolve().parents[3].parent / "shared")


def fold_of(sample: Sample) -> int:
    """0 to 9, by the text: the fold that is left out where scores are calibrated."""
    return hashlib.sha256(sample.text.encode()).digest()[0] % 10


@dataclass(frozen=True)
class Data:
    """The data folder, read once and kept."""

    folder: Path

    @cached_property
    def nlp(self):  # type: ignore[no-untyped-def]
        """The tokenizer that the models ship with."""
        return language.blank()

    @cached_property
    def pools(self) -> gazetteers.Pools:
        """Names to draw from."""
        return gazetteers.load_pools(self.folder / "gazetteers")

    @cached_property
    def gold(self) -> list[Sample]:
        """The annotated training captions: those that are given, and our own readings of captions without marks."""
        return [*self._annotated("train"), *gold_samples(readings.read_readings(self.folder / "captions"))]

    @cached_property
    def written(self) -> list[Sample]:
        """The captions composed for this project, marked one by one."""
        return gold_samples(readings.read_written())

    @cached_property
    def dev(self) -> list[Tokens]:
        """The annotated captions that are only ever measured on."""
        return self.tokens(self._annotated("dev"))

    @cached_property
    def external(self) -> list[Sample]:
        """The corpora that are near enough to captions; tweets are not."""
        pools = self.pools
        governed = [*pools.city, *pools.state, *pools.country, *pools.county, *COUNTRIES.split("|")]
        samples = corpora.all_samples(self.folder / "training", corpora.Places(governed, pools.water, pools.people))
        return [sample for sample in samples if sample.source not in ("WNUT17", "BTC")]

    @cached_property
    def captions(self) -> list[Sample]:
        """The entries without marks, each text once, in the order of their files; of their names nothing is known."""
        annotated = {sample.text.strip() for sample in self.gold}
        texts: dict[str, str] = {}
        for path in sorted((self.folder / "captions").glob("*.jsonl")):
            for line in path.open(encoding="utf-8"):
                row = json.loads(line)
                texts.setdefault(entry_text(row.get("title"), row.get("caption")), path.stem)
        return [Sample(text, (), frozenset(), name) for text, name in texts.items() if text.strip() not in annotated]

    def _annotated(self, name: str) -> list[Sample]:
        return gold_samples(read_gold(self.folder / "gold" / f"{name}.jsonl"))

    def tokens(self, samples: Sequence[Sample]) -> list[Tokens]:
        """The samples cut into words; empty ones are left out."""
        return [tokens for tokens in (tokenized(sample, self.nlp) for sample in samples) if tokens.words]

    def gold_without(self, fold: int | None) -> list[Sample]:
        """The gold but for one fold of ten."""
        return [sample for sample in self.gold if fold is None or fold_of(sample) != fold]
