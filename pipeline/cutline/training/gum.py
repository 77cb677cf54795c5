"""GUM's named entities: mentions with a proper noun as their head, cut down to the name that our guidelines mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cutline.training.dated import YEAR_OR_MONTH
from cutline.training.kinds import MAPS, Places
from cutline.training.samples import Sample, Span

EVENTS = re.compile(r"\((?P<id>[0-9]+)-(?P<type>[a-z]+)[^()]*(?P<closed>\))?|(?P<close>[0-9]+)\)")
JOINS = frozenset("of the and for de la le du von van der den di da del al & - ' .".split())


@dataclass(frozen=True)
class Word:
    """A word of a sentence with its offsets; `head` is the index of its governor, -1 for the root."""

    text: str
    start: int
    proper: bool
    head: int
    misc: str


Mention = tuple[int, int, str]
"""First word, past the last, type."""


def gum_samples(paths: Iterable[Path], places: Places) -> Iterator[Sample]:
    """A sample for each sentence; events and vehicles are marked where they are sure, and unknown elsewhere."""
    known, weight = frozenset(MAPS["known"]["GUM"]), MAPS["weights"]["GUM"]
    for path in paths:
        for block in path.read_text("utf-8").split("\n\n"):
            words, text = sentence(block)
            if len(words) > 2:
                yield Sample(text, tuple(spans_of(words, text, places)), known, "GUM", weight)


def sentence(block: str) -> tuple[list[Word], str]:
    """The words of a CoNLL-U block, and its text; the parts of a contraction have no words of their own."""
    rows = [line.split("\t") for line in block.splitlines() if line[:1].isdigit()]
    words, text = [], ""
    for row in (row for row in rows if row[0].isdigit()):
        words.append(Word(row[1], len(text), row[3] == "PROPN", int(row[6]) - 1, row[9]))
        text += row[1] + ("" if "SpaceAfter=No" in row[9] or row[1] in ("do", "ca") else " ")
    return words, text.rstrip()


def mentions(words: Sequence[Word]) -> list[Mention]:
    """The mentions that open and close within the sentence."""
    opened: dict[str, list[tuple[int, str]]] = {}
    found = []
    for index, word in enumerate(words):
        entity = re.search(r"Entity=([^|]+)", word.misc)
        for match in EVENTS.finditer(entity[1]) if entity else ():
            if match["close"]:
                stack = opened.get(match["close"])
                if stack:
                    first, kind = stack.pop()
                    found.append((first, index + 1, kind))
            elif match["closed"]:
                found.append((index, index + 1, match["type"]))
            else:
                opened.setdefault(match["id"], []).append((index, match["type"]))
    return found


def spans_of(words: Sequence[Word], text: str, places: Places) -> Iterator[Span]:
    """The marks of a sentence, in order, longer ones first where they overlap."""
    all_mentions = mentions(words)
    names = [(*part, kind) for first, past, kind in all_mentions if (part := name_in(words, first, past, kind))]
    names = [(a, b, kind) for a, b, kind in names if not _joins_others(words, a, b, all_mentions)]
    names += [(first, past, "date") for first, past in dates(words)]
    taken: set[int] = set()
    chosen = []
    for first, past, kind in sorted(names, key=lambda name: (name[2] != "date", name[0] - name[1], name)):
        if not taken & set(range(first, past)):
            taken.update(range(first, past))
            chosen.append((first, past, kind))
    for first, past, kind in sorted(chosen):
        start, end = words[first].start, words[past - 1].start + len(words[past - 1].text)
        kind = "abstract" if kind == "person" and places.is_people(text[start:end]) else kind
        candidates: list[str] = MAPS["GUM"]["types"].get(kind, [])
        labels = places.labels(text[start:end], [label for label in candidates if label != "?"]) if candidates else ()
        if labels:
            yield Span(start, end, labels, or_none="?" in candidates and len(labels) > 1)


def _joins_others(words: Sequence[Word], first: int, past: int, others: Sequence[Mention]) -> bool:
    """Whether the name is two mentions with `and` between them."""
    ands = [index for index in range(first, past) if words[index].text in ("and", "&")]
    return any(start == index + 1 for index in ands for start, _, _ in others)


def name_in(words: Sequence[Word], first: int, past: int, kind: str) -> tuple[int, int] | None:
    """The run of proper words around the head, without titles, or None where the head is no proper noun.

    A person's may stand behind a common noun (`architect Ed Roe`).
    """
    heads = [i for i in range(first, past) if not first <= words[i].head < past]
    if kind == "person" and heads and heads[0] + 1 < past and words[heads[0] + 1].head == heads[0]:
        heads[0] += 0 if words[heads[0]].proper else 1
    if not heads or not words[heads[0]].proper:
        return None
    left = right = heads[0]
    joins = JOINS | {'"', "“", "”"} if kind == "person" else JOINS

    def capital(index: int) -> bool:
        letter = words[index].text[:1]
        return words[index].proper or letter.isdigit() or (letter.isupper() and index > 0)

    def reach(index: int, step: int) -> int:
        """How far the name goes on beside `index`: one word, two where the first joins it to a proper one, or none."""
        for far in (1, 2):
            beside = index + far * step
            if first <= beside < past and capital(beside) and (far == 1 or words[index + step].text in joins):
                return far
        return 0

    while far := reach(left, -1):
        left -= far
    while far := reach(right, 1):
        right += far
    if words[left].text in ("The", "A", "An"):
        left += 1
    titles = MAPS["titles"]["words"] if kind == "person" else ()
    within = [index for index in range(left, right - 1) if words[index].text in titles]
    left = max([left, *(index + 1 for index in within)])
    while left < right and words[left].text in titles:
        left += 1
    bad = words[left].text in JOINS or (kind == "person" and words[left].text in titles)
    return None if left > right or bad else (left, right + 1)


def dates(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """The words between `<date when=…>` and `</date>` that name a month or a year."""
    start = -1
    for index, word in enumerate(words):
        if re.search(r"<date (?:when|from|notBefore)", word.misc):
            start = index
        if start >= 0 and "</date>" in word.misc:
            name = " ".join(w.text for w in words[start : index + 1])
            if YEAR_OR_MONTH.search(name) and " of the " not in name:
                yield start, index + 1
            start = -1
