"""Recall of dates outside captions: WikiWars' TIMEX2 and GUM's dated spans, with the classes of what is missed.

usage: python bench/wikiwars.py [--examples N]      (reads $CUTLINE_DATA, default ../shared)

WikiWars is encyclopedic prose: durations, sets and vague expressions are annotated there and are no dates here; they
are counted apart. A span is found where a DATE or TIME mention has the same start and end (strict) or overlaps it.
"""

from __future__ import annotations

import argparse
import collections
import os
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from cutline.extract.dates import find_dates
from cutline.knowledge import load
from cutline.normalize.dates import date_values
from cutline.records import Entry, Mention, Reading

TAG = re.compile(r"<(?P<close>/?)TIMEX2(?P<attributes>[^>]*)>")
CALENDAR = re.compile(r"\d{4}(-(\d\d(-\d\d)?|SP|SU|FA|WI|W\d\d|H[12]|Q[1-4]))?(T.*)?|\d{2,3}")
Gold = tuple[int, int, str]


def wikiwars(folder: Path) -> Iterator[tuple[str, list[Gold]]]:
    """Each document's text with its outermost TIMEX2 spans (start, end, value)."""
    for path in sorted(folder.glob("*/keyinline/*.xml")):
        marked = path.read_text(encoding="utf-8").partition("<TEXT>")[2].partition("</TEXT>")[0]
        pieces, golds, opened, end, length = [], [], [], 0, 0
        for tag in TAG.finditer(marked):
            piece = unescaped(marked[end : tag.start()])
            pieces.append(piece)
            length, end = length + len(piece), tag.end()
            if not tag["close"]:
                value = re.search(r'\bval="([^"]*)"', tag["attributes"])
                opened.append((length, value[1] if value else ""))
            elif opened:
                start, value = opened.pop()
                if not opened and length > start:
                    golds.append((start, length, value))
        yield "".join([*pieces, unescaped(marked[end:])]), golds


def unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def gum(folder: Path) -> Iterator[tuple[str, list[Gold]]]:
    """Each sentence's text (words joined by spaces, punctuation glued back) with its dated spans."""
    for path in sorted(folder.glob("xml/*.xml")):
        for sentence in ElementTree.parse(path).getroot().iter("s"):
            pieces: list[str] = []
            golds: list[Gold] = []
            _walk(sentence, pieces, golds)
            yield "".join(pieces), golds


def _walk(node: ElementTree.Element, pieces: list[str], golds: list[Gold]) -> None:
    start = sum(map(len, pieces))
    for token in [node.text, *[part for child in node for part in (child, child.tail)]]:
        if isinstance(token, ElementTree.Element):
            _walk(token, pieces, golds)
        else:
            for line in (token or "").splitlines():
                word = line.split("\t")[0]
                if word:
                    glued = not pieces or word[0] in ",.;:!?)]'’%–-" or pieces[-1][-1:] in "([-–"
                    pieces.append(word if glued else " " + word)
    if node.tag == "date":
        text = "".join(pieces)
        first = start + len(text[start:]) - len(text[start:].lstrip())
        golds.append((first, len(text), node.get("when") or node.get("from") or node.get("notBefore") or ""))


def missed_class(text: str, value: str) -> str:
    """A name for the kind of expression that was missed."""
    lower = text.lower()
    for name, pattern in (
        (
            "duration or set",
            r"\b(?:for|every|each|during the|over|years?|months?|weeks?|days?|hours?|decades?|centuries)\b",
        ),
        (
            "now, then, time",
            r"\b(?:now|then|time|moment|current|currently|former|recent|recently|once|future|past|present)\b",
        ),
        ("season alone", r"\b(?:spring|summer|autumn|fall|winter)\b"),
        ("before the year 1000", r"\b(?:bc|bce|ad)\b|^\d{1,3}$"),
        ("part of a period", r"\b(?:early|late|mid|beginning|end|middle|start|half|quarter)\b"),
    ):
        if re.search(pattern, lower):
            return name
    return "with a number" if re.search(r"\d", lower) else "other words"


def measured(documents: Iterator[tuple[str, list[Gold]]], examples: int) -> None:
    knowledge = load()
    tally: collections.Counter[str] = collections.Counter()
    missed: dict[str, list[str]] = collections.defaultdict(list)
    for text, golds in documents:
        reading = Reading(Entry("x", "x", 1, caption=text), tuple(find_dates("caption", text, knowledge)))
        mentions = date_values([reading], knowledge)[0].mentions
        for start, end, value in golds:
            kind = "calendar" if CALENDAR.fullmatch(value) else "other"
            tally[kind] += 1
            best = [m for m in mentions if m.start < end and start < m.end]
            tally[f"{kind} overlap"] += bool(best)
            tally[f"{kind} strict"] += any(_same(text, m, start, end) for m in best)
            tally[f"{kind} value"] += any(_value(m) == value for m in best)
            if not best and kind == "calendar":
                missed[missed_class(text[start:end], value)].append(
                    text[max(0, start - 30) : start] + "[" + text[start:end] + "]"
                )
        spans = [(start, end) for start, end, _ in golds]
        tally["said"] += len(mentions)
        tally["said beside gold"] += sum(not any(m.start < e and s < m.end for s, e in spans) for m in mentions)
    for kind in ("calendar", "other"):
        total = tally[kind]
        if total:
            shares = (f"{name} {tally[f'{kind} {name}'] / total:.3f}" for name in ("overlap", "strict", "value"))
            print(f"  {kind:9} {total:5} spans: recall {', '.join(shares)}")
    print(f"  {tally['said']} said, {tally['said beside gold']} of them where the corpus has none")
    for name, items in sorted(missed.items(), key=lambda pair: -len(pair[1])):
        print(f"  missed, {name}: {len(items)}")
        for item in items[:examples]:
            print("     ", " ".join(item.split()))


def _same(text: str, mention: Mention, start: int, end: int) -> bool:
    """Equal spans, a leading `the` or preposition and a trailing point apart, which the schemes treat differently."""
    said = re.sub(r"^(?:the|in|on)\s", "", mention.text.lower()).rstrip(".")
    return said == re.sub(r"^(?:the|in|on)\s", "", text[start:end].lower()).rstrip(".")


def _value(mention: Mention) -> str:
    """The value as the corpora write it: without qualifiers, decades by their first digits, seasons by letters."""
    value = (mention.value or "").rstrip("?~%").replace("XXXX-XX-XX", "")
    for number, letters in (("21", "SP"), ("22", "SU"), ("23", "FA"), ("24", "WI")):
        value = re.sub(rf"^(\d{{4}})-{number}$", rf"\1-{letters}", value)
    return re.sub(r"^(\d{2,3})X+$", r"\1", value)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--examples", type=int, default=0)
    options = parser.parse_args()
    data = Path(os.environ.get("CUTLINE_DATA", Path(__file__).parents[2] / "shared")) / "training"
    for name, documents in (("WikiWars", wikiwars(data / "WikiWars")), ("GUM", gum(data / "GUM"))):
        print(name)
        measured(documents, options.examples)


if __name__ == "__main__":
    main()
