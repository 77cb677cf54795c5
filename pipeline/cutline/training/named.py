"""From another corpus's mention to a name as our guidelines mark it: its edges and the labels that it may bear."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cutline.training.dated import DURATION, YEAR_OR_MONTH
from cutline.training.kinds import MAPS, PLACES, SMALL, Places
from cutline.training.samples import Span


def bare(words: Sequence[str], first: int, past: int, kind: str) -> int:
    """Where the name begins: behind titles, if it is a person's."""
    if MAPS["types"].get(kind) == ["PERSON"]:
        titles = MAPS["titles"]["plain" if kind == "musicalartist" else "words"]
        while past - first > 1 and words[first] in titles:
            first += 1
    return first


def names_in(words: Sequence[str], first: int, past: int) -> list[tuple[int, int]]:
    """The names in a noun phrase: none, one, those of a place list, or (0, -1) where that is not to be told.

    >>> names_in("the city of Roe , Ohio".split(), 0, 6)
    [(3, 4), (5, 6)]
    >>> names_in("local Roe council members".split(), 0, 4), names_in("Roe council in Ohio".split(), 0, 4)
    ([(1, 2)], [(0, -1)])
    """
    if "," in words[first:past]:
        comma = words.index(",", first, past)
        return [*names_in(words, first, comma), *names_in(words, comma + 1, past)]
    lead = [*words[first:past], ""]
    while first < past and ((not lead[0][0].isupper() and lead[1] != "-") or lead[0] in ("A", "An", "The")):
        first, lead = first + 1, lead[1:]
    end = past
    while first < past and not (words[past - 1][0].isupper() or words[past - 1][0].isdigit()):
        past -= 1
    if first >= past or words[first].lower() in MAPS["pronouns"]["words"]:
        return []
    inner = [word for word in words[first:past] if word.isalpha() and word.islower() and word not in SMALL]
    joins = "and" in words[first:past] and "of" not in words[first:past]
    joins |= bool({"army", "navy", "police"} & set(words[past:end]))
    return [(0, -1)] if joins or inner else [(first, past)]


def named(text: str, start: int, end: int, kind: str, places: Places) -> Span | None:
    """The span of a name of a corpus's type, without `the` and quotes, or None where our guidelines see no name."""
    candidates: list[str] = MAPS["types"].get(kind, [])
    while end - start > 4 and (
        lead := re.match(r"(?:the|a) |(?-i:[a-z]+) of (?:the )?|[\"'“(]\s?", text[start:end], re.I)
    ):
        start += lead.end()
    while end > start and (text[end - 1] in '"”,;: ' or (text[end - 2 : end] in ("'s", "’s"))):
        end -= 2 if text[end - 2 : end] in ("'s", "’s") else 1
    name = text[start:end]
    labels = places.labels(name, [label for label in candidates if label != "?"]) if candidates and name else ()
    if not labels:
        return None
    title = name.split()[-1] in MAPS["titles"]["words"] or re.search(r"\b(?:of the|for)\b|^of ", name)
    if labels == ("PERSON",) and (places.is_people(name) or title):
        return None
    if kind == "Organisation" and name in places.governed:
        labels = ("GPE",)
    if kind == "Temporal" and YEAR_OR_MONTH.search(name) and not DURATION.search(name):
        return Span(start, end, ("DATE",))
    quoted = text[:start].rstrip().endswith(('"', "“")) and re.match(r"\s?[,.]?\s?[\"”]", text[end:])
    if quoted and "WORK" in labels:
        labels = ("WORK",)
    common = name.islower() and labels[0] not in ("PERSON", "GPE")
    return Span(start, end, labels, or_none=common or ("?" in candidates and len(labels) > 1))


def settled(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans after a look at their neighbors: none within another, a town before a state, a language no people."""
    result = []
    for index, span in enumerate(spans):
        if index and span.start < spans[index - 1].end:
            continue
        following = spans[index + 1] if index + 1 < len(spans) else None
        listed = following and text[span.end : following.start] == ", " and following.labels == ("GPE",)
        if listed and set(span.labels) == PLACES and " " not in text[span.start : span.end]:
            span = replace(span, labels=("GPE",))
        language = re.match(r"\s?:|[ -]languages?\b|-speaking", text[span.end :]) or text[: span.start].endswith(
            (" in ", " into ")
        )
        if span.labels == ("NORP",) and language:
            span = replace(span, or_none=True)
        comma = text.find(", ", span.start, span.end)
        if comma > 0 and set(span.labels) <= PLACES:
            result.append(replace(span, end=comma))
            span = replace(span, start=comma + 2)
        result.append(span)
    return tuple(result)
