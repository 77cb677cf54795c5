"""Texts as arrays: prepared once with spaCy, then learnt from without it, on whatever machine has the better processor.

Words and the tags that a word may bear are numbered once for all texts, so a text is two rows of small numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt

from cutline.tagger import TAGS
from cutline.tagger.decode import spans
from cutline.training.augment import SMALL, risen
from cutline.training.samples import ALL, Sample, Span, Tokens

Ints = npt.NDArray[np.int32]
FEW = "nasa"
"""Captions whose file is so named are few and of many kinds: they are read as often as many of the others."""


@dataclass(frozen=True)
class Texts:
    """Texts one after another: text t has the words `starts[t]` to `starts[t + 1]`.

    `words` and `masks` are numbers in the shelf's lists, one a word; `weight`, `fold` (-1 outside of the gold) and
    `source` are one a text.
    """

    words: Ints
    masks: Ints
    starts: npt.NDArray[np.int64]
    weight: npt.NDArray[np.float32]
    fold: npt.NDArray[np.int8]
    source: npt.NDArray[np.int16]

    def __len__(self) -> int:
        return len(self.weight)

    @property
    def lengths(self) -> npt.NDArray[np.int64]:
        """Words a text."""
        return np.diff(self.starts)

    def places(self, chosen: Sequence[int] | npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Where the words of the chosen texts stand, text after text."""
        chosen = np.asarray(chosen, dtype=np.int64)
        return ranges(self.starts[chosen], self.lengths[chosen])

    def taken(self, chosen: Sequence[int] | npt.NDArray[np.int64]) -> Texts:
        """The chosen texts, in that order, a text as often as it is chosen."""
        chosen = np.asarray(chosen, dtype=np.int64)
        places, starts = self.places(chosen), np.concatenate(([0], np.cumsum(self.lengths[chosen])))
        plain = (self.weight[chosen], self.fold[chosen], self.source[chosen])
        return Texts(self.words[places], self.masks[places], starts, *plain)


def ranges(starts: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The numbers from each start on, as many as its length says, one run after another.

    >>> ranges(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    ends = np.cumsum(lengths)
    return np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(starts - (ends - lengths), lengths)


def together(parts: Sequence[Texts]) -> Texts:
    """The texts of all parts, one part after another."""
    ends = np.cumsum([0, *(len(part.words) for part in parts)])
    starts = [part.starts[1:] + end for part, end in zip(parts, ends, strict=False)]
    joined = {f.name: np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Texts)}
    return Texts(**{**joined, "starts": np.concatenate([[0], *starts])})


@dataclass
class Shelf:
    """Sets of texts by name over one list of words, one of masks and one of sources."""

    words: dict[str, int] = field(default_factory=dict)
    masks: dict[bytes, int] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)
    sets: dict[str, Texts] = field(default_factory=dict)

    def put(self, name: str, texts: Iterable[Tokens], folds: Iterable[int] | None = None) -> None:
        """Adds a set of texts. `folds` says of each the fold of the gold that it belongs to."""
        data = list(texts)
        words = [self.words.setdefault(word, len(self.words)) for text in data for word in text.words]
        rows = np.packbits(np.concatenate([text.allowed for text in data]), axis=1)
        masks = [self.masks.setdefault(row.tobytes(), len(self.masks)) for row in rows]
        sources = [self.sources.setdefault(text.sample.source, len(self.sources)) for text in data]
        self.sets[name] = Texts(
            np.array(words, np.int32),
            np.array(masks, np.int32),
            np.cumsum([0, *(len(text.words) for text in data)]),
            np.array([text.sample.weight for text in data], np.float32),
            np.array([-1] * len(data) if folds is None else list(folds), np.int8),
            np.array(sources, np.int16),
        )

    def allowed(self) -> npt.NDArray[np.bool_]:
        """The masks as a table, masks by tags."""
        packed = np.frombuffer(b"".join(self.masks), np.uint8).reshape(len(self.masks), -1)
        return np.unpackbits(packed, axis=1, count=len(TAGS)).astype(bool)

    def recased(self) -> tuple[Ints, Ints]:
        """The number of each word in capitals, and as it stands in a headline; words that are new are added."""
        for word in list(self.words):
            for other in (_capital(word), _headline(word)):
                self.words.setdefault(other, len(self.words))
        capital = np.array([self.words[_capital(word)] for word in self.words], np.int32)
        return capital, np.array([self.words[_headline(word)] for word in self.words], np.int32)

    def tokens(self, name: str) -> list[Tokens]:
        """The texts of a set as `scoring` and `calibrate` take them: offsets count words."""
        words, sources, masks, data = list(self.words), list(self.sources), self.allowed(), self.sets[name]
        result = []
        for number, (start, end) in enumerate(zip(data.starts[:-1].tolist(), data.starts[1:].tolist(), strict=True)):
            allowed = masks[data.masks[start:end]]
            names = spans(allowed.argmax(axis=1).tolist())
            marks = tuple(Span(first, past, (label,)) for first, past, label in names)
            sample = Sample("", marks, ALL, sources[data.source[number]])
            text = tuple(words[word] for word in data.words[start:end].tolist())
            result.append(Tokens(text, tuple((i, i + 1) for i in range(end - start)), allowed, sample))
        return result

    def save(self, path: Path) -> None:
        """Writes everything into one file of arrays, `np.load`'s."""
        lists: Mapping[str, object] = {"words": list(self.words), "sources": list(self.sources)}
        arrays = {name: np.frombuffer(json.dumps(value).encode(), np.uint8) for name, value in lists.items()}
        arrays["masks"] = np.frombuffer(b"".join(self.masks), np.uint8).reshape(len(self.masks), -1)
        for name, texts in self.sets.items():
            arrays |= {f"{name}/{f.name}": getattr(texts, f.name) for f in fields(Texts)}
        with path.open("wb") as file:
            np.savez(file, **arrays)  # type: ignore[arg-type]


def load_shelf(path: Path) -> Shelf:
    """What `Shelf.save` wrote."""
    shelf = Shelf()
    with np.load(path, allow_pickle=False) as arrays:
        shelf.words = {word: n for n, word in enumerate(json.loads(arrays["words"].tobytes()))}
        shelf.sources = {source: n for n, source in enumerate(json.loads(arrays["sources"].tobytes()))}
        shelf.masks = {row.tobytes(): n for n, row in enumerate(arrays["masks"])}
        for name in dict.fromkeys(key.partition("/")[0] for key in arrays.files if "/" in key):
            shelf.sets[name] = Texts(**{f.name: arrays[f"{name}/{f.name}"] for f in fields(Texts)})
    return shelf


def _capital(word: str) -> str:
    return word.upper() if len(word.upper()) == len(word) else word


def _headline(word: str) -> str:
    return word if word in SMALL else risen(word)
