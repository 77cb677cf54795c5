"""A vague date as a value with bounds: EDTF (ISO 8601-2:2019), level 0, level 1 and the forms that captions need.

December 1923 has a first and a last day; it is never 1 December. What is not known is X, what is doubted carries
`?`, what is about right `~`, both `%`. A value that the calendar does not have cannot be built.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

SEASONS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 2)}
"""EDTF season: first and last month, in the northern convention. Winter runs into the next year."""
_LETTERS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}
OPEN = ".."
_FORM = "write YYYY, YYYY-MM or YYYY-MM-DD, X for unknown digits"
_QUALIFIERS = ("", "?", "~", "%")
_YEARS = frozenset(f"{year:04d}" for year in range(1800, 2051))
_YEAR = re.compile(r"-?(?:[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|[0-9]XXX)|XXXX")
_DAYS = frozenset(f"{day:02d}" for day in range(1, 32))
_LONGEST = {f"{month:02d}": 30 if month in (4, 6, 9, 11) else 31 for month in range(1, 13)} | {"02": 29, "XX": 31}
_LONGEST |= dict.fromkeys(SEASONS, 0)
"""The days that a month has at most; a season has none."""
_DATE = re.compile(r"(?P<year>-?[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?(?P<qualifier>[?~%]?)")


@dataclass(frozen=True, slots=True)
class Date:
    """A calendar date of any precision: four characters of year, a month or season, a day; X where not known.

    A year before the year 0 has a minus in front: `-0499` is 500 BC. It has no bounds, as `datetime` begins with
    the year 1.

    >>> str(Date("2013", "11", "09")), str(Date("195X")), str(Date("XXXX", "23"))
    ('2013-11-09', '195X', 'XXXX-23')
    """

    year: str
    month: str | None = None
    day: str | None = None
    qualifier: str = ""

    def __post_init__(self) -> None:
        if (self.year not in _YEARS and not _YEAR.fullmatch(self.year)) or self.qualifier not in _QUALIFIERS:
            raise ValueError(f"not an EDTF date: {str(self)!r}: {_FORM}")
        if self.month is None:
            if self.day is not None:
                raise ValueError(f"a day needs a month: {str(self)!r}")
            return
        longest = _LONGEST.get(self.month)
        if longest is None:
            raise ValueError(f"no month {self.month}: {str(self)!r}: {_FORM}")
        if self.day is None or (self.day == "XX" and longest):
            return
        if not longest:
            raise ValueError(f"a season has no days: {str(self)!r}")
        if self.day not in _DAYS or int(self.day) > longest or (self.day == "29" and not self._may_leap()):
            raise ValueError(f"no day {self.day} in that month: {str(self)!r}")

    def __str__(self) -> str:
        if self.month is None:
            return self.year + self.qualifier
        return (
            f"{self.year}-{self.month}" if self.day is None else f"{self.year}-{self.month}-{self.day}"
        ) + self.qualifier

    def _may_leap(self) -> bool:
        """Whether a 29th may stand in the month: in February only where the year is a leap year or not known."""
        return self.month != "02" or not self.year.isdigit() or calendar.isleap(int(self.year))

    @property
    def precision(self) -> str:
        """`day`, `month`, `season`, `year`, or `none` where not even the year stands; a decade counts as `year`."""
        if self.day not in (None, "XX"):
            return "day"
        if self.month in SEASONS:
            return "season"
        if self.month not in (None, "XX"):
            return "month"
        return "none" if self.year == "XXXX" else "year"

    @property
    def exact(self) -> datetime.date | None:
        """The one day that the value means, where it means one day."""
        if self.year.isdigit() and self.month and self.month.isdigit() and self.day and self.day.isdigit():
            return datetime.date(int(self.year), int(self.month), int(self.day)) if self.year != "0000" else None
        return None

    def _day(self, month: int) -> int | None:
        """The day's number, where it and its month are known."""
        return int(self.day) if self.day and self.day != "XX" and _number(self.month) == month else None

    @property
    def earliest(self) -> datetime.date | None:
        """The first day covered; None where the year is not known."""
        if (day := self.exact) is not None:
            return day
        first = self.year.replace("X", "0")
        if self.year == "XXXX" or int(first) < 1:
            return None
        start = SEASONS[self.month][0] if self.month in SEASONS else _number(self.month) or 1
        return datetime.date(int(first), start, self._day(start) or 1)

    @property
    def latest(self) -> datetime.date | None:
        """The last day covered; None where the year is not known. Circa and doubt do not widen it."""
        if (day := self.exact) is not None:
            return day
        if self.year == "XXXX" or int(self.year.replace("X", "9")) < 1:
            return None
        year = int(self.year.replace("X", "9"))
        end = SEASONS[self.month][1] if self.month in SEASONS else _number(self.month) or 12
        if self.month == "24":
            if year == datetime.MAXYEAR:
                return datetime.date.max
            year += 1
        return datetime.date(year, end, min(self._day(end) or 31, _month_length(year, end)))


