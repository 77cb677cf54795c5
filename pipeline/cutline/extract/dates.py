"""Dates and clock times in a text: where an expression may begin, and the longest rule that stands there.

One cheap scan finds the anchors (digits, month names, weekdays, a few words); only there are rules tried. What a rule
found is a mention with its parts; what it means is the business of `normalize`.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator

from cutline.extract.date_grammar import DateRule, Grammar, grammar
from cutline.knowledge import Knowledge
from cutline.records import Mention, Part

LEFT_WINDOW, UNLESS_WINDOW, RIGHT_WINDOW = 28, 20, 160
"""How far a rule looks beside a match, in code points: fixed, so that a long line costs no more per character."""
BARE = ".,:;()[]\"“”'’-–"
"""What is taken off a word before it is looked up."""
DIGITS = {1: "d12", 2: "d12", 4: "d4", 6: "dn", 8: "dn"}
"""The class of an anchor by its number of digits; no date begins with another number of them."""


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
        asked, rules = ready.rules[kind]
        answer = asked.match(text, start)
        if answer is None or answer.lastindex is None:
            continue
        found = _longest(rules, answer, text, end)
        if found is not None:
            mention = _mention(field, text, *found)
            mentions.append(mention)
            end = mention.end
            if len(mentions) == ready.most:
                break
    return mentions


def _anchors(text: str, ready: Grammar) -> Iterable[tuple[int, str]]:
    """The places where an expression may begin, in order, each with its class."""
    small = [
        place
        for gate, words in ready.small
        if not gate or gate in text
        for word, kind in words
        if word in text
        for place in _places(text, word, kind)
    ]
    if text.islower():
        small += [place for word, kind in ready.all_small for place in _places(text, word, kind)]
    return heapq.merge(_capital(text, ready), sorted(small)) if small else _capital(text, ready)


def _capital(text: str, ready: Grammar) -> Iterator[tuple[int, str]]:
    """The digits and the words with a capital at which an expression may begin."""
    for match in ready.capital.finditer(text):
        start, word = match.start(), match[0]
        kind = ready.classes.get(word) or DIGITS.get(len(word))
        if kind is None or (kind in ready.whole and text[match.end() : match.end() + 1].isalpha()):
            continue
        if start == 0 or not text[start - 1].isalpha() or (word[0] in "012" and _tied(text, start)):
            yield start, kind


def _tied(text: str, start: int) -> bool:
    """Whether the letter before a number leaves it a date's: the T of a timestamp, the c of `c1905`."""
    return text[start - 1] == "T" or (text[start - 1] == "c" and (start == 1 or not text[start - 2].isalnum()))


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


def _longest(rules: tuple[DateRule, ...], answer: re.Match[str], text: str, floor: int) -> Found | None:
    """The longest match at an anchor among the rules that their surroundings allow; ties go to the earlier rule."""
    start = answer.start()
    ends = answer.regs
    fitting = [(-ends[place][1], place) for place in range(1, (answer.lastindex or 0) + 1) if ends[place][1] > start]
    for _, place in sorted(fitting) if len(fitting) > 1 else fitting:
        rule = rules[place - 1]
        match = rule.regex.match(text, start)
        if match is None:
            continue
        allowed, left = _surroundings(rule, text, match, floor)
        if allowed:
            return rule, match, left
    return None


def _surroundings(rule: DateRule, text: str, match: re.Match[str], floor: int) -> tuple[bool, re.Match[str] | None]:
    """Whether what stands beside a match allows it, and what of the text to its left belongs to it."""
    start, end = match.span()
    if rule.unless_before is not None and rule.unless_before.match(text[end : end + RIGHT_WINDOW]):
        return False, None
    if rule.left is None and rule.unless_after is None:
        return True, None
    before = text[max(0 if rule.left_outside else floor, start - LEFT_WINDOW) : start]
    last = _last_word(before)
    left = None
    if rule.left is not None and (rule.left_last is None or last is None or last in rule.left_last):
        left = rule.left.search(before)
    if left is not None and not left[0]:
        left = None
    if rule.left_required and left is None:
        return False, None
    if rule.unless_after is not None:
        begin = start - len(left[0]) if left is not None and not rule.left_outside else start
        before = text[max(0, begin - UNLESS_WINDOW) : begin]
        last = _last_word(before)
        if (rule.unless_last is None or last is None or last in rule.unless_last) and rule.unless_after.search(before):
            return False, None
    return True, left


def _last_word(before: str) -> str | None:
    """The last word of what stands before, bare and in small letters; None where no white space closes it.

    >>> _last_word("built (Ca. "), _last_word("the mid-"), _last_word(" ")
    ('ca', None, None)
    """
    if not before[-1:].isspace():
        return None
    words = before.rsplit(None, 1)
    return words[-1].strip(BARE).lower() if words else None


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
