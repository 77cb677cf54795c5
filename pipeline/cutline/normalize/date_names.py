"""The words of `dates.toml` that mean numbers: months, weekdays, seasons, counts, centuries; and written years."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cutline.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Names:
    """The words of `dates.toml` that mean numbers, and the fixed holidays."""

    months: Mapping[str, str]
    weekdays: Mapping[str, int]
    seasons: Mapping[str, str]
    numbers: Mapping[str, int]
    centuries: Mapping[str, int]
    ordinals: Mapping[str, int]
    holidays: Mapping[str, str]
    pivot: int
    decade_pivot: int
    most: int

    def month(self, text: str) -> str:
        """The two digits of a month that is written as a name or a number."""
        return text.zfill(2) if text.isdigit() else self.months[text[:3].lower()]

    def ordinal(self, text: str) -> int:
        """The number of a day that is written in words: `twenty-second` is 22."""
        tens, dash, ones = text.partition("-")
        if text in self.ordinals or not dash:
            return self.ordinals.get(text) or self.centuries[text]
        return self.numbers[tens] + self.ordinals[ones]

    def weekday(self, text: str | None) -> int | None:
        """The number of a weekday, Monday is 0."""
        return self.weekdays[text[:3].lower()] if text else None


@functools.lru_cache(maxsize=8)
def names(knowledge: Knowledge) -> Names:
    """The number words of a knowledge."""
    document: Mapping[str, Any] = knowledge.document("dates")
    tables = document["names"]
    holidays = {f"dates/{rule.rule}": str(rule.options["value"]) for rule in knowledge.rules("holidays")}
    return Names(
        tables["months"],
        tables["weekdays"],
        tables["seasons"],
        tables["numbers"],
        tables["centuries"],
        tables["ordinals"],
        holidays,
        document["two_digit_years"],
        document["two_digit_decades"],
        document["most"],
    )


def digits(text: str) -> str:
    """The digits of a day or a year: `6th` is 6, `'44` is 44."""
    return text if text.isdigit() else "".join(char for char in text if char.isdigit())


def years(text: str, pivot: int) -> tuple[str, ...]:
    """The years that a written year may mean, likeliest first: two digits leave the century open.

    >>> years("2013", 30), years("'44", 30), years("13", 30)
    (('2013',), ('1944', '2044'), ('2013', '1913'))
    """
    year = digits(text)
    if len(year) == 4:
        return (year,)
    first, second = ("20", "19") if int(year) <= pivot else ("19", "20")
    return first + year, second + year
