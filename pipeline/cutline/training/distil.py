"""From teacher to student: what the teachers say of every text, and the lessons made of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

import numpy as np

from cutline.tagger.decode import Floats
from cutline.training import styles
from cutline.training.augment import augmented, headline, recased
from cutline.training.data import Data
from cutline.training.samples import ALL, Sample, Tokens
from cutline.training.student import Lesson

Silver = Sequence[tuple[Tokens, np.ndarray]]
"""Texts with the teachers' distributions over tags, in half precision."""


def agreed(tokens: Tokens, logs: Floats, trust: float) -> np.ndarray:
    """The teachers' distribution within what the annotation allows; `trust` is how far they may leave it."""
    said = np.exp(logs.astype(np.float32))
    allowed = tokens.allowed.astype(np.float32)
    inside = said * allowed
    mass = inside.sum(axis=1, keepdims=True)
    even = allowed / allowed.sum(axis=1, keepdims=True)
    inside = np.where(mass > 1e-3, inside / np.maximum(mass, 1e-9), even)
    return (1 - trust) * inside + trust * said


def cased_copies(tokens: Tokens, random: Random, data: Data) -> Tokens | None:
    """The text in capitals or as a headline, where it falls into as many words as before."""
    change = str.upper if random.random() < 0.6 else headline
    copy = recased(tokens.sample, change)
    words = [token.text for token in data.nlp.make_doc(copy.text) if not token.is_space]
    return replace(tokens, words=tuple(words), sample=copy) if len(words) == len(tokens.words) else None


def lessons_of(data: Data, silver: Silver, gold: Silver, seed: int) -> Callable[[], list[Lesson]]:
    """One epoch: silver as the teachers see it, the gold thrice, composed styles; a part in other cases."""

    def make() -> list[Lesson]:
        random, filler = Random(seed), styles.Filler(data.pools, seed)
        lessons = []
        for tokens, target in silver:
            copy = cased_copies(tokens, random, data) if random.random() < 0.15 else None
            lessons.append(Lesson((copy or tokens).words, target, 0.7))
        for tokens, target in gold:
            copies = [tokens, tokens, cased_copies(tokens, random, data) if random.random() < 0.5 else None]
            lessons += [Lesson(copy.words, target, 1.5) for copy in copies if copy]
        samples = [augmented(tokens.sample, random, filler) for tokens, _ in gold]
        samples += [augmented(s, random, filler) for s in styles.style_samples(data.pools, 1500, seed)]
        lessons += [Lesson(t.words, sure(t)) for t in data.tokens(samples)]
        return lessons

    return make


def sure(tokens: Tokens) -> np.ndarray:
    """The annotation as a distribution, even over what it allows."""
    return (tokens.allowed / tokens.allowed.sum(axis=1, keepdims=True)).astype(np.float16)


def open_samples(texts: Sequence[str], source: str) -> list[Sample]:
    """Texts of which nothing is known: every tag is allowed."""
    return [Sample(text, (), ALL - ALL, source) for text in texts]
