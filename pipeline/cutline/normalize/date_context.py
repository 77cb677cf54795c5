"""What a date leaves open, settled by the other dates of its entry, then by its gallery, nearest first.

A weekday is a proof: it must fit the day. Where nothing gives the year it stays X.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace

from cutline.edtf import Date, Interval
from cutline.normalize.dated import Candidate, Draft, built, span

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def fits(date: Date, weekday: int | None) -> bool:
    """Whether a day falls on a weekday; true where either is not known."""
    exact = date.exact
    return exact is None or weekday is None or exact.weekday() == weekday


def settle_whole(draft: Draft) -> Draft:
    """A whole date checked against its weekday, and by it chosen among the readings that its writing allows."""
    if draft.weekday is None or not isinstance(draft.value, Date) or draft.value.exact is None:
        return draft
    if fits(draft.value, draft.weekday):
        proof = f"{WEEKDAYS[draft.weekday]} fits"
        kept = () if draft.others else draft.warnings
        return replace(draft, steps=(*draft.steps, proof), warnings=kept)
    for other in draft.others:
        if fits(other, draft.weekday):
            step = f"{other} and not {draft.value}: it is a {WEEKDAYS[draft.weekday]}"
            return replace(draft, value=other, steps=(*draft.steps, step), warnings=())
    return conflicting(draft, draft.value)


def conflicting(draft: Draft, value: Date) -> Draft:
    """The draft with its value as written and both sides of the contradiction told."""
    exact = value.exact
    if exact is None or draft.weekday is None:
        return draft
    step = f"{WEEKDAYS[draft.weekday]} is written, {value} was a {WEEKDAYS[exact.weekday()]}"
    return replace(draft, value=value, warnings=(*draft.warnings, "weekday-conflict"), steps=(*draft.steps, step))


def settle_year(draft: Draft, candidates: Iterable[Candidate]) -> Draft:
    """A year-less date with the year of the first candidate that it and its weekday fit; X where there is none."""
    misfit: Date | None = None
    impossible = False
    for candidate in candidates:
        value = with_year(draft.value, candidate.year)
        if value is None:
            impossible = impossible or candidate.strong
            continue
        if draft.weekday is not None and isinstance(value, Date):
            if not fits(value, draft.weekday):
                misfit = misfit or (value if candidate.strong else None)
                continue
        elif not candidate.strong:
            continue
        proof = f", {WEEKDAYS[draft.weekday]} fits" if draft.weekday is not None else ""
        if isinstance(value, Interval) and isinstance(value.end, Date) and value.end.year != candidate.year:
            proof += ", the range runs over New Year"
        return replace(
            draft, value=value, steps=(*draft.steps, f"year {candidate.year} from {candidate.source}{proof}")
        )
    if misfit is not None:
        told = conflicting(draft, misfit)
        return replace(told, value=draft.value)
    if impossible:
        return replace(draft, warnings=(*draft.warnings, "impossible-date"))
    return draft


def with_year(value: Date | Interval | None, year: str) -> Date | Interval | None:
    """A year-less value in that year; an interval that runs over New Year ends in the next."""
    if isinstance(value, Date):
        return built(year, value.month, value.day, value.qualifier)
    if isinstance(value, Interval) and isinstance(value.start, Date) and isinstance(value.end, Date):
        start, end = with_year(value.start, year), with_year(value.end, year)
        if isinstance(start, Date) and isinstance(end, Date):
            later = with_year(value.end, f"{int(year) + 1:04d}")
            return span(start, end) or (span(start, later) if isinstance(later, Date) else None)
    return None


def settle_weekday(draft: Draft, reference: Date | None, direction: int, source: str) -> Draft:
    """A bare weekday: the day of that name at the reference, before it (-1), after it (1) or within three days (0)."""
    day = reference.exact if reference else None
    if day is None or draft.weekday is None:
        return draft
    forward = (draft.weekday - day.weekday()) % 7
    if direction > 0:
        shift = forward or 7
    elif direction < 0:
        shift = forward - 7
    else:
        shift = forward if forward <= 3 else forward - 7
    step = f"{WEEKDAYS[draft.weekday]} next to {reference} in {source}"
    value = moved(day, shift)
    return replace(draft, value=value, steps=(*draft.steps, step)) if value else draft


def moved(day: datetime.date, days: int) -> Date | None:
    """The day so many days away, None beyond the calendar."""
    try:
        return day_value(day + datetime.timedelta(days=days))
    except (OverflowError, ValueError):
        return None


def day_value(day: datetime.date) -> Date:
    """The value of a day."""
    return Date(f"{day.year:04d}", f"{day.month:02d}", f"{day.day:02d}")
