"""Dates in text: the rules' own evidence, whole captions, what is no date, and laws that hold for any text."""

from __future__ import annotations

import datetime
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from cutline.extract.dates import _last_word, find_dates
from cutline.knowledge import Knowledge
from cutline.markup import read_markup
from cutline.normalize.date_roles import found_rule, role_rules
from cutline.normalize.dates import date_values
from cutline.records import Entry, Mention, PhotoDate, Reading
from cutline.relate.photo import photo_date

KNOWN = Knowledge()
CASES = Path(__file__).parent / "cases"
CAPTIONS = tomllib.loads((CASES / "dates.toml").read_text("utf-8"))["case"]
STYLES = tomllib.loads((CASES / "date_styles.toml").read_text("utf-8"))["style"]
IGNORED = tomllib.loads((CASES / "dates_ignored.toml").read_text("utf-8"))["case"]
TORCH = Path(__file__).parents[1] / "corpus/raw/olympic-torch-in-space.txt"


def read(*entries: Entry) -> tuple[list[Reading], list[PhotoDate]]:
    """The gallery's readings with date values, and the dates of its pictures."""
    readings = []
    for entry in entries:
        mentions = [m for field in ("title", "caption") for m in find_dates(field, entry.text(field), KNOWN)]
        readings.append(Reading(entry, tuple(mentions)))
    valued = date_values(readings, KNOWN)
    return valued, photo_date(valued, KNOWN)


def caption(text: str, title: str | None = None, entry_id: str = "x") -> Entry:
    return Entry(entry_id, "x.txt", 1, title=title, caption=text)


def valued(text: str) -> tuple[Mention, ...]:
    return read(caption(text))[0][0].mentions


RULES = [(rule, text) for name in ("dates", "holidays") for rule in KNOWN.rules(name) for text in rule.finds]
AGAINST = [(rule, text) for name in ("dates", "holidays") for rule in KNOWN.rules(name) for text in rule.ignores]


@pytest.mark.parametrize(("rule", "text"), RULES, ids=lambda item: getattr(item, "rule", item))
def test_rule_finds(rule: Any, text: str) -> None:
    assert rule.finds[text] in [m.value for m in valued(text) if m.rule == f"dates/{rule.rule}"]


@pytest.mark.parametrize(("rule", "text"), AGAINST, ids=lambda item: getattr(item, "rule", item))
def test_rule_ignores(rule: Any, text: str) -> None:
    assert [m.text for m in find_dates("caption", text, KNOWN) if m.rule == f"dates/{rule.rule}"] == []


ROLES = KNOWN.rules("date_roles")


@pytest.mark.parametrize(
    ("rule", "text"), [(r, t) for r in ROLES for t in r.finds], ids=lambda i: getattr(i, "rule", i)
)
def test_role_finds(rule: Any, text: str) -> None:
    found = found_rule(text, rule.options.get("kinds", ["day"])[0], role_rules(KNOWN))
    assert found is not None and found.name == rule.rule
    assert rule.finds[text] == rule.options["role"]


@pytest.mark.parametrize(
    ("rule", "text"), [(r, t) for r in ROLES for t in r.ignores], ids=lambda i: getattr(i, "rule", i)
)
def test_role_ignores(rule: Any, text: str) -> None:
    assert rule.regex.search(text) is None


