"""The student: the network of `cutline.tagger` as torch learns it, from distributions over tags a token."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from cutline.tagger import TAGS, Weights
from cutline.tagger.decode import Floats
from cutline.tagger.features import BUCKETS, CASES, case_of_text, word_features
from cutline.training.encoder import Pieces, batches, schedule
from cutline.training.gazetteers import LISTS

WIDTH, HEADS, HEAD_SIZE, DILATIONS = 128, 4, 16, (1, 1, 2, 4)


@dataclass(frozen=True)
class Lesson:
    """Words and what is to be said of each: a distribution over tags (rows sum to one), and how much that counts."""

    words: tuple[str, ...]
    target: np.ndarray
    weight: float = 1.0


def vocabulary_of(texts: Sequence[Sequence[str]], least: int = 3) -> dict[str, int]:
    """The words seen often enough for a row of their own, from 1; digits are one."""
    counts = Counter("".join("0" if c in "0123456789" else c for c in w.lower()) for words in texts for w in words)
    kept = sorted(word for word, count in counts.items() if count >= least)
    return {word: row for row, word in enumerate(kept, 1)}


def seed_words(student: Student, vocabulary: Mapping[str, int], embeddings: np.ndarray) -> None:
    """Fills the word table with the teacher's own: the mean of a word's pieces, its first principal components."""
    pieces = Pieces()
    means = np.stack([embeddings[pieces.word(word)[0]].mean(axis=0) for word in vocabulary])
    means -= means.mean(axis=0)
    _, vectors = np.linalg.eigh(means.T @ means)
    reduced = means @ vectors[:, ::-1][:, :WIDTH]
    reduced *= 0.3 / reduced.std()
    with torch.no_grad():
        student.tables["word"].weight[1:] = torch.from_numpy(reduced.astype(np.float32))


class WordTable:
    """Features of words as arrays, each word once."""

    def __init__(self, vocabulary: Mapping[str, int], lists: Mapping[str, int]) -> None:
        self.vocabulary, self.lists = vocabulary, lists
        self.rows: dict[str, int] = {}
        self.plain: list[tuple[int, int, int, int, int]] = []
        self.grams: list[tuple[int, ...]] = []
        self.bits: list[int] = []

    def row(self, word: str) -> int:
        """The word's row, new where it was not seen before."""
        row = self.rows.get(word)
        if row is None:
            row = self.rows[word] = len(self.rows)
            found = word_features(word, self.vocabulary, self.lists)
            self.plain.append((found.word, found.prefix, found.suffix, found.shape, found.case))
            self.grams.append(found.grams)
            self.bits.append(found.lists)
        return row


