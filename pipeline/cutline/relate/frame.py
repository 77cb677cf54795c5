"""Where a person stands in the frame, from the words beside the name: `(left)`, `, far right,`, `At center is X`."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cutline.knowledge import Knowledge, Rule
from cutline.relate.people_text import Line

_OPENS = ("with", "and", "while", ".", ";")
"""What stands before a clause's first word."""


@dataclass(frozen=True, slots=True)
class Place:
    """A position as the guidelines word it, the rule that found it, and what a list says of it apart."""

    words: str
    rule: str
    row: str | None = None
    index: int | None = None
    direction: str | None = None
    shared: bool = False
    """It may be said of the names before it too: `A and B, on right`."""
    onward: bool = False
    """It is said of the names behind it too: `At left are A and B`."""
    end: int = 0

    def detail(self) -> dict[str, str | int]:
        """What `explain` and exporters use of it."""
        known = {"row": self.row, "index": self.index, "direction": self.direction}
        return {"position_rule": self.rule, **{key: value for key, value in known.items() if value is not None}}


@dataclass(frozen=True, slots=True)
class FrameRules:
    """frame.toml by the use of its rules."""

    behind: tuple[Rule, ...]
    before: tuple[Rule, ...]
    lists: Mapping[str, tuple[Rule, ...]]
    """The rules of lists and rows by the words that a match may begin with."""
    needs: Mapping[str, frozenset[str]]
    """By rule, words of which a match has one."""
    cues: frozenset[str]
    ends: frozenset[str]
    """The words that end what `before` rules read, beside marks."""
    rank: re.Pattern[str]
    openings: frozenset[str]
    """Common words that a heading may begin with, before one of `row_words`."""
    row_words: frozenset[str]
    words: Mapping[str, frozenset[str]]
    numbers: Mapping[str, int]
    order: Sequence[str] = field(default=())


@functools.cache
def frame_rules(knowledge: Knowledge) -> FrameRules:
    """The frame rules of a knowledge, sorted by use once a process."""
    rules = knowledge.rules("frame")
    document, said = knowledge.document("frame"), knowledge.words("frame")
    words = {name: frozenset(words) for name, words in document["unnamed"].items()}
    cues = frozenset(document["cues"])
    return FrameRules(
        behind=tuple(rule for rule in rules if rule.options["use"] == "behind"),
        before=tuple(rule for rule in rules if rule.options["use"] == "before"),
        lists=_by_start(rules),
        needs={rule.rule: frozenset(rule.options["needs"]) for rule in rules if "needs" in rule.options},
        cues=cues,
        ends=words["copulas"] | cues,
        rank=re.compile(rf"(?:{said['ordinal']})(?:\s(?:{said['folk']}))?,?\s+$", re.VERBOSE | re.IGNORECASE),
        openings=frozenset(document["openings"]),
        row_words=frozenset(document["row_words"]),
        words=words,
        numbers=document["numbers"],
        order=document["order"]["names"],
    )


def _by_start(rules: Iterable[Rule]) -> Mapping[str, tuple[Rule, ...]]:
    starts: dict[str, list[Rule]] = {}
    for rule in rules:
        for word in rule.options.get("starts", ()):
            starts.setdefault(word, []).append(rule)
    return {word: tuple(found) for word, found in starts.items()}


def cue_offsets(line: Line, rules: FrameRules) -> list[int]:
    """Where the words stand without which nobody has a place, in order; `left-hand` is one too."""
    known = rules.cues & line.vocabulary
    if "-" in line.text:
        known |= {word for word in line.vocabulary if "-" in word and not rules.cues.isdisjoint(word.split("-"))}
    return [start for start, word in zip(line.starts, line.words, strict=True) if word in known] if known else []


def awake(tried: Iterable[Rule], line: Line, rules: FrameRules) -> list[Rule]:
    """The rules that may match in a field: it has one of the words that they need."""
    words, needs = line.vocabulary, rules.needs
    return [rule for rule in tried if rule.rule not in needs or not needs[rule.rule].isdisjoint(words)]


def place_behind(line: Line, start: int, tried: Iterable[Rule]) -> Place | None:
    """The position that the words from an offset on give the person before it."""
    for rule in tried:
        match = rule.regex.match(line.masked, start)
        if (
            match
            and not _leads_a_list(line, match.end())
            and not (rule.options.get("yields") and _is_next(line, match))
        ):
            return Place(_words(match), rule.rule, shared=_is_shared(line, match), end=match.end())
    return None


def place_before(line: Line, opening: int, rules: FrameRules) -> Place | None:
    """The position that the words before an offset give the person whose words begin there."""
    before = line.token_at(opening) - 1
    if before < 0 or not (line.kinds[before] in ":," or line.words[before] in rules.ends):
        return None
    first = line.sentence_bounds(before + 1)[0]
    floor = line.starts[first]
    window = line.masked[max(floor, opening - 60) : opening]
    if opening - 60 > floor:
        window = "…" + window
    for rule in rules.before:
        asides = rule.options.get("asides")
        if asides and line.kinds[before] == "," and not _has_aside(line, range(first, before), asides):
            continue  # a search of the window takes ten times as long
        match = rule.regex.search(window)
        if match:
            return Place(_words(match), rule.rule, onward=match[0].rstrip().endswith((" are", " were")))
    return None


def _has_aside(line: Line, run: range, asides: Collection[str]) -> bool:
    """Whether one of some words opens a clause: `In the background, X`, `wave, with at left, X`."""
    for index in run:
        if line.words[index] in asides and (index == run.start or line.words[index - 1].endswith(_OPENS)):
            return True
    return False


def _words(match: re.Match[str]) -> str:
    words = str(match["place"] or match.groupdict().get("other"))
    return re.sub(r"\brow,? (?=\w+ from\b)", "row, ", words)


def _is_shared(line: Line, match: re.Match[str]) -> bool:
    """Whether the names before may share the place: `, on right` behind a comma, or a row (`in back row`)."""
    said = re.match(r"(?P<comma>\s*,)?\s+(?:on|in|at|to)\s", line.masked[match.start() : match.end()])
    place = _words(match).casefold()
    return bool(said) and (bool(said and said["comma"]) or "row" in place or place in ("front", "back", "rear"))


def _leads_a_list(line: Line, end: int) -> bool:
    """Whether what looks like a place heads the list behind it: `X, back row: A, B`."""
    return line.masked[end : end + 1] == ":" or bool(
        re.match(r",? (?:from|left to|to (?:right|left))\b", line.masked[end : end + 10])
    )


def _is_next(line: Line, match: re.Match[str]) -> bool:
    """Whether a place behind a comma is that of the name right behind it: `X at the desk, in background Y`."""
    return match[0].lstrip().startswith(",") and line.masked[match.end() : match.end() + 2] == " Ⓟ"
