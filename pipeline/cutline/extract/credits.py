"""Credits: phrases that say who made a picture and who is credited, taken apart without losing a character.

A CREDIT mention spans the whole phrase as it stands: label, brackets and picture number included, each a part of it,
so that the parts in order are the phrase again. What the contract calls the credit (no brackets, no label) stands in
`detail` under `credit`. The names in a phrase are mentions of their own, under the rules `credits/creator` and so on.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cutline.extract.credit_parts import PAIRING, Parse, parse_credit, readings
from cutline.extract.credit_places import Place, find_places
from cutline.extract.credit_shapes import agency
from cutline.knowledge import Knowledge
from cutline.records import Entry, Mention, Part, RunFacts

LABELS = {"creator": "PERSON", "provider": "ORG", "intermediary": "ORG"}


def find_credits(entry: Entry, knowledge: Knowledge, run: RunFacts) -> list[Mention]:
    """The CREDIT mentions of an entry with their parts, each followed by the names in it.

    >>> from cutline.knowledge import load
    >>> entry = Entry("1", "a.txt", 1, credit_line="NASA/Ada Fox")
    >>> [(m.label, m.text, m.rule) for m in find_credits(entry, load(), RunFacts())][:2]
    [('CREDIT', 'NASA/Ada Fox', 'credits/line'), ('ORG', 'NASA', 'credits/provider')]
    """
    found: list[Mention] = []
    for field, place in credit_places(entry, knowledge, run):
        found.append(_credit(field, entry.text(field), place, knowledge))
        found += _names(field, place.parse, knowledge)
    return found


def credit_places(entry: Entry, knowledge: Knowledge, run: RunFacts) -> Iterator[tuple[str, Place]]:
    """The credit phrases of an entry by field: those in title and caption, and the whole credit line."""
    for field in ("title", "credit_line", "caption"):
        text = entry.text(field)
        if field == "credit_line":
            line = text.strip()
            if line:
                start = text.index(line)
                parse = parse_credit(line, knowledge, run, start)
                yield field, Place(start, start + len(line), "line", parse)
        elif text:
            yield from ((field, place) for place in find_places(text, knowledge, run))


def credit_sides(entry: Entry, knowledge: Knowledge) -> list[tuple[str, str]]:
    """The pairs of the `X/Y` credits of an entry, folded, each way round: what the run's first pass counts.

    >>> from cutline.knowledge import load
    >>> credit_sides(Entry("1", "a.txt", 1, credit_line="Heron/Ada Fox"), load())
    [('heron', 'ada fox'), ('ada fox', 'heron')]
    """
    pairs: list[tuple[str, str]] = []
    for field, place in credit_places(entry, knowledge, RunFacts()):
        text = entry.text(field)
        for left, right in itertools.pairwise(place.parse.sides):
            if text[left.end : right.start].strip() in PAIRING:
                names = left.text.casefold(), right.text.casefold()
                pairs += [names, names[::-1]]
    return pairs


def _credit(field: str, text: str, place: Place, knowledge: Knowledge) -> Mention:
    parse, phrase = place.parse, text[place.start : place.end]
    shown = {part.start: part.part for part in parse.parts}
    detail: dict[str, Any] = {
        "credit": credit_text(parse.parts) or phrase,
        "evidence": [
            {"name": side.text, "part": shown[side.start], "person": side.person, "agency": side.agency,
             "reasons": list(side.reasons)}
            for side in parse.sides
        ],
    }  # fmt: skip
    if parse.even:
        detail["readings"] = [dict(reading) for reading in readings(parse)]
        detail["warnings"] = ["credit-ambiguous"]
    rule = f"credits/{place.rule}"
    return Mention(field, place.start, place.end, phrase, "CREDIT", rule, detail=detail, parts=parse.parts)


def credit_text(parts: Iterable[Part]) -> str:
    """The credit as the contract means it: without the labels before it, the brackets around it, the number behind it.

    >>> credit_text([Part("label", 0, 7, "Credit:"), Part("separator", 7, 8, " "), Part("provider", 8, 12, "NASA")])
    'NASA'
    """
    kept = list(parts)
    while kept and (kept[0].part == "separator" or (kept[0].part == "label" and kept[0].text.rstrip().endswith(":"))):
        kept.pop(0)
    while kept and kept[-1].part in ("separator", "number"):
        kept.pop()
    return "".join(part.text for part in kept)


def _names(field: str, parse: Parse, knowledge: Knowledge) -> Iterator[Mention]:
    persons = {side.start: side.verdict == "creator" for side in parse.sides}
    for part in parse.parts:
        if part.start not in persons:
            continue
        label = LABELS.get(part.part) or ("PERSON" if persons[part.start] else "ORG")
        row: Mapping[str, str] = agency(part.text, knowledge) or {}
        if label == "ORG" and row.get("kind") == "mission":
            label = "VEHICLE"
        if part.part == "creator" and part.text.islower():
            continue  # initials are no one's name
        yield from _mentions(field, part, label)


def _mentions(field: str, part: Part, label: str) -> Iterator[Mention]:
    """The name's mention; two where one agency is said to be another's (`NASA's Heron Center`)."""
    cut = max(part.text.find("'s "), part.text.find("’s ")) if label == "ORG" else -1
    pieces = [(0, cut), (cut + 3, len(part.text))] if cut > 0 else [(0, len(part.text))]
    for start, end in pieces:
        yield Mention(field, part.start + start, part.start + end, part.text[start:end], label, f"credits/{part.part}")
