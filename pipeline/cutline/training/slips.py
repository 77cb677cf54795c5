"""Slips of a scanned or hastily typed caption, made between and inside marks, never on them."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

MARKS = re.compile(r"(\[\[[A-Z]+\||\]\](?!\]))")
MISREAD = tuple(pair.split(">") for pair in "rn>m m>rn l>1 O>0 h>li e>c cl>d I>l 5>S".split())
SENTENCE = re.compile(r"(\w{5}\.) (?=[A-Z(]|$)")
CODES = ("-{a}{n}", " [{n}]", " {n}-{a}", " ({n})", " No. {n}", " {a}{n}.jpg", " #{n}", " Neg. {n}")


def slipped(marked: str, random: Random) -> str:
    """The marked line, in one of eight cases changed: misread letters, blanks, capitals, no stop, a file's code."""
    draw = random.random()
    if draw < 0.025:
        return _pieces(marked, lambda piece: _misread(piece, random))
    if draw < 0.06:
        return _pieces(marked, str.upper)
    if draw < 0.075:
        return _pieces(marked, lambda piece: SENTENCE.sub(r"\1  ", piece))
    if draw < 0.10 and marked.endswith("."):
        return marked[:-1]
    if draw < 0.125:
        letters = "".join(random.choice("ABCDEFGHKLMNPRSTW") for _ in range(2))
        code = random.choice(CODES).format(a=letters, n=random.randint(11, 99999))
        return (marked[:-1] if marked.endswith(".") else marked) + (code if code[0] == " " else " " + code)
    return marked


def _pieces(marked: str, change: Callable[[str], str]) -> str:
    parts = MARKS.split(marked)
    return "".join(part if index % 2 else change(part) for index, part in enumerate(parts))


def _misread(piece: str, random: Random) -> str:
    for right, wrong in random.sample(MISREAD, 3):
        if right in piece and random.random() < 0.3:
            piece = piece.replace(right, wrong, 1)
    if ", " in piece and random.random() < 0.2:
        piece = piece.replace(", ", " ,", 1) if random.random() < 0.3 else piece.replace(", ", ". ", 1)
    return piece
