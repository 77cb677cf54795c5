"""What the tagger sees of a word: its lower form, its edges, its shape, its letters by threes and fours, and lists.

All of it is a function of the word alone, so a word's input vector is computed once.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BUCKETS = {"prefix": 4096, "suffix": 4096, "shape": 1024, "gram": 16384}
STARTS = {kind: zlib.crc32(f"{kind}\t".encode()) for kind in BUCKETS}
"""The checksum of a kind's name, which that of its texts goes on from."""
CASES = 11
BOUNDARY = "\n"
"""The word that stands between title and caption, which are read together."""
ZEROS = str.maketrans("123456789", "0" * 9)
REPEATS = re.compile(r"(.)\1{2,}")


@dataclass(frozen=True, slots=True)
class WordFeatures:
    """Row numbers into the tables, and the bits of the word lists that hold the word."""

    word: int
    prefix: int
    suffix: int
    shape: int
    case: int
    grams: tuple[int, ...]
    lists: int


def hashed(kind: str, text: str) -> int:
    """A row of the table for that kind: the same on every machine and in every process."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"), STARTS[kind]) % BUCKETS[kind]


def shape(word: str) -> str:
    """Letters as x and X, digits as d, runs of one kind cut after two.

    >>> [shape(word) for word in ("Kotov", "TMA-11M", "D.C.", "39A", "'s")]
    ['Xxx', 'XX-ddX', 'X.X.', 'ddX', "'x"]
    """
    kinds = "".join("d" if c.isdigit() else "X" if c.isupper() else "x" if c.isalpha() else c for c in word)
    return REPEATS.sub(lambda run: run[1] * 2, kinds)[:12]


def case_class(word: str) -> int:
    """How a word is written, 0 to 10.

    >>> [case_class(word) for word in ("at", "Kotov", "NASA", "K", "McCoy", "2013", "39A", ",", "eBay", "3rd", "K.")]
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    """
    letters = [char for char in word if char.isalpha()]
    if not letters:
        return 5 if any(char.isdigit() for char in word) else 7
    if any(char.isdigit() for char in word):
        return 6 if letters[0].isupper() else 9
    if len(letters) == 1 and letters[0].isupper():
        return 10 if word.endswith(".") else 3
    uppers = sum(char.isupper() for char in letters)
    if uppers == len(letters):
        return 2
    if uppers == 0:
        return 0
    if uppers == 1 and letters[0].isupper():
        return 1
    return 4 if letters[0].isupper() else 8


def case_of_text(words: Sequence[str]) -> int:
    """How a whole text is written: 0 as a sentence, 1 as a headline, 2 in capitals.

    >>> case_of_text("SHUTTLE ROLLS OUT AT KENNEDY".split()), case_of_text("Kotov Returns to Earth".split())
    (2, 1)
    >>> case_of_text("Oleg Kotov carries the torch outside the station".split())
    0
    """
    letters = [word for word in words if len(word) > 1 and word.isalpha()]
    titles = [word for word in letters if word[0].isupper()]
    if 10 * len(titles) <= 7 * len(letters):
        return 0
    capitals = [word for word in titles if word.isupper()]
    return 2 if 10 * len(capitals) > 7 * len(letters) else 1


def word_features(word: str, vocabulary: Mapping[str, int], lists: Mapping[str, int]) -> WordFeatures:
    """The features of a word; row 0 of the word table stands for all words that it lacks."""
    lower = word.lower()
    digits = lower.translate(ZEROS)
    edged = f"<{digits[:24]}>"
    grams = [edged[i : i + n] for n in (3, 4) for i in range(len(edged) - n + 1)]
    return WordFeatures(
        word=vocabulary.get(digits, 0),
        prefix=hashed("prefix", digits[:3]),
        suffix=hashed("suffix", digits[-3:]),
        shape=hashed("shape", shape(word)),
        case=case_class(word),
        grams=tuple(hashed("gram", gram) for gram in grams) or (0,),
        lists=lists.get(lower, 0),
    )
