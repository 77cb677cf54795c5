"""The rules of places.toml asked of the text around a name, each only where it may hold."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from cutline.knowledge import Knowledge, Rule

REACH = 120
"""How many characters before and after a name a cue may look at: keeps every cue linear in the text."""

Held = tuple[int, str, int]
"""A rule that holds: its rank in the file, its name, and the offset in the sentence from which on names have it."""


class Ask(NamedTuple):
    """A rule made ready. It cannot hold where none of its `needs` is in the text, nor where the last word before the
    name is none of its `ends`."""

    held: Held
    find: Callable[[str], re.Match[str] | None]
    needs: tuple[str, ...]
    ends: frozenset[str]
    earlier: bool


class Asks(NamedTuple):
    """The rules by what they see; those that see one side of a name, by how far they reach."""

    entry: tuple[Ask, ...]
    sentence: tuple[Ask, ...]
    name: tuple[Ask, ...]
    before: tuple[tuple[int, tuple[Ask, ...]], ...]
    after: tuple[tuple[int, tuple[Ask, ...]], ...]
    opening: tuple[Held, ...]
    """What holds before a name that opens its sentence."""
    closing: tuple[Held, ...]
    """What holds behind a name that ends it."""


@functools.cache
def asks_of(knowledge: Knowledge) -> Asks:
    """The rules of a knowledge, sorted once a process."""
    sides: dict[str, dict[int, list[Ask]]] = {}
    for rank, rule in enumerate(knowledge.rules("places")):
        side = "sentence" if rule.options["side"] == "earlier" else rule.options["side"]
        reach = rule.options.get("reach", REACH) if side in ("before", "after") else 0
        sides.setdefault(side, {}).setdefault(reach, []).append(_ask(rank, rule))
    whole = {side: tuple(ask for asks in by_reach.values() for ask in asks) for side, by_reach in sides.items()}
    near = {side: tuple((reach, tuple(asks)) for reach, asks in by_reach.items()) for side, by_reach in sides.items()}
    return Asks(
        entry=whole.get("entry", ()),
        sentence=whole.get("sentence", ()),
        name=whole.get("name", ()),
        before=near.get("before", ()),
        after=near.get("after", ()),
        opening=tuple(_held("", "", whole.get("before", ()))),
        closing=tuple(_held("", "", whole.get("after", ()))),
    )


def _ask(rank: int, rule: Rule) -> Ask:
    options, side = rule.options, rule.options["side"]
    find = rule.regex.match if side == "after" else rule.regex.search
    needs, ends = tuple(options.get("needs", ())), frozenset(options.get("ends", ()))
    return Ask((rank, rule.rule, 0), find, needs, ends, side == "earlier")


def around(before: str, after: str, asks: Asks) -> list[Held]:
    """The rules that hold on either side of a name, by its sentence up to it and behind it."""
    held: list[Held] = []
    if before:
        words = before[-REACH:].rsplit(None, 1)
        last = words[-1] if words else ""
        for reach, of_reach in asks.before:
            held += _held(before if len(before) <= reach else "…" + before[-reach:], last, of_reach)
    else:
        held += asks.opening
    if after:
        for reach, of_reach in asks.after:
            held += _held(after[:reach], "", of_reach)
    else:
        held += asks.closing
    return held


def _held(text: str, last: str, asks: Iterable[Ask]) -> list[Held]:
    held = []
    for one, find, needs, ends, _ in asks:
        if ends and last not in ends:
            continue
        for need in needs:  # a loop: `any` would cost more than the search it spares
            if need in text:
                break
        else:
            if needs:
                continue
        if find(text):
            held.append(one)
    return held


def spoken(text: str, asks: Iterable[Ask]) -> list[Held]:
    """The rules that hold in a whole text; of those that must hold before a name, from where on."""
    held = []
    for (rank, rule, _), find, needs, _, earlier in asks:
        if needs and not any(need in text for need in needs):
            continue
        match = find(text)
        if match:
            held.append((rank, rule, match.end() if earlier else 0))
    return held


@functools.lru_cache(maxsize=4096)
def named(name: str, knowledge: Knowledge) -> tuple[Held, ...]:
    """The rules that hold of a name itself."""
    return tuple(_held(name, "", asks_of(knowledge).name))
