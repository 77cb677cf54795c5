"""The teacher: the cased encoder with a tag layer, trained on what each corpus says for sure, or on what others say."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

from cutline.tagger.decode import TAGS
from cutline.training.encoder import DEVICE, SHAPES, CasedEncoder, Pieces, batches, narrow, padded, schedule
from cutline.training.lessons import Lessons
from cutline.training.texts import Texts


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
        rows = torch.arange(len(hidden), device=hidden.device)[:, None]
        joined = torch.cat((hidden[rows, batch.first], hidden[rows, batch.last]), dim=-1)
        return torch.log_softmax(self.out(self.dropout(joined)).float(), dim=-1)


class Batch:
    """Texts as padded pieces, with the positions of each word's first and last piece; `real` marks the words."""

    def __init__(self, texts: Texts, chosen: Sequence[int], pieces: Pieces) -> None:
        rows = [pieces.text(texts.words[texts.starts[t] : texts.starts[t + 1]]) for t in chosen]
        self.pieces = padded([row[0] for row in rows])
        self.shapes = padded([row[1] for row in rows], SHAPES - 1)
        self.attention = (self.pieces != 0).long()
        self.first, self.last = padded([row[2] for row in rows]), padded([row[3] for row in rows])
        self.counts = np.array([len(row[2]) for row in rows])
        counts = torch.from_numpy(self.counts).to(DEVICE)
        self.real = torch.arange(self.first.shape[1], device=DEVICE)[None, :] < counts[:, None]


@dataclass(frozen=True)
class Course:
    """How long and how fast: peak learning rate, pieces a step, seed, and the name in the log."""

    rate: float
    budget: int
    seed: int
    name: str


def train(teacher: Teacher, epochs: Sequence[Callable[[], Lessons]], pieces: Pieces, course: Course) -> None:
    """Trains in place over the epochs, each a function that makes its lessons."""
    torch.manual_seed(course.seed)
    began, steps = time.time(), None
    groups = [
        {"params": list(teacher.encoder.parameters()), "lr": course.rate},
        {"params": list(teacher.out.parameters()), "lr": 5 * course.rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    teacher.train()
    for epoch, make in enumerate(epochs):
        lessons = make()
        lengths = 2 + np.add.reduceat(pieces.counts[lessons.texts.words], lessons.texts.starts[:-1])
        plan = batches(lengths, course.budget, 100 * course.seed + epoch)
        steps = steps or schedule(optimizer, len(plan) * len(epochs))
        total = torch.zeros((), device=DEVICE)
        for group in plan:
            loss = _loss(teacher, lessons, group, pieces)
            loss.backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimizer.step()
            steps.step()
            optimizer.zero_grad()
            total += loss.detach()
        mean, spent = float(total) / len(plan), time.time() - began
        print(f"{course.name} epoch {epoch + 1}/{len(epochs)} loss {mean:.4f} {spent:.0f} s", flush=True)
    teacher.eval()


def _loss(teacher: Teacher, lessons: Lessons, group: Sequence[int], pieces: Pieces) -> torch.Tensor:
    batch = Batch(lessons.texts, group, pieces)
    with narrow():
        logs = teacher(batch)
    return lessons.loss(logs[batch.real], group, batch.counts)


@torch.inference_mode()
def predict(teachers: Sequence[Teacher], texts: Texts, pieces: Pieces, budget: int = 8000) -> np.ndarray:
    """The mean of the teachers' distributions, words by tags, in half precision; words past the limit are O."""
    result = np.zeros((len(texts.words), len(TAGS)), np.float16)
    result[:, 0] = 1.0
    for group in batches(2 + 2 * texts.lengths, budget, 0):
        batch = Batch(texts, group, pieces)
        with narrow():
            mean = torch.stack([teacher(batch).exp() for teacher in teachers]).mean(dim=0)
        said = mean[batch.real].to(torch.float16).cpu().numpy()
        ends = np.cumsum(batch.counts)
        for text, count, end in zip(group, batch.counts, ends, strict=True):
            start = texts.starts[text]
            result[start : start + count] = said[end - count : end]
    return result


def save(teacher: Teacher, path: Path) -> None:
    """Writes the weights to `path`."""
    torch.save({name: weight.cpu() for name, weight in teacher.state_dict().items()}, path)


def restored(path: Path) -> Teacher:
    """The teacher as saved, ready to predict."""
    teacher = Teacher()
    teacher.load_state_dict(torch.load(path))
    return teacher.to(DEVICE).eval()
