"""The names that may be places in their sentences, and how each hangs on the one before it."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from cutline.knowledge import Knowledge
from cutline.records import Mention, Reading

_STOP = re.compile(r"[.!?;]['\"”)\]]*\s+")
BLANKED = frozenset({"PERSON", "EVENT", "DATE", "TIME"})
"""Names whose own words say nothing of the place: only that they stand there."""
_BEGIN = attrgetter("start")


class Place(NamedTuple):
    """A name that may be a place, its sentence with people and events blanked, and where both stand in the field."""

    mention: Mention
    sentence: str
    start: int
    """Where the name begins in `sentence`."""
    end: int
    first: bool
    last: bool
    """Whether the sentence is the field's first, its last."""
    listed: bool = False
    """Whether the sentence is an item of a list with semicolons."""
    link: str | None = None
    """How the name hangs on the candidate before it: `next` in a chain, `other` beside it, None not at all."""


class Words(NamedTuple):
    """The lists of places.toml made ready, looked up once an entry."""

    labels: frozenset[str]
    abbreviations: re.Pattern[str]
    adjectival: frozenset[str]
    prepositions: frozenset[str]
    agencies: frozenset[str]
    """Those that are credited as a picture's source and have no one place, casefolded."""
    links: tuple[tuple[str, re.Pattern[str]], ...]


@functools.lru_cache(maxsize=8)
def words_of(knowledge: Knowledge) -> Words:
    """The lists of a knowledge, made ready once a process."""
    document = knowledge.document("places")
    placeless = [row["alias"] for row in knowledge.gazetteer("agencies") if row["kind"] in document["placeless"]]
    return Words(
        labels=frozenset(document["labels"]),
        abbreviations=re.compile(document["abbreviations"], re.VERBOSE),
        adjectival=frozenset(document["adjectival"]),
        prepositions=frozenset(document["prepositions"]),
        agencies=frozenset(alias.casefold() for alias in placeless),
        links=tuple((name, re.compile(document["links"][name], re.VERBOSE)) for name in ("next", "other")),
    )


def candidates(reading: Reading, knowledge: Knowledge) -> list[Place]:
    """The place names of title and caption in order, with their sentences and links; names in credits are left out."""
    words = words_of(knowledge)
    found: list[Place] = []
    for field in ("title", "caption"):
        mentions = [m for m in reading.mentions if m.field == field]
        if not [m for m in mentions if m.label in words.labels]:
            continue
        mentions.sort(key=_BEGIN)
        credits = [(m.start, m.end) for m in mentions if m.label == "CREDIT"]
        named = [m for m in mentions if m.label != "CREDIT"]
        if credits:
            named = [m for m in named if not any(a <= m.start < b for a, b in credits)]
        found += _placed(reading.entry.text(field), named, words)
    return found


def _placed(text: str, named: Sequence[Mention], words: Words) -> Iterator[Place]:
    """The places of a field in their sentences, in which people, events and dates are the words PERSON, EVENT, DATE;
    each with how it hangs on the one before it."""
    labels = words.labels
    bounds = _sentences(text, named, words)
    rest = list(reversed(named))
    behind: int | None = None
    for index, (left, right) in enumerate(bounds):
        pieces, end, length, standing = [], left, 0, []
        while rest and rest[-1].start < right:
            mention = rest.pop()
            word = mention.label if mention.label in BLANKED else mention.text
            pieces += [text[end : mention.start], word]
            length += mention.start - end
            if mention.label in labels:
                standing.append((mention, length))
            length, end = length + len(word), mention.end
        if not standing:
            continue
        sentence = "".join([*pieces, text[end:right]])
        edges = index == 0, index == len(bounds) - 1
        listed = text[max(0, left - 2) : left].strip() == ";" or sentence.rstrip().endswith(";")
        for mention, start in standing:
            link = None if behind is None else _link(text[behind : mention.start], words)
            yield Place(mention, sentence, start, start + len(mention.text), *edges, listed, link)
            behind = mention.end


def _sentences(text: str, named: Sequence[Mention], words: Words) -> list[tuple[int, int]]:
    """The field's sentences as half-open spans that cover it. A stop inside a name or an abbreviation ends none."""
    short = words.abbreviations
    starts = [mention.start for mention in named]
    cuts = [0]
    for match in _STOP.finditer(text):
        at = match.start() + 1
        index = bisect.bisect_left(starts, at)
        name = named[index - 1] if index and named[index - 1].end >= at else None
        # A name that is an abbreviation may end the sentence: "Akron, Pa. The fair", but not "U.S. Vice President".
        closes = name is not None and name.end == at and text[match.end() : match.end() + 1].isupper()
        closes = closes and name is not None and name.text not in words.adjectival
        if not closes and ((name and name.end > at) or short.search(text[max(0, at - 8) : at])):
            continue
        if match.end() < len(text):
            cuts.append(match.end())
    return list(zip(cuts, [*cuts[1:], len(text)], strict=True))


def _link(between: str, words: Words) -> str | None:
    for name, regex in words.links:
        if regex.search(between):
            return name
    return None
