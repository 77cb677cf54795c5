"""A date as written → what it says by itself: a value where it is whole, and what it leaves open where it is not."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import replace

from cutline.edtf import OPEN, Date, Interval, parse
from cutline.normalize.date_names import Names, digits, years
from cutline.normalize.dated import Draft
from cutline.records import Mention

Parts = Mapping[str, str]


def draft(mention: Mention, known: Names) -> Draft:
    """What a DATE mention says by itself."""
    parts = {part.part: part.text for part in mention.parts}
    rule = mention.rule.removeprefix("dates/")
    if mention.rule in known.holidays:
        made = _holiday(parts, known.holidays[mention.rule])
    else:
        made = DRAFTS.get(rule, _calendar)(parts, known)
    return replace(made, weekday=known.weekday(parts["weekday"])) if "weekday" in parts else made


def built(year: str, month: str | None, day: str | None, qualifier: str = "") -> Date | None:
    """The date of these parts, None where the calendar has no such day."""
    try:
        return Date(year, month, (digits(day).zfill(2) if day != "XX" else day) if day else None, qualifier)
    except ValueError:
        return None


def span(start: Date, end: Date) -> Interval | None:
    """The interval of two dates, None where it runs backwards."""
    try:
        return Interval(start, end)
    except ValueError:
        return None


def _qualifier(parts: Parts) -> str:
    return {(True, False): "~", (False, True): "?", (True, True): "%"}.get(("approx" in parts, "doubt" in parts), "")


def _calendar(parts: Parts, known: Names) -> Draft:
    """A single date with month names: any of day, month and year."""
    month = known.month(parts["month"]) if "month" in parts else None
    day, qualifier = parts.get("day"), _qualifier(parts)
    options = years(parts["year"], known.pivot) if "year" in parts else ("XXXX",)
    made = [date for date in (built(year, month, day, qualifier) for year in options) if date]
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
    day, day2, qualifier = parts.get("day"), parts.get("day2"), _qualifier(parts)
    year2 = digits(parts.get("year2") or parts.get("year") or "") or "XXXX"
    year = digits(parts.get("year") or "") or year2
    steps: tuple[str, ...] = ()
    if "year" not in parts and year != "XXXX" and (month, month2) > (month2, month):
        year, steps = f"{int(year) - 1:04d}", ("the range runs over New Year: it starts the year before",)
    start, end = built(year, month, day, qualifier), built(year2, month2, day2, qualifier)
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
    qualifier = _qualifier(parts)
    interval = span(Date(first, qualifier=qualifier), Date(second, qualifier=qualifier))
    if interval is None or first == second:
        return Draft("broken", warnings=("backward-range",), steps=(f"{first} is not before {second}",))
    return Draft("whole", interval, warnings=warnings, steps=steps)


def _edge(parts: Parts, known: Names) -> Draft:
    """A year that is only the end or the start: `before 1947`."""
    year = Date(parts["year"])
    return Draft("whole", Interval(OPEN, year) if parts["edge"].lower() == "before" else Interval(year, OPEN))


def _season(parts: Parts, known: Names) -> Draft:
    season = known.seasons[parts["season"].lower()]
    if "year" not in parts:
        return Draft("yearless", Date("XXXX", season))
    return Draft("whole", Date(years(parts["year"], known.pivot)[0], season))


def _decade(parts: Parts, known: Names) -> Draft:
    written = parts["decade"].lower()
    decade = written if written.isdigit() else str(known.numbers[written])
    century = decade[:2] if len(decade) == 4 else years(decade, known.decade_pivot)[0][:2]
    # "the 1800s" are a century, "the 2000s" as yet a decade.
    shown = f"{century}XX" if decade[-2:] == "00" and century < "20" else f"{century}{decade[-2]}X"
    start = Date(shown, qualifier=_qualifier(parts))
    if "year2" not in parts:
        return Draft("whole", start)
    interval = span(start, Date(parts["year2"][:3] + "X", qualifier=_qualifier(parts)))
    if interval is None:
        return Draft("broken", warnings=("backward-range",), steps=(f"{decade} is after {parts['year2']}",))
    return Draft("whole", interval)


def _century(parts: Parts, known: Names) -> Draft:
    written = parts["century"].lower()
    number = int(written) if written.isdigit() else known.centuries[written]
    return Draft("whole", Date(f"{number - 1:02d}XX"))


def _holiday(parts: Parts, value: str) -> Draft:
    if "year" in parts:
        value = value.replace("XXXX", digits(parts["year"]))
    return Draft("whole" if "year" in parts else "yearless", parse(value), steps=(f"holiday: {value}",))


def _relative(parts: Parts, known: Names) -> Draft:
    return Draft("relative", relative={name: text.lower() for name, text in parts.items()})


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
    "year-short-year": _years,
    "edge-year": _edge,
    "season-year": _season,
    "season-of-the-year": _season,
    "decade": _decade,
    "decades": _decade,
    "short-decade": _decade,
    "decade-in-words": _decade,
    "century": _century,
    "century-in-words": _century,
    "weekday": _weekday,
    "day-word": _relative,
    "next-day": _relative,
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
