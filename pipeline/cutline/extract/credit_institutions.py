"""Whether `and` stands inside an institution's name or between two names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cutline.extract.credit_shapes import agency, shapes
from cutline.extract.credit_tokens import Token
from cutline.knowledge import Knowledge

LONGEST_NAME = 120


def join_institutions(phrase: str, cut: Sequence[Token], knowledge: Knowledge) -> list[Token]:
    """The tokens with each `and` settled: inside an institution's name it joins, else it separates."""
    joined: list[Token] = []
    taken = False
    for place, token in enumerate(cut):
        after = cut[place + 1] if place + 1 < len(cut) else None
        if taken:
            taken = False
        elif token.part != "and":
            joined.append(token)
        elif after and joined and _joins(phrase, joined[-1], after, knowledge):
            joined[-1] = replace(joined[-1], end=after.end)
            taken = True
        else:
            joined.append(replace(token, part="separator"))
    return joined


def _joins(phrase: str, before: Token, after: Token, knowledge: Knowledge) -> bool:
    if not before.part == after.part == "name" or before.end - before.start > LONGEST_NAME:
        return False
    left, right = phrase[before.start : before.end].strip(), phrase[after.start : after.end].strip()
    return one_institution(left, right, knowledge)


def one_institution(left: str, right: str, knowledge: Knowledge) -> bool:
    """Whether `left and right` is one institution's name: `Museum of Science and Industry`.

    >>> from cutline.knowledge import load
    >>> one_institution("Museum of Heron", "Owl", load()), one_institution("Heron", "Owl Institute", load())
    (True, True)
    >>> one_institution("NASA", "Owl Institute", load()), one_institution("Ada Fox", "Ben Owl", load())
    (False, False)
    """
    if agency(left, knowledge) or agency(right, knowledge):
        return False
    kinds = {side: {what for what, _, _ in shapes(name, knowledge)} for side, name in (("l", left), ("r", right))}
    persons = {"given_name", "initial", "suffix"}
    if kinds["l"] & persons or kinds["r"] & persons or "acronym" in kinds["l"] | kinds["r"]:
        return False
    short_left, short_right = len(left.split()) == 1, len(right.split()) == 1
    return ("org_word" in kinds["l"] and short_right) or ("org_word" in kinds["r"] and short_left)
