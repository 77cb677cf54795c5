"""What of the model's own mentions stands: those likelier right than wrong, with a person's title cut off the name."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from cutline.knowledge import Knowledge
from cutline.records import Mention

THINGS = ("EVENT", "VEHICLE", "PRODUCT", "WORK")
"""What a thing of an event may be taken for."""


def standing(mentions: Sequence[Mention], knowledge: Knowledge) -> list[Mention]:
    """The model's mentions less the doubtful ones, each person's name without the role or rank before it.

    The least score is half of the F that is reached: below it a mention costs more precision than it brings recall
    (Lipton, Elkan and Naryanaswamy, Optimal Thresholding of Classifiers to Maximize F1 Measure, 2014, theorem 1).
    Mentions without a score, a foreign pipeline's, all stand.
    """
    known = _known(knowledge)
    likely = (mention for mention in mentions if mention.score is None or mention.score >= known.least_score)
    return _surest([_cut(m, known) for m in likely if m.label not in THINGS or _named(m, known)], known)


class Known(NamedTuple):
    """What is cut off names: titles of persons, words of kind behind places and behind listed spacecraft."""

    least_score: float
    doubt: float
    sure: float
    titles: frozenset[str]
    kind_words: frozenset[str]
    craft_words: frozenset[str]
    event_adjectives: frozenset[str]
    event_things: frozenset[str]
    number_words: frozenset[str]
    spacecraft: frozenset[str]


def _cut(mention: Mention, known: Known) -> Mention:
    if mention.label == "PERSON":
        return _untitled(mention, known.titles)
    if mention.label == "GPE":
        return _without_kind(mention, known.kind_words)
    if mention.label in ("FAC", "VEHICLE"):
        return _craft(mention, known)
    return mention


def _named(mention: Mention, known: Known) -> bool:
    """False for `Four`, and for `Olympic torch`, which says of a thing what it is for; `Olympic Games` is an event."""
    first, *others = mention.text.casefold().split()
    if first in known.number_words and not others:
        return False
    bare = mention.label != "EVENT" and not others  # the liner `Olympic`
    return bare or first not in known.event_adjectives or not known.event_things.issuperset(others)


def _surest(mentions: list[Mention], known: Known) -> list[Mention]:
    """The same words are of one kind within an entry: where one reading is in doubt, it is that of the sure one."""
    doubted = [at for at, m in enumerate(mentions) if m.score is not None and m.score < known.doubt]
    sure = {m.text: m.label for m in mentions if m.score is not None and m.score > known.sure} if doubted else {}
    for at in doubted:
        first = mentions[at]
        label = sure.get(first.text, first.label)
        if label != first.label:
            detail = {**first.detail, "read_first_as": first.label}
            mentions[at] = replace(first, label=label, rule=f"model/{label}", detail=detail)
    return mentions


def _untitled(mention: Mention, titles: frozenset[str]) -> Mention:
    """`Matron Edith Lowry` without the title; `Dean Martin` as it is, since a title stands before a whole name."""
    first, _, rest = mention.text.partition(" ")
    if first.casefold() not in titles or " " not in rest.strip():
        return mention
    start = mention.end - len(rest.lstrip())
    return replace(mention, start=start, text=rest.lstrip(), detail={**mention.detail, "title_cut_off": first})


def _without_kind(mention: Mention, kinds: frozenset[str]) -> Mention:
    """`Quillon province` without the lower-case word; `Harlow County` as it is."""
    name, _, last = mention.text.rpartition(" ")
    if last not in kinds or not name.strip():
        return mention
    return replace(mention, end=mention.start + len(name), text=name)


def _craft(mention: Mention, known: Known) -> Mention:
    """A listed spacecraft that the model took for premises, without the word of kind: `Destiny laboratory`."""
    name, _, last = mention.text.rpartition(" ")
    if last not in known.craft_words or name not in known.spacecraft:
        return mention
    return replace(mention, end=mention.start + len(name), text=name, label="VEHICLE", rule="model/VEHICLE")


@functools.cache
def _known(knowledge: Knowledge) -> Known:
    labels = knowledge.document("labels")
    return Known(
        least_score=labels["least_score"],
        doubt=labels["doubt"],
        sure=labels["sure"],
        titles=_titles(knowledge),
        kind_words=frozenset(labels["kind_words"]),
        craft_words=frozenset(labels["craft_words"]),
        event_adjectives=frozenset(labels["event_adjectives"]),
        event_things=frozenset(labels["event_things"]),
        number_words=frozenset(labels["number_words"]),
        spacecraft=frozenset(row["alias"] for row in knowledge.gazetteer("spacecraft")),
    )


def _titles(knowledge: Knowledge) -> frozenset[str]:
    """Single words, casefolded, that name a role or a rank and are no given name."""
    given = {row["alias"].casefold() for row in knowledge.gazetteer("given_names")}
    listed = [row for row in knowledge.gazetteer("roles") if row["kind"] == "head"] + list(knowledge.gazetteer("ranks"))
    return frozenset(row["alias"].casefold() for row in listed if " " not in row["alias"]) - given
