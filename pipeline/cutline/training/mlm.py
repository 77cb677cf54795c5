"""Masked language modelling on the captions without marks: the encoder reads what it will be asked about."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from cutline.training.encoder import CasedEncoder, Pieces, batches, padded, schedule


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


def further_pretrain(texts: Sequence[Sequence[str]], path: Path, *, epochs: int = 1, rate: float = 2e-4) -> None:
    """The encoder after `epochs` of masked language modelling over tokenized texts, written to `path`."""
    torch.manual_seed(1)
    random = np.random.default_rng(1)
    pieces, encoder = Pieces(), CasedEncoder()
    head = MaskHead(encoder)
    rows = [pieces.text(words, 160)[:2] for words in texts if words]
    parameters = [*encoder.parameters(), head.dense.weight, head.dense.bias, *head.norm.parameters(), head.bias]
    optimizer = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.01)
    plan = [group for epoch in range(epochs) for group in batches([len(row[0]) for row in rows], 1600, epoch)]
    steps, began, seen = schedule(optimizer, len(plan), 0.05), time.time(), 0.0
    encoder.train()
    for number, group in enumerate(plan):
        ids, shapes = padded([rows[i][0] for i in group]), padded([rows[i][1] for i in group], 11)
        attention = ids != 0
        special = (ids == pieces.cls) | (ids == pieces.sep) | ~attention
        chosen = torch.from_numpy(random.random(ids.shape) < 0.18) & ~special
        if not chosen.any():
            continue
        kind = torch.from_numpy(random.random(ids.shape))
        noisy = ids.clone()
        noisy[chosen & (kind < 0.8)] = pieces.mask
        strange = chosen & (kind >= 0.9)
        noisy[strange] = torch.from_numpy(random.integers(1000, 30000, int(strange.sum())))
        hidden = encoder(noisy, shapes, attention.long())
        loss = functional.cross_entropy(head(hidden[chosen]), ids[chosen])
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        steps.step()
        optimizer.zero_grad()
        seen = 0.98 * seen + 0.02 * float(loss) if seen else float(loss)
        if number % 100 == 0:
            print(f"mlm {number}/{len(plan)} loss {seen:.3f} {time.time() - began:.0f} s", flush=True)
    torch.save(encoder.state_dict(), path)
