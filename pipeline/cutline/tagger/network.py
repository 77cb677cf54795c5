"""The tagger's network, forward only, one text at a time, with the numbers that `training/student.py` learns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from cutline.tagger.features import case_of_text, word_features

Floats = npt.NDArray[np.float32]
CACHE = 60_000
LONGEST, LAP = 400, 24
"""Words that are read at once, since attention is quadratic, and the words by which two such stretches lap."""
EPSILON = np.float32(1e-6)


@dataclass(frozen=True)
class Weights:
    """Arrays by name, the vocabulary of the word table, and the bits of the word lists."""

    arrays: Mapping[str, Floats]
    vocabulary: Mapping[str, int]
    lists: Mapping[str, int]
    dilations: tuple[int, ...]
    heads: int


@dataclass
class Network:
    """Maps words to the log probability of each tag; remembers the input vectors of the words it has seen."""

    weights: Weights
    seen: dict[str, Floats] = field(default_factory=dict)

    def logs(self, words: Sequence[str]) -> Floats:
        """Log probabilities, words by tags. A long text is read in stretches that lap, cut at fixed places."""
        if len(words) <= LONGEST:
            return self._logs(words)
        pieces, start = [], 0
        while start < len(words):
            before = min(LAP, start)
            stretch = words[start - before : start + LONGEST - 2 * LAP + LAP]
            pieces.append(self._logs(stretch)[before : before + LONGEST - 2 * LAP])
            start += LONGEST - 2 * LAP
        return np.concatenate(pieces)

    def _logs(self, words: Sequence[str]) -> Floats:
        arrays, dilations = self.weights.arrays, self.weights.dilations
        x = np.stack([self._vector(word) for word in words])
        x += arrays["text"][case_of_text(words)]
        middle = (len(dilations) + 1) // 2
        for number, dilation in enumerate(dilations):
            if number == middle:
                x = x + _attention(x, arrays, self.weights.heads)
            x = x + _convolution(x, arrays[f"conv{number}.weight"], arrays[f"conv{number}.bias"], dilation)
        logits = _normed(x) @ arrays["out.weight"] + arrays["out.bias"]
        logits -= logits.max(axis=1, keepdims=True)
        result: Floats = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        return result

    def _vector(self, word: str) -> Floats:
        vector = self.seen.get(word)
        if vector is None:
            if len(self.seen) >= CACHE:
                self.seen.clear()
            vector = self.seen[word] = self._embedded(word)
        return vector

    def _embedded(self, word: str) -> Floats:
        arrays, lists = self.weights.arrays, self.weights.lists
        found = word_features(word, self.weights.vocabulary, lists)
        vector = arrays["word"][found.word].astype(np.float32)
        for kind in ("prefix", "suffix", "shape", "case"):
            vector += arrays[kind][getattr(found, kind)]
        vector += arrays["gram"][list(found.grams)].astype(np.float32).sum(axis=0) / np.float32(len(found.grams))
        for bit, row in enumerate(arrays["list"]):
            if found.lists >> bit & 1:
                vector += row
        return vector


def _normed(x: Floats) -> Floats:
    """Each row at root mean square one."""
    result: Floats = x / np.sqrt(np.einsum("ij,ij->i", x, x) / np.float32(x.shape[1]) + EPSILON)[:, None]
    return result


def _convolution(x: Floats, weight: Floats, bias: Floats, dilation: int) -> Floats:
    """Each token with its neighbors at the dilation's distance, through one rectified layer."""
    count, width = x.shape
    window = np.zeros((count, 3 * width), dtype=np.float32)
    normed = _normed(x)
    window[:, width : 2 * width] = normed
    if dilation < count:
        window[dilation:, :width] = normed[:-dilation]
        window[:-dilation, 2 * width :] = normed[dilation:]
    result: Floats = window @ weight
    result += bias
    np.maximum(result, np.float32(0), out=result)
    return result


def _attention(x: Floats, arrays: Mapping[str, Floats], heads: int) -> Floats:
    """What the other tokens of the text say: a name spelled out before, a list, a heading."""
    count, size = len(x), arrays["attend.weight"].shape[1] // (3 * heads)
    joint = _normed(x) @ arrays["attend.weight"]
    query, key, value = joint.reshape(count, 3, heads, size).transpose(1, 2, 0, 3)
    scores = query @ key.transpose(0, 2, 1) * np.float32(size**-0.5)
    scores -= scores.max(axis=2, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=2, keepdims=True)
    mixed = (scores @ value).transpose(1, 0, 2).reshape(count, heads * size)
    result: Floats = mixed @ arrays["mix.weight"]
    return result
