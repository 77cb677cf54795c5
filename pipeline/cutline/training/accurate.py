"""The teacher as an ONNX graph with eight bits a weight: the accurate model, where it pays and fits."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from torch.nn import functional

from cutline.tagger.encoder import GRAPH, VOCABULARY
from cutline.training.encoder import encoder_folder
from cutline.training.teacher import Teacher


class Plain(nn.Module):
    """The teacher's forward for one unpadded text, spelled out so that it exports as a plain graph."""

    def __init__(self, teacher: Teacher) -> None:
        super().__init__()
        self.teacher, self.bert = teacher, teacher.encoder.bert

    def forward(
        self, pieces: torch.Tensor, shapes: torch.Tensor, first: torch.Tensor, last: torch.Tensor
    ) -> torch.Tensor:
        """Log probabilities, one by words by tags."""
        table = self.bert.embeddings
        x = table.word_embeddings(pieces) + self.teacher.encoder.shape(shapes) + table.token_type_embeddings.weight[0]
        positions = torch.cumsum(torch.ones_like(pieces), dim=1) - 1
        x = table.LayerNorm(x + table.position_embeddings(positions))
        for layer in self.bert.encoder.layer:
            x = layer.attention.output.LayerNorm(x + self._attended(layer.attention, x))
            hidden = functional.gelu(layer.intermediate.dense(x))
            x = layer.output.LayerNorm(x + layer.output.dense(hidden))
        joined = torch.cat((x[0][first[0]], x[0][last[0]]), dim=-1)
        return torch.log_softmax(self.teacher.out(joined), dim=-1)[None]

    def _attended(self, attention: nn.Module, x: torch.Tensor) -> torch.Tensor:
        own = attention.self
        size = own.attention_head_size
        query, key, value = (
            part(x).reshape(1, -1, own.num_attention_heads, size).transpose(1, 2)
            for part in (own.query, own.key, own.value)
        )
        weights = torch.softmax(query @ key.transpose(2, 3) * size**-0.5, dim=-1)
        return attention.output.dense((weights @ value).transpose(1, 2).reshape(1, -1, x.shape[2]))


def write_encoder(teacher: Teacher, folder: Path) -> None:
    """Writes `model.onnx`, weights in eight bits by channel, and the vocabulary."""
    folder.mkdir(parents=True, exist_ok=True)
    names = ("pieces", "shapes", "first", "last")
    rows = ([101, 2054, 2003, 102], [11, 0, 1, 11], [1, 2], [1, 2])
    example = tuple(torch.tensor([row]) for row in rows)
    axes: Mapping[str, Mapping[int, str]] = {n: {1: "pieces" if n in ("pieces", "shapes") else "words"} for n in names}
    full = folder / "full.onnx"
    torch.onnx.export(
        Plain(teacher).eval(), example, str(full), input_names=list(names), output_names=["logs"],
        dynamic_axes={**axes, "logs": {1: "words"}}, opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(full, folder / GRAPH, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    full.unlink()
    shutil.copyfile(encoder_folder() / "vocab.txt", folder / VOCABULARY)
