"""Expressions that lean on another date: `the next day`, `two weeks later`, `last June`."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Mapping
from dataclasses import replace

from cutline.edtf import SEASONS, Date, Interval
from cutline.normalize.date_context import moved
from cutline.normalize.date_names import Names, digits
from cutline.normalize.date_parts import day_of
from cutline.normalize.dated import Draft, built, span

PARTS_OF_DAY = ("day", "morning", "afternoon", "evening", "night")
SHIFT = {
    "next": 1,
    "following": 1,
    "after": 1,
    "tomorrow": 1,
    "previous": -1,
    "before": -1,
    "yesterday": -1,
    "last": -1,
    "past": -1,
}
UNKNOWN = Date("XXXX", "XX", "XX")


def shift_of(relative: Mapping[str, str]) -> int:
    """Which way the expression points: 1 after, -1 before, 0 the same."""
    words = (relative.get("relative") or relative.get("direction") or "").split()
    if words and words[-1] == "past":
        return -1
    if words and words[-1] == "coming":
        return 1
    return SHIFT.get(words[0], 0) if words else 0


def deictic(relative: Mapping[str, str]) -> bool:
    """Whether it is told from the day of the scene (`today`, `last year`), not from the date before it (`that day`)."""
    word = relative.get("relative", "").split()[0] if relative.get("relative") else ""
    return word in ("today", "tonight", "tonite", "yesterday", "tomorrow", "this", "last", "past") or (
        word == "next" and relative.get("unit") not in PARTS_OF_DAY
    )


def settle_relative(draft: Draft, reference: Date | Interval | None, source: str, known: Names) -> Draft:
    """The draft with the value that its expression has beside the reference; without one it stays open."""
    relative = draft.relative or {}
    value = _value(relative, reference, draft.weekday, known) if reference is not None else None
    if value is None:
        return replace(draft, value=_open(relative, known))
    return replace(draft, value=value, steps=(*draft.steps, f"told from {reference} in {source}"))


def _open(relative: Mapping[str, str], known: Names) -> Date:
    """What is known without a reference: the month of `last June`, the season of `this summer`, `the 20th`."""
    if "day" in relative:
        return Date("XXXX", "XX", digits(relative["day"]).zfill(2))
    if "month" in relative:
        return Date("XXXX", known.month(relative["month"]))
    if relative.get("unit") in known.seasons:
        return Date("XXXX", known.seasons[relative["unit"]])
    return UNKNOWN


def _value(
    relative: Mapping[str, str], reference: Date | Interval, weekday: int | None, known: Names
) -> Date | Interval | None:
    way, unit = shift_of(relative), relative.get("unit", "day")
    if "day" in relative:
        return _numbered(digits(relative["day"]), reference)
    if "count" in relative:
        return _counted(relative, reference, known)
    if "month" in relative:
        return _month(way, known.month(relative["month"]), reference)
    if weekday is not None:
        return _weekday(way, weekday, reference)
    if relative.get("relative") in ("yesterday", "tomorrow") and "direction" in relative:
        return _days(2 * SHIFT[relative["relative"]], reference)
    if unit in PARTS_OF_DAY:
        return _days(way, reference)
    if unit in ("week", "weekend"):
        return _week(way, unit, reference)
    if unit == "month":
        return _months(way, reference)
    if unit == "year":
        return _years(way, reference)
    return _season(relative, known.seasons[unit], reference)


def _days(days: int, reference: Date | Interval) -> Date | None:
    """So many days from a day. Without a year only where the step stays inside one month's certain days."""
    day = day_of(reference)
    if day is not None:
        return moved(day, days)
    if not isinstance(reference, Date) or reference.precision != "day" or reference.year != "XXXX":
        return None
    month, number = int(reference.month or 1), int(reference.day or 1) + days
    if 1 <= number <= calendar.monthrange(2001, month)[1]:
        return Date("XXXX", reference.month, f"{number:02d}")
    if month == 2 or (month == 3 and number < 1):
        return None
    moved_day = datetime.date(2001, month, int(reference.day or 1)) + datetime.timedelta(days=days)
    return Date("XXXX", f"{moved_day.month:02d}", f"{moved_day.day:02d}")


