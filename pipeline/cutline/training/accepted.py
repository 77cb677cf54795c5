"""The models that ship, to be trained further: the accurate graph as a teacher again, the arrays as a student."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from cutline.tagger import Weights
from cutline.tagger.encoder import GRAPH
from cutline.training.encoder import DEVICE
from cutline.training.student import Form, Student
from cutline.training.teacher import Teacher

DEFAULT, ACCURATE = "en_cutline", "en_cutline_accurate"
EIGHT_BITS = "_quantized"


def tagger_folder(pipeline: Path) -> Path:
    """Where a spaCy pipeline that `write_pipeline` wrote keeps the tagger."""
    return pipeline / "cutline_tagger"


def teacher_of(folder: Path) -> Teacher:
    """The teacher whose graph `write_encoder` wrote, its weights as exact as eight bits keep them.

    A product's matrix has lost its name in the graph; the products stand there in the order of the forward pass.
    """
    arrays = {i.name: numpy_helper.to_array(i) for i in onnx.load(folder / GRAPH).graph.initializer}
    whole = {name.removesuffix(EIGHT_BITS): _widened(arrays, name) for name in arrays if name.endswith(EIGHT_BITS)}
    teacher = Teacher()
    state = teacher.state_dict()
    products = sorted((n for n in whole if n.startswith("onnx::MatMul_")), key=lambda n: int(n.rpartition("_")[2]))
    parts = ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense")
    parts += ("intermediate.dense", "output.dense")
    count = teacher.encoder.config.num_hidden_layers
    places = [f"encoder.bert.encoder.layer.{n}.{part}.weight" for n in range(count) for part in parts]
    found = {place: whole[product].T for place, product in zip(places, products, strict=True)}
    found["out.weight"] = whole["teacher.out.weight_Transposed"].T
    plain = {**arrays, **{name: array for name, array in whole.items() if name not in products}}
    found |= {n.removeprefix("teacher."): a for n, a in plain.items() if n.removeprefix("teacher.") in state}
    kinds = "encoder.bert.embeddings.token_type_embeddings.weight"
    first = next(a for n, a in arrays.items() if n.startswith("onnx::Add_") and a.shape == state[kinds].shape[1:])
    found[kinds] = np.stack([first] * len(state[kinds]))
    missing = [name for name in state if name not in found and not name.endswith("position_ids")]
    if missing:
        raise ValueError(f"{folder / GRAPH}: no weights for {', '.join(missing)}: not a graph of write_encoder")
    teacher.load_state_dict({name: torch.from_numpy(np.array(found[name])).float() for name in state if name in found})
    return teacher.to(DEVICE)


def _widened(arrays: dict[str, np.ndarray], name: str) -> np.ndarray:
    base = name.removesuffix(EIGHT_BITS)
    scale, zero = arrays[f"{base}_scale"], arrays[f"{base}_zero_point"]
    return ((arrays[name].astype(np.float32) - zero.astype(np.float32)) * scale).astype(np.float32)


def student_of(weights: Weights, form: Form) -> Student:
    """The student whose arrays `student.exported` wrote.

    Raises ValueError where its form is another.
    """
    arrays = {name: torch.from_numpy(np.array(array, dtype=np.float32)) for name, array in weights.arrays.items()}
    if arrays["text"].shape[1] != form.width or weights.dilations != form.dilations:
        raise ValueError(f"the accepted student is not of the form {form}: leave --further out")
    student = Student(len(weights.vocabulary) + 1, form)
    with torch.no_grad():
        for name, table in student.tables.items():
            table.weight.copy_(arrays[name])
        student.gram.weight[:-1] = arrays["gram"]
        student.gram.weight[-1] = 0
        student.text.weight.copy_(arrays["text"])
        for name in ("list", "attend", "mix", "out"):
            getattr(student, name).weight.copy_(arrays[name if name == "list" else f"{name}.weight"].T)
        student.out.bias.copy_(arrays["out.bias"])
        for number, layer in enumerate(student.convs):
            layer.weight.copy_(arrays[f"conv{number}.weight"].T)
            layer.bias.copy_(arrays[f"conv{number}.bias"])
    return student.to(DEVICE)
