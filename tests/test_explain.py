"""An explanation names the finder, the loser and the proof of every value, and fits a terminal."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from cutline.edtf import parse
from cutline.explain.explanation import explain_entry, source_of
from cutline.explain.found import why
from cutline.explain.lines import Style, detail_texts
from cutline.explain.page import page
from cutline.explain.timex import date_value, timex3
from cutline.extract.resolve import STRENGTH
from cutline.markup import read_markup
from cutline.records import CreditFacts, Entry, Mention, Part, Person, PhotoDate, PlaceFacts, Reading, Record
from cutline.tables import tabulate

MARKED = (
    "Chilean botanist [[PERSON|Ada Quill]] (left) waters a fern in [[GPE|Elba]] on [[DATE:1987-05-02|May 2]] at "
    "[[TIME:T09:30 EDT|9:30 a.m. EDT]] while a long row of visitors waits in the rain. Photo by Ida Marsh/Elba Post"
)


def composed() -> Record:
    caption, marks = read_markup(MARKED, rule="model/x")
    credit_start = caption.index("Ida Marsh/")
    mentions = [
        Mention(
            m.field, m.start, m.end, m.text, m.label, f"model/{m.label}", m.value, 0.875 if m.value is None else None
        )
        for m in marks
    ]
    parts = (
        Part("creator", credit_start, credit_start + 9, "Ida Marsh"),
        Part("separator", credit_start + 9, credit_start + 10, "/"),
        Part("provider", credit_start + 10, len(caption), "Elba Post", "The Elba Post"),
    )
    credit = Mention("caption", credit_start, len(caption), caption[credit_start:], "CREDIT", "credits/by", parts=parts)
    dated = mentions[2]
    detail = {"role": "scene", "reason": "in the first clause", "steps": ["May 2", "XXXX-05-02", "1987-05-02"]}
    mentions[2] = Mention(
        "caption", dated.start, dated.end, dated.text, "DATE", "dates/month-day", dated.value, None, detail
    )
    low = Mention("caption", 17, 20, "Ada", "ORG", "model/ORG", score=0.31)
    entry = Entry("ferns.txt#1", "ferns.txt", 1, title="Fern [[sic]]", caption=caption, warnings=("encoding-repaired",))
    return Record(
        Reading(entry, (*mentions, credit), dropped=((low, mentions[0]),)),
        (Person("Ada Quill", "Ada Quill", ("botanist",), ("Chilean",), (), "left", True, True, "position-cue"),),
        PhotoDate("1987-05-02", datetime.date(1987, 5, 2), datetime.date(1987, 5, 2), "gallery", {"year": "from #2"}),
        PlaceFacts(("Elba",), ("Rome",), country="Italy", country_code="IT"),
        CreditFacts("Ida Marsh/Elba Post", ("Ida Marsh",), ("Elba Post",)),
        ("weekday-conflict",),
    )


def test_every_value_has_its_proof() -> None:
    text = page(composed())
    for proof in (
        "title        Fern [[TEXT|[[]]sic]]",
        "photo date   1987-05-02, a part of it from the gallery",
        "year: from #2",
        "settled by the gazetteer: country Italy, code IT",
        "mentioned: Rome",
        "creators: Ida Marsh; providers: Elba Post",
        "'Elba Post' = The Elba Post",
        "warnings     encoding-repaired",
        "weekday-conflict",
        "people       Ada Quill, shown: position-cue",
        "nationalities: Chilean",
        "position: left",
        "model/PERSON 0.8750",
        "role: scene (in the first clause)",
        "steps: May 2 → XXXX-05-02 → 1987-05-02",
        "'Ada' (model/ORG 0.3100) to",
        "the longer one stands",
    ):
        assert proof in text, proof


def test_the_page_fits_and_has_no_color_of_itself() -> None:
    assert all(len(line) <= 100 for line in page(composed()).splitlines())
    assert all(len(line) <= 80 for line in page(composed(), Style(width=80)).splitlines())
    assert "\x1b" not in page(composed())


def test_color_changes_no_letter() -> None:
    colored = page(composed(), Style(color=True))
    assert "\x1b[1m" in colored
    assert re.sub(r"\x1b\[\d+m", "", colored) == page(composed())


def test_nothing_found_says_so() -> None:
    text = page(Record(Reading(Entry("a#1", "a", 1, caption="Untitled"))))
    assert "photo date   none: the text does not say when" in text
    assert "places       none" in text and "credit       none" in text
    assert "people       none named" in text and "found        nothing" in text


def test_timex3_comes_on_request() -> None:
    assert "TIMEX3" not in page(composed())
    text = page(composed(), Style(timex3=True))
    assert '<TIMEX3 tid="t1" type="DATE" value="1987-05-02">May 2</TIMEX3>' in text
    assert '<TIMEX3 tid="t2" type="TIME" value="XXXX-XX-XXT09:30">9:30 a.m. EDT</TIMEX3>' in text


@pytest.mark.parametrize(
    ("edtf", "attributes"),
    [
        ("2013-11-09", 'type="DATE" value="2013-11-09"'),
        ("XXXX-11-09", 'type="DATE" value="XXXX-11-09"'),
        ("195X", 'type="DATE" value="195"'),
        ("19XX", 'type="DATE" value="19"'),
        ("1944-24", 'type="DATE" value="1944-WI"'),
        ("1962~", 'type="DATE" value="1962" mod="APPROX"'),
        ("1944/1945", 'type="DURATION" value="PXX" beginPoint="1944" endPoint="1945"'),
        ("../1947", 'type="DURATION" value="PXX" endPoint="1947"'),
    ],
)
def test_timex3_of_edtf(edtf: str, attributes: str) -> None:
    parse(edtf)
    mention = Mention("caption", 0, 5, "a < b", "DATE", "r", edtf)
    assert list(timex3([mention])) == [f'<TIMEX3 tid="t1" {attributes}>a &lt; b</TIMEX3>']


def test_an_unknown_year_stays_unknown() -> None:
    assert date_value("XXXX-XX-XX") == "XXXX-XX-XX"


@pytest.mark.parametrize(
    ("won", "reason"),
    [
        (Mention("caption", 0, 12, "Rome Airport", "FAC", "model/FAC"), "the longer one stands"),
        (Mention("caption", 0, 4, "Rome", "ORG", "gazetteer/organizations"), dict(STRENGTH)["gazetteer"]),
        (Mention("caption", 0, 4, "Rome", "ORG", "model/ORG"), "ORG stands before GPE"),
        (Mention("caption", 2, 6, "me, ", "GPE", "model/GPE"), "the first of two as long stands"),
    ],
)
def test_why_an_overlap_was_lost(won: Mention, reason: str) -> None:
    assert why(Mention("caption", 0, 4, "Rome", "GPE", "model/GPE"), won).startswith(reason)


def test_what_two_found_is_not_lost() -> None:
    kept = Mention("caption", 0, 4, "Rome", "GPE", "gazetteer/cities")
    again = Mention("caption", 0, 4, "Rome", "GPE", "model/GPE", score=0.5)
    text = page(Record(Reading(Entry("a#1", "a", 1, caption="Rome"), (kept,), dropped=((again, kept),))))
    assert "found too by: model/GPE 0.5000" in text
    assert "lost" not in text


def test_details_that_nobody_foresaw_are_told() -> None:
    detail = {"z_key": {"b": 1, "a": [True, 0.5]}, "empty": None, "none": []}
    assert list(detail_texts(detail)) == ["z key: a yes; 0.5, b 1"]


def test_a_stored_entry_says_what_the_tables_say(tmp_path: Path) -> None:
    record = composed()
    for name, table in tabulate([record, Record(Reading(Entry("ferns.txt#2", "ferns.txt", 2)))]).items():
        pq.write_table(table, tmp_path / f"{name}.parquet")
    told = explain_entry(tmp_path, "ferns.txt#1")
    # The tables hold no losers and no derivation of the photo date; all else is there, word for word.
    date = replace(record.date, detail={})
    assert told == page(replace(record, date=date, reading=replace(record.reading, dropped=())))


def test_a_wrong_id_or_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"entries\.parquet: no such table"):
        explain_entry(tmp_path, "a#1")
    for name, table in tabulate([Record(Reading(Entry("ferns.txt#1", "ferns.txt", 1)))]).items():
        pq.write_table(table, tmp_path / f"{name}.parquet")
    with pytest.raises(ValueError, match=r"no entry 'fern.txt#1': did you mean ferns\.txt#1\?"):
        explain_entry(tmp_path, "fern.txt#1")


def test_one_line_is_a_caption_and_blocks_are_a_gallery() -> None:
    assert source_of("  Ada Quill waves. ").rows[0].fields == {"caption": "Ada Quill waves."}
    assert source_of("Fern\n\nElba Post\n\nAda Quill waves.").text is not None


def test_a_caption_is_explained_from_the_shell(cutline) -> None:  # type: ignore[no-untyped-def]
    done = cutline("explain", "Gardener Ada Quill waters a fern on Saturday, May 2, 1987. Photo credit: NASA/Ida Marsh")
    assert done.returncode == 0, done.stderr
    for proof in ("[[DATE:1987-05-02|Saturday, May 2, 1987]]", "dates/", "steps:", "credits/", "provider", "'NASA'"):
        assert proof in " ".join(done.stdout.split()), proof
    assert all(len(line) <= 100 for line in done.stdout.splitlines())


def test_an_entry_of_a_dataset_is_explained_from_the_shell(cutline, corpus_output: Path) -> None:  # type: ignore[no-untyped-def]
    done = cutline("explain", corpus_output, "olympic-torch-in-space.txt#10")
    assert done.returncode == 0, done.stderr
    assert "photo date   2013-11-07, a part of it from the gallery" in done.stdout
    assert "RSC Energia" in done.stdout


def test_stored_entries_can_be_explained(corpus_output: Path) -> None:
    for entry_id in pq.read_table(corpus_output / "entries.parquet")["entry_id"].to_pylist()[::6]:
        assert explain_entry(corpus_output, entry_id).startswith(f"{entry_id}\n")
