"""The folder that the steps of training share: the shelf, what is made of it once, and the figures of each step."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import torch

from cutline.tagger.decode import Floats
from cutline.training import scoring
from cutline.training.encoder import DEVICE, Pieces
from cutline.training.lessons import Lessons, Part, joined
from cutline.training.texts import Ints, Shelf, load_shelf

SILVER = ("captions", "external")
"""The sets of texts that the teachers read, in the order of their table."""


@dataclass(frozen=True)
class Plan:
    """Passes over the texts: masked language modelling, external corpora, gold, student; and which teachers there are.

    Teacher k does not see fold k of the gold.
    """

    masked: int = 12
    external: int = 3
    gold: int = 10
    student: int = 9
    teachers: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6, 7)


FURTHER = Plan(masked=0, external=0, gold=5, student=5, teachers=(7,))
"""Going on from the models that ship, with more annotated captions than they were learnt from: an hour on a CPU."""
REHEARSAL = Plan(masked=1, external=1, gold=1, student=1, teachers=(6, 7))
"""Every step once, to see that they run."""


@dataclass(frozen=True)
class Work:
    """A work folder; what it gives is read or made when first asked for.

    `accepted` is the folder of models that training goes on from, none where it starts from nothing.
    """

    folder: Path
    plan: Plan = Plan()
    accepted: Path | None = None

    @cached_property
    def shelf(self) -> Shelf:
        """The texts."""
        return load_shelf(self.folder / "shelf.npz")

    @cached_property
    def lists(self) -> dict[str, int]:
        """The word lists that the student sees."""
        lists: dict[str, int] = json.loads((self.folder / "lists.json").read_text("utf-8"))
        return lists

    @cached_property
    def pieces(self) -> Pieces:
        """The word pieces of the shelf's words."""
        return Pieces(self.shelf.words)

    @cached_property
    def allowed(self) -> torch.Tensor:
        """The masks on the device."""
        return torch.from_numpy(self.shelf.allowed().astype(np.float32)).to(DEVICE)

    @cached_property
    def maps(self) -> tuple[Ints, Ints]:
        """Each word in capitals, and as in a headline."""
        return self.shelf.recased()

    @cached_property
    def said(self) -> torch.Tensor:
        """The teachers' distributions over the silver sets, one set after another."""
        return torch.from_numpy(np.load(self.folder / "silver.npy")).to(DEVICE)

    def silver(self, name: str) -> Part:
        """A silver set with its rows in the teachers' table."""
        before = sum(len(self.shelf.sets[other].words) for other in SILVER[: SILVER.index(name)])
        return Part(self.shelf.sets[name], self.shelf.sets[name].starts[:-1] + before)

    def annotated(self, *parts: Part) -> Lessons:
        """The parts as an epoch in which annotations alone count, each for what it says."""
        return joined(parts, self.allowed)

    def distilled(self, *parts: Part) -> Lessons:
        """The parts as an epoch in which the teachers are asked where they read the text."""
        return joined(parts, self.allowed, self.said, even=True)

    def score(self, name: str, logs_of: Callable[[str], list[Floats]]) -> None:
        """Prints and keeps strict F on dev, as written and in capitals, of log probabilities for a set's texts."""
        figures = {}
        for which in ("dev", "capitals"):
            figures[which] = scoring.score(lambda _, which=which: logs_of(which), self.shelf.tokens(which))  # type: ignore[misc]
            print(scoring.shown(f"{name}, {which}:", figures[which]), flush=True)
        (self.folder / f"{name}.figures.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
