"""Taggers on disk: the narrow network as arrays and word lists, the encoder as a graph with a vocabulary, or both."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from cutline.tagger.encoder import GRAPH, VOCABULARY, Encoder, read_encoder
from cutline.tagger.layers import Floats
from cutline.tagger.network import Network, Weights

SETTINGS, ARRAYS = "settings.json", "arrays.npz"


@dataclass(frozen=True)
class Pair:
    """The encoder and the network together: they err in different places, so the mean of the two beats either."""

    encoder: Encoder
    network: Network

    def logs(self, words: Sequence[str]) -> Floats:
        """Log probabilities of the mean distribution, words by tags."""
        mean = (np.exp(self.encoder.logs(words)) + np.exp(self.network.logs(words))) / np.float32(2)
        return np.log(np.maximum(mean, np.float32(1e-9)))

    def logs_of(self, texts: Iterable[Sequence[str]]) -> list[Floats]:
        """The log probabilities of each text."""
        return [self.logs(words) for words in texts]


Tagger = Network | Encoder | Pair


def write_tagger(tagger: Tagger, folder: Path, calibration: Mapping[str, float]) -> None:
    """Writes the tagger to `folder`: the same bytes for the same tagger. The calibration is a slope and offsets."""
    folder.mkdir(parents=True, exist_ok=True)
    settings: dict[str, object] = {"calibration": dict(calibration)}
    encoder = tagger.encoder if isinstance(tagger, Pair) else tagger
    network = tagger.network if isinstance(tagger, Pair) else tagger
    if isinstance(encoder, Encoder):
        for name in (GRAPH, VOCABULARY):
            shutil.copyfile(encoder.folder / name, folder / name)
    if isinstance(network, Network):
        weights = network.weights
        np.savez_compressed(folder / ARRAYS, **weights.arrays)  # type: ignore[arg-type]
        _write_json(folder / "words.json", sorted(weights.vocabulary, key=lambda word: weights.vocabulary[word]))
        _write_json(folder / "lists.json", weights.lists)
        settings |= {"dilations": list(weights.dilations), "heads": weights.heads}
    _write_json(folder / SETTINGS, settings)


def read_tagger(folder: Path) -> tuple[Tagger, dict[str, float]]:
    """The tagger as written, and its calibration."""
    settings = json.loads((folder / SETTINGS).read_text("utf-8"))
    calibration: dict[str, float] = settings["calibration"]
    if not (folder / GRAPH).is_file():
        return _read_network(folder, settings), calibration
    encoder = read_encoder(folder)
    if not (folder / ARRAYS).is_file():
        return encoder, calibration
    return Pair(encoder, _read_network(folder, settings)), calibration


def _read_network(folder: Path, settings: Mapping[str, Any]) -> Network:
    with np.load(folder / ARRAYS, allow_pickle=False) as arrays:
        loaded = {name: arrays[name] for name in arrays.files}
    words = json.loads((folder / "words.json").read_text("utf-8"))
    vocabulary = {word: row for row, word in enumerate(words, 1)}
    lists = json.loads((folder / "lists.json").read_text("utf-8"))
    return Network(Weights(loaded, vocabulary, lists, tuple(settings["dilations"]), settings["heads"]))


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
