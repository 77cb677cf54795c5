"""Laws of dates that hold for any text: spans, values, no year that is not given, no clock, weekdays told apart."""

from __future__ import annotations

import datetime
import locale
import random
import re
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cutline.edtf import Interval, parse
from cutline.extract.dates import find_dates
from cutline.markup import read_markup
from test_dates import CAPTIONS, KNOWN, caption, read, valued


def weekday_dates(count: int) -> Iterator[tuple[str, str, bool]]:
    """Generated dates with a weekday, half of them wrong, the day as EDTF and whether the weekday is right."""
    chance = random.Random(11)
    for number in range(count):
        day = datetime.date(1900, 1, 1) + datetime.timedelta(days=chance.randrange(45000))
        right = number % 2 == 0
        shown = day if right else day + datetime.timedelta(days=chance.randrange(1, 7))
        form = chance.choice(
            ["{0:%A}, {1:%B} {1.day}, {1.year}", "{0:%A} {1.day} {1:%B} {1.year}", "{0:%a.}, {1:%b}. {1.day}, {1.year}"]
        )
        yield form.format(shown, day), day.isoformat(), right


def test_weekday_conflicts_are_told_apart() -> None:
    for text, day, right in weekday_dates(2000):
        reading = read(caption(f"The harbor, {text}."))[0][0]
        assert [m.value for m in reading.mentions] == [day], text
        assert ("weekday-conflict" in reading.warnings) != right, text


MONTHS = (
    "January February March April May June July August September October November December Jan. Sept. Nov. Dec".split()
)
WORDS = st.sampled_from(
    [*MONTHS, "the", "on", "in", "next day", "yesterday", "Monday", "Friday", "Sat.", "last year", "two weeks later",
     "c.", "fall", "'44", "1950s", "a.m.", "noon", "at", "-", "/", ":", ",", ".", "(", ")", "\"", "1st", "launched",
     "Christmas", "will", "was", "since", "NASA", "—", "’", "\u00a0", "\u2028", "ﬁ", "İ"]
)  # fmt: skip
NUMBERS = st.integers(0, 2100).map(str)
FUZZ = st.lists(st.one_of(WORDS, NUMBERS), max_size=24).map(" ".join) | st.lists(
    st.one_of(WORDS, NUMBERS), max_size=24
).map("".join)


@settings(max_examples=200, deadline=None)
@given(FUZZ)
def test_any_text(text: str) -> None:
    """Spans are the text's, ordered and disjoint; values read back; no year that the text does not give."""
    readings, dates = read(caption(text))
    given_years = {int(digits) for digits in re.findall(r"(?<!\d)\d{4}", text)}
    short = {int(digits) for digits in re.findall(r"(?<!\d)\d{2}(?!\d)", text)}
    end = 0
    for mention in readings[0].mentions:
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= end
        end = mention.end
        if mention.label != "DATE" or mention.value is None:
            continue
        value = parse(mention.value)
        assert str(value) == mention.value
        for side in (value.start, value.end) if isinstance(value, Interval) else (value,):
            year = getattr(side, "year", "X")
            if year.isdigit() and not any(
                "told from" in step or "New Year" in step or "next to" in step for step in mention.detail["steps"]
            ):
                assert int(year) in given_years or int(year) % 100 in short or _within(int(year), given_years), text
    assert dates[0].value is None or str(parse(dates[0].value)) == dates[0].value


def _within(year: int, given_years: set[int]) -> bool:
    """Whether a year is the second of a range that writes two digits (`1999-00`) or ends over New Year."""
    return any(0 <= year - given <= 1 for given in given_years)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_characters(text: str) -> None:
    for mention in find_dates("caption", text, KNOWN):
        assert text[mention.start : mention.end] == mention.text


def test_no_clock_no_zone_no_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [read_markup(case["caption"])[0] for case in CAPTIONS]
    before = [[(m.text, m.value) for m in valued(text)] for text in texts]
    found = locale.setlocale(locale.LC_ALL)
    names = [name for name in ("C", "C.UTF-8", "en_US.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8") if _set_locale(name)]
    chance = random.Random(5)
    try:
        for _ in range(4):
            monkeypatch.setenv("TZ", chance.choice(["UTC", "Asia/Tokyo", "America/New_York", "Pacific/Apia"]))
            time.tzset()
            _set_locale(chance.choice(names))
            moment = chance.uniform(0, 4e9)
            monkeypatch.setattr(time, "time", lambda moment=moment: moment)
            assert [[(m.text, m.value) for m in valued(text)] for text in texts] == before
    finally:
        # As it was found: a test behind this one in the same process reads files by the locale's encoding.
        _set_locale(found)
        monkeypatch.undo()
        time.tzset()


def _set_locale(name: str) -> bool:
    try:
        locale.setlocale(locale.LC_ALL, name)
    except locale.Error:
        return False
    return True


def test_a_table_of_dates_is_cut_and_said_so() -> None:
    reading = read(caption("May 1, 1950; " * 2500))[0][0]
    assert len(reading.mentions) == 2000
    assert "too-many-dates" in reading.warnings
    assert "too-many-dates" not in read(caption("May 1, 1950; " * 20))[0][0].warnings
