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
from cutline.tagger.features import BOUNDARY, BUCKETS, CASES, word_features
from cutline.tagger.network import LONGEST
from cutline.training.encoder import DEVICE, Pieces, batches, padded, schedule
from cutline.training.gazetteers import LISTS
from cutline.training.lessons import Lessons
from cutline.training.texts import Ints

HEADS, HEAD_SIZE = 4, 16


@dataclass(frozen=True)
class Form:
    """How wide the student is and how far each of its convolutions reaches."""

    width: int = 128
    dilations: tuple[int, ...] = (1, 1, 2, 4)
    rate: float = 2e-3
    dropout: float = 0.12


def vocabulary_of(words: Sequence[str], counts: Sequence[int], least: int = 3) -> dict[str, int]:
    """The words seen often enough for a row of their own, from 1; digits are one."""
    total: Counter[str] = Counter()
    for word, count in zip(words, counts, strict=True):
        total["".join("0" if c in "0123456789" else c for c in word.lower())] += int(count)
    return {word: row for row, word in enumerate(sorted(w for w, count in total.items() if count >= least), 1)}


def seed_words(student: Student, vocabulary: Mapping[str, int], embeddings: np.ndarray) -> None:
    """Fills the word table with the teacher's own: the mean of a word's pieces, its first principal components."""
    pieces = Pieces(vocabulary)
    means = np.add.reduceat(embeddings[pieces.flat], pieces.starts) / pieces.counts[:, None]
    means -= means.mean(axis=0)
    _, vectors = np.linalg.eigh(means.T @ means)
    reduced = means @ vectors[:, ::-1][:, : student.form.width]
    reduced *= 0.3 / reduced.std()
    with torch.no_grad():
        student.tables["word"].weight[1:] = torch.from_numpy(reduced.astype(np.float32))


class WordTable:
    """Features of the words of a list, as tensors on the device, and what tells how a text of them is written."""

    def __init__(self, words: Sequence[str], vocabulary: Mapping[str, int], lists: Mapping[str, int]) -> None:
        found = [word_features(word, vocabulary, lists) for word in words]
        plain = [(f.word, f.prefix, f.suffix, f.shape, f.case) for f in found]
        self.plain = torch.tensor(plain, device=DEVICE)
        self.grams = padded([np.array(f.grams) for f in found], BUCKETS["gram"]).int()
        bits = torch.tensor([f.lists for f in found])
        self.flags = (bits[:, None] >> torch.arange(len(LISTS)) & 1).float().to(DEVICE)
        letters = [len(word) > 1 and word.isalpha() for word in words]
        kinds = [(a, a and w.isupper(), a and w[0].isupper()) for a, w in zip(letters, words, strict=True)]
        self.letters = np.array(kinds, dtype=np.int64)
        self.boundary = list(words).index(BOUNDARY) if BOUNDARY in words else -1

    def cases(self, words: Ints) -> Ints:
        """`case_of_text` of the part between boundaries that each word stands in."""
        part = np.cumsum(words == self.boundary)
        sums = np.stack([np.bincount(part, weights=column) for column in self.letters[words].T], axis=1)
        title = np.where(10 * sums[:, 2] > 7 * sums[:, 0], 1, 0)
        return np.where(10 * sums[:, 1] > 7 * sums[:, 0], 2, title)[part]


