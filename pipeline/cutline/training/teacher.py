"""The teacher: the cased encoder with a tag layer, trained on whatever each corpus says for sure, then on the gold."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn

from cutline.tagger.decode import TAGS, Floats
from cutline.training.encoder import CasedEncoder, Pieces, batches, padded, schedule
from cutline.training.samples import Tokens


class Teacher(nn.Module):
    """Log probabilities of the tags, for each word by its first and last piece."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = CasedEncoder()
        self.dropout = nn.Dropout(0.15)
        self.out = nn.Linear(2 * self.encoder.config.hidden_size, len(TAGS))

    def forward(self, batch: Batch) -> torch.Tensor:
        """Log probabilities, texts by words by tags."""
        hidden = self.encoder(batch.pieces, batch.shapes, batch.attention)
        rows = torch.arange(len(hidden))[:, None]
        joined = torch.cat((hidden[rows, batch.first], hidden[rows, batch.last]), dim=-1)
        return torch.log_softmax(self.out(self.dropout(joined)), dim=-1)


class Batch:
    """Texts as padded pieces, with the positions of each word's first and last piece."""

    def __init__(self, texts: Sequence[Sequence[str]], pieces: Pieces) -> None:
        rows = [pieces.text(words) for words in texts]
        self.pieces = padded([ids for ids, _, _ in rows])
        self.shapes = padded([shapes for _, shapes, _ in rows], 11)
        self.attention = (self.pieces != 0).long()
        self.first = padded([first for _, _, first in rows])
        self.last = padded([[*(f - 1 for f in first[1:]), len(ids) - 2][: len(first)] for ids, _, first in rows])
        self.counts = [len(first) for _, _, first in rows]
        self.words = torch.arange(self.first.shape[1])[None, :] < torch.tensor(self.counts)[:, None]


Epochs = Sequence[Callable[[], Sequence[Tokens]]]


def train(teacher: Teacher, epochs: Epochs, *, rate: float, seed: int, name: str) -> None:
    """Trains in place over the epochs, each a function that makes its samples (with fresh augmentation)."""
    torch.manual_seed(seed)
    pieces, began = Pieces(), time.time()
    groups = [
        {"params": [p for n, p in teacher.named_parameters() if n.startswith("encoder")], "lr": rate},
        {"params": list(teacher.out.parameters()), "lr": 5 * rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = None
    teacher.train()
    for epoch, make in enumerate(epochs):
        data = make()
        plan = batches([1 + int(1.3 * len(tokens.words)) for tokens in data], 1100, 100 * seed + epoch)
        steps = steps or schedule(optimizer, len(plan) * len(epochs))
        total = 0.0
        for group in plan:
            loss = _loss(teacher, [data[index] for index in group], pieces)
            loss.backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimizer.step()
            steps.step()
            optimizer.zero_grad()
            total += loss.item()
        spent = time.time() - began
        print(f"{name} epoch {epoch + 1}/{len(epochs)} loss {total / len(plan):.4f} {spent:.0f} s", flush=True)
    teacher.eval()


def _loss(teacher: Teacher, data: Sequence[Tokens], pieces: Pieces) -> torch.Tensor:
    """Mean over words of minus the log probability that falls on the allowed tags, weighted by sample."""
    batch = Batch([tokens.words for tokens in data], pieces)
    allowed = np.zeros((*batch.first.shape, len(TAGS)), dtype=bool)
    weights = np.zeros(batch.first.shape, dtype=np.float32)
    for index, tokens in enumerate(data):
        count = batch.counts[index]
        allowed[index, :count] = tokens.allowed[:count]
        weights[index, :count] = tokens.sample.weight
    logs = teacher(batch).masked_fill(~torch.from_numpy(allowed), -30.0)
    scale = torch.from_numpy(weights)
    return -(torch.logsumexp(logs, dim=-1) * scale).sum() / scale.sum()


@torch.inference_mode()
def predict(teachers: Sequence[Teacher], texts: Sequence[tuple[str, ...]]) -> list[Floats]:
    """Log probabilities, the mean of the teachers' distributions; words past the encoder's limit are sure to be O."""
    pieces = Pieces()
    order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
    results: dict[int, Floats] = {}
    for start in range(0, len(order), 32):
        group = order[start : start + 32]
        batch = Batch([texts[index] for index in group], pieces)
        mean = torch.stack([teacher(batch).exp() for teacher in teachers]).mean(dim=0).numpy()
        for row, index in enumerate(group):
            table = np.full((len(texts[index]), len(TAGS)), 1e-6, dtype=np.float32)
            table[:, 0] = 1.0
            table[: batch.counts[row]] = mean[row, : batch.counts[row]]
            results[index] = np.log(np.maximum(table, 1e-6))
    return [results[index] for index in range(len(texts))]


def save(teacher: Teacher, path: Path) -> None:
    """Writes the weights to `path`."""
    torch.save(teacher.state_dict(), path)


def restored(path: Path) -> Teacher:
    """The teacher as saved, ready to predict."""
    teacher = Teacher()
    teacher.load_state_dict(torch.load(path))
    teacher.eval()
    return teacher
