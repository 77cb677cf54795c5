"""The date rules made ready: compiled once, classed by how an expression may begin."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cutline.knowledge import Knowledge, Rule

RULE_FILES = ("dates", "holidays")


@dataclass(frozen=True, slots=True)
class DateRule:
    """A rule made ready: its groups as (name, number), and the compiled words for what stands beside it."""

    name: str
    regex: re.Pattern[str]
    groups: tuple[tuple[str, int], ...]
    label: str
    left: re.Pattern[str] | None = None
    left_required: bool = False
    left_outside: bool = False
    unless_after: re.Pattern[str] | None = None
    unless_before: re.Pattern[str] | None = None
    left_last: frozenset[str] | None = None
    unless_last: frozenset[str] | None = None
    """The words of which one must be the last before, or `left` and `unless_after` are not asked; None: any may."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """Where an expression may begin, and for each class of such anchors the rules that are tried there, in order.

    `most` mentions are looked for in a text. `capital` finds digits and words with a capital, `classes` gives the class
    of what it found and `whole` the classes whose words begin nothing where more letters follow. `small` holds the
    beginnings in small letters as (gate, ((word, class), ...)), `all_small` those for a text without capitals.
    """

    most: int
    capital: re.Pattern[str]
    classes: Mapping[str, str]
    whole: frozenset[str]
    small: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    all_small: tuple[tuple[str, str], ...]
    rules: Mapping[str, tuple[re.Pattern[str], tuple[DateRule, ...]]]
    """For each class a pattern that asks all its rules at once, a group for each, and the rules in the same order."""


@functools.lru_cache(maxsize=8)
def grammar(knowledge: Knowledge) -> Grammar:
    """The grammar of `dates.toml` and `holidays.toml`, compiled once for each knowledge."""
    by_class: dict[str, list[DateRule]] = {}
    document = knowledge.document("dates")
    last_words = {name: frozenset(words.split()) for name, words in document["last_words"].items()}
    for name in RULE_FILES:
        words = knowledge.words(name)
        for rule in knowledge.rules(name):
            for start in rule.options["start"]:
                by_class.setdefault(start, []).append(_date_rule(rule, words, last_words))
    anchors = document["anchor"]
    return Grammar(
        most=document["most"],
        capital=_capital([word for anchor in anchors for word in anchor.get("words", ())]),
        classes={word: anchor["class"] for anchor in anchors for word in anchor.get("words", ())},
        whole=frozenset(anchor["class"] for anchor in anchors if anchor.get("whole")),
        small=tuple(
            (anchor.get("gate", ""), tuple((word, anchor["class"]) for word in anchor["small"]))
            for anchor in anchors
            if "small" in anchor
        ),
        all_small=tuple((word, anchor["class"]) for anchor in anchors for word in anchor.get("all_small", ())),
        rules={start: (_asked_at_once(rules), tuple(rules)) for start, rules in by_class.items()},
    )


def _asked_at_once(rules: Iterable[DateRule]) -> re.Pattern[str]:
    """A pattern that matches everywhere; its groups hold what each rule would match: one question instead of twenty."""
    unnamed = (re.sub(r"\(\?P<[a-z0-9]+>", "(?:", rule.regex.pattern) for rule in rules)
    return re.compile("".join(f"(?:(?=({pattern}\n))|)" for pattern in unnamed), re.VERBOSE)


def _capital(words: Iterable[str]) -> re.Pattern[str]:
    """Digits or any of the words. Each branch begins with a plain letter: `re` skips to those at full speed."""
    by_letter: dict[str, list[str]] = {digit: ["[0-9]*"] for digit in "0123456789"}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    return re.compile("|".join(f"{letter}(?:{'|'.join(rests)})" for letter, rests in by_letter.items()))


def _date_rule(rule: Rule, words: Mapping[str, str], last_words: Mapping[str, frozenset[str]]) -> DateRule:
    def word(option: str) -> re.Pattern[str] | None:
        name = rule.options.get(option)
        return re.compile(words[name], re.VERBOSE) if name else None

    return DateRule(
        name=f"dates/{rule.rule}",
        regex=rule.regex,
        groups=tuple(rule.regex.groupindex.items()),
        label=rule.label or "DATE",
        left=word("left"),
        left_required=bool(rule.options.get("left_required")),
        left_outside=bool(rule.options.get("left_outside")),
        unless_after=word("unless_after"),
        unless_before=word("unless_before"),
        left_last=last_words.get(rule.options.get("left", "")),
        unless_last=last_words.get(rule.options.get("unless_after", "")),
    )
