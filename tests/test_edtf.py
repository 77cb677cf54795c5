"""The value of a vague date: what can be built, how it reads back, its bounds, and an independent reader's opinion."""

from __future__ import annotations

import datetime
import tomllib
from pathlib import Path

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cutline.edtf import OPEN, Date, Interval, parse, timex3
from cutline.markup import read_markup

# What ISO 8601-2:2019 has and the edtf package (5.0.2) does not read.
NOT_IN_PACKAGE = {
    "a season of an unknown year": "ISO 8601-2 4.8 (sub-year groupings) with 8.3 (unspecified digits): XXXX-23",
    "a season in doubt": "ISO 8601-2 4.8 with 8.2 (qualification of the complete expression): 1943-23~",
    "a day of an unknown year in doubt": "ISO 8601-2 8.2 with 8.3: XXXX-11-09?",
    "an unknown year in doubt": "ISO 8601-2 8.2 with 8.3: XXXX?",
    "unknown digits of a year before 0 in an interval": "ISO 8601-2 4.4.1.4 with 8.3, in an interval: -04XX/0009",
    "a month of a year before 0 with unknown digits": "ISO 8601-2 4.4.1.4 (negative years) with 8.3: -04XX-05",
    "doubt beside unknown digits": "ISO 8601-2 8.2 with 8.3, in an interval: XXXX-01-01/2000-01-01~",
    "an open interval from an unknown year": "ISO 8601-2 8.4 (open interval) with 8.3: XXXX-11-09/..",
}


def exception(value: Date | Interval) -> str | None:
    """The key of NOT_IN_PACKAGE that a value falls under."""
    if isinstance(value, Interval):
        sides = [side for side in (value.start, value.end) if isinstance(side, Date)]
        below = next((key for side in sides if (key := exception(side))), None)
        masked = any("X" in str(side) for side in sides)
        if any(side.year.startswith("-") and "X" in side.year for side in sides):
            return "unknown digits of a year before 0 in an interval"
        if masked and any(side.qualifier for side in sides):
            return "doubt beside unknown digits"
        return below or ("an open interval from an unknown year" if len(sides) == 1 and masked else None)
    if value.month in ("21", "22", "23", "24"):
        if "X" in value.year:
            return "a season of an unknown year"
        return "a season in doubt" if value.qualifier else None
    if value.month and "X" in value.year and value.year.startswith("-"):
        return "a month of a year before 0 with unknown digits"
    if value.qualifier and value.year == "XXXX" and not value.month:
        return "an unknown year in doubt"
    return "a day of an unknown year in doubt" if value.qualifier and value.month and "X" in str(value) else None


def dates(qualifiers: tuple[str, ...] = ("", "?", "~", "%")) -> st.SearchStrategy[Date]:
    years = st.integers(1, 9999).map(lambda year: f"{year:04d}") | st.sampled_from(
        ["XXXX", "195X", "19XX", "-0499", "-04XX", "0000"]
    )
    days = st.dates(datetime.date(1, 1, 1)).map(lambda day: (f"{day.year:04d}", f"{day:%m}", f"{day:%d}"))
    open_days = st.dates(datetime.date(2001, 1, 1), datetime.date(2001, 12, 31)).map(
        lambda day: ("XXXX", f"{day:%m}", f"{day:%d}")
    )
    months = st.tuples(years, st.integers(1, 12).map("{:02d}".format), st.none() | st.just("XX"))
    seasons = st.tuples(years, st.sampled_from(["21", "22", "23", "24"]), st.none())
    alone = st.tuples(years, st.none(), st.none())
    parts = days | open_days | months | seasons | alone
    return st.builds(lambda part, qualifier: Date(*part, qualifier), parts, st.sampled_from(qualifiers))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    start, end = draw(dates()), draw(dates())
    try:
        return Interval(start, end)
    except ValueError:
        return Interval(end, start)


OPEN_SIDES = st.builds(lambda date: Interval(OPEN, date), dates()) | st.builds(lambda date: Interval(date, ""), dates())
VALUES = dates() | intervals() | OPEN_SIDES