@pytest.mark.parametrize("case", CAPTIONS, ids=lambda case: case["label"])
def test_caption(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if case.get("known_failure"):
        request.applymarker(pytest.mark.xfail(strict=True, reason=case["why"]))
    text, marks = read_markup(case["caption"])
    title, title_marks = (
        read_markup(case["title_marked"], "title") if "title_marked" in case else (case.get("title"), ())
    )
    readings, dates = read(caption(text, title, case.get("id", "x")))
    said = [(m.field, m.text, m.label, m.value) for m in readings[0].mentions]
    assert said == [(m.field, m.text, m.label, m.value) for m in (*title_marks, *marks)]
    assert dates[0].value == case.get("photo_date")
    assert list(readings[0].warnings) == case.get("warnings", [])
    if "origin" in case:
        assert dates[0].origin == case["origin"]


@pytest.mark.parametrize(
    ("style", "photo", "marked"),
    [(style, *item) for style in STYLES for item in style["captions"]],
    ids=lambda item: item["label"] if isinstance(item, dict) else None,
)
def test_style(style: dict[str, Any], photo: str, marked: str, request: pytest.FixtureRequest) -> None:
    if style.get("known_failure"):
        request.applymarker(pytest.mark.xfail(strict=True, reason=style["why"]))
    text, marks = read_markup(marked)
    readings, dates = read(caption(text))
    assert [(m.text, m.label, m.value) for m in readings[0].mentions] == [(m.text, m.label, m.value) for m in marks]
    assert (dates[0].value or "") == photo


@pytest.mark.parametrize("case", IGNORED, ids=lambda case: case["text"])
def test_no_date(case: dict[str, Any]) -> None:
    assert [(m.text, m.rule) for m in find_dates("caption", case["text"], KNOWN)] == [], case["why"]


def torch() -> list[Entry]:
    """The given gallery, cut at its blank lines: a title, an optional credit, a caption that is a sentence."""
    entries: list[Entry] = []
    blocks = TORCH.read_text("utf-8").strip().split("\n\n")
    title = ""
    for block in blocks:
        if len(block) > 100:
            entries.append(Entry(f"t#{len(entries) + 1}", "t", len(entries) + 1, title=title, caption=block))
            title = ""
        else:
            title = title or block
    return entries


def test_the_given_gallery() -> None:
    readings, dates = read(*torch())
    assert [date.value for date in dates] == ["2013-11-09"] * 5 + ["2013-11-07"] * 5
    assert [date.origin for date in dates] == ["caption"] * 9 + ["gallery"]
    sixth = [(m.text, m.value, m.detail["role"]) for m in readings[5].mentions]
    assert ("Nov. 9", "2013-11-09", "future") in sixth
    assert ("the next day", "2013-11-10", "future") in sixth


def test_nothing_proves_a_year_that_only_the_id_offers_without_a_weekday() -> None:
    assert read(caption("Divers rest on Nov. 9.", entry_id="KSC-2013-4238"))[1][0].value == "XXXX-11-09"
    assert read(caption("Divers rest on Saturday, Nov. 9.", entry_id="KSC-2013-4238"))[1][0].value == "2013-11-09"
    assert read(caption("Divers rest on Friday, Nov. 9.", entry_id="KSC-2013-4238"))[1][0].value == "XXXX-11-09"


def test_a_gallery_gives_its_nearest_year() -> None:
    dates = read(caption("The fleet, May 1, 1950."), caption("The pier, May 3."), caption("The hall, May 5, 1951."))[1]
    assert [date.value for date in dates] == ["1950-05-01", "XXXX-05-03", "1951-05-05"]
    dates = read(caption("The fleet, May 1, 1950."), caption("The pier, May 3."), caption("The hall, in bloom."))[1]
    assert (dates[1].value, dates[1].origin) == ("1950-05-03", "gallery")


def test_bounds_of_a_photo_date() -> None:
    date = read(caption("The pier, winter 1950."))[1][0]
    assert (date.earliest, date.latest) == (datetime.date(1950, 12, 1), datetime.date(1951, 2, 28))
    date = read(caption("Divers rest on Nov. 9."))[1][0]
    assert (date.earliest, date.latest) == (None, None)


def test_the_last_word_asks_for_every_pattern_that_may_match() -> None:
    """A look-up stands in front of the slow patterns: it may let too much through, never too little."""
    words = KNOWN.words("dates")
    texts = [word for case in IGNORED for word in case["text"].split()]
    texts += [word for pattern in words.values() for word in re.findall(r"[A-Za-z.]{1,14}", pattern)]
    for name, last_words in KNOWN.document("dates")["last_words"].items():
        pattern, lookup = re.compile(words[name], re.VERBOSE), frozenset(last_words.split())
        for word in dict.fromkeys(texts):
            for before in (f"at {word} ", f"(the {word} ", f"Act of {word}\t", f"{word.capitalize()} "):
                match = pattern.search(before)
                assert not (match and match[0]) or _last_word(before) in lookup, (name, before)
