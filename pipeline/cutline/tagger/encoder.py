"""The accurate tagger: the teacher itself, eight bits a weight, run by onnxruntime (extra `[accurate]`), a text a call.

One text a call and one thread: dynamic quantization scales by what shares the batch, and sums by what shares the work.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from cutline.tagger.features import BOUNDARY, CASES, case_class

Floats = npt.NDArray[np.float32]
LONGEST, LAP, PIECES = 200, 24, 510
GRAPH, VOCABULARY = "model.onnx", "vocabulary.txt"


@dataclass
class Encoder:
    """Maps words to the log probability of each tag, like `Network`."""

    folder: Path
    session: Any
    vocabulary: Mapping[str, int]
    seen: dict[str, list[int]] = field(default_factory=dict)

    def logs(self, words: Sequence[str]) -> Floats:
        """Log probabilities, words by tags. A long text is read in stretches that lap, cut at fixed places."""
        step = LONGEST - 2 * LAP
        if len(words) <= LONGEST:
            return self._logs(words)
        starts = range(0, len(words), step)
        before = [min(LAP, start) for start in starts]
        stretches = [words[s - b : s + step + LAP] for s, b in zip(starts, before, strict=True)]
        return np.concatenate([self._logs(w)[b : b + step] for w, b in zip(stretches, before, strict=True)])

    def logs_of(self, texts: Iterable[Sequence[str]]) -> list[Floats]:
        """The log probabilities of each text."""
        return [self.logs(words) for words in texts]

    def _logs(self, words: Sequence[str]) -> Floats:
        cut = [self._pieces(word) for word in words]
        if sum(map(len, cut)) > PIECES:
            cut = [pieces[: PIECES // len(words)] for pieces in cut]
        ids = [self.vocabulary["[CLS]"], *(piece for pieces in cut for piece in pieces), self.vocabulary["[SEP]"]]
        classes = [CASES if word == BOUNDARY else case_class(word) for word in words]
        cases = [CASES, *(case for case, pieces in zip(classes, cut, strict=True) for _ in pieces), CASES]
        ends = np.cumsum([len(pieces) for pieces in cut])
        first = ends - [len(pieces) for pieces in cut] + 1
        feed = {"pieces": ids, "shapes": cases, "first": first, "last": ends}
        (logs,) = self.session.run(None, {name: np.array([row], dtype=np.int64) for name, row in feed.items()})
        result: Floats = logs[0]
        return result

    def _pieces(self, word: str) -> list[int]:
        if word not in self.seen:
            if len(self.seen) >= 60_000:
                self.seen.clear()
            separator = [self.vocabulary["[SEP]"]]
            self.seen[word] = separator if word == BOUNDARY else word_pieces(word, self.vocabulary)[:12]
        return self.seen[word]


def read_encoder(folder: Path) -> Encoder:
    """The encoder in `folder`; without onnxruntime the error says which extra brings it."""
    try:
        import onnxruntime
    except ImportError as error:
        raise ImportError(f"{folder}: this model needs onnxruntime: pip install 'cutline[accurate]'") from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(folder / GRAPH, options, providers=["CPUExecutionProvider"])
    words = (folder / VOCABULARY).read_text("utf-8").splitlines()
    return Encoder(folder, session, {word: row for row, word in enumerate(words)})


def word_pieces(word: str, vocabulary: Mapping[str, int]) -> list[int]:
    """The word as the uncased BERT vocabulary cuts it: the longest known piece first, `##` before a continuation.

    >>> word_pieces("Kotov's", {"[UNK]": 0, "ko": 1, "##tov": 2, "'": 3, "s": 4})
    [1, 2, 3, 4]
    """
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
    plain = "".join(f" {c} " if _stands_alone(c) else c for c in plain if unicodedata.category(c) not in ("Cc", "Cf"))
    return [piece for part in plain.split() for piece in _greedy(part, vocabulary)] or [vocabulary["[UNK]"]]


def _stands_alone(char: str) -> bool:
    """Whether BERT takes the character for punctuation or an ideograph."""
    ascii_sign = char.isascii() and not char.isalnum() and not char.isspace() and char.isprintable()
    return ascii_sign or unicodedata.category(char).startswith("P") or "\u4e00" <= char <= "\u9fff"


def _greedy(part: str, vocabulary: Mapping[str, int]) -> list[int]:
    pieces, start = [], 0
    while start < len(part):
        for end in range(len(part), start, -1):
            piece = ("##" if start else "") + part[start:end]
            if piece in vocabulary:
                pieces.append(vocabulary[piece])
                start = end
                break
        else:
            return [vocabulary["[UNK]"]]
    return pieces
