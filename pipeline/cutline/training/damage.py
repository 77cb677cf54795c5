"""Slips of the scanner and the typist in samples, in names as well: the marks stay around what has become of them."""

from __future__ import annotations

import re
from random import Random

from cutline.training.pieces import pieces_of, together
from cutline.training.samples import Sample

MISREAD = (
    ("rn", "m"),
    ("m", "rn"),
    ("l", "1"),
    ("I", "l"),
    ("O", "0"),
    ("e", "c"),
    ("h", "b"),
    ("ll", "U"),
    ("cl", "d"),
)
"""What is printed and what is read."""
LONG = re.compile(r"[a-z]{4,}[bcdfglmnprst](?=[a-z]{3})")


def damaged(sample: Sample, random: Random) -> Sample:
    """The sample with one to three slips; dates and times keep their letters and figures."""
    pieces = pieces_of(sample)
    for _ in range(random.randint(1, 3)):
        index = random.randrange(len(pieces)) if pieces else -1
        text, span = pieces[index] if pieces else ("", None)
        if text and not (span and {"DATE", "TIME"} & set(span.labels)):
            pieces[index] = (_slip(text, random), span)
    return together(sample, pieces)


def _slip(text: str, random: Random) -> str:
    draw = random.random()
    if draw < 0.5:
        right, wrong = random.choice(MISREAD)
        places = [match.start() for match in re.finditer(right, text)]
        place = random.choice(places) if places else -1
        return text[:place] + wrong + text[place + len(right) :] if places else text
    if draw < 0.7:
        return re.sub(r"(?<=[a-z][,.;]) (?=[A-Za-z])", "", text, count=1)
    if draw < 0.85:
        words = list(LONG.finditer(text))
        place = random.choice(words).end() if words else 0
        return f"{text[:place]}- {text[place:]}" if words else text
    letters = [match.start() for match in re.finditer(r"(?<=[a-z])[a-z](?=[a-z])", text)]
    place = random.choice(letters) if letters else -1
    swap = text[:place] + text[place + 1] + text[place] + text[place + 2 :] if letters else text
    return swap if random.random() < 0.5 or not letters else text[:place] + text[place + 1 :]
