"""What breaks name finding on captions, done to good samples: capitals, headlines, lost stops, other names, slips."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from cutline.tagger.features import BOUNDARY
from cutline.training.damage import damaged
from cutline.training.renames import led, reformed, renamed
from cutline.training.samples import Sample
from cutline.training.styles import Filler

SMALL = frozenset("a an and as at but by for from in into of on or the to with over under near".split())


def augmented(sample: Sample, random: Random, filler: Filler) -> Sample:
    """The sample as it is or changed; what is drawn depends on `random` and the filler's own alone."""
    if random.random() < 0.40:
        sample = renamed(sample, random, filler)
    if random.random() < 0.25:
        sample = reformed(sample, random, filler)
    if random.random() < 0.015 and BOUNDARY not in sample.text:
        sample = led(sample, random)
    if random.random() < 0.05:
        sample = damaged(sample, random)
    draw = random.random()
    if draw < 0.10:
        sample = recased(sample, str.upper)
    elif draw < 0.17:
        sample = recased(sample, headline)
    elif draw < 0.23 and sample.text.endswith("."):
        end = len(sample.text) - 1
        sample = replace(sample, text=sample.text[:-1], spans=tuple(s for s in sample.spans if s.end <= end))
    return sample


def recased(sample: Sample, change: Callable[[str], str]) -> Sample:
    """The sample in another case, left alone where that would move offsets (`ß`)."""
    text = change(sample.text)
    return replace(sample, text=text) if len(text) == len(sample.text) else sample


def headline(text: str) -> str:
    """Each word with a capital but the small ones; lengths stay.

    >>> headline("a crew walks to the pad")
    'A Crew Walks to the Pad'
    """
    return " ".join(word if i and word in SMALL else risen(word) for i, word in enumerate(text.split(" ")))


def risen(word: str) -> str:
    """The word with a capital."""
    return word[:1].upper() + word[1:] if word[:1].islower() else word
