"""The tagger's network, forward only, one text at a time, with the numbers that `training/student.py` learns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from cutline.tagger.features import case_of_text, word_features

Floats = npt.NDArray[np.float32]
CACHE = 60_000
LONGEST, LAP = 128, 16
"""Words that are read at once, since attention is quadratic, and the words by which two such stretches lap."""
BLOCK = 16
"""Rows in a product of matrices: 16 x 128 x 128 is as much as OpenBLAS does on one thread (its bound is 2**18). Larger
ones it shares among threads, and then the last bits of a sum depend on how many cores the machine has."""
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
        arrays, dilations, count = self.weights.arrays, self.weights.dilations, len(words)
        x = np.zeros((-(-count // BLOCK) * BLOCK, arrays["text"].shape[1]), dtype=np.float32)
        x[:count] = [self._vector(word) for word in words]
        x[:count] += arrays["text"][case_of_text(words)]
        middle = (len(dilations) + 1) // 2
        for number, dilation in enumerate(dilations):
            if number == middle:
                x[:count] += _attention(x, count, arrays, self.weights.heads)
            x[:count] += _convolution(x, arrays[f"conv{number}.weight"], arrays[f"conv{number}.bias"], dilation)[:count]
        logits = _product(_normed(x), arrays["out.weight"])[:count] + arrays["out.bias"]
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
        vector: Floats = arrays["word"][found.word].astype(np.float32)
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


def _product(x: Floats, weight: Floats) -> Floats:
    """The matrix product, block by block; x has a multiple of BLOCK rows."""
    return np.asarray(x.reshape(-1, BLOCK, x.shape[1]) @ weight, dtype=np.float32).reshape(len(x), -1)


def _convolution(x: Floats, weight: Floats, bias: Floats, dilation: int) -> Floats:
    """Each token with its neighbors at the dilation's distance, through one rectified layer. Rows past the text: 0."""
    width, normed = x.shape[1], _normed(x)
    result = _product(normed, weight[width : 2 * width])
    result += bias
    if dilation < len(x):
        result[dilation:] += _product(normed, weight[:width])[:-dilation]
        result[:-dilation] += _product(normed, weight[2 * width :])[dilation:]
    np.maximum(result, np.float32(0), out=result)
    return result


def _attention(x: Floats, count: int, arrays: Mapping[str, Floats], heads: int) -> Floats:
    """What the other tokens of the text say: a name spelled out before, a list, a heading."""
    normed, size = _normed(x), arrays["attend.weight"].shape[1] // (3 * heads)
    thirds = (_product(normed, part)[:count] for part in np.split(arrays["attend.weight"], 3, axis=1))
    query, key, value = (part.reshape(count, heads, size).transpose(1, 0, 2) for part in thirds)
    scores = query @ key.transpose(0, 2, 1)
    scores *= np.float32(size**-0.5)
    scores -= scores.max(axis=2, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=2, keepdims=True)
    mixed = np.zeros((len(x), heads * size), dtype=np.float32)
    mixed[:count] = (scores @ value).transpose(1, 0, 2).reshape(count, heads * size)
    return _product(mixed, arrays["mix.weight"])[:count]
