"""What is to be said of each word: a distribution over tags that teachers gave, or the tags that are allowed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from cutline.training.encoder import DEVICE
from cutline.training.texts import Ints, Texts, ranges, together

NONE = -1


@dataclass(frozen=True)
class Lessons:
    """Texts, with the row of the teachers' table (`said`) where each one's distributions start, or NONE.

    `allowed` is the table of masks. With `even`, an annotation that leaves a word open counts as a distribution even
    over what it allows; without, the loss asks only that some allowed tag be likely.
    """

    texts: Texts
    rows: npt.NDArray[np.int64]
    said: torch.Tensor | None
    allowed: torch.Tensor
    even: bool = False

    def loss(self, logs: torch.Tensor, chosen: Sequence[int], counts: npt.NDArray[np.int64]) -> torch.Tensor:
        """The mean over words, weighted by text; `counts` says how many words of each chosen text `logs` holds."""
        places = ranges(self.texts.starts[list(chosen)], counts)
        weight = torch.from_numpy(np.repeat(self.texts.weight[list(chosen)], counts)).to(DEVICE)
        masks = self.allowed[torch.from_numpy(self.texts.masks[places]).to(DEVICE).long()]
        if self.even:
            target = masks / masks.sum(dim=-1, keepdim=True)
            losses = -(target * logs).sum(dim=-1)
        else:
            losses = -torch.logsumexp(logs.masked_fill(masks == 0, -30.0), dim=-1)
        if self.said is not None:
            first = self.rows[list(chosen)]
            known = torch.from_numpy(np.repeat(first != NONE, counts)).to(DEVICE)
            said = self.said[torch.from_numpy(ranges(np.maximum(first, 0), counts)).to(DEVICE)].float()
            losses = torch.where(known, -(said * logs).sum(dim=-1), losses)
        return (losses * weight).sum() / weight.sum()


@dataclass(frozen=True)
class Part:
    """Some texts of an epoch: which, and the row of the teachers' table of each (NONE where there is none)."""

    texts: Texts
    rows: npt.NDArray[np.int64]


def plain(texts: Texts, weight: float = 1.0) -> Part:
    """Texts as they are annotated, their weights scaled."""
    return Part(weighted(texts, weight), np.full(len(texts), NONE))


def weighted(texts: Texts, weight: float) -> Texts:
    """The texts with their weights scaled."""
    return Texts(texts.words, texts.masks, texts.starts, texts.weight * np.float32(weight), texts.fold, texts.source)


def recased(part: Part, maps: Sequence[Ints], share: float, random: np.random.Generator) -> Part:
    """The part with a share of its texts in capitals (six in ten of them) or as headlines."""
    draw = random.random(len(part.texts))
    words = part.texts.words.copy()
    for way, low, high in ((0, 0.0, 0.6 * share), (1, 0.6 * share, share)):
        places = part.texts.places(np.flatnonzero((draw >= low) & (draw < high)))
        words[places] = maps[way][words[places]]
    t = part.texts
    return Part(Texts(words, t.masks, t.starts, t.weight, t.fold, t.source), part.rows)


def joined(
    parts: Sequence[Part], allowed: torch.Tensor, said: torch.Tensor | None = None, even: bool = False
) -> Lessons:
    """The parts as one epoch, with what the teachers said where a part has rows of their table."""
    rows = np.concatenate([part.rows for part in parts])
    return Lessons(together([part.texts for part in parts]), rows, said, allowed, even)
