"""What speaks for and against each place name of an entry being where the picture was taken: cues by name."""

from __future__ import annotations

from collections.abc import Sequence

from cutline.knowledge import Knowledge
from cutline.relate.places_found import Place, Words, words_of
from cutline.relate.places_rules import REACH, Held, around, asks_of, named, spoken


def cues(places: Sequence[Place], entry_text: str, knowledge: Knowledge) -> list[tuple[str, ...]]:
    """For each place name of an entry the cues that it has by itself: what its chain adds is the caller's."""
    if not places:
        return []
    asks, words = asks_of(knowledge), words_of(knowledge)
    of_entry = spoken(entry_text, asks.entry)
    of_sentence: list[Held] = []
    last: str | None = None
    found = []
    for place in places:
        sentence = place.sentence
        if sentence is not last:
            of_sentence, last = [*of_entry, *spoken(sentence, asks.sentence)], sentence
        before, after = sentence[: place.start], sentence[place.end :]
        own = _position(place, before, after, words)
        held = [one for one in of_sentence if one[2] <= place.start]
        held += around(before, after, asks)
        held += named(place.mention.text, knowledge)
        held.sort()
        own += [rule for _, rule, _ in held]
        found.append(tuple(own))
    return found


def _position(place: Place, before: str, after: str, words: Words) -> list[str]:
    """What the name is and where it stands in its sentence."""
    mention = place.mention
    kind = mention.detail.get("kind")
    own = [f"kind:{kind}"] if kind else []
    if mention.label == "ORG" and mention.text.casefold() in words.agencies:
        own.append("agency")
    if mention.field == "title":
        own.append("title")
    if place.listed:
        own.append("person-in-list" if "PERSON" in before else "in-list")
    if not before or before.isspace():
        own.append("opens-sentence")
        if after[:2] in ("'s", "’s") or (after[:1].isspace() and after[1:2].islower()):
            own.append("acts")
        if place.first:
            own.append("opens-text")
    if not after.strip(" .,;:)(\"'”’"):
        own.append("ends-sentence")
        if place.last:
            own.append("ends-text")
    if place.first:
        own.append("first-sentence")
    own.append("last-sentence" if place.last else "not-last-sentence")
    behind = _behind(after[:1], after[1:2])
    if behind:
        own.append(behind)
    own.append(_preposition(before, words.prepositions))
    return own


def _behind(first: str, second: str) -> str | None:
    """What stands right behind the name, by the two characters there."""
    if first.isspace():
        return "lower-behind" if second.islower() else "capital-behind" if second.isupper() else None
    if first == "'" or first == "’":
        return "possessive"
    if first == ",":
        return "comma-behind"
    return "stop-behind" if first == "." or first == ";" or not first else None


def _preposition(before: str, prepositions: frozenset[str]) -> str:
    """The nearest preposition before the name, and whether other words than articles stand between."""
    cut = max(len(before) - REACH, before.rfind(",") + 1, before.rfind(";") + 1)
    cut = max(cut, before.rfind(":") + 1, before.rfind("(") + 1)
    words = before[cut:].split()[-6:]
    bare = True
    for word in reversed(words):
        lowered = word.casefold()
        if lowered in prepositions:
            return f"prep:{lowered}" if bare else f"far:{lowered}"
        bare = bare and (word in ("the", "a", "an") or word[0].isdigit())
    return "no-preposition" if words else "no-words"
