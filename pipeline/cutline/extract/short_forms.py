"""A model's bare word that is the short form of a longer name in the entry has that name's label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cutline.records import Mention

_SUFFIX = re.compile(r",?\s(?:Jr|Sr|II|III|IV|Esq)\.?$")
_SHIP = re.compile(r"(?:[A-Z]{2,5}|HNoMS|HSwMS|U\.S\.S\.|S\.S\.)\s([A-Z][a-z]\w+(?:\s[A-Z][\w.]*){0,3})$")
"""`USS Harrow` is `Harrow` further on, `USS Ida Crane` is `Ida Crane`, and no word of it alone."""


def short_form(mention: Mention) -> tuple[str, str] | None:
    """The word that a longer name goes by further on, with the rule that says so: a surname, a ship without its prefix.

    >>> short_form(Mention("caption", 0, 9, "Olav Berg", "PERSON", "model/PERSON"))
    ('Berg', 'consistency/surname')
    """
    if mention.label == "PERSON":
        surname = _SUFFIX.sub("", mention.text).rpartition(" ")[2]
        if len(surname) > 2 and surname[0].isupper() and surname != mention.text:
            return surname, "consistency/surname"
    if mention.label == "VEHICLE" and (ship := _SHIP.match(mention.text)):
        return ship[1], "consistency/ship"
    return None


def relabeled(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions, a model's single word given the label of the longer name that it is short for.

    "Firefighter Olav Berg … Berg had refused": a bare `Berg` says less of itself than the whole name says. A word that
    is short for names of two kinds keeps its own label, and so does what a rule or gazetteer has found.
    """
    longer: dict[str, set[tuple[str, str]]] = {}
    for mention in mentions:
        if (short := short_form(mention)) is not None:
            longer.setdefault(short[0], set()).add((mention.label, short[1]))
    return tuple(_after(mention, longer.get(mention.text, set())) for mention in mentions)


def _after(mention: Mention, longer: set[tuple[str, str]]) -> Mention:
    if len(longer) != 1 or not mention.rule.startswith("model/"):
        return mention
    ((label, rule),) = longer
    if label == mention.label:
        return mention
    return replace(mention, label=label, rule=rule, score=None, detail={**mention.detail, "model": mention.label})