class Student(nn.Module):
    """See `cutline.tagger.network`, which computes the same forward."""

    def __init__(self, words: int) -> None:
        super().__init__()
        sizes = {"word": words, **{kind: BUCKETS[kind] for kind in ("prefix", "suffix", "shape")}, "case": CASES}
        self.tables = nn.ModuleDict({name: nn.Embedding(size, WIDTH) for name, size in sizes.items()})
        self.gram = nn.EmbeddingBag(BUCKETS["gram"], WIDTH, mode="mean")
        self.list, self.text = nn.Linear(len(LISTS), WIDTH, bias=False), nn.Embedding(3, WIDTH)
        self.convs = nn.ModuleList(nn.Linear(3 * WIDTH, WIDTH) for _ in DILATIONS)
        self.attend = nn.Linear(WIDTH, 3 * HEADS * HEAD_SIZE, bias=False)
        self.mix = nn.Linear(HEADS * HEAD_SIZE, WIDTH, bias=False)
        self.out = nn.Linear(WIDTH, len(TAGS))
        for table in (*self.tables.values(), self.gram, self.text):
            nn.init.normal_(table.weight, std=0.3)
        self.dropout = nn.Dropout(0.15)

    def embedded(self, rows: torch.Tensor, table: WordTable, forget: float) -> torch.Tensor:
        """Vectors of the words with these rows; some forget their own row and are known by their letters alone."""
        chosen = rows.tolist()
        plain = torch.tensor([table.plain[row] for row in chosen])
        if forget:
            plain[torch.rand(len(chosen)) < forget, 0] = 0
        grams = [table.grams[row] for row in chosen]
        starts = torch.tensor([0, *np.cumsum([len(g) for g in grams])[:-1]])
        x = self.gram(torch.tensor([g for gram in grams for g in gram]), starts)
        for column, name in enumerate(("word", "prefix", "suffix", "shape", "case")):
            x = x + self.tables[name](plain[:, column])
        bits = torch.tensor([table.bits[row] for row in chosen])
        flags = (bits[:, None] >> torch.arange(len(LISTS)) & 1).float()
        return x + self.list(flags)

    def forward(
        self, texts: Sequence[tuple[str, ...]], table: WordTable, forget: float = 0.0
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Log probabilities (padded) and the mask of real words."""
        longest = max(map(len, texts))
        rows = torch.full((len(texts), longest), -1)
        for index, words in enumerate(texts):
            rows[index, : len(words)] = torch.tensor([table.row(word) for word in words])
        mask = rows >= 0
        unique, inverse = torch.unique(rows[mask], return_inverse=True)
        x = torch.zeros(len(texts), longest, WIDTH)
        x[mask] = self.embedded(unique, table, forget)[inverse]
        x = self.dropout(x + self.text(torch.tensor([case_of_text(words) for words in texts]))[:, None])
        for number, dilation in enumerate(DILATIONS):
            if number == (len(DILATIONS) + 1) // 2:
                x = x + self.dropout(self._attention(x, mask))
            x = x + self.dropout(self._convolution(x, mask, self.convs[number], dilation))
        return torch.log_softmax(self.out(normed(x)), dim=-1), mask

    def _convolution(self, x: torch.Tensor, mask: torch.Tensor, layer: nn.Module, dilation: int) -> torch.Tensor:
        flat = normed(x) * mask[..., None]
        around = functional.pad(flat, (0, 0, dilation, dilation))
        window = torch.cat((around[:, : -2 * dilation], flat, around[:, 2 * dilation :]), dim=-1)
        return torch.relu(layer(window))

    def _attention(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        count, longest, _ = x.shape
        query, key, value = self.attend(normed(x)).view(count, longest, 3, HEADS, HEAD_SIZE).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask[:, None, None, :])
        return self.mix(mixed.transpose(1, 2).reshape(count, longest, HEADS * HEAD_SIZE))


def normed(x: torch.Tensor) -> torch.Tensor:
    """Each row at root mean square one."""
    return x / torch.sqrt((x * x).mean(dim=-1, keepdim=True) + 1e-6)


def learn(
    student: Student,
    table: WordTable,
    epochs: Sequence[Callable[[], Sequence[Lesson]]],
    *,
    rate: float = 2e-3,
    seed: int = 1,
) -> None:
    """Trains in place: cross entropy against the target distributions, weighted by lesson."""
    torch.manual_seed(seed)
    began, steps = time.time(), None
    optimizer = torch.optim.AdamW(student.parameters(), lr=rate, weight_decay=0.01, betas=(0.9, 0.98))
    student.train()
    for epoch, make in enumerate(epochs):
        lessons = make()
        plan = batches([len(lesson.words) for lesson in lessons], 2500, 1000 * seed + epoch)
        steps = steps or schedule(optimizer, len(plan) * len(epochs), 0.05)
        total = 0.0
        for group in plan:
            chosen = [lessons[index] for index in group]
            logs, mask = student([lesson.words for lesson in chosen], table, forget=0.15)
            target = torch.from_numpy(np.concatenate([lesson.target for lesson in chosen]).astype(np.float32))
            weight = torch.from_numpy(np.concatenate([np.full(len(c.words), c.weight, np.float32) for c in chosen]))
            loss = -((logs[mask] * target).sum(dim=-1) * weight).sum() / weight.sum()
            loss.backward()
            nn.utils.clip_grad_norm_(student.parameters(), 1.0)
            optimizer.step()
            steps.step()
            optimizer.zero_grad()
            total += loss.item()
        spent = time.time() - began
        print(f"student epoch {epoch + 1}/{len(epochs)} loss {total / len(plan):.4f} {spent:.0f} s", flush=True)
    student.eval()


def exported(student: Student, vocabulary: Mapping[str, int], lists: Mapping[str, int]) -> Weights:
    """The student's arrays as the numpy network takes them: tables in half precision, the rest in single."""

    def array(parameter: torch.Tensor, kind: type = np.float32) -> Floats:
        return np.ascontiguousarray(parameter.detach().numpy().astype(kind))

    arrays = {name: array(table.weight, np.float16) for name, table in student.tables.items()}
    arrays |= {"gram": array(student.gram.weight, np.float16), "list": array(student.list.weight.T)}
    arrays["text"] = array(student.text.weight)
    arrays |= {"attend.weight": array(student.attend.weight.T), "mix.weight": array(student.mix.weight.T)}
    arrays |= {"out.weight": array(student.out.weight.T), "out.bias": array(student.out.bias)}
    for number, layer in enumerate(student.convs):
        arrays |= {f"conv{number}.weight": array(layer.weight.T), f"conv{number}.bias": array(layer.bias)}
    return Weights(arrays, dict(vocabulary), dict(lists), DILATIONS, HEADS)
