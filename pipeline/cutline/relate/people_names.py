"""Which mentions are one person, and the fullest name that the entry and its gallery give."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cutline.relate.people_forms import fullness, name_words, same_name, suffix
from cutline.relate.people_text import Line


class Sighting(NamedTuple):
    """One mention of a person: where it stands, its honorific's gender, and whether a rank or role stands before it."""

    line: Line
    token: int
    text: str
    """The name as written here."""
    gender: str = ""
    titled: bool = False
    couple: bool = False
    listed: bool = False
    """It is an item of an ordered list or a row."""

    @property
    def span(self) -> tuple[str, int, int]:
        """The field and the offsets of the mention as it was found."""
        mention = self.line.mentions[self.token]
        start, end = mention.detail.get("whole", (mention.start, mention.end))
        return self.line.field, start, end


@dataclass(slots=True)
class Figure:
    """A person as gathered so far: the mentions in order."""

    sightings: list[Sighting]
    surname: str | None = None
    """From an elliptic list: `Sampson` for `Charles` in `Charles and Charlotte Sampson`."""

    name: str = ""
    """The fullest form written in the entry."""

    def __post_init__(self) -> None:
        self.name = self.sightings[0].text

    def add(self, sighting: Sighting) -> None:
        """Take in another mention."""
        self.sightings.append(sighting)
        self.name = max(self.name, sighting.text, key=fullness)


def gather(sightings: Iterable[Sighting]) -> list[Figure]:
    """The people of an entry in order of first mention, each with all its mentions."""
    figures: list[Figure] = []
    known: set[str] = set()
    for sighting in sightings:
        words = name_words(sighting.text)
        unknown = known.isdisjoint(words)
        known.update(words)
        if unknown:  # two names of one person share a word
            figures.append(Figure([sighting]))
            continue
        candidates = [figure for figure in figures if _fits(sighting, figure)]
        exact = [f for f in candidates if any(name_words(s.text) == words for s in f.sightings)]
        chosen = exact or candidates
        distinct = {name_words(figure.name) for figure in chosen}
        if len(chosen) == 1 or (exact and len(distinct) == 1):
            chosen[0].add(sighting)
        elif len(chosen) > 1 and len(words) == 1:
            _nearest(chosen, sighting).add(sighting)
        else:
            figures.append(Figure([sighting]))
    _ellipses(figures)
    return figures


def _nearest(figures: list[Figure], sighting: Sighting) -> Figure:
    """Of several people with a surname, the one whose honorific agrees, else the first."""
    agreeing = [f for f in figures if sighting.gender and any(s.gender == sighting.gender for s in f.sightings)]
    return (agreeing or figures)[0]


def _fits(sighting: Sighting, figure: Figure) -> bool:
    if not same_name(sighting.text, figure.name):
        return False
    if any(_two_in_one_sentence(sighting, other) for other in figure.sightings):
        return False
    if _one_is_surname(sighting, figure):
        return False
    genders = {s.gender for s in figure.sightings if s.gender}
    if any(s.couple for s in figure.sightings) or sighting.couple:
        return True
    if sighting.gender and genders and sighting.gender not in genders:
        return False
    short = len(name_words(sighting.text)) == 1 and all(len(name_words(s.text)) == 1 for s in figure.sightings)
    if short and (sighting.gender == "f") != ("f" in genders):
        titled = sighting.titled if "f" in genders else any(s.titled for s in figure.sightings)
        return not titled
    return not _beside(sighting, figure)


def _two_in_one_sentence(one: Sighting, other: Sighting) -> bool:
    """Whether two full names of one sentence are two people: `D. Lee and D. L. Lee`, `Mrs. Fred Ito, Fred Ito`."""
    if one.line is not other.line or one.line.sentences[one.token] != other.line.sentences[other.token]:
        return False
    if one.listed and other.listed:
        return True
    if len(name_words(one.text)) == 1 or len(name_words(other.text)) == 1:
        return False
    same = name_words(one.text) == name_words(other.text) and suffix(one.text) == suffix(other.text)
    return not same or (one.gender == "f") != (other.gender == "f")


def _one_is_surname(sighting: Sighting, figure: Figure) -> bool:
    """Whether `Mrs. Royer` and `Martha Royer` stand in one sentence: then they are two."""
    last = figure.sightings[-1]
    if last.line is not sighting.line or last.line.sentences[last.token] != sighting.line.sentences[sighting.token]:
        return False
    if len(name_words(last.text)) == 1 < len(name_words(sighting.text)):
        # "Mrs. Royer making Martha Royer's bed", "President Quill and First Lady Ida Quill" are two; "Mr. Ed Hill and
        # Mr. Hill's cows" is one man.
        joined = sighting.line.words[last.token + 1 : last.token + 2] in (("and",), ("&",), ("with",))
        return bool(last.gender) or (last.titled and joined)
    if len(name_words(sighting.text)) == 1 < len(name_words(last.text)):
        return sighting.gender == "f" and last.gender != "f"
    return False


def _beside(sighting: Sighting, figure: Figure) -> bool:
    """Whether the two names are items of one list, so that a shared surname makes no one person of them."""
    last = figure.sightings[-1]
    if last.line is not sighting.line or (len(name_words(sighting.text)) == 1 and len(name_words(last.text)) > 1):
        return False
    between = last.line.words[last.token + 1 : sighting.token]
    return between in (("and",), ("&",), (",", "and"))


def _ellipses(figures: Sequence[Figure]) -> None:
    """Give a first name before `and` the surname of the full name behind it."""
    for figure, following in itertools.pairwise(figures):
        first, second = figure.sightings[0], following.sightings[0]
        words = name_words(second.text)
        if len(name_words(figure.name)) > 1 or len(words) < 2 or first.gender or first.line is not second.line:
            continue
        if first.line.words[first.token + 1 : second.token] in (("and",), ("&",), ("or",)) and not first.titled:
            figure.surname = re.sub(r",? (?:Jr|Sr|II|III|IV)\.?$", "", second.text).split()[-1]


def full_name(figure: Figure, known: Sequence[str]) -> str:
    """The name with what the entry or the gallery adds. `known` are the names written in the gallery."""
    name = figure.name
    if len(name_words(name)) > 1:
        return name
    if figure.surname:
        return f"{name} {figure.surname}"
    if any(sighting.gender == "f" for sighting in figure.sightings):
        return name
    fuller = {name_words(other): other for other in known if len(name_words(other)) > 1 and same_name(name, other)}
    return next(iter(fuller.values())) if len(fuller) == 1 else name
