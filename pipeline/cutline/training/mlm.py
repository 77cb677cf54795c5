"""Masked language modelling on the texts without marks: the encoder reads what it will be asked about."""

from __future__ import annotations

import time
from itertools import pairwise

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from cutline.training.encoder import DEVICE, SHAPES, CasedEncoder, Pieces, batches, narrow, padded, schedule
from cutline.training.texts import Texts

CHOSEN = 0.2
"""The part of the pieces that is asked for: eight in ten of them masked, one replaced, one left."""


class MaskHead(nn.Module):
    """The usual head: a dense layer and the word embeddings turned round."""

    def __init__(self, encoder: CasedEncoder) -> None:
        super().__init__()
        width = encoder.config.hidden_size
        self.dense, self.norm = nn.Linear(width, width), nn.LayerNorm(width)
        self.bias = nn.Parameter(torch.zeros(encoder.config.vocab_size))
        self.words = encoder.bert.embeddings.word_embeddings

    def forward(self, hidden: torch.Tensor) -> torch.Tensor:
        """Logits over the vocabulary."""
        return functional.linear(self.norm(functional.gelu(self.dense(hidden))), self.words.weight, self.bias)


def further_pretrain(texts: Texts, pieces: Pieces, *, epochs: int, budget: int, rate: float) -> CasedEncoder:
    """The encoder after so many epochs over the texts, `budget` pieces a step."""
    torch.manual_seed(1)
    random = np.random.default_rng(1)
    encoder = CasedEncoder().to(DEVICE)
    head = MaskHead(encoder).to(DEVICE)
    rows = [pieces.text(texts.words[start:end], 250)[:2] for start, end in pairwise(texts.starts.tolist())]
    parameters = [*encoder.parameters(), head.dense.weight, head.dense.bias, *head.norm.parameters(), head.bias]
    optimizer = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.01)
    lengths = np.array([len(row[0]) for row in rows])
    plan = [group for epoch in range(epochs) for group in batches(lengths, budget, epoch)]
    steps, began, seen = schedule(optimizer, len(plan), 0.05), time.time(), []
    encoder.train()
    for number, group in enumerate(plan):
        ids, shapes = padded([rows[i][0] for i in group]), padded([rows[i][1] for i in group], SHAPES - 1)
        noisy, chosen = masked(ids, pieces, random)
        with narrow():
            hidden = encoder(noisy, shapes, (ids != 0).long())
            loss = functional.cross_entropy(head(hidden[chosen]).float(), ids[chosen])
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        steps.step()
        optimizer.zero_grad()
        seen.append(loss.detach())
        if number % 200 == 199 or number == len(plan) - 1:
            mean, spent = float(torch.stack(seen).mean()), time.time() - began
            print(f"mlm {number + 1}/{len(plan)} loss {mean:.3f} {spent:.0f} s", flush=True)
            seen = []
    return encoder.eval()


def masked(ids: torch.Tensor, pieces: Pieces, random: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """The pieces with some hidden or replaced, and which of them are asked for: always one at least."""
    draw = torch.from_numpy(random.random(ids.shape)).to(DEVICE)
    kind = torch.from_numpy(random.random(ids.shape)).to(DEVICE)
    strange = torch.from_numpy(random.integers(1000, 30000, ids.shape)).to(DEVICE)
    chosen = (draw < CHOSEN) & (ids != pieces.cls) & (ids != pieces.sep) & (ids != 0)
    chosen[0, 1] = True
    noisy = torch.where(chosen & (kind < 0.8), pieces.mask, ids)
    return torch.where(chosen & (kind >= 0.9), strange, noisy), chosen
