"""What breaks name finding on captions, done to good samples: capitals, headlines, lost stops, other names, slips."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from cutline.training.samples import Sample, Span
from cutline.training.styles import Filler

SMALL = frozenset("a an and as at but by for from in into of on or the to with over under near".split())
TITLES = ("Sgt.", "Capt.", "Dr.", "Rev.", "Sen.", "Gov.", "President", "Gen.", "Lt.", "Rep.", "Mr.", "Mrs.", "Mayor")


def augmented(sample: Sample, random: Random, filler: Filler) -> Sample:
    """The sample as it is or changed; what is drawn depends on `random` alone."""
    if random.random() < 0.35:
        sample = renamed(sample, random, filler)
    draw = random.random()
    if draw < 0.10:
        sample = recased(sample, str.upper)
    elif draw < 0.17:
        sample = recased(sample, headline)
    elif draw < 0.22 and sample.text.endswith("."):
        end = len(sample.text) - 1
        sample = replace(sample, text=sample.text[:-1], spans=tuple(s for s in sample.spans if s.end <= end))
    return sample


def recased(sample: Sample, change) -> Sample:  # type: ignore[no-untyped-def]
    """The sample in another case, left alone where that would move offsets (`ß`)."""
    text = change(sample.text)
    return replace(sample, text=text) if len(text) == len(sample.text) else sample


def headline(text: str) -> str:
    """Each word with a capital but the small ones; lengths stay.

    >>> headline("a crew walks to the pad")
    'A Crew Walks to the Pad'
    """
    words = text.split(" ")
    return " ".join(
        w if (i and w in SMALL) or not w[:1].islower() else w[:1].upper() + w[1:] for i, w in enumerate(words)
    )


def renamed(sample: Sample, random: Random, filler: Filler) -> Sample:
    """The sample with some of its persons and places renamed, some persons with a rank or title before them."""
    text, spans, end = "", [], 0
    for span in sorted(sample.spans, key=lambda span: span.start):
        between, old = sample.text[end : span.start], sample.text[span.start : span.end]
        new = _other(old, span, random, filler)
        text += between
        bare = between.endswith((" ", "(")) and "." not in between[-4:]
        if span.labels == ("PERSON",) and bare and random.random() < 0.08:
            text += random.choice(TITLES) + " "
        spans.append(replace(span, start=len(text), end=len(text) + len(new)))
        text += new
        end = span.end
    return replace(sample, text=text + sample.text[end:], spans=tuple(spans))


def _other(old: str, span: Span, random: Random, filler: Filler) -> str:
    if len(span.labels) != 1 or random.random() < 0.4:
        return old
    label = span.labels[0]
    if label == "PERSON":
        return filler.person() if " " in old else filler.slot("surname")
    if label == "GPE":
        if old.endswith("County"):
            return random.choice(filler.pools.county)
        return random.choice(filler.pools.city) if old not in filler.pools.state else random.choice(filler.pools.state)
    if label == "NORP" and old in filler.pools.people:
        return random.choice(filler.pools.people)
    return old
