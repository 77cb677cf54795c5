"""Who is in the picture and who is only mentioned, with the reason: rules over the sentence that a name stands in."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from cutline.knowledge import Knowledge, Rule
from cutline.relate.people_around import Around
from cutline.relate.people_text import Line

_QUOTES = '"“”'
_NEXT_QUOTE = re.compile(r"[^\"“”]{0,40}[\"”]\s*,?\s*(?:and\s)?[\"“][^\"“”]{0,15}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a mention counts as not shown; `force` holds against every other mention of the person."""

    reason: str
    rule: str
    force: bool = False


@dataclass(frozen=True, slots=True)
class DepictionRules:
    """depiction.toml, compiled once a process."""

    rules: tuple[Rule, ...]
    begins: tuple[frozenset[str], ...]
    """The words that each rule begins with, none where it may begin anywhere."""
    by_word: Mapping[str, tuple[tuple[int, tuple[str, ...]], ...]]
    """Which rules, by their number, each word calls for, and the phrases of which one must stand in the text."""
    doubts: tuple[re.Pattern[str], ...]
    doubt_words: frozenset[str]
    portraits: frozenset[str]


@functools.cache
def depiction_rules(knowledge: Knowledge) -> DepictionRules:
    """The depiction rules of a knowledge with the words that each needs to be tried at all."""
    rules = knowledge.rules("depiction")
    doubts = knowledge.document("depiction")["doubt"]
    by_word: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for number, rule in enumerate(rules):
        for word in rule.options["needs"]:
            by_word.setdefault(word, []).append((number, _phrases(rule, word)))
    return DepictionRules(
        rules,
        tuple(begins_of(rule) for rule in rules),
        {word: tuple(calls) for word, calls in by_word.items()},
        tuple(re.compile(doubt["regex"], re.VERBOSE) for doubt in doubts),
        frozenset(word for doubt in doubts for word in doubt["needs"]),
        frozenset(knowledge.document("depiction")["shown"]["portraits"]),
    )


def _phrases(rule: Rule, word: str) -> tuple[str, ...]:
    phrases: list[str] = [*rule.options.get("phrases", ())]
    phrases += [f"{word} {more} " for more in rule.options.get("then", ())]
    phrases += [f"{before} {word}" for before in rule.options.get("behind", ())]
    return tuple(phrases)


def verdicts(around: Around, rules: DepictionRules) -> dict[int, Verdict]:
    """For each person token that is only mentioned, why."""
    line = around.line
    found: dict[int, Verdict] = {}
    crafts = "V" in line.kinds or "E" in line.kinds
    for number in sorted(_called(line, rules)):
        rule = rules.rules[number]
        if rule.options.get("craft") and not crafts:
            continue
        for match in matches(line, rule, rules.begins[number]):
            for person in concerned(around, match, rule):
                verdict = Verdict(rule.options["reason"], rule.rule, bool(rule.options.get("force")))
                if person not in found or (verdict.force and not found[person].force):
                    found[person] = verdict
    return found


def begins_of(rule: Rule) -> frozenset[str]:
    """The words that a rule begins with, none where it may begin anywhere."""
    begins = rule.options.get("begins", ())
    return frozenset(rule.options["needs"] if begins == "needs" else begins)


def matches(line: Line, rule: Rule, begins: frozenset[str]) -> list[re.Match[str]]:
    """Where a rule matches in a field: at the words that it begins with, where it names them."""
    if not begins:
        return list(rule.regex.finditer(line.masked))
    firsts = begins & line.vocabulary
    if not firsts:
        return []
    starts = [start for start, word in zip(line.starts, line.words, strict=True) if word in firsts]
    return [match for start in starts if (match := rule.regex.match(line.masked, start))]


def _called(line: Line, rules: DepictionRules) -> set[int]:
    """The numbers of the rules that may match: a search costs as much as many look-ups."""
    called: set[int] = set()
    plain = ""
    for word in rules.by_word.keys() & line.vocabulary:
        for number, phrases in rules.by_word[word]:
            if number in called:
                continue
            plain = plain or " ".join(line.masked.lower().split()) + "."
            for phrase in phrases:  # a loop: `any` takes twice as long
                if phrase in plain:
                    called.add(number)
                    break
            else:
                if not phrases:
                    called.add(number)
    return called


def concerned(around: Around, match: re.Match[str], rule: Rule) -> list[int]:
    """The person tokens that a match of a rule speaks of."""
    line, scope = around.line, rule.options["scope"]
    if scope == "who":
        start, end = match.span("who")
        named = [person for person in around.people if start <= line.starts[person] < end]
        return named + _in_quotes(around, match.start(), named) if rule.options.get("quotes") else named
    first, last = line.sentence_bounds(line.token_at(match.end() - 1))
    if scope == "before":
        return _subjects(around, line.token_at(match.start("cue")), first)
    behind = [person for person in around.people if person < last and line.starts[person] >= match.end()]
    if scope == "next":
        return behind[:1]
    craft = not rule.options.get("craft") or bool(set("VE") & set(line.kinds[first:last]))
    return behind if craft else []


def _in_quotes(around: Around, start: int, named: list[int]) -> list[int]:
    """Who else stands in the quotation that a match opens, or in the next ones: `reading "A, clerk" and "B"`."""
    line, more = around.line, list(named)
    for person in [person for person in around.people if named and person > named[-1]]:
        begin = line.starts[person]
        inside = sum(line.masked.count(mark, start, begin) for mark in _QUOTES) % 2
        if not inside or not around.same_sentence(named[0], person):
            break
        if '"' in line.kinds[more[-1] : person] and not _NEXT_QUOTE.fullmatch(line.masked, line.ends[more[-1]], begin):
            break
        more.append(person)
    return more[len(named) :]


def _subjects(around: Around, verb: int, first: int) -> list[int]:
    """The coordinated names that are the subject of the verb at a token: they end right before it."""
    line, opening = around.line, verb
    subjects: list[int] = []
    for person in reversed([person for person in around.people if first <= person < verb]):
        gap = range(around.end(person), opening)
        if not around.joined(gap, ",-", ("and", "&", "along", "with")):
            break
        if not subjects and line.words[opening - 1] in ("and", "&"):
            break
        subjects.append(person)
        opening = around.openings[person]
    return subjects


def is_portrait(line: Line, opening: int, rules: DepictionRules) -> bool:
    """Whether the picture is called the person's portrait."""
    if opening > 2 and line.words[opening - 1] in ("a", "an", "the"):
        opening -= 1
    return opening > 1 and line.words[opening - 1] == "of" and line.words[opening - 2] in rules.portraits


def doubtful(line: Line, opening: int, rules: DepictionRules) -> bool:
    """Whether the words before a name leave open who it is: `possibly`, `X or Y`."""
    if rules.doubt_words.isdisjoint(line.words[max(0, opening - 10) : opening]):
        return False
    floor = line.starts[line.sentence_bounds(opening)[0]]
    start = line.starts[opening]
    window = line.masked[max(floor, start - 60) : start]
    return any(doubt.search(window) for doubt in rules.doubts)
