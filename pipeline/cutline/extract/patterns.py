"""Names found by rule and by gazetteer: knowledge/patterns.toml and the gazetteers that it lists."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cutline.extract.listed import find_listed
from cutline.extract.resolve import settle
from cutline.knowledge import Knowledge, Rule
from cutline.records import Mention

_KEY, _KEYED = re.compile(r"\b[A-Za-z]\w\w"), re.compile(r"\s?([A-Za-z]\w\w)")
"""How a word begins, in a text and in what a rule needs."""
_GATE = re.compile(r"[^\w\s.,]|\d")
"""A mark or digit in what a rule needs that few texts hold."""
REACH = 80
"""How many characters before a place its town may begin."""


def find_patterns(field: str, text: str, knowledge: Knowledge) -> list[Mention]:
    """Every name that a gazetteer or a rule finds in a field's text, in order; of two that overlap the longer is kept.

    >>> from cutline.knowledge import Knowledge
    >>> [(m.text, m.label) for m in find_patterns("caption", "Aboard USS Wasp off Norway.", Knowledge())]
    [('USS Wasp', 'VEHICLE'), ('Norway', 'GPE')]
    """
    found = list(find_listed(field, text, knowledge))
    places = [mention.start for mention in found if mention.label == "GPE"]
    found += _ruled(field, text, knowledge, places)
    return _longest(found) if len(found) > 1 else found


def _longest(mentions: Sequence[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start, m.label, m.rule)):
        settle(kept, mention)
    return kept


def _ruled(field: str, text: str, knowledge: Knowledge, places: Sequence[int]) -> Iterator[Mention]:
    """What the rules find, those asked that may match."""
    asked = _asked(knowledge)
    for rank in _likely(text, asked):
        rule, also, towns = asked.rules[rank]
        if (towns and not places) or (also and not any(string in text for string in also)):
            continue
        for match in _towns(rule, text, places, knowledge) if towns else rule.regex.finditer(text):
            for group, name in match.groupdict().items():
                if name:
                    start, end = match.span(group)
                    yield Mention(field, start, end, name, rule.label or "", f"patterns/{rule.rule}")


def _towns(rule: Rule, text: str, places: Sequence[int], knowledge: Knowledge) -> Iterator[re.Match[str]]:
    """Where a name right before a place is a town's: the rule's matches that end where a place begins."""
    for place in places:
        if text.startswith(", ", place - 2):
            for match in rule.regex.finditer(text, max(0, place - REACH), place):
                before = text[max(0, match.start() - 8) : match.start()]
                if match.end() == place and _is_town(match["name"], before, rule, knowledge):
                    yield match


def _likely(text: str, asked: Asked) -> list[int]:
    """The ranks of the rules that may match, in order: those of which the text holds something that they need."""
    likely = set(asked.always)
    begun = [need for key in asked.keys.intersection(_KEY.findall(text)) for need in asked.keyed[key]]
    for gate, needs in asked.gated:
        if gate in text:
            begun += needs
    for need, rank in begun:
        if need in text:
            likely.add(rank)
    return sorted(likely)


Need = tuple[str, int]
"""A string that a text may hold, and the rank in the file of the rule that needs it."""


class Asked(NamedTuple):
    """The rules in the order of the file, each with its `also` and whether it finds towns before places; and when to
    ask for which: a rule's `needs` are strings without one of which it cannot match, and so are its `also`.

    `keyed` gives what is to be looked for in a text where a word begins so: `Hotel` for `Hot`. `gated` holds the rest,
    each behind a mark or digit that is in it; the ranks in `always` need nothing.
    """

    rules: tuple[tuple[Rule, Sequence[str], bool], ...]
    keyed: Mapping[str, tuple[Need, ...]]
    keys: frozenset[str]
    gated: tuple[tuple[str, tuple[Need, ...]], ...]
    always: tuple[int, ...]


@functools.cache
def _asked(knowledge: Knowledge) -> Asked:
    rules = knowledge.rules("patterns")
    keyed: dict[str, list[Need]] = {}
    gated: dict[str, list[Need]] = {}
    for rank, rule in enumerate(rules):
        for need in rule.options.get("needs", ()):
            if match := _KEYED.match(need):
                keyed.setdefault(match[1], []).append((need, rank))
            else:
                gate = _GATE.search(need)
                gated.setdefault(gate[0] if gate else need, []).append((need, rank))
    return Asked(
        rules=tuple((rule, rule.options.get("also", ()), bool(rule.options.get("before_place"))) for rule in rules),
        keyed={key: tuple(needs) for key, needs in keyed.items()},
        keys=frozenset(keyed),
        gated=tuple((gate, tuple(needs)) for gate, needs in gated.items()),
        always=tuple(rank for rank, rule in enumerate(rules) if "needs" not in rule.options),
    )


def _is_town(name: str, before: str, rule: Rule, knowledge: Knowledge) -> bool:
    """True where a name before a state may be a town's: by its words, and where it opens a sentence by the gazetteer.

    "Ida Sands, Ohio, won": a person may open a sentence like a town.
    """
    words = name.split()
    if words[0] in rule.options.get("unless_first", ()) or words[-1] in rule.options.get("unless_last", ()):
        return False
    opens = before.rstrip().endswith((".", "!", "?", ";", ":", '"', ")")) or not before.strip()
    return not opens or name.casefold() in town_names(knowledge)


@functools.cache
def town_names(knowledge: Knowledge) -> frozenset[str]:
    """The names of the gazetteer's towns, casefolded."""
    return frozenset(row["alias"].casefold() for row in knowledge.gazetteer("cities"))
