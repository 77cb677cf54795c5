"""Dates that name a stretch of years: seasons, decades, centuries, and years counted before or from Christ."""

from __future__ import annotations

from cutline.edtf import Date
from cutline.normalize.date_names import Names, years
from cutline.normalize.dated import Draft, Parts, qualifier, span


def season(parts: Parts, known: Names) -> Draft:
    """A season, with or without its year."""
    season = known.seasons[parts["season"].lower()]
    if "year" not in parts:
        return Draft("yearless", Date("XXXX", season))
    return Draft("whole", Date(years(parts["year"], known.pivot)[0], season))


def decade(parts: Parts, known: Names) -> Draft:
    """A decade, or the span of two; `the 1800s` is a century."""
    written = parts["decade"].lower()
    first = written if written.isdigit() else str(known.numbers[written])
    hundreds = first[:2] if len(first) == 4 else years(first, known.decade_pivot)[0][:2]
    # "the 1800s" are a century, "the 2000s" as yet a decade.
    shown = f"{hundreds}XX" if first[-2:] == "00" and hundreds < "20" else f"{hundreds}{first[-2]}X"
    start = Date(shown, qualifier=qualifier(parts))
    if "year2" not in parts:
        return Draft("whole", start)
    interval = span(start, Date(parts["year2"][:3] + "X", qualifier=qualifier(parts)))
    if interval is None:
        return Draft("broken", warnings=("backward-range",), steps=(f"{first} is after {parts['year2']}",))
    return Draft("whole", interval)


def century(parts: Parts, known: Names) -> Draft:
    """A century by its first two digits."""
    written = parts["century"].lower()
    number = int(written) if written.isdigit() else known.centuries[written]
    if "era" in parts:
        return Draft("whole", Date(f"-{number - 1:02d}XX"), steps=("a century before Christ",))
    return Draft("whole", Date(f"{number - 1:02d}XX"))


def before_christ(parts: Parts, known: Names) -> Draft:
    """Years before Christ as EDTF counts them: 1 BC is the year 0."""
    return _counted([-int(parts[name]) for name in ("year", "year2") if name in parts], qualifier(parts))


def across_christ(parts: Parts, known: Names) -> Draft:
    """From a year before Christ to one of the era."""
    return _counted([-int(parts["year"]), int(parts["year2"])], qualifier(parts))


def anno_domini(parts: Parts, known: Names) -> Draft:
    """A year of the era, of however many digits."""
    return _counted([int(parts["year"])], qualifier(parts))


def _counted(numbers: list[int], mark: str) -> Draft:
    """One year or a span of two, those before Christ negative."""
    if 0 in numbers:
        return Draft("broken", warnings=("impossible-date",), steps=("the era has no year 0",))
    steps = ("years before Christ: 1 BC is the year 0",) if numbers[0] < 0 else ()
    counted = [number if number > 0 else number + 1 for number in numbers]
    made = [Date(f"-{-number:04d}" if number < 0 else f"{number:04d}", qualifier=mark) for number in counted]
    if len(made) == 1:
        return Draft("whole", made[0], steps=steps)
    interval = span(made[0], made[1])
    if interval is None:
        return Draft("broken", warnings=("backward-range",), steps=(f"{made[0]} is after {made[1]}",))
    return Draft("whole", interval, steps=steps)
