"""The day on which a picture was taken: of all dates in an entry, the one of the scene that it describes."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from cutline.edtf import Date, Interval, parse
from cutline.knowledge import Knowledge
from cutline.records import Mention, PhotoDate, Reading

PRECISION = ("day", "month", "season", "year", "none")
"""The finer date wins, then one of the taking, then the one in the caption, then the one that stands first."""
FIRST = "1826"
"""The year of the first photograph that is left: no picture was taken before. X is above every digit."""
NO_DATE = PhotoDate()
EXPLICIT = ("photo-date", "pictured")
"""Reasons that name the taking of the picture: of two days such a one wins."""
LEANING = ("day-word", "next-day", "this-unit", "weekday", "this-weekday", "day-alone")
RELATIVE = tuple(f"dates/{rule}" for rule in LEANING)
"""Rules whose dates only lean on another: they date the picture where nothing else does."""


def photo_date(gallery: Sequence[Reading], knowledge: Knowledge) -> list[PhotoDate]:
    """The date of each entry's picture, with the first and the last day that it covers and where it comes from."""
    return [_photo_date(reading, knowledge) for reading in gallery]


def _photo_date(reading: Reading, knowledge: Knowledge) -> PhotoDate:
    scenes = [
        (mention, value)
        for mention in reading.mentions
        if mention.label == "DATE"
        and mention.value
        and mention.detail.get("role") == "scene"
        and _photographed(mention.value)
        and _precision(value := parse(mention.value)) != "none"
    ]
    if not scenes:
        return _event_date(reading, knowledge)
    chosen, value = min(scenes, key=_preference)
    steps = list(chosen.detail.get("steps", ()))
    detail = {
        "field": chosen.field,
        "start": chosen.start,
        "end": chosen.end,
        "text": chosen.text,
        "rule": chosen.rule,
        "reason": chosen.detail.get("reason"),
        "steps": steps,
    }
    from_gallery = any("the gallery" in step for step in steps)
    origin = "gallery" if from_gallery else "title" if chosen.field == "title" else "caption"
    return PhotoDate(str(value), value.earliest, value.latest, origin, detail)


@functools.lru_cache(maxsize=8)
def _event_words(knowledge: Knowledge) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = knowledge.words("dates")
    return re.compile(words["event_shown"], re.VERBOSE), re.compile(words["event_not_shown"], re.VERBOSE)


def _event_date(reading: Reading, knowledge: Knowledge) -> PhotoDate:
    """The year in the name of the event that is shown (`at the 1958 Harvest Fair`), where no date says more."""
    for field in ("caption", "title"):
        text = reading.entry.text(field)
        # Asked first, because it costs next to nothing: the centuries that the name of an event may hold.
        if not text or ("19" not in text and "20" not in text and "18" not in text):
            continue
        shown, not_shown = _event_words(knowledge)
        match = shown.search(text)
        if match is None or not_shown.search(text[max(0, match.start() - 90) : match.start()]):
            continue
        value = Date(match["year"])
        start, end = match.span("year")
        reason = "the year in the name of the event shown"
        detail = {"field": field, "start": start, "end": end, "text": match["year"], "reason": reason}
        return PhotoDate(str(value), value.earliest, value.latest, field, detail)
    return NO_DATE


def _photographed(value: str) -> bool:
    """Whether there were photographs at the time: a marble head of 500 BC is not a picture of that year."""
    return value >= FIRST or value[0] == "."


def _precision(value: Date | Interval) -> str:
    side = value.start if isinstance(value, Interval) and isinstance(value.start, Date) else value
    if isinstance(side, Interval):
        side = side.end if isinstance(side.end, Date) else Date("XXXX")
    return side.precision


def _preference(scene: tuple[Mention, Date | Interval]) -> tuple[bool, int, bool, int, int]:
    mention, value = scene
    field = ("caption", "title", "credit_line").index(mention.field)
    return (
        mention.rule in RELATIVE,
        PRECISION.index(_precision(value)),
        mention.detail.get("reason") not in EXPLICIT,
        field,
        mention.start,
    )
