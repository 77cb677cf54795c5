"""Values for credits: the canonical name of each part, and warnings where a value is too long for its IIM field."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from cutline.knowledge import Knowledge
from cutline.records import Mention, Part, Reading

AGENCIES = ("provider", "intermediary", "courtesy")


def credit_values(reading: Reading, knowledge: Knowledge) -> Reading:
    """The reading with a value on every part that has one, and the warnings of its credits as its own."""
    if "CREDIT" not in [mention.label for mention in reading.mentions]:
        return reading
    mentions, warnings = [], list(reading.warnings)
    for mention in reading.mentions:
        if mention.label == "CREDIT":
            mention = _valued(mention, knowledge)
            warnings += [code for code in mention.detail.get("warnings", ()) if code not in warnings]
        mentions.append(mention)
    return replace(reading, mentions=tuple(mentions), warnings=tuple(warnings))


def _valued(mention: Mention, knowledge: Knowledge) -> Mention:
    parts = tuple(replace(part, value=part_value(part, knowledge)) for part in mention.parts)
    detail: dict[str, Any] = dict(mention.detail)
    too_long = list(over_length(mention, knowledge))
    if too_long:
        detail["over_length"] = too_long
        detail["warnings"] = [*detail.get("warnings", ()), "credit-over-length"]
    value = "; ".join(part.value for part in parts if part.value and part.part in ("creator", *AGENCIES))
    return replace(mention, parts=parts, detail=detail, value=value or None)


def part_value(part: Part, knowledge: Knowledge) -> str | None:
    """The canonical form of a part: an agency's full name, a rank's, a person's name in single spaces.

    >>> from cutline.knowledge import load
    >>> part_value(Part("provider", 0, 2, "AP"), load()), part_value(Part("role", 0, 4, "Sgt."), load())
    ('Associated Press', 'Sergeant')
    """
    text = " ".join(part.text.split())
    if part.part in AGENCIES:
        return _names(knowledge, "agencies").get(text.casefold(), text)
    if part.part == "role":
        return _names(knowledge, "ranks").get(text.casefold(), text)
    if part.part == "creator":
        return _names(knowledge, "staff").get(text.casefold(), text)
    if part.part in ("copyright", "number"):
        return text
    if part.part == "note":
        return text.strip("/ ") or None
    return None


@functools.cache
def _names(knowledge: Knowledge, gazetteer: str) -> Mapping[str, str]:
    names: dict[str, str] = {}
    for row in knowledge.gazetteer(gazetteer):
        names.setdefault(row["alias"].casefold(), row["name"])
    return names


def over_length(mention: Mention, knowledge: Knowledge) -> Iterator[Mapping[str, Any]]:
    """What of a credit does not fit its IIM field (32 bytes in By-line and Credit): the tag, the bytes, the limit."""
    properties = knowledge.document("iptc")["property"]
    for prop in properties:
        limit, source = prop.get("iim_bytes"), prop.get("of")
        if not limit or not source:
            continue
        for text in _texts(mention, source):
            size = len(text.encode("utf-8", "surrogatepass"))
            if size > limit:
                yield {"iim": prop["iim"], "name": prop["iim_name"], "bytes": size, "limit": limit, "text": text}


def _texts(mention: Mention, source: str) -> Iterable[str]:
    if source == "credit":
        return [str(mention.detail.get("credit", mention.text))]
    return [part.text for part in mention.parts if part.part == source]
