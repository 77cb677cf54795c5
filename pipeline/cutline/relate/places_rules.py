"""The rules of places.toml asked of the text around a name, each only where it may hold."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from cutline.knowledge import Knowledge

REACH = 120
"""How many characters before and after a name a cue may look at: keeps every cue linear in the text."""

Held = tuple[int, str, int]
"""A rule that holds: its rank in the file, its name, and the offset in the sentence from which on names have it."""


class Ask(NamedTuple):
    """A rule made ready. It cannot hold where none of its `needs` is in the text."""

    held: Held
    find: Callable[[str], re.Match[str] | None]
    needs: tuple[str, ...]
    reach: int
    earlier: bool


class Asks(NamedTuple):
    """The rules by what they see; those that see what is before a name by the last word there, where it must be one."""

    entry: tuple[Ask, ...]
    sentence: tuple[Ask, ...]
    name: tuple[Ask, ...]
    before: tuple[Ask, ...]
    ending: Mapping[str, tuple[Ask, ...]]
    after: tuple[Ask, ...]
    opening: tuple[Held, ...]
    """What holds before a name that opens its sentence."""
    closing: tuple[Held, ...]
    """What holds behind a name that ends it."""


@functools.cache
def asks_of(knowledge: Knowledge) -> Asks:
    """The rules of a knowledge, sorted once a process."""
    sides: dict[str, list[Ask]] = {side: [] for side in ("entry", "sentence", "earlier", "name", "before", "after")}
    ends: dict[Ask, frozenset[str]] = {}
    for rank, rule in enumerate(knowledge.rules("places")):
        side = rule.options["side"]
        find = rule.regex.match if side == "after" else rule.regex.search
        needs, reach = tuple(rule.options.get("needs", ())), rule.options.get("reach", REACH)
        ask = Ask((rank, rule.rule, 0), find, needs, reach, side == "earlier")
        sides["sentence" if side == "earlier" else side].append(ask)
        ends[ask] = frozenset(rule.options.get("ends", ()))
    before = tuple(sides["before"])
    words = sorted(frozenset[str]().union(*ends.values()))
    return Asks(
        entry=tuple(sides["entry"]),
        sentence=tuple(sides["sentence"]),
        name=tuple(sides["name"]),
        before=tuple(ask for ask in before if not ends[ask]),
        ending={word: tuple(ask for ask in before if not ends[ask] or word in ends[ask]) for word in words},
        after=tuple(sides["after"]),
        opening=tuple(_held("", [ask for ask in before if not ends[ask]])),
        closing=tuple(_held("", sides["after"])),
    )


def around(before: str, after: str, asks: Asks) -> list[Held]:
    """The rules that hold on either side of a name, by its sentence up to it and behind it."""
    held: list[Held] = []
    if before:
        near = before if len(before) <= REACH else "…" + before[-REACH:]
        words = near.rsplit(None, 1)
        held += _before(near, asks.ending.get(words[-1], asks.before) if words else asks.before)
    else:
        held += asks.opening
    held += _held(after[:REACH], asks.after) if after else asks.closing
    return held


def _before(text: str, asks: Iterable[Ask]) -> list[Held]:
    return [
        one
        for one, find, _, reach, _ in _likely(text, asks)
        if find(text if len(text) <= reach else "…" + text[-reach:])
    ]


def _held(text: str, asks: Iterable[Ask]) -> list[Held]:
    return [one for one, find, _, reach, _ in _likely(text, asks) if find(text[:reach])]


def spoken(text: str, asks: Iterable[Ask]) -> list[Held]:
    """The rules that hold in a whole text; of those that must hold before a name, from where on."""
    return [
        (rank, rule, match.end() if earlier else 0)
        for (rank, rule, _), find, _, _, earlier in _likely(text, asks)
        if (match := find(text))
    ]


def _likely(text: str, asks: Iterable[Ask]) -> list[Ask]:
    """The rules that may hold in a text: those that need nothing, or of whose needs it has one."""
    likely = []
    for ask in asks:
        for need in ask[2]:  # a loop: `any` would cost more than the search it spares
            if need in text:
                break
        else:
            if ask[2]:
                continue
        likely.append(ask)
    return likely


@functools.lru_cache(maxsize=4096)
def named(name: str, knowledge: Knowledge) -> tuple[Held, ...]:
    """The rules that hold of a name itself."""
    return tuple(_held(name, asks_of(knowledge).name))
