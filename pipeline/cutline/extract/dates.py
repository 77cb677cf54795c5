"""Dates and clock times in a text: where an expression may begin, and the longest rule that stands there.

One cheap scan finds the anchors (digits, month names, weekdays, a few words); only there are rules tried. What a rule
found is a mention with its parts; what it means is the business of `normalize`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cutline.knowledge import Knowledge, Rule
from cutline.records import Mention, Part

LEFT_WINDOW, RIGHT_WINDOW = 28, 160
"""How far a rule looks beside a match, in code points: fixed, so that a long line costs no more per character."""
RULE_FILES = ("dates", "holidays")
DIGITS = {1: "d12", 2: "d12", 4: "d4", 6: "dn", 8: "dn"}
"""The class of an anchor by its number of digits; no date begins with another number of them."""


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


@dataclass(frozen=True, slots=True)
class Grammar:
    """Where an expression may begin, and for each class of such anchors the rules that are tried there, in order.

    `capital` finds digits and words with a capital, `classes` gives the class of what it found. `small` holds the
    beginnings in small letters as (gate, ((word, class), ...)), `all_small` those for a text without capitals.
    """

    capital: re.Pattern[str]
    classes: Mapping[str, str]
    small: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    all_small: tuple[tuple[str, str], ...]
    rules: Mapping[str, tuple[re.Pattern[str], tuple[DateRule, ...]]]
    """For each class one pattern that matches where any of its rules does, to be asked first, and the rules."""


@functools.lru_cache(maxsize=8)
def grammar(knowledge: Knowledge) -> Grammar:
    """The grammar of `dates.toml` and `holidays.toml`, compiled once for each knowledge."""
    by_class: dict[str, list[DateRule]] = {}
    for name in RULE_FILES:
        words = knowledge.words(name)
        for rule in knowledge.rules(name):
            for start in rule.options["start"]:
                by_class.setdefault(start, []).append(_date_rule(rule, words))
    anchors = knowledge.document("dates")["anchor"]
    return Grammar(
        capital=_capital([word for anchor in anchors for word in anchor.get("words", ())]),
        classes={word: anchor["class"] for anchor in anchors for word in anchor.get("words", ())},
        small=tuple(
            (anchor.get("gate", ""), tuple((word, anchor["class"]) for word in anchor["small"]))
            for anchor in anchors
            if "small" in anchor
        ),
        all_small=tuple((word, anchor["class"]) for anchor in anchors for word in anchor.get("all_small", ())),
        rules={start: (_any_of(rules), tuple(rules)) for start, rules in by_class.items()},
    )


def _any_of(rules: Iterable[DateRule]) -> re.Pattern[str]:
    """A pattern that matches where any of the rules does: most anchors begin nothing, and one question tells so."""
    unnamed = (re.sub(r"\(\?P<[a-z0-9]+>", "(?:", rule.regex.pattern) for rule in rules)
    return re.compile("|".join(f"(?:{pattern})" for pattern in unnamed), re.VERBOSE)


def _capital(words: Iterable[str]) -> re.Pattern[str]:
    """Digits or any of the words. Every branch begins with a plain letter: `re` skips to those letters at full speed."""
    by_letter: dict[str, list[str]] = {digit: ["[0-9]*"] for digit in "0123456789"}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    return re.compile("|".join(f"{letter}(?:{'|'.join(rests)})" for letter, rests in by_letter.items()))


def _date_rule(rule: Rule, words: Mapping[str, str]) -> DateRule:
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
    )


def find_dates(field: str, text: str, knowledge: Knowledge) -> list[Mention]:
    """The DATE and TIME mentions of a text, in order, disjoint, with parts and without values.

    >>> from cutline.knowledge import load
    >>> [(m.text, m.rule) for m in find_dates("caption", "Held on Nov. 9, 2013 at 2 p.m.", load())]
    [('Nov. 9, 2013', 'dates/month-day-year'), ('2 p.m.', 'dates/clock-meridiem')]
    """
    ready = grammar(knowledge)
    mentions: list[Mention] = []
    end = 0
    for start, kind in _anchors(text, ready):
        if start < end:
            continue
        any_of, rules = ready.rules[kind]
        if any_of.match(text, start) is None:
            continue
        found = _longest(rules, text, start, end)
        if found is not None:
            mention = _mention(field, text, *found)
            mentions.append(mention)
            end = mention.end
    return mentions


def _anchors(text: str, ready: Grammar) -> list[tuple[int, str]]:
    """The places where an expression may begin, in order, each with its class."""
    places = []
    for match in ready.capital.finditer(text):
        start, word = match.start(), match[0]
        kind = ready.classes.get(word) or DIGITS.get(len(word))
        if kind and (start == 0 or not text[start - 1].isalpha() or (word[0] in "012" and text[start - 1] == "T")):
            places.append((start, kind))
    capital = len(places)
    for gate, words in ready.small:
        if not gate or gate in text:
            for word, kind in words:
                if word in text:
                    places += _places(text, word, kind)
    if text.islower():
        for word, kind in ready.all_small:
            places += _places(text, word, kind)
    if len(places) > capital:
        places.sort()
    return places


def _places(text: str, word: str, kind: str) -> list[tuple[int, str]]:
    """Where a word begins that is not the tail of a longer one."""
    found = []
    start = text.find(word)
    while start >= 0:
        if start == 0 or not text[start - 1].isalpha():
            found.append((start, kind))
        start = text.find(word, start + 1)
    return found


Found = tuple[DateRule, "re.Match[str]", "re.Match[str] | None"]


def _longest(rules: tuple[DateRule, ...], text: str, start: int, floor: int) -> Found | None:
    """The longest match at an anchor among the rules that their surroundings allow; ties go to the earlier rule."""
    best: Found | None = None
    reach = start
    for rule in rules:
        match = rule.regex.match(text, start)
        if match is None or match.end() <= reach:
            continue
        allowed, left = _surroundings(rule, text, match, floor)
        if allowed:
            best, reach = (rule, match, left), match.end()
    return best


def _surroundings(rule: DateRule, text: str, match: re.Match[str], floor: int) -> tuple[bool, re.Match[str] | None]:
    """Whether what stands beside a match allows it, and what of the text to its left belongs to it."""
    start, end = match.span()
    if rule.unless_before is not None and rule.unless_before.match(text[end : end + RIGHT_WINDOW]):
        return False, None
    if rule.left is None and rule.unless_after is None:
        return True, None
    before = text[max(0 if rule.left_outside else floor, start - LEFT_WINDOW) : start]
    left = rule.left.search(before) if rule.left is not None else None
    if left is not None and not left[0]:
        left = None
    if rule.left_required and left is None:
        return False, None
    if rule.unless_after is not None:
        begin = start - len(left[0]) if left is not None and not rule.left_outside else start
        if rule.unless_after.search(text[max(0, begin - LEFT_WINDOW) : begin]):
            return False, None
    return True, left


def _mention(field: str, text: str, rule: DateRule, match: re.Match[str], left: re.Match[str] | None) -> Mention:
    start, end = match.span()
    parts = [
        Part(name, match.start(number), match.end(number), match[number])
        for name, number in rule.groups
        if match.start(number) >= 0
    ]
    if left is not None:
        shift = start - len(left.string)
        parts += [
            Part(name, shift + left.start(number), shift + left.end(number), left[number])
            for name, number in left.re.groupindex.items()
            if left.start(number) >= 0
        ]
        if not rule.left_outside:
            start = shift + left.start()
    return Mention(field, start, end, text[start:end], rule.label, rule.name, parts=tuple(parts))
