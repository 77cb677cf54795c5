"""One overlap rule for every finder: grammars, rules, gazetteers and the model meet here, once."""

from __future__ import annotations

import bisect
from collections.abc import Iterable

from cutline.records import Mention

PRIORITY = (
    "DATE", "TIME", "EVENT", "VEHICLE", "PERSON", "FAC", "ORG", "GPE", "LOC", "WORK", "PRODUCT", "NORP", "CREDIT",
)  # fmt: skip
"""Between mentions as long and as strongly backed: the label whose finder is surer stands first."""

STRENGTH = (
    ("dates", "a grammar over characters: it reads the whole expression or nothing"),
    ("credits", "a grammar that knows which side of the slash is a person"),
    ("patterns", "a rule is kept where it is right nine times in ten; against the model on one span, 16 times of 16"),
    ("gazetteer", "a listed name that stands as its cue asks; against the model on one span, 16 times of 19"),
    ("model", "the model sees the sentence, but no list"),
)
"""Between mentions of one length: who found it, the strongest first, with the reason that `explain` prints."""

GRAMMARS = (
    ("DATE", "dates", "what no rule of dates.toml reads is a duration or an age: a model's own dates are wrong"),
    ("TIME", "dates", "the same"),
)
"""Labels that have a grammar: of these another finder's mention does not count."""

_GRAMMARS = {label: source for label, source, _ in GRAMMARS}
_STRENGTH = {source: rank for rank, (source, _) in enumerate(STRENGTH)}
_FIELDS = {"title": "0", "credit_line": "1", "caption": "2"}
_PRIORITY = {label: rank for rank, label in enumerate(PRIORITY)}


def resolve(mentions: Iterable[Mention]) -> tuple[tuple[Mention, ...], tuple[tuple[Mention, Mention], ...]]:
    """The longest of overlapping mentions, ties by STRENGTH, then PRIORITY; and for each that lost, (lost, won).

    CREDIT mentions lie over the names in them and stay out of it; what GRAMMARS rules out is in neither list. An
    event of the model's that is a date and common words comes last: `Memorial Day parade` is a day and a parade.
    """
    kept: list[Mention] = []
    dropped: list[tuple[Mention, Mention]] = []
    fields: dict[str, list[Mention]] = {}
    counted = [m for m in mentions if m.label not in _GRAMMARS or _GRAMMARS[m.label] == source(m)]
    begun = {(m.field, m.start) for m in counted if m.label == "DATE"}
    counted.sort(key=_rank)
    if begun:
        counted.sort(key=lambda m: (m.field, m.start) in begun and _common(m))
    for mention in counted:
        if mention.label == "CREDIT":
            kept.append(mention)
            continue
        winner = settle(fields.setdefault(mention.field, []), mention)
        if winner is None:
            kept.append(mention)
        else:
            dropped.append((mention, winner))
    return tuple(sorted(kept, key=_place)), tuple(dropped)


def settle(kept: list[Mention], mention: Mention) -> Mention | None:
    """The one of the ordered, disjoint `kept` that overlaps a mention; else None, and the mention is taken in."""
    index = bisect.bisect_left(kept, mention.end, key=lambda other: other.start)
    if index and kept[index - 1].end > mention.start:
        return kept[index - 1]
    kept.insert(index, mention)
    return None


def source(mention: Mention) -> str:
    """Who found a mention: the part of its rule before the slash.

    >>> source(Mention("caption", 0, 4, "Rome", "GPE", "model/GPE"))
    'model'
    """
    return mention.rule.partition("/")[0]


def _common(mention: Mention) -> bool:
    """Whether a mention is an event that the model named by words without a capital at its end."""
    return mention.label == "EVENT" and source(mention) == "model" and mention.text.rsplit(None, 1)[-1].islower()


def _rank(mention: Mention) -> tuple[int, int, int, str, int, str]:
    strength = _STRENGTH.get(source(mention), len(STRENGTH))
    return (mention.start - mention.end, strength, _PRIORITY[mention.label], mention.field, mention.start, mention.rule)


def _place(mention: Mention) -> tuple[str, int, int, str]:
    return (_FIELDS[mention.field], mention.start, -mention.end, mention.label)
