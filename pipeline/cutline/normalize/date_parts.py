"""A date as written → what it says by itself: a value where it is whole, and what it leaves open where it is not."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import replace

from cutline.edtf import OPEN, Date, Interval, parse
from cutline.normalize.date_eras import across_christ, anno_domini, before_christ, century, decade, season
from cutline.normalize.date_names import Names, digits, years
from cutline.normalize.dated import Draft, Parts, built, qualifier, span
from cutline.records import Mention


def draft(mention: Mention, known: Names) -> Draft:
    """What a DATE mention says by itself."""
    parts = {part.part: part.text for part in mention.parts}
    rule = mention.rule.removeprefix("dates/")
    if mention.rule in known.holidays:
        made = _holiday(parts, known.holidays[mention.rule])
    else:
        made = DRAFTS.get(rule, _calendar)(parts, known)
    return replace(made, weekday=known.weekday(parts["weekday"])) if "weekday" in parts else made


def _calendar(parts: Parts, known: Names) -> Draft:
    """A single date with month names: any of day, month and year."""
    month = known.month(parts["month"]) if "month" in parts else None
    day, mark = parts.get("day"), qualifier(parts)
    if "dayword" in parts:
        day = str(known.ordinal(parts["dayword"]))
    options = years(parts["year"], known.pivot) if "year" in parts else ("XXXX",)
    made = [date for date in (built(year, month, day, mark) for year in options) if date]
    if not made:
        return Draft("broken", warnings=("impossible-date",), steps=("the calendar has no such day",))
    steps = (f"two digits of a year: {made[0].year} by the fixed pivot",) if len(options) > 1 else ()
    return Draft("whole" if "year" in parts else "yearless", made[0], others=tuple(made[1:]), steps=steps)


def _numeric(parts: Parts, known: Names) -> Draft:
    """Numbers alone: month first unless that is impossible; where both orders are possible, the other is kept."""
    first, second = parts["month"], parts.get("day") or parts["day2"]
    options = years(parts["year"], known.pivot)
    orders = [(first, second), (second, first)] if first.zfill(2) != second.zfill(2) else [(first, second)]
    made = [
        date
        for month, day in orders
        for year in options
        if 1 <= int(month) <= 12 and (date := built(year, month.zfill(2), day))
    ]
    if not made:
        return Draft("broken", warnings=("impossible-date",), steps=("the calendar has no such day",))
    ambiguous = len({(date.month, date.day) for date in made}) > 1
    steps = ("numbers: month first, day first is possible as well",) if ambiguous else ("numbers: one order possible",)
    return Draft("whole", made[0], others=tuple(made[1:]), warnings=("ambiguous-date",) * ambiguous, steps=steps)


def _range(parts: Parts, known: Names) -> Draft:
    """From one day or month to another, the year on either side or on both."""
    month = known.month(parts["month"])
    month2 = known.month(parts["month2"]) if "month2" in parts else month
    day, day2, mark = parts.get("day"), parts.get("day2"), qualifier(parts)
    year2 = digits(parts.get("year2") or parts.get("year") or "") or "XXXX"
    year = digits(parts.get("year") or "") or year2
    steps: tuple[str, ...] = ()
    if "year" not in parts and year != "XXXX" and (month, month2) > (month2, month):
        year, steps = f"{int(year) - 1:04d}", ("the range runs over New Year: it starts the year before",)
    start, end = built(year, month, day, mark), built(year2, month2, day2, mark)
    if start is None or end is None:
        return Draft("broken", warnings=("impossible-date",), steps=("the calendar has no such day",))
    interval = span(start, end)
    if interval is None or (year == year2 and month == month2 and (start.day or "") > (end.day or "")):
        return Draft("broken", warnings=("backward-range",), steps=(f"{start} is after {end}",))
    return Draft("whole" if year != "XXXX" else "yearless", interval, steps=steps)


def _years(parts: Parts, known: Names) -> Draft:
    """A range of years: `1938-1940`, `1944-45`."""
    first, second = parts["year"], parts["year2"]
    steps: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    if len(second) == 2:
        if int(second) <= int(first[2:]) and 10 <= int(second) <= 12:
            return Draft("whole", Date(first, second), steps=("year and month",))
        if 10 <= int(second) <= 12:
            warnings, steps = ("ambiguous-date",), ("a range of years; year and month is possible as well",)
        century = int(first[:2]) + (1 if second == "00" else 0)
        second = f"{century}{second}"
    mark = qualifier(parts)
    interval = span(Date(first, qualifier=mark), Date(second, qualifier=mark))
    if interval is None or first == second:
        return Draft("broken", warnings=("backward-range",), steps=(f"{first} is not before {second}",))
    return Draft("whole", interval, warnings=warnings, steps=steps)


def _edge(parts: Parts, known: Names) -> Draft:
    """A year that is only the end or the start: `before 1947`."""
    year = Date(parts["year"])
    return Draft("whole", Interval(OPEN, year) if parts["edge"].lower() == "before" else Interval(year, OPEN))


def _holiday(parts: Parts, value: str) -> Draft:
    if "year" in parts:
        value = value.replace("XXXX", digits(parts["year"]))
    return Draft("whole" if "year" in parts else "yearless", parse(value), steps=(f"holiday: {value}",))


def _relative(parts: Parts, known: Names) -> Draft:
    return Draft("relative", relative={name: text.lower().replace("to-", "to") for name, text in parts.items()})


def _weekday(parts: Parts, known: Names) -> Draft:
    return Draft("weekday")


DRAFTS: Mapping[str, Callable[[Parts, Names], Draft]] = {
    "numeric": _numeric,
    "numeric-dots": _numeric,
    "month-days-year": _range,
    "month-day-month-day-year": _range,
    "days-month-year": _range,
    "day-month-day-month-year": _range,
    "month-month-year": _range,
    "month-year-month-year": _range,
    "year-year": _years,
    "year-and-year": _years,
    "year-or-year": _years,
    "year-short-year": _years,
    "edge-year": _edge,
    "season-year": season,
    "season-of-the-year": season,
    "decade": decade,
    "decades": decade,
    "short-decade": decade,
    "decade-in-words": decade,
    "century": century,
    "century-in-words": century,
    "before-christ": before_christ,
    "across-christ": across_christ,
    "century-before-christ": century,
    "anno-domini": anno_domini,
    "anno-domini-first": anno_domini,
    "weekday": _weekday,
    "day-word": _relative,
    "next-day": _relative,
    "day-alone": _relative,
    "day-before": _relative,
    "day-after-tomorrow": _relative,
    "this-unit": _relative,
    "this-month-name": _relative,
    "this-weekday": _relative,
    "later": _relative,
}


def day_of(value: Date | Interval | None) -> datetime.date | None:
    """The day that a value names, an interval by its first day; None where it is vaguer or the year is not known."""
    if isinstance(value, Interval):
        return value.start.exact if isinstance(value.start, Date) else None
    return value.exact if value else None
