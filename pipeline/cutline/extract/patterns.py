"""Names found by rule and by gazetteer: knowledge/patterns.toml and the gazetteers that it lists."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from cutline.extract.listed import find_listed
from cutline.extract.resolve import settle
from cutline.knowledge import Knowledge, Rule
from cutline.records import Mention

_KEY, _KEYED = re.compile(r"\b[A-Za-z]\w\w"), re.compile(r"\s?([A-Za-z]\w\w)")
"""How a word begins, in a text and in what a rule needs."""
REACH = 80
"""How many characters before a place its town may begin."""


def find_patterns(field: str, text: str, knowledge: Knowledge) -> list[Mention]:
    """Every name that a gazetteer or a rule finds in a field's text, in order; of two that overlap the longer is kept.

    >>> from cutline.knowledge import Knowledge
    >>> [(m.text, m.label) for m in find_patterns("caption", "Aboard USS Wasp off Norway.", Knowledge())]
    [('USS Wasp', 'VEHICLE'), ('Norway', 'GPE')]
    """
    listed = list(find_listed(field, text, knowledge))
    starts = {mention.start for mention in listed if mention.label == "GPE"}
    found = [*listed, *_ruled(field, text, knowledge, starts)]
    return _longest(found)


def _longest(mentions: Sequence[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start, m.label, m.rule)):
        settle(kept, mention)
    return kept


def _ruled(field: str, text: str, knowledge: Knowledge, places: set[int]) -> Iterator[Mention]:
    """What the rules find. A rule's `needs` are strings without one of which it cannot match: they spare the search."""
    rules = knowledge.rules("patterns")
    for rule in [rules[rank] for rank in _likely(text, knowledge)]:
        town = bool(rule.options.get("before_place"))
        matches = _towns(rule, text, places, knowledge) if town else rule.regex.finditer(text)
        for match in matches:
            for group, name in match.groupdict().items():
                if name:
                    start, end = match.span(group)
                    yield Mention(field, start, end, name, rule.label or "", f"patterns/{rule.rule}")


def _towns(rule: Rule, text: str, places: set[int], knowledge: Knowledge) -> Iterator[re.Match[str]]:
    """Where a name right before a place is a town's: the rule's matches that end where a place begins."""
    for place in sorted(places):
        if text.startswith(", ", place - 2):
            for match in rule.regex.finditer(text, max(0, place - REACH), place):
                before = text[max(0, match.start() - 8) : match.start()]
                if match.end() == place and _is_town(match["name"], before, rule, knowledge):
                    yield match


def _likely(text: str, knowledge: Knowledge) -> list[int]:
    """The ranks of the rules that may match, in order: those of which the text holds something that they need."""
    always, keyed = _asked(knowledge)
    likely = set()
    for rank, needs in itertools.chain(always, *[keyed[key] for key in {*_KEY.findall(text)} & keyed.keys()]):
        if rank in likely:
            continue
        for need in needs:
            if need in text:
                likely.add(rank)
                break
    return sorted(likely)


Asked = tuple[int, tuple[str, ...]]
"""A rule's rank in the file, and what of its needs is to be looked for."""


@functools.cache
def _asked(knowledge: Knowledge) -> tuple[tuple[Asked, ...], Mapping[str, tuple[Asked, ...]]]:
    """The needs to be looked for in every text, and those that begin a word by how it begins: `Hot` for `Hotel`."""
    always: list[Asked] = []
    keyed: dict[str, list[Asked]] = {}
    for rank, rule in enumerate(knowledge.rules("patterns")):
        by_key: dict[str, list[str]] = {}
        for need in rule.options.get("needs", ("",)):
            match = _KEYED.match(need)
            by_key.setdefault(match[1] if match else "", []).append(need)
        for key, needs in by_key.items():
            (keyed.setdefault(key, []) if key else always).append((rank, tuple(needs)))
    return tuple(always), {key: tuple(asked) for key, asked in keyed.items()}


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