class Student(nn.Module):
    """See `cutline.tagger.network`, which computes the same forward."""

    def __init__(self, words: int, form: Form) -> None:
        super().__init__()
        self.form, width = form, form.width
        sizes = {"word": words, **{kind: BUCKETS[kind] for kind in ("prefix", "suffix", "shape")}, "case": CASES}
        self.tables = nn.ModuleDict({name: nn.Embedding(size, width) for name, size in sizes.items()})
        self.gram = nn.EmbeddingBag(BUCKETS["gram"] + 1, width, mode="mean", padding_idx=BUCKETS["gram"])
        self.list, self.text = nn.Linear(len(LISTS), width, bias=False), nn.Embedding(3, width)
        self.convs = nn.ModuleList(nn.Linear(3 * width, width) for _ in form.dilations)
        self.attend = nn.Linear(width, 3 * HEADS * HEAD_SIZE, bias=False)
        self.mix = nn.Linear(HEADS * HEAD_SIZE, width, bias=False)
        self.out = nn.Linear(width, len(TAGS))
        for table in (*self.tables.values(), self.gram, self.text):
            nn.init.normal_(table.weight, std=0.3)
        self.dropout = nn.Dropout(form.dropout)

    def embedded(self, rows: torch.Tensor, table: WordTable, forget: float) -> torch.Tensor:
        """Vectors of the words with these rows; some forget their own row and are known by their letters alone."""
        plain = table.plain[rows]
        forgotten = torch.rand(len(rows), device=rows.device) < forget
        plain[:, 0] = torch.where(forgotten, 0, plain[:, 0])
        x = self.gram(table.grams[rows].long()) + self.list(table.flags[rows])
        for column, name in enumerate(("word", "prefix", "suffix", "shape", "case")):
            x = x + self.tables[name](plain[:, column])
        return x

    def forward(
        self, texts: Sequence[Ints], table: WordTable, forget: float = 0.0
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Log probabilities (padded) and the mask of real words."""
        rows, mask = padded(texts), padded([np.ones(len(words)) for words in texts]).bool()
        unique, inverse = torch.unique(rows[mask], return_inverse=True)
        x = torch.zeros(*rows.shape, self.form.width, device=rows.device)
        x[mask] = self.embedded(unique, table, forget)[inverse]
        x = self.dropout(x + self.text(padded([table.cases(words) for words in texts])))
        dilations = self.form.dilations
        for number, dilation in enumerate(dilations):
            if number == (len(dilations) + 1) // 2:
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
    student: Student, table: WordTable, epochs: Sequence[Callable[[], Lessons]], *, rate: float, seed: int
) -> None:
    """Trains in place: cross entropy against the target distributions, weighted by lesson."""
    torch.manual_seed(seed)
    began, steps = time.time(), None
    optimizer = torch.optim.AdamW(student.parameters(), lr=rate, weight_decay=0.01, betas=(0.9, 0.98))
    student.train()
    for epoch, make in enumerate(epochs):
        lessons = make()
        counts = np.minimum(lessons.texts.lengths, LONGEST)  # what the network reads at once
        plan = batches(counts, 2500, 1000 * seed + epoch)
        steps = steps or schedule(optimizer, len(plan) * len(epochs), 0.05)
        total = torch.zeros((), device=DEVICE)
        for group in plan:
            starts = lessons.texts.starts[group]
            words = [lessons.texts.words[s : s + n] for s, n in zip(starts, counts[group], strict=True)]
            logs, mask = student(words, table, forget=0.15)
            loss = lessons.loss(logs[mask], group, counts[group])
            loss.backward()
            nn.utils.clip_grad_norm_(student.parameters(), 1.0)
            optimizer.step()
            steps.step()
            optimizer.zero_grad()
            total += loss.detach()
        mean, spent = float(total) / len(plan), time.time() - began
        print(f"student {student.form.width} epoch {epoch + 1}/{len(epochs)} loss {mean:.4f} {spent:.0f} s", flush=True)
    student.eval()


def exported(student: Student, vocabulary: Mapping[str, int], lists: Mapping[str, int]) -> Weights:
    """The student's arrays as the numpy network takes them: tables in half precision, the rest in single."""

    def array(parameter: torch.Tensor, kind: type = np.float32) -> Floats:
        return np.ascontiguousarray(parameter.detach().cpu().numpy().astype(kind))

    arrays = {name: array(table.weight, np.float16) for name, table in student.tables.items()}
    arrays |= {"gram": array(student.gram.weight[:-1], np.float16), "list": array(student.list.weight.T)}
    arrays["text"] = array(student.text.weight)
    arrays |= {"attend.weight": array(student.attend.weight.T), "mix.weight": array(student.mix.weight.T)}
    arrays |= {"out.weight": array(student.out.weight.T), "out.bias": array(student.out.bias)}
    for number, layer in enumerate(student.convs):
        arrays |= {f"conv{number}.weight": array(layer.weight.T), f"conv{number}.bias": array(layer.bias)}
    return Weights(arrays, dict(vocabulary), dict(lists), student.form.dilations, HEADS)
