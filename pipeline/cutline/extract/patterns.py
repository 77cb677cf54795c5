"""Names found by rule and by gazetteer: knowledge/patterns.toml and the gazetteers that it lists."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from cutline.extract.listed import find_listed
from cutline.extract.resolve import settle
from cutline.knowledge import Knowledge, Rule
from cutline.records import Mention


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
    for rule, needs, town in _asked(knowledge):
        for need in needs:
            if need in text:
                break
        else:
            if needs:
                continue
        if town and not places:
            continue
        for match in rule.regex.finditer(text):
            before = text[max(0, match.start() - 8) : match.start()]
            if town and not (match.end() in places and _is_town(match["name"], before, rule, knowledge)):
                continue
            for group, name in match.groupdict().items():
                if name:
                    start, end = match.span(group)
                    yield Mention(field, start, end, name, rule.label or "", f"patterns/{rule.rule}")


@functools.cache
def _asked(knowledge: Knowledge) -> tuple[tuple[Rule, tuple[str, ...], bool], ...]:
    """The rules in order, with what each needs and whether it finds towns before a place."""
    rules = knowledge.rules("patterns")
    return tuple((rule, tuple(rule.options.get("needs", ())), bool(rule.options.get("before_place"))) for rule in rules)


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
