"""A date on its way from its parts to its value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cutline.edtf import Date, Interval
from cutline.normalize.date_names import digits
from cutline.records import Mention

Parts = Mapping[str, str]
"""The texts of a mention's parts by their names."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a date says by itself. `kind` is `whole`, `yearless`, `weekday`, `relative` or `broken`.

    `others` are the readings that the writing allows as well (day first, another century), likeliest first.
    """

    kind: str
    value: Date | Interval | None = None
    weekday: int | None = None
    others: tuple[Date, ...] = ()
    relative: Mapping[str, str] | None = None
    warnings: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """The role of a date, the reason for it, and whether it gives way where nothing else dates the scene."""

    role: str
    reason: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Dated:
    """A DATE mention with its place among the reading's mentions, its draft and its role."""

    place: int
    mention: Mention
    draft: Draft
    role: Role


@dataclass(frozen=True, slots=True)
class Candidate:
    """A year that the text offers, and where it stands; one that is not `strong` counts only where a weekday fits."""

    year: str
    source: str
    strong: bool = True


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


def qualifier(parts: Parts) -> str:
    """The EDTF mark of what is about right, in doubt, or both."""
    return {(True, False): "~", (False, True): "?", (True, True): "%"}.get(("approx" in parts, "doubt" in parts), "")
