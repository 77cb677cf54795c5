"""Samples with other names in them: what is learnt then is where a name stands, not which one it is."""

from __future__ import annotations

import functools
import re
from random import Random
from typing import TypeGuard

from cutline.training.invent import last_name
from cutline.training.kinds import MAPS
from cutline.training.pieces import Piece, pieces_of, together
from cutline.training.samples import Sample, Span
from cutline.training.styles import Filler
from cutline.training.templates import LABEL_OF, WORDS

SWAPPED = {"ORG": 0.35, "FAC": 0.35, "VEHICLE": 0.35, "EVENT": 0.35, "LOC": 0.25, "PRODUCT": 0.4, "WORK": 0.4}
"""How often a name of the label gives way to a composed one of like form."""
SHORT_NAME = re.compile(r"[A-Z][a-z]+ (?=[A-Z])")


def form(name: str) -> tuple[str, bool, bool]:
    """What makes two names of a label alike: one word, an acronym or several; figures; a small or hyphened end.

    >>> form("USS Iron Bay") == form("HMS Roe"), form("FBI") == form("Roe Corp."), form("Roe Hall") == form("Roe farm")
    (True, False, False)
    """
    words = name.split()
    size = "ship" if words[0] in ("USS", "HMS", "USNS", "USCGC") else "one" if len(words) == 1 else "more"
    size = "acronym" if len(words) == 1 and name.isupper() and len(name) > 1 else size
    return size, bool(re.search(r"[0-9]", name)), words[-1][0].islower() or name.endswith("-class")


@functools.cache
def composed() -> dict[tuple[str, tuple[str, bool, bool]], tuple[str, ...]]:
    """The composed names by label and form; slots in them are still to be filled."""
    pools: dict[tuple[str, tuple[str, bool, bool]], list[str]] = {}
    for slot, label in LABEL_OF.items():
        for name in WORDS.get(slot, ()):
            pools.setdefault((label, form(re.sub(r"\{(?:two|number|digit|nth|sts)[^}]*\}", "7", name))), []).append(
                name
            )
    return {key: tuple(dict.fromkeys(names)) for key, names in pools.items()}


def sure(span: Span | None) -> TypeGuard[Span]:
    """Whether the piece is a name of one label for certain."""
    return span is not None and len(span.labels) == 1 and not span.or_none


def renamed(sample: Sample, random: Random, filler: Filler) -> Sample:
    """The sample with some of its names replaced, a name that comes again by the same other one."""
    pieces = pieces_of(sample)
    names = [(text, span.labels[0]) for text, span in pieces if sure(span)]
    others: dict[tuple[str, str], str] = {}
    for name, label in sorted(dict.fromkeys(names), key=lambda pair: (-len(pair[0]), pair)):
        if (name, label) not in others:
            new = others[name, label] = other(name, label, [n for n, _ in names], random, filler)
            if label == "PERSON" and " " in name:
                others.setdefault((last_name(name), label), last_name(new))
    return together(
        sample, [(others.get((text, span.labels[0]), text) if sure(span) else text, span) for text, span in pieces]
    )


def other(name: str, label: str, names: list[str], random: Random, filler: Filler) -> str:
    """Another name of the label, or the name itself, by chance and where nothing of its form is at hand."""
    if random.random() >= SWAPPED.get(label, 0.6):
        return name
    if label == "PERSON":
        return filler.person() if " " in name else filler.slot("surname")
    if label == "NORP":
        return random.choice(filler.pools.people) if name in filler.pools.people else name
    if label == "GPE":
        pools = filler.pools
        wide = pools.state if name in pools.state else pools.country if name in pools.country else pools.city
        pool = pools.county if name.endswith("County") else wide
        capital = name == "Washington" and {"D.C.", "DC", "D. C."} & set(names)
        return name if capital or "." in name or name.isupper() or not name[:1].isupper() else random.choice(pool)
    heads = {word for word in re.findall(r"\w{3,}", name) if word[0].isupper()}
    tied = any(n != name and heads & set(re.findall(r"\w{3,}", n)) for n in names)
    choices = composed().get((label, form(name)))
    if tied or not heads or not choices:
        return name
    return re.sub(r"\[\[[A-Z]+\||\]\]", "", filler.caption(random.choice(choices)))


def reformed(sample: Sample, random: Random, filler: Filler) -> Sample:
    """The sample with some persons written another way, or with a rank, a role or a party before them."""
    pieces: list[Piece] = []
    for text, span in pieces_of(sample):
        before = pieces[-1][0] if pieces else ""
        if not sure(span) or span.labels != ("PERSON",):
            pieces.append((text, span))
            continue
        if random.random() < 0.25:
            text = another_way(text, random, filler)
        if before.endswith((", ", "and ", ": ", "(")) or not before:
            draw = random.random()
            if draw < 0.12:
                pieces.append((filler.slot(random.choice(("rank", "role"))) + " ", None))
            elif draw < 0.15 and "NORP" in sample.known:
                pieces.append((random.choice(MAPS["parties"]["before"]), Span(0, 0, ("NORP",))))
                pieces.append((f" {random.choice(MAPS['parties']['roles'])} ", None))
        pieces.append((text, span))
    return together(sample, pieces)


def another_way(name: str, random: Random, filler: Filler) -> str:
    """A person's name with a nickname, with initials, or in capitals throughout."""
    given, _, rest = name.partition(" ")
    if not SHORT_NAME.match(name):
        return name
    nick = filler.slot("nick")
    return random.choice((
        f'{given} "{nick}" {rest}', f"{given} “{nick}” {rest}", f"{given} ({nick}) {rest}", f"{given} '{nick}' {rest}",
        f"{given[0]}. {rest}", f"{given[0]}.{random.choice('ABCDEFGHJLMRSW')}. {rest}",
        f"{given} {random.choice('ABCDEFGHJLMRSW')}. {rest}", f"{given} {rest.upper()}", f"{given} {last_name(name)}",
    ))  # fmt: skip


def led(sample: Sample, random: Random) -> Sample:
    """The sample with one of its persons named before everything, as archives do that file by person."""
    pieces = pieces_of(sample)
    persons = [piece for piece in pieces if piece[1] and piece[1].labels == ("PERSON",) and " " in piece[0]]
    if not persons:
        return sample
    return together(
        sample, [random.choice(persons), (random.choice((": ", " - ", ". ", ", ", " -- ", "; ")), None), *pieces]
    )