@settings(deadline=None)
@given(VALUES)
def test_a_value_reads_back(value: Date | Interval) -> None:
    assert parse(str(value)) == value


@settings(deadline=None)
@given(VALUES)
def test_bounds_are_in_order(value: Date | Interval) -> None:
    if value.earliest and value.latest:
        assert value.earliest <= value.latest


@settings(max_examples=60, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(VALUES)
def test_another_reader_takes_it(value: Date | Interval) -> None:
    if exception(value) is None:
        assert str(parse_edtf(str(value))) == str(value)


@pytest.mark.parametrize("why", NOT_IN_PACKAGE.values(), ids=NOT_IN_PACKAGE)
def test_the_exceptions_are_still_needed(why: str) -> None:
    text = why.rsplit(": ", 1)[1]
    assert str(parse(text)) == text
    with pytest.raises(EDTFParseException):
        parse_edtf(text)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2013-11-09", "2013-11-09", "2013-11-09"),
        ("2013-11-22", "2013-11-22", "2013-11-22"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("195X", "1950-01-01", "1959-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("1962~", "1962-01-01", "1962-12-31"),
        ("1944-21", "1944-03-01", "1944-05-31"),
        ("1944-24", "1944-12-01", "1945-02-28"),
        ("9999-24", "9999-12-01", "9999-12-31"),
        ("1942-11-XX", "1942-11-01", "1942-11-30"),
        ("1943-XX-XX", "1943-01-01", "1943-12-31"),
        ("1944/1945", "1944-01-01", "1945-12-31"),
        ("2013-11-05/2013-11-09", "2013-11-05", "2013-11-09"),
        ("../1947", None, "1947-12-31"),
        ("1947/..", "1947-01-01", None),
        ("XXXX-11-09", None, None),
        ("XXXX-23", None, None),
        ("-0499", None, None),
        ("-04XX", None, None),
        ("-0026/0014", None, "0014-12-31"),
    ],
)
def test_bounds(text: str, earliest: str | None, latest: str | None) -> None:
    value = parse(text)
    assert [day and day.isoformat() for day in (value.earliest, value.latest)] == [earliest, latest]


@pytest.mark.parametrize(
    "text",
    ["", "2013-13", "2013-02-30", "2013-02-29", "1900-02-29", "2013-21-01", "13-11-09", "2013-1-1", "2013-00",
     "2013-11-00", "2013--09", "X013", "1X50", "2013-11-09/2013-11-05", "1945/1944", "../..", "/", "2013-11-09?~",
     "-499", "-XXXX", "-0205/-0499", "0014/-0026",
     "today", "2013-X1", "٢٠١٣"],
)  # fmt: skip
def test_no_such_value(text: str) -> None:
    with pytest.raises(ValueError):
        parse(text)


def test_a_leap_day_of_an_unknown_year_may_be() -> None:
    assert str(parse("XXXX-02-29")) == "XXXX-02-29"
    with pytest.raises(ValueError, match="no day 30"):
        parse("XXXX-02-30")


def test_a_day_needs_a_month() -> None:
    with pytest.raises(ValueError, match="a day needs a month"):
        Date("1944", None, "06")


def test_years_before_christ_as_timex3() -> None:
    assert timex3(parse("-0499")) == {"type": "DATE", "value": "BC0500"}
    assert timex3(parse("-0026/0014"))["beginPoint"] == "BC0027"


CASES = Path(__file__).parent / "cases"


def test_the_values_of_the_cases_are_read_by_another_reader() -> None:
    captions = [case["caption"] for case in tomllib.loads((CASES / "dates.toml").read_text("utf-8"))["case"]]
    for style in tomllib.loads((CASES / "date_styles.toml").read_text("utf-8"))["style"]:
        captions += [marked for _, marked in style["captions"]]
    values = {m.value for text in captions for m in read_markup(text)[1] if m.label == "DATE" and m.value}
    assert len(values) > 100
    for value in values:
        made = parse(value)
        assert str(made) == value
        assert exception(made) or str(parse_edtf(value)) == value
