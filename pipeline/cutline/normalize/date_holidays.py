"""A holiday whose day is said right behind it: `Easter Sunday, April 9, 1939`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from cutline.edtf import Date
from cutline.normalize.date_names import Names
from cutline.normalize.dated import Dated
from cutline.records import Reading

APPOSED = frozenset({",", "(", ", (", "--", "-", "–", "—"})
"""What may stand between the two, spaces aside. `Memorial Day, on May 21` is two days."""
NATIONAL = "dates/independence-day"
"""The holiday whose date hangs on the country: any day said behind it is right."""


def told_days(reading: Reading, dates: Sequence[Dated], known: Names) -> list[Dated]:
    """The dates of a reading in order, a holiday with the day that is said behind it, where the two agree."""
    told = list(dates)
    for number, (holiday, day) in enumerate(pairwise(dates)):
        first, second = holiday.mention, day.mention
        if first.rule not in known.holidays or first.field != second.field or holiday.draft.kind != "yearless":
            continue
        between = reading.entry.text(first.field)[first.end : second.start].strip()
        if between in APPOSED and _agree(holiday, day):
            steps = (*holiday.draft.steps, f"the day said behind it: {day.draft.value}")
            told[number] = replace(holiday, draft=replace(day.draft, steps=steps, warnings=()))
    return told


def _agree(holiday: Dated, day: Dated) -> bool:
    """True where the day may be that holiday's."""
    named, said = holiday.draft.value, day.draft.value
    if not isinstance(named, Date) or not isinstance(said, Date) or said.precision != "day":
        return False
    if holiday.mention.rule == NATIONAL:
        return True
    pairs = ((named.month, said.month), (named.day, said.day))
    return all(one is None or "X" in one or one == other for one, other in pairs)
