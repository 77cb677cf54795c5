"""Taggers on disk: the narrow network as arrays, words and word lists, or the encoder as a graph and its vocabulary."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from cutline.tagger.encoder import GRAPH, VOCABULARY, Encoder, read_encoder
from cutline.tagger.network import Network, Weights

SETTINGS = "settings.json"
Tagger = Network | Encoder


def write_tagger(tagger: Tagger, folder: Path, calibration: Mapping[str, float]) -> None:
    """Writes the tagger to `folder`: the same bytes for the same tagger. The calibration is a slope and offsets."""
    folder.mkdir(parents=True, exist_ok=True)
    settings: dict[str, object] = {"calibration": dict(calibration)}
    if isinstance(tagger, Encoder):
        for name in (GRAPH, VOCABULARY):
            shutil.copyfile(tagger.folder / name, folder / name)
    else:
        weights = tagger.weights
        np.savez_compressed(folder / "arrays.npz", **weights.arrays)  # type: ignore[arg-type]
        _write_json(folder / "words.json", sorted(weights.vocabulary, key=lambda word: weights.vocabulary[word]))
        _write_json(folder / "lists.json", weights.lists)
        settings |= {"dilations": list(weights.dilations), "heads": weights.heads}
    _write_json(folder / SETTINGS, settings)


def read_tagger(folder: Path) -> tuple[Tagger, dict[str, float]]:
    """The tagger as written, and its calibration."""
    settings = json.loads((folder / SETTINGS).read_text("utf-8"))
    if (folder / GRAPH).is_file():
        return read_encoder(folder), settings["calibration"]
    with np.load(folder / "arrays.npz", allow_pickle=False) as arrays:
        loaded = {name: arrays[name] for name in arrays.files}
    words = json.loads((folder / "words.json").read_text("utf-8"))
    vocabulary = {word: row for row, word in enumerate(words, 1)}
    lists = json.loads((folder / "lists.json").read_text("utf-8"))
    weights = Weights(loaded, vocabulary, lists, tuple(settings["dilations"]), settings["heads"])
    return Network(weights), settings["calibration"]


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
