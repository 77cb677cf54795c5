"""Dates that lean on others: bare weekdays and relative expressions, settled from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cutline.edtf import Date, Interval
from cutline.normalize.date_context import day_value, fits, settle_weekday
from cutline.normalize.date_names import Names
from cutline.normalize.date_parts import day_of
from cutline.normalize.date_relative import UNKNOWN, deictic, settle_relative
from cutline.normalize.dated import Dated, Role

Value = Date | Interval
LEANING = ("weekday", "relative")
TELLING = ("scene", "future", "publication")


def settle_leaning(gallery: Sequence[Sequence[Dated]], known: Names) -> list[list[Dated]]:
    """The dates of each entry of a gallery, those that lean on another date with the value it gives them."""
    if not any(date.draft.kind in LEANING for dates in gallery for date in dates):
        return [list(dates) for dates in gallery]
    days = [_scene_day(dates) for dates in gallery]
    settled = []
    for index, dates in enumerate(gallery):
        if not any(date.draft.kind in LEANING for date in dates):
            settled.append(list(dates))
            continue
        settled.append(_entry(dates, days[index], _neighbors(index, days), known))
    return settled


def _entry(dates: Sequence[Dated], scene: Date | None, neighbors: Sequence[Date], known: Names) -> list[Dated]:
    told = scene or next((day for date in dates if date.role.role in TELLING and (day := _day(date))), None)
    following = _first_behind(dates)
    settled: list[Dated] = []
    last: Dated | None = None
    for index, date in enumerate(dates):
        if date.draft.kind == "weekday":
            date = _weekday(date, told, last, neighbors)
        elif date.draft.kind == "relative":
            date = _relative(date, told or (neighbors[0] if neighbors else None), last or following[index], known)
        if date.draft.value is not None and date.draft.value != UNKNOWN:
            last = date
        settled.append(date)
    return settled


def _weekday(date: Dated, told: Date | None, last: Dated | None, neighbors: Sequence[Date]) -> Dated:
    """A bare weekday beside the day of the telling; a neighbor's day counts only where the weekday fits it."""
    if told is not None:
        direction = {"future": 1, "history": -1}.get(date.role.role, 0)
        return replace(date, draft=settle_weekday(date.draft, told, direction, "the entry"))
    for day in neighbors:
        if fits(day, date.draft.weekday):
            return replace(date, draft=settle_weekday(date.draft, day, 0, "the gallery"))
    return replace(date, draft=replace(date.draft, value=UNKNOWN))


def _relative(date: Dated, told: Date | None, last: Dated | None, known: Names) -> Dated:
    """A relative expression: `today` from the day of the telling, `the next day` from the date before it."""
    relative = date.draft.relative or {}
    if deictic(relative):
        reference: Value | None = told or (last.draft.value if last and last.role.role in TELLING else None)
        return replace(
            date, draft=settle_relative(date.draft, reference, "the entry", known), role=_told_role(date, last)
        )
    reference = last.draft.value if last else told
    source = f'"{last.mention.text}"' if last else "the gallery"
    made = settle_relative(date.draft, reference, source, known)
    role = date.role
    if last and last.mention.field == date.mention.field and role.role == "scene" and "day" not in relative:
        role = Role(last.role.role if made.value != last.draft.value else role.role, "as the date that it leans on")
        if role.role == "scene" and made.value != last.draft.value:
            role = Role("other", "told from the date of the scene")
    return replace(date, draft=made, role=role)


def _told_role(date: Dated, last: Dated | None) -> Role:
    """The role of `today`: in a text that only a publication dates it is the day of that."""
    if date.role.role == "scene" and last is not None and last.role.role == "publication":
        return Role("publication", "told on the day of the publication")
    return date.role


def _first_behind(dates: Sequence[Dated]) -> list[Dated | None]:
    """For each date the first behind it that has a value of its own."""
    behind: list[Dated | None] = []
    first: Dated | None = None
    for date in reversed(dates):
        behind.append(first)
        if date.draft.kind in ("whole", "yearless") and date.draft.value is not None:
            first = date
    return behind[::-1]


def _scene_day(dates: Sequence[Dated]) -> Date | None:
    """The first day of the scene that an entry names."""
    return next((day for date in dates if date.role.role == "scene" and (day := _day(date))), None)


def _day(date: Dated) -> Date | None:
    if date.draft.kind not in ("whole", "yearless"):
        return None
    day = day_of(date.draft.value)
    return day_value(day) if day else None


def _neighbors(index: int, days: Sequence[Date | None], reach: int = 24) -> list[Date]:
    """The scene days of the entries around, nearest first."""
    order = (other for step in range(1, reach + 1) for other in (index - step, index + step))
    return [day for other in order if 0 <= other < len(days) and (day := days[other])]
