"""The layers of the network, over texts that share a batch for the sake of speed and no sum.

A text has blocks of rows of its own, so every product, mean and softmax is over its own rows in a shape that its own
length sets; only steps that IEEE 754 rounds number by number, or that stay within a row, take the whole batch at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
ROWS, PANEL = 32, 64
"""Rows and columns of a product of matrices, at most: 32 x 128 x 64 is as much as OpenBLAS does on one thread (up to
2**18). Larger ones it shares among threads, and then the last bits of a sum depend on how many cores there are."""
EPSILON = np.float32(1e-6)


@dataclass(frozen=True)
class Layout:
    """Where the texts of a batch lie: their rows, their blocks with a block's height, and the rows between texts."""

    texts: tuple[slice, ...]
    blocks: tuple[tuple[slice, int], ...]
    between: npt.NDArray[np.intp]
    size: int


def layout(counts: Sequence[int], gap: int) -> Layout:
    """Texts of `counts` words one below the other, with at least `gap` empty rows after each.

    >>> layout((33, 3), 4).blocks
    ((slice(0, 40, None), 20), (slice(44, 48, None), 4))
    """
    texts, blocks, start = [], [], 0
    between: list[int] = []
    for count in counts:
        wanted = -(-count // ROWS)
        height = -(-count // (4 * wanted)) * 4  # four rows at a time is what the kernels do without a remainder
        end = start + wanted * height
        texts.append(slice(start, start + count))
        blocks.append((slice(start, end), height))
        between += range(start + count, end + gap)
        start = end + gap
    return Layout(tuple(texts), tuple(blocks), np.array(between, dtype=np.intp), start)


def panels(matrix: Floats) -> Floats:
    """The matrix cut into panels of PANEL columns, the last filled up with zeros: panels, rows, columns."""
    rows, columns = matrix.shape
    filled = np.pad(matrix, ((0, 0), (0, -columns % PANEL)))
    return np.ascontiguousarray(filled.reshape(rows, -1, PANEL).transpose(1, 0, 2))


def product(x: Floats, weight: Floats, place: Layout, out: Floats | None = None) -> Floats:
    """The matrix product, block by block and panel by panel; rows outside of the blocks stay as they are in `out`."""
    wide, size, _ = weight.shape
    result = np.zeros((len(x), wide * PANEL), dtype=np.float32) if out is None else out
    for rows, height in place.blocks:
        blocks = result[rows].reshape(-1, height, wide, PANEL).transpose(0, 2, 1, 3)
        np.matmul(x[rows].reshape(-1, 1, height, size), weight, out=blocks)
    return result


def normed(x: Floats) -> Floats:
    """Each row at root mean square one."""
    result: Floats = x / np.sqrt(np.einsum("ij,ij->i", x, x) / np.float32(x.shape[1]) + EPSILON)[:, None]
    return result


def convolution(taps: Floats, bias: Floats, dilation: int) -> Floats:
    """Each row with its neighbors at the dilation's distance, rectified. Between texts is nothing, which adds 0."""
    width = len(bias)
    result: Floats = taps[:, width : 2 * width] + bias
    result[dilation:] += taps[:-dilation, :width]
    result[:-dilation] += taps[dilation:, 2 * width : 3 * width]
    np.maximum(result, np.float32(0), out=result)
    return result


def attention(thirds: Floats, heads: int) -> Floats:
    """What the other tokens of one text say: a name spelled out before, a list, a heading."""
    count, size = len(thirds), thirds.shape[1] // (3 * heads)
    query, key, value = thirds.reshape(count, 3, heads, size).transpose(1, 2, 0, 3)
    scores = query @ key.transpose(0, 2, 1)
    scores *= np.float32(size**-0.5)
    scores -= scores.max(axis=2, keepdims=True)
    np.exp(scores, out=scores)
    mixed = (scores @ value).transpose(1, 0, 2) / scores.sum(axis=2).T[:, :, None]
    result: Floats = mixed.reshape(count, heads * size)
    return result


def log_softmax(logits: Floats) -> Floats:
    """Log probabilities, row by row."""
    result: Floats = logits - logits.max(axis=1, keepdims=True)
    result -= np.log(np.exp(result).sum(axis=1, keepdims=True))
    return result
