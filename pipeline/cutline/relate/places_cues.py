"""What speaks for and against each place name of an entry being where the picture was taken: cues by name."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cutline.knowledge import Knowledge, Rule
from cutline.records import Mention, Reading

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
    link: str | None = None
    """How the name hangs on the candidate before it: `next` in a chain, `other` beside it, None not at all."""


def candidates(reading: Reading, knowledge: Knowledge) -> list[Place]:
    """The place names of title and caption in order, with their sentences and links; names in credits are left out."""
    labels = frozenset(knowledge.document("places")["labels"])
    found: list[Place] = []
    for field in ("title", "caption"):
        text = reading.entry.text(field)
        if not text:
            continue
        mentions = [m for m in reading.mentions if m.field == field]
        credits = [(m.start, m.end) for m in mentions if m.label == "CREDIT"]
        named = [m for m in mentions if m.label != "CREDIT" and not any(a <= m.start < b for a, b in credits)]
        bounds = _sentences(text, named, knowledge)
        before: Mention | None = None
        for mention in named:
            if mention.label not in labels:
                continue
            index = next(i for i, (left, right) in enumerate(bounds) if left <= mention.start < right)
            found.append(_placed(mention, text, bounds, index, named))
            link = _link(text[before.end : mention.start], knowledge) if before else None
            found[-1] = _linked(found[-1], link)
            before = mention
    return found


def _linked(place: Place, link: str | None) -> Place:
    return Place(place.mention, place.sentence, place.start, place.end, place.first, place.last, link)


def _placed(
    mention: Mention, text: str, bounds: Sequence[tuple[int, int]], index: int, named: Sequence[Mention]
) -> Place:
    """The mention in its sentence, in which people, events and dates are the words PERSON, EVENT and DATE."""
    left, right = bounds[index]
    pieces, end, shift, start = [], left, 0, mention.start - left
    for other in named:
        if left <= other.start and other.end <= right and other.label in BLANKED:
            pieces += [text[end : other.start], other.label]
            if other.start < mention.start:
                shift += len(other.label) - (other.end - other.start)
            end = other.end
    sentence = "".join([*pieces, text[end:right]])
    start += shift
    return Place(mention, sentence, start, start + len(mention.text), index == 0, index == len(bounds) - 1)


def _sentences(text: str, named: Sequence[Mention], knowledge: Knowledge) -> list[tuple[int, int]]:
    """The field's sentences as half-open spans that cover it. A stop inside a name or an abbreviation ends none."""
    inside = [(m.start, m.end) for m in named]
    short = _compiled(knowledge, "abbreviations")
    cuts = [0]
    for match in re.finditer(r"[.!?;]['\"”)\]]*\s+", text):
        at = match.start() + 1
        # An abbreviation that is a name of its own may end the sentence: "Akron, Pa. The fair".
        closes = any(b == at for _, b in inside) and text[match.end() : match.end() + 1].isupper()
        if not closes and (any(a < at < b for a, b in inside) or short.search(text[max(0, at - 8) : at])):
            continue
        if match.end() < len(text):
            cuts.append(match.end())
    return list(zip(cuts, [*cuts[1:], len(text)], strict=True))


@functools.cache
def _compiled(knowledge: Knowledge, key: str) -> re.Pattern[str]:
    document = knowledge.document("places")
    return re.compile(document[key] if key in document else document["links"][key], re.VERBOSE)


def _link(between: str, knowledge: Knowledge) -> str | None:
    return next((name for name in ("next", "other") if _compiled(knowledge, name).search(between)), None)


def cues(place: Place, entry_text: str, knowledge: Knowledge) -> Iterator[str]:
    """The names of the cues that a place name has, by itself: what its chain adds is the caller's."""
    if kind := place.mention.detail.get("kind"):
        yield f"kind:{kind}"
    before, after = place.sentence[: place.start], place.sentence[place.end :]
    yield from _position(place, before, after)
    yield from _preposition(before, knowledge)
    name = place.mention.text
    sides = {"before": before, "after": after, "sentence": place.sentence, "name": name, "entry": entry_text}
    for rule in knowledge.rules("places"):
        if has_cue(rule, sides):
            yield rule.rule


def has_cue(rule: Rule, sides: dict[str, str]) -> bool:
    """True where the rule's regex holds on its side of the name."""
    side = rule.options["side"]
    return bool(rule.regex.match(sides[side]) if side == "after" else rule.regex.search(sides[side]))


def _position(place: Place, before: str, after: str) -> Iterator[str]:
    if place.mention.field == "title":
        yield "title"
    if not before.strip():
        yield "opens-sentence"
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
    elif re.match(r"\s[a-z]", after):
        yield "lower-behind"
    elif re.match(r"\s[A-Z]", after):
        yield "capital-behind"
    elif after[:1] in ".;":
        yield "stop-behind"
    elif after[:1] == ",":
        yield "comma-behind"


def _preposition(before: str, knowledge: Knowledge) -> Iterator[str]:
    """The nearest preposition before the name, and whether other words than articles stand between."""
    clause = re.split(r"[,;:(]", before)[-1]
    words = clause.split()[-6:]
    prepositions = frozenset(knowledge.document("places")["prepositions"])
    for distance, word in enumerate(reversed(words)):
        if word.casefold() in prepositions:
            between = words[len(words) - distance :]
            bare = all(w in ("the", "a", "an") or w[0].isdigit() for w in between)
            yield f"prep:{word.casefold()}" if bare else f"far:{word.casefold()}"
            return
    yield "no-preposition" if words else "no-words"
