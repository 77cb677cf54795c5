"""What speaks for and against each place name of an entry being where the picture was taken: cues by name."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cutline.knowledge import Knowledge
from cutline.records import Mention, Reading
from cutline.relate.places_rules import REACH, Held, around, asks_of, named, spoken

_STOP = re.compile(r"[.!?;]['\"”)\]]*\s+")
BLANKED = frozenset({"PERSON", "EVENT", "DATE", "TIME"})
"""Names whose own words say nothing of the place: only that they stand there."""


@dataclass(frozen=True, slots=True)
class Place:
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


def candidates(reading: Reading, knowledge: Knowledge) -> list[Place]:
    """The place names of title and caption in order, with their sentences and links; names in credits are left out."""
    found: list[Place] = []
    for field in ("title", "caption"):
        text = reading.entry.text(field)
        mentions = sorted((m for m in reading.mentions if m.field == field), key=lambda m: m.start)
        credits = [(m.start, m.end) for m in mentions if m.label == "CREDIT"]
        named = [m for m in mentions if m.label != "CREDIT" and not any(a <= m.start < b for a, b in credits)]
        if named:
            found += _placed(text, named, knowledge)
    return found


def _placed(text: str, named: Sequence[Mention], knowledge: Knowledge) -> Iterator[Place]:
    """The places of a field in their sentences, in which people, events and dates are the words PERSON, EVENT, DATE;
    each with how it hangs on the one before it."""
    labels = _labels(knowledge)
    bounds = _sentences(text, named, knowledge)
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
            link = None if behind is None else _link(text[behind : mention.start], knowledge)
            yield Place(mention, sentence, start, start + len(mention.text), *edges, listed, link)
            behind = mention.end


def _sentences(text: str, named: Sequence[Mention], knowledge: Knowledge) -> list[tuple[int, int]]:
    """The field's sentences as half-open spans that cover it. A stop inside a name or an abbreviation ends none."""
    short = _compiled(knowledge, "abbreviations")
    starts = [mention.start for mention in named]
    cuts = [0]
    for match in _STOP.finditer(text):
        at = match.start() + 1
        index = bisect.bisect_left(starts, at)
        name = named[index - 1] if index and named[index - 1].end >= at else None
        # A name that is an abbreviation may end the sentence: "Akron, Pa. The fair", but not "U.S. Vice President".
        closes = name is not None and name.end == at and text[match.end() : match.end() + 1].isupper()
        closes = closes and name is not None and name.text not in _adjectival(knowledge)
        if not closes and ((name and name.end > at) or short.search(text[max(0, at - 8) : at])):
            continue
        if match.end() < len(text):
            cuts.append(match.end())
    return list(zip(cuts, [*cuts[1:], len(text)], strict=True))


@functools.cache
def _compiled(knowledge: Knowledge, key: str) -> re.Pattern[str]:
    document = knowledge.document("places")
    return re.compile(document[key] if key in document else document["links"][key], re.VERBOSE)


@functools.cache
def _adjectival(knowledge: Knowledge) -> frozenset[str]:
    return frozenset(knowledge.document("places")["adjectival"])


@functools.cache
def _labels(knowledge: Knowledge) -> frozenset[str]:
    return frozenset(knowledge.document("places")["labels"])


@functools.cache
def _agencies(knowledge: Knowledge) -> frozenset[str]:
    """Those that are credited as a picture's source and have no one place, casefolded."""
    kinds = knowledge.document("places")["placeless"]
    return frozenset(row["alias"].casefold() for row in knowledge.gazetteer("agencies") if row["kind"] in kinds)


@functools.cache
def _prepositions(knowledge: Knowledge) -> frozenset[str]:
    return frozenset(knowledge.document("places")["prepositions"])


def _link(between: str, knowledge: Knowledge) -> str | None:
    for name in ("next", "other"):
        if _compiled(knowledge, name).search(between):
            return name
    return None


def cues(places: Sequence[Place], entry_text: str, knowledge: Knowledge) -> list[tuple[str, ...]]:
    """For each place name of an entry the cues that it has by itself: what its chain adds is the caller's."""
    asks = asks_of(knowledge)
    of_entry = spoken(entry_text, asks.entry) if places else []
    of_sentences: dict[str, list[Held]] = {}
    agencies, prepositions = _agencies(knowledge), _prepositions(knowledge)
    found = []
    for place in places:
        kind, sentence = place.mention.detail.get("kind"), place.sentence
        if sentence not in of_sentences:
            of_sentences[sentence] = [*of_entry, *spoken(sentence, asks.sentence)]
        before, after = sentence[: place.start], sentence[place.end :]
        own = [f"kind:{kind}"] if kind else []
        if place.mention.label == "ORG" and place.mention.text.casefold() in agencies:
            own.append("agency")
        own += _position(place, before, after)
        own.append(_preposition(before, prepositions))
        held = [one for one in of_sentences[sentence] if one[2] <= place.start]
        held += around(before, after, asks)
        held += named(place.mention.text, knowledge)
        held.sort()
        own += [rule for _, rule, _ in held]
        found.append(tuple(own))
    return found


def _position(place: Place, before: str, after: str) -> Iterator[str]:
    if place.mention.field == "title":
        yield "title"
    if place.listed:
        yield "person-in-list" if "PERSON" in before else "in-list"
    if not before.strip():
        yield "opens-sentence"
        if after[:2] in ("'s", "’s") or (after[:1].isspace() and after[1:2].islower()):
            yield "acts"
        if place.first:
            yield "opens-text"
    rest = after.strip(" .,;:)(\"'”’")
    if not rest:
        yield "ends-sentence"
        if place.last:
            yield "ends-text"
    if place.first:
        yield "first-sentence"
    yield "last-sentence" if place.last else "not-last-sentence"
    if after[:2] in ("'s", "’s") or after[:1] in ("'", "’"):
        yield "possessive"
    elif after[:1].isspace() and after[1:2].islower():
        yield "lower-behind"
    elif after[:1].isspace() and after[1:2].isupper():
        yield "capital-behind"
    elif after[:1] in ".;":
        yield "stop-behind"
    elif after[:1] == ",":
        yield "comma-behind"


def _preposition(before: str, prepositions: frozenset[str]) -> str:
    """The nearest preposition before the name, and whether other words than articles stand between."""
    cut = max(len(before) - REACH, *[before.rfind(mark) + 1 for mark in ",;:("])
    words = before[max(cut, 0) :].split()[-6:]
    bare = True
    for word in reversed(words):
        lowered = word.casefold()
        if lowered in prepositions:
            return f"prep:{lowered}" if bare else f"far:{lowered}"
        bare = bare and (word in ("the", "a", "an") or word[0].isdigit())
    return "no-preposition" if words else "no-words"
