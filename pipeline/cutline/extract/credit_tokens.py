"""The tokens of a credit phrase: labels, notes, numbers and separators; what stands between them is a name."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from cutline.knowledge import Knowledge, KnowledgeError, Rule
from cutline.records import CREDIT_PARTS

OPTIONS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "credits": {"part": (*CREDIT_PARTS, "and", "year")},
    "credit_places": {
        "begins": ("sentence", "anywhere"),
        "ends": ("anywhere", "clean", "end"),
        "stands": ("anywhere", "edge", "last"),
        "needs": ("name", "agency", "creator", "credit", "holder", "note", "initials"),
    },
}
"""What a rule of each file must say, and what it may say there."""
DOTS = re.compile(r"(?<=\w)\.(?=\s?\w\.)\s?|(?<=\b\w)\.")


@dataclass(frozen=True, slots=True)
class Token:
    """A slice of a phrase. `part` is a part of a credit, or `name`, `and`, `year`: what the grammar has yet to settle.

    `mode` says what the names behind it are: creator, courtesy, intermediary, provider or any.
    """

    part: str
    start: int
    end: int
    rule: str = ""
    mode: str | None = None


@functools.cache
def aliases(knowledge: Knowledge, name: str) -> Mapping[str, Mapping[str, str]]:
    """The rows of a gazetteer by folded alias; of two aliases that fold alike the first counts."""
    rows: dict[str, Mapping[str, str]] = {}
    for row in knowledge.gazetteer(name):
        rows.setdefault(fold(row["alias"]), row)
    return rows


@functools.cache
def word_list(knowledge: Knowledge, name: str) -> frozenset[str]:
    """A list of small words from credits.toml."""
    return frozenset(knowledge.document("credits")["lists"][name])


@functools.lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """A name without case, dots in abbreviations or doubled spaces: what aliases are compared by.

    >>> fold("U. S.  Navy"), fold("a.p.")
    ('us navy', 'ap')
    """
    return " ".join(DOTS.sub("", name.replace("’", "'").casefold()).split())


@functools.cache
def joined_aliases(knowledge: Knowledge) -> re.Pattern[str]:
    """Matches the aliases that a pattern would cut: `Texas A&M`, `Lunar and Planetary Institute`, `Magnum Photos`."""
    rules = knowledge.rules("credits")
    names = {row["alias"] for row in knowledge.gazetteer("agencies")}
    names = {name for name in names if any(rule.regex.search(name) for rule in rules)}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?!\w)")


@functools.cache
def checked_rules(knowledge: Knowledge, name: str) -> tuple[Rule, ...]:
    """The rules of a file, each with the options that the grammar asks for; else a KnowledgeError that says which."""
    rules = knowledge.rules(name)
    for rule in rules:
        for option, choices in OPTIONS[name].items():
            if rule.options.get(option) not in choices:
                found = rule.options.get(option, "nothing")
                place = f'{name}.toml, rule "{rule.rule}"'
                raise KnowledgeError(f"{place}: {option} is {found}: give one of {', '.join(choices)}")
    return rules


def likely_rules(text: str, name: str, knowledge: Knowledge) -> list[Rule]:
    """The rules of a file of which the text holds a cue; a rule without cues is always tried."""
    folded = text.casefold()
    cues, rules = _cued(knowledge, name)
    held = 0
    for cue, bit, longer in cues:
        if cue in folded:
            held |= bit
            for more, its in longer:
                if more in folded:
                    held |= its
    return [rule for rule, bits in rules if bits & held or not bits]


Cue = tuple[str, int, tuple[tuple[str, int], ...]]
"""A cue, its bit, and the cues with their bits that hold it in them: no need to ask for `photo by` without `photo`."""


@functools.cache
def _cued(knowledge: Knowledge, name: str) -> tuple[tuple[Cue, ...], tuple[tuple[Rule, int], ...]]:
    """The cues of a file, a bit each, and its rules with the bits of theirs."""
    rules = checked_rules(knowledge, name)
    cues = sorted({cue for rule in rules for cue in rule.options.get("cue") or ()}, key=lambda cue: (len(cue), cue))
    bits = {cue: 1 << place for place, cue in enumerate(cues)}
    inside = {cue: next(short for short in cues if short in cue) for cue in cues}
    first = tuple(
        (cue, bit, tuple((more, bits[more]) for more in cues if inside[more] == cue != more))
        for cue, bit in bits.items()
        if inside[cue] == cue
    )
    cued = tuple((rule, sum(bits[cue] for cue in set(rule.options.get("cue") or ()))) for rule in rules)
    return first, cued


def tokens(phrase: str, knowledge: Knowledge) -> list[Token]:
    """The phrase cut into tokens that follow each other without a gap; white space stays with the names.

    >>> from cutline.knowledge import load
    >>> [("NASA/Ada Fox"[t.start:t.end], t.part) for t in tokens("NASA/Ada Fox", load())]
    [('NASA', 'name'), ('/', 'separator'), ('Ada Fox', 'name')]
    """
    found = [
        Token(str(rule.options["part"]), match.start(), match.end(), rule.rule, rule.options.get("mode"))
        for rule in likely_rules(phrase, "credits", knowledge)
        for match in rule.regex.finditer(phrase)
        if match.end() > match.start()
    ]
    found += [Token("name", m.start(), m.end(), "agencies") for m in joined_aliases(knowledge).finditer(phrase)]
    # The longest of those that start first; the sort is stable, so the order of the file settles ties.
    found.sort(key=lambda token: (token.start, -token.end))
    cut, end = [], 0
    for token in found:
        if token.start < end:
            continue
        if token.start > end:
            cut.append(Token("name", end, token.start))
        cut.append(token)
        end = token.end
    if end < len(phrase):
        cut.append(Token("name", end, len(phrase)))
    return cut
