"""The years that a text offers to a date without one, in the order in which they are to be believed.

Nearest first: the dates of the entry, those of its gallery. Numbers that merely stand in the text or in the record's
id count only where a weekday proves them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cutline.edtf import Date, Interval
from cutline.normalize.dated import Candidate, Dated
from cutline.records import FIELDS, Entry

REACH = 24
"""How many neighbors on each side are looked at: fixed, so that a long text stays linear."""
LAG = 3
"""How much further off a date behind counts than one before: a text tells forward."""
TELLING = ("scene", "future", "publication")
"""The roles whose year is the time of the telling; a year of the history says nothing of a date without one."""
_YEAR = re.compile(r"(?<![0-9])(?:18|19|20)[0-9]{2}(?=[0-9]{4}(?![0-9])|[0-9]{8}|[^0-9]|$)")
_VIRIN = re.compile(r"(?<![0-9])(?P<yy>[0-9]{2})(?P<mm>[0-9]{2})(?P<dd>[0-9]{2})-[A-Z]-")


def year_of(value: Date | Interval | None) -> str | None:
    """The year of a value, None where it has none."""
    start = _start(value)
    return start.year if start and start.year.isdigit() else None


def _start(value: Date | Interval | None) -> Date | None:
    start = value.start if isinstance(value, Interval) else value
    return start if isinstance(start, Date) else None


Offer = tuple[str, str | None]
"""A year and, where it is known, the month."""


def offers(dates: Sequence[Dated]) -> tuple[Offer, ...]:
    """The years that an entry offers to its neighbors, with their months: those of its telling, in order, each once."""
    starts = [_start(date.draft.value) for date in dates if _telling(date)]
    return tuple(dict.fromkeys((start.year, start.month) for start in starts if start and start.year.isdigit()))


def candidates(entry: Entry, dates: Sequence[Dated], index: int, gallery: Sequence[Candidate]) -> Iterator[Candidate]:
    """The years offered to the date at an index, in order of belief.

    By an image number of the same day, by its entry (a date of the same day first), by its gallery, then by numbers
    that need a proof.
    """
    far: list[Candidate] = []
    asking = dates[index]
    yield from _virin(entry, asking)
    for other in sorted(_outward(index, len(dates)), key=lambda other: not _same_day(asking, dates[other])):
        year = year_of(dates[other].draft.value)
        if year is None or dates[other].draft.kind != "whole":
            continue
        strong = _telling(dates[other]) or asking.role.role == "history"
        over = ", a range over New Year" if any("New Year" in step for step in dates[other].draft.steps) else ""
        candidate = Candidate(year, f'"{dates[other].mention.text}" in the entry{over}', strong)
        if strong:
            yield candidate
        else:
            far.append(candidate)
    yield from gallery
    if asking.draft.weekday is not None:
        yield from far
        yield from _numbers(entry)


def gallery_candidates(index: int, offered: Sequence[tuple[Offer, ...]], asking: Dated) -> list[Candidate]:
    """The years of the nearest entries, nearest first.

    Neighbors equally near that differ prove nothing alone, unless one of them is of the same month.
    """
    found: list[Candidate] = []
    if len(offered) == 1:
        return found
    start = _start(asking.draft.value)
    certain = True
    for step in range(1, REACH + 1):
        years: dict[str, int] = {}
        same_month: dict[str, int] = {}
        for other in (index - step, index + step):
            if 0 <= other < len(offered):
                for year, month in offered[other]:
                    years.setdefault(year, other)
                    if start is not None and month == start.month and month != "XX":
                        same_month.setdefault(year, other)
        if len(same_month) == 1:
            years = {**same_month, **years}
        certain = certain and (len(years) <= 1 or len(same_month) == 1)
        found += [Candidate(year, f"entry {other + 1} of the gallery", certain) for year, other in years.items()]
    return found


def _telling(date: Dated) -> bool:
    return date.draft.kind == "whole" and date.role.role in TELLING


def _same_day(date: Dated, other: Dated) -> bool:
    """Whether two dates name one month and day, as a dateline and its sentence do."""
    first, second = _start(date.draft.value), _start(other.draft.value)
    return bool(first and second and first.day and (first.month, first.day) == (second.month, second.day))


def _outward(index: int, length: int) -> Iterator[int]:
    """The other places, nearest first; one behind counts as if it stood `LAG` further off."""
    for step in range(1, min(REACH, length) + LAG + 1):
        if index >= step and step <= REACH:
            yield index - step
        if step > LAG and index + step - LAG < length:
            yield index + step - LAG


def _numbers(entry: Entry) -> list[Candidate]:
    """Years that stand in the texts and in the record's id, each once."""
    found: dict[str, Candidate] = {}
    for name, text in (("id", entry.entry_id), *((field, entry.text(field)[:2000]) for field in FIELDS)):
        for match in _VIRIN.finditer(text):
            found.setdefault(
                "20" + match["yy"], Candidate("20" + match["yy"], f"the number {match[0]} in the {name}", False)
            )
        for match in _YEAR.finditer(text):
            found.setdefault(match[0], Candidate(match[0], f"the number {match[0]} in the {name}", False))
    return list(found.values())


def _virin(entry: Entry, asking: Dated) -> list[Candidate]:
    """The year of a military image number in the text that names the same month and day."""
    value = asking.draft.value
    if not isinstance(value, Date) or value.day is None:
        return []
    for field in FIELDS:
        for match in _VIRIN.finditer(entry.text(field)[:2000]):
            if (match["mm"], match["dd"]) == (value.month, value.day):
                return [Candidate("20" + match["yy"], f"the image number {match[0]}… of the same day")]
    return []