@dataclass(frozen=True, slots=True)
class Interval:
    """A span from a start to an end; `..` is an open side, the empty string an unknown one.

    >>> str(Interval(Date("1944"), Date("1945"))), str(Interval(OPEN, Date("1947")))
    ('1944/1945', '../1947')
    """

    start: Date | str
    end: Date | str

    def __post_init__(self) -> None:
        for side in (self.start, self.end):
            if isinstance(side, str) and side not in ("", OPEN):
                raise ValueError(f"a side of an interval is a date, '..' or empty: {side!r}")
        if isinstance(self.start, str) and isinstance(self.end, str):
            raise ValueError(f"an interval needs a date on one side: {self}")
        if isinstance(self.start, Date) and isinstance(self.end, Date) and _backward(self.start, self.end):
            raise ValueError(f"an interval does not run backwards: {self}")

    def __str__(self) -> str:
        return f"{self.start}/{self.end}"

    @property
    def earliest(self) -> datetime.date | None:
        """The first day covered; None for an open or unknown start."""
        return self.start.earliest if isinstance(self.start, Date) else None

    @property
    def latest(self) -> datetime.date | None:
        """The last day covered; None for an open or unknown end."""
        return self.end.latest if isinstance(self.end, Date) else None


def parse(text: str) -> Date | Interval:
    """The value that an EDTF string means. Raises ValueError that quotes it.

    >>> parse("1944-21").earliest, parse("2013-11-05/2013-11-09").latest
    (datetime.date(1944, 3, 1), datetime.date(2013, 11, 9))
    """
    start, slash, end = text.partition("/")
    if not slash:
        return _date(text)
    return Interval(_side(start), _side(end))


def timex3(value: Date | Interval) -> dict[str, str]:
    """The attributes of a TIMEX3 tag (ISO-TimeML) for a value: seasons by letters, decades by their first digits.

    >>> timex3(parse("1944-21")), timex3(parse("195X~"))
    ({'type': 'DATE', 'value': '1944-SP'}, {'type': 'DATE', 'value': '195', 'mod': 'APPROX'})
    >>> timex3(parse("1944/.."))
    {'type': 'DURATION', 'value': 'PX', 'beginPoint': '1944'}
    """
    if isinstance(value, Interval):
        sides = {"beginPoint": value.start, "endPoint": value.end}
        points = {name: timex3(side)["value"] for name, side in sides.items() if isinstance(side, Date)}
        return {"type": "DURATION", "value": "PX", **points}
    year = (
        f"BC{1 - int(value.year):04d}"
        if _is_number(value.year) and int(value.year) < 1
        else value.year.rstrip("X") or "XXXX"
    )
    parts = [year, _LETTERS.get(value.month or "", value.month), value.day]
    mod = {"~": {"mod": "APPROX"}, "%": {"mod": "APPROX"}}.get(value.qualifier, {})
    return {"type": "DATE", "value": "-".join(part for part in parts if part), **mod}


def _side(text: str) -> Date | str:
    return text if text in ("", OPEN) else _date(text)


def _date(text: str) -> Date:
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"not an EDTF date: {text!r}: {_FORM}")
    return Date(match["year"], match["month"], match["day"], match["qualifier"])


def _number(part: str | None) -> int | None:
    return int(part) if part and part.isdigit() and part not in SEASONS else None


def _month_length(year: int, month: int) -> int:
    return calendar.monthrange(max(year, 1), month)[1]


def _backward(start: Date, end: Date) -> bool:
    if start.earliest and end.latest:
        return start.earliest > end.latest
    return _is_number(start.year) and _is_number(end.year) and int(start.year) > int(end.year)


def _is_number(year: str) -> bool:
    return year.removeprefix("-").isdigit()
