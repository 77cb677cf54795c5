"""The tagger's network, forward only, with the numbers that `training/student.py` learns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from operator import add

import numpy as np

from cutline.tagger import layers
from cutline.tagger.features import BOUNDARY, case_of_text, word_features
from cutline.tagger.layers import Floats

CACHE = 20_000
"""Words remembered for each of the three ways that a text is written: two kilobytes a word."""
LONGEST, LAP = 128, 16
"""Words that are read at once, since attention is quadratic, and the words by which two such stretches lap."""
BATCH = 8
"""Texts that a layer reads one after another, while its weights and their rows lie in the processor's cache."""


@dataclass(frozen=True)
class Weights:
    """Arrays by name, the vocabulary of the word table, and the bits of the word lists."""

    arrays: Mapping[str, Floats]
    vocabulary: Mapping[str, int]
    lists: Mapping[str, int]
    dilations: tuple[int, ...]
    heads: int

    @cached_property
    def table(self) -> tuple[Floats, list[int]]:
        """The tables of words and of parts of words one below the other, and where each starts."""
        tables = [self.arrays[name] for name in ("word", "prefix", "suffix", "shape", "case", "gram")]
        starts = [0, *accumulate(len(part) for part in tables[:-1])]
        return np.concatenate(tables, dtype=np.float32), starts

    @cached_property
    def panels(self) -> dict[str, Floats]:
        """The matrices as panels; a convolution's three taps stand side by side."""
        taps = {f"conv{n}": np.split(self.arrays[f"conv{n}.weight"], 3) for n in range(len(self.dilations))}
        plain = {name: [self.arrays[f"{name}.weight"]] for name in ("attend", "mix", "out")}
        return {name: layers.panels(np.concatenate(parts, axis=1)) for name, parts in (taps | plain).items()}


@dataclass
class Network:
    """Maps words to the log probability of each tag; remembers what it computed from single words.

    A title and its caption are one text, with BOUNDARY between them.
    """

    weights: Weights
    seen: dict[int, dict[str, Floats]] = field(default_factory=dict)

    def logs(self, words: Sequence[str]) -> Floats:
        """Log probabilities, words by tags. A long text is read in stretches that lap, cut at fixed places."""
        return next(iter(self.logs_of([words])))

    def logs_of(self, texts: Iterable[Sequence[str]]) -> list[Floats]:
        """The log probabilities of each text: to the bit what `logs` says of it alone, and faster."""
        stretches = [(n, stretch, keep) for n, words in enumerate(texts) for stretch, keep in _stretches(words)]
        parts: dict[int, list[Floats]] = {}
        for first in range(0, len(stretches), BATCH):
            batch = stretches[first : first + BATCH]
            for (number, _, keep), logs in zip(batch, self._logs([words for _, words, _ in batch]), strict=True):
                parts.setdefault(number, []).append(logs[keep])
        return [part[0] if len(part) == 1 else np.concatenate(part) for part in parts.values()]

    def _logs(self, texts: Sequence[Sequence[str]]) -> list[Floats]:
        arrays, panels, dilations = self.weights.arrays, self.weights.panels, self.weights.dilations
        place = layers.layout([len(words) for words in texts], max(dilations))
        x = np.zeros((place.size, arrays["text"].shape[1]), dtype=np.float32)
        taps = np.zeros((place.size, len(panels["conv0"]) * layers.PANEL), dtype=np.float32)
        for words, rows in zip(texts, place.texts, strict=True):
            seen = np.concatenate(self._rows(words)).reshape(len(words), -1)
            x[rows], taps[rows] = seen[:, : x.shape[1]], seen[:, x.shape[1] :]
        middle = (len(dilations) + 1) // 2
        for number, dilation in enumerate(dilations):
            if number == middle:
                x += self._attention(x, place)
            if number:
                layers.product(layers.normed(x), panels[f"conv{number}"], place, taps)
            x += layers.convolution(taps, arrays[f"conv{number}.bias"], dilation)
            x[place.between] = 0
        bias = arrays["out.bias"]
        logs = layers.log_softmax(layers.product(layers.normed(x), panels["out"], place)[:, : len(bias)] + bias)
        return [logs[rows] for rows in place.texts]

    def _attention(self, x: Floats, place: layers.Layout) -> Floats:
        panels, heads = self.weights.panels, self.weights.heads
        mixed = np.zeros((len(x), panels["mix"].shape[1]), dtype=np.float32)
        thirds = layers.product(layers.normed(x), panels["attend"], place)[:, : 3 * mixed.shape[1]]
        for rows in place.texts:
            mixed[rows] = layers.attention(thirds[rows], heads)
        return layers.product(mixed, panels["mix"], place)[:, : x.shape[1]]

    def _rows(self, words: Sequence[str]) -> list[Floats]:
        """For each word its vector in a text so written, and what the first layer takes of it, that word alone."""
        if BOUNDARY not in words:
            return self._part(words)
        end = words.index(BOUNDARY)
        return [*self._part(words[:end]), *self._part(words[end:])]

    def _part(self, words: Sequence[str]) -> list[Floats]:
        case = case_of_text(words)
        seen = self.seen.setdefault(case, {})
        if len(seen) >= CACHE:
            seen.clear()
        if new := list(dict.fromkeys(word for word in words if word not in seen)):
            vectors = self._embedded(new) + self.weights.arrays["text"][case]
            # A product a word, each the same whichever words are new: what is remembered must not show in the bits.
            taps = layers.normed(vectors)[:, None, None] @ self.weights.panels["conv0"]
            seen.update(zip(new, np.concatenate((vectors, taps.reshape(len(new), -1)), axis=1), strict=True))
        return [seen[word] for word in words]

    def _embedded(self, words: Sequence[str]) -> Floats:
        vocabulary, lists, (table, starts) = self.weights.vocabulary, self.weights.lists, self.weights.table
        vectors = np.empty((len(words), table.shape[1]), dtype=np.float32)
        for vector, word in zip(vectors, words, strict=True):
            found = word_features(word, vocabulary, lists)
            plain = (found.word, found.prefix, found.suffix, found.shape, found.case)
            rows = table.take([*map(add, plain, starts), *(row + starts[-1] for row in found.grams)], axis=0)
            np.add.reduce(rows[:5], out=vector)
            vector += np.add.reduce(rows[5:]) / np.float32(len(found.grams))
            for bit, row in enumerate(self.weights.arrays["list"] if found.lists else ()):
                if found.lists >> bit & 1:
                    vector += row
        return vectors


def _stretches(words: Sequence[str]) -> Iterable[tuple[Sequence[str], slice]]:
    """The words in stretches that are read at once, each with the rows of it that count."""
    if len(words) <= LONGEST:
        return [(words, slice(None))]
    step = LONGEST - 2 * LAP
    starts = [(start, min(LAP, start)) for start in range(0, len(words), step)]
    return [(words[at - lap : at + step + LAP], slice(lap, lap + step)) for at, lap in starts]
