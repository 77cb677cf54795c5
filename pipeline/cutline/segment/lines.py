"""Text → lines: what stands on each, what is left out of it, how many blank lines part it from the one before."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cutline.knowledge import Knowledge, Rule

# Not str.splitlines: a line separator or form feed inside a caption is a character of the caption.
BREAK = re.compile(r"\r\n|\r|\n")
TWO_OR_MORE = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its words' place in the source, the blank lines before it (2: two or more)."""

    start: int
    end: int
    text: str
    gap: int
    ruled: bool = False
    numbered: bool = False
    label: str | None = None
    bare: int = 0
    """How many characters of the text are a field's label."""


def read_lines(text: str, knowledge: Knowledge) -> list[Line]:
    """The lines of a gallery that are not blank and not mere rules, their numbers left out and their labels noted."""
    rules = knowledge.rules("layouts")
    lines = _parted(_lines(text), [rule for rule in rules if rule.options["kind"] == "rule"])
    lines = _unnumbered(lines, [rule for rule in rules if rule.options["kind"] == "number"])
    labels = [rule for rule in rules if rule.options["kind"] == "label"]
    return [_labelled(line, labels) for line in lines]


def _lines(text: str) -> Iterator[Line]:
    start = gap = 0
    ends = [(match.start(), match.end()) for match in BREAK.finditer(text)]
    for end, following in [*ends, (len(text), len(text))]:
        line = text[start:end]
        words = line.lstrip("\ufeff").strip()
        if all(unicodedata.category(c) in ("Cc", "Cf") for c in words):
            gap += 1
        else:
            first = start + line.index(words)
            yield Line(first, first + len(words), words, min(gap, TWO_OR_MORE))
            gap = 0
        start = following


def _parted(lines: Iterator[Line], rules: Sequence[Rule]) -> list[Line]:
    """The lines without those that only part others; what follows such a one is marked as ruled off."""
    kept: list[Line] = []
    ruled = False
    for line in lines:
        if any(rule.regex.fullmatch(line.text) for rule in rules):
            ruled = True
            continue
        kept.append(replace(line, ruled=ruled))
        ruled = False
    return kept


def _unnumbered(lines: list[Line], rules: Sequence[Rule]) -> list[Line]:
    """The lines with the entries' numbers left out, where one way of numbering counts up through the gallery."""
    chains = [_chain(lines, rule) for rule in rules]
    chain = max(chains, key=len, default={})
    result: list[Line] = []
    waiting: Line | None = None
    for index, line in enumerate(lines):
        cut = chain.get(index)
        if waiting is not None:
            line = replace(line, gap=waiting.gap, ruled=waiting.ruled, numbered=True)
            waiting = None
        if cut is None:
            result.append(line)
        elif cut >= len(line.text):
            waiting = line
        else:
            result.append(replace(line, start=line.start + cut, text=line.text[cut:], numbered=True))
    return result


def _chain(lines: list[Line], rule: Rule) -> dict[int, int]:
    """Line → length of its number, where numbers of one kind count up from the first; empty where they do not."""
    chain: dict[int, int] = {}
    first = last = None
    for index, line in enumerate(lines):
        match = rule.regex.match(line.text)
        if match is None:
            continue
        number = int(match["number"])
        first = number if last is None else first
        if (index == 0 or number == 1) if last is None else last < number <= last + 3:
            chain[index] = match.end()
            last = number
    # One number alone counts only where it is the first: "9/11 Memorial" is no ninth of eleven.
    least = rule.options["least"] if first == 1 else max(rule.options["least"], 2)
    return chain if len(chain) >= least else {}


def _labelled(line: Line, rules: Sequence[Rule]) -> Line:
    for rule in rules:
        match = rule.regex.match(line.text)
        if match is not None and match.end() < len(line.text):
            return replace(line, label=rule.options["field"], bare=match.end())
    return line