def _numbered(number: str, reference: Date | Interval) -> Date | None:
    """`the 20th`: of the month of the reference, or of the next where that day is over by then."""
    start = reference.start if isinstance(reference, Interval) else reference
    if not isinstance(start, Date) or start.month is None or not start.month.isdigit() or start.month in SEASONS:
        return None
    year, month = start.year, start.month
    if start.day and start.day.isdigit() and int(number) < int(start.day):
        month = f"{int(month) % 12 + 1:02d}"
        year = f"{int(year) + 1:04d}" if month == "01" and year.isdigit() else year
    return built(year, month, number)


def _week(way: int, unit: str, reference: Date | Interval) -> Interval | None:
    """The ISO week (Monday to Sunday), or its Saturday and Sunday, that many weeks away."""
    day = day_of(reference)
    if day is None:
        return None
    monday = -day.weekday() + 7 * way
    start, end = moved(day, monday + (5 if unit == "weekend" else 0)), moved(day, monday + 6)
    return span(start, end) if start and end else None


def _start(reference: Date | Interval) -> Date | None:
    start = reference.start if isinstance(reference, Interval) else reference
    return start if isinstance(start, Date) and start.year.isdigit() else None


def _months(months: int, reference: Date | Interval) -> Date | None:
    start = _start(reference)
    if start is None or start.month is None or not start.month.isdigit() or int(start.month) > 12:
        return None
    number = int(start.year) * 12 + int(start.month) - 1 + months
    return Date(f"{number // 12:04d}", f"{number % 12 + 1:02d}") if 12 <= number < 120000 else None


def _years(years: int, reference: Date | Interval) -> Date | None:
    start = _start(reference)
    number = int(start.year) + years if start else 0
    return Date(f"{number:04d}") if 0 < number <= 9999 else None


def _season(relative: Mapping[str, str], season: str, reference: Date | Interval) -> Date | None:
    """The season of the year before, of the reference or after; `the following fall` is the first fall behind it."""
    start, way = _start(reference), shift_of(relative)
    if start is None:
        return None
    month = int(start.month) if start.month and start.month.isdigit() and start.month not in SEASONS else 0
    if relative.get("relative") == "following" and month and month < SEASONS[season][0]:
        way = 0
    year = int(start.year) + way
    return Date(f"{year:04d}", season) if 0 < year <= 9999 else None


def _month(way: int, month: str, reference: Date | Interval) -> Date | None:
    """The month of that name before (-1), after (1) or in the year of the reference."""
    start = _start(reference)
    if start is None:
        return None
    year, at = int(start.year), start.month if start.month and start.month.isdigit() else None
    if way and at is None:
        return None
    if way < 0 and month >= (at or ""):
        year -= 1
    if way > 0 and month <= (at or ""):
        year += 1
    return Date(f"{year:04d}", month) if 0 < year <= 9999 else None


def _weekday(way: int, weekday: int, reference: Date | Interval) -> Date | None:
    day = day_of(reference)
    if day is None:
        return None
    forward = (weekday - day.weekday()) % 7
    if way == 0:
        return moved(day, weekday - day.weekday())
    return moved(day, (forward or 7) if way > 0 else forward - 7)


def _counted(relative: Mapping[str, str], reference: Date | Interval, known: Names) -> Date | Interval | None:
    """`three months later`: to the precision of its unit, weeks to the day."""
    written = relative["count"]
    count = int(written) if written.isdigit() else known.numbers.get(written)
    if count is None:
        return None
    count *= -1 if relative["direction"] == "earlier" else 1
    unit = relative["unit"]
    if unit in ("day", "week"):
        return _days(count * (7 if unit == "week" else 1), reference)
    if unit == "month":
        return _months(count, reference)
    return _years(count * (10 if unit == "decade" else 1), reference)
