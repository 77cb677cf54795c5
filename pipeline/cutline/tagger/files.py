"""The tagger's weights on disk: arrays, the words of the word table one a line, the word lists, the settings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from cutline.tagger.network import Weights


def write_weights(weights: Weights, folder: Path, calibration: Mapping[str, float]) -> None:
    """Writes the weights to `folder`: the same bytes for the same weights."""
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / "arrays.npz", **weights.arrays)  # type: ignore[arg-type]
    words = sorted(weights.vocabulary, key=lambda word: weights.vocabulary[word])
    _write_json(folder / "words.json", words)
    _write_json(folder / "lists.json", weights.lists)
    settings = {"dilations": list(weights.dilations), "heads": weights.heads, "calibration": dict(calibration)}
    _write_json(folder / "settings.json", settings)


def read_weights(folder: Path) -> tuple[Weights, dict[str, float]]:
    """The weights as written, and the calibration: a slope and, for each label, an offset."""
    settings = json.loads((folder / "settings.json").read_text("utf-8"))
    with np.load(folder / "arrays.npz", allow_pickle=False) as arrays:
        loaded = {name: arrays[name] for name in arrays.files}
    words = json.loads((folder / "words.json").read_text("utf-8"))
    vocabulary = {word: row for row, word in enumerate(words, 1)}
    lists = json.loads((folder / "lists.json").read_text("utf-8"))
    return Weights(loaded, vocabulary, lists, tuple(settings["dilations"]), settings["heads"]), settings["calibration"]


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
