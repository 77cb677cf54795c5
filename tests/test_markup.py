"""Marks and stripping are inverse, whatever brackets the text itself holds."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutline.markup import gold_entry, read_gold, read_markup, strip_marks, write_markup
from cutline.records import LABELS, Mention

ALPHABET = st.sampled_from(["[", "]", "|", ":", "GPE", "TEXT", "END", "a", " ", "é", "\n", "𝔘"])
TEXTS = st.lists(ALPHABET, max_size=30).map("".join) | st.text(max_size=30)
VALUES = {"DATE": "2013-11-09", "TIME": "T11:11 EDT"}


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mention]]:
    text = draw(TEXTS)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    labels = [draw(st.sampled_from([label for label in LABELS if label != "CREDIT"])) for _ in spans]
    mentions = [
        Mention("caption", start, end, text[start:end], label, "gold", VALUES.get(label))
        for (start, end), label in zip(spans, labels, strict=True)
    ]
    return text, mentions


@given(marked_texts())
def test_marks_and_stripping_are_inverse(marked_text: tuple[str, list[Mention]]) -> None:
    text, mentions = marked_text
    marked = write_markup(text, mentions)
    assert strip_marks(marked) == text
    assert read_markup(marked) == (text, tuple(mentions))


@given(marked_texts())
def test_the_plain_reading_of_the_guidelines_strips_it_too(marked_text: tuple[str, list[Mention]]) -> None:
    """Another program that knows nothing of TEXT and END gets the text back by the guidelines' one rule."""
    text, mentions = marked_text
    other = re.compile(r"\[\[([A-Z]+)(?::([^|\]]*))?\|(.*?)\]\]", re.S)
    assert other.sub(lambda match: match.group(3), write_markup(text, mentions)) == text


@pytest.mark.parametrize(
    ("text", "span", "marked"),
    [
        ("Port of Elba, Tex.", (8, 12), "Port of [[GPE|Elba]], Tex."),
        ("a sign [[sic]] in Elba", (18, 22), "a sign [[TEXT|[[]]sic]] in [[GPE|Elba]]"),
        ("[[GPE|Elba]] as typed", (6, 10), "[[TEXT|[[]]GPE|[[GPE|Elba]]]] as typed"),
        ("at [Elba]", (4, 8), "at [[[GPE|Elba]]]"),
        ("at [Elba]", (3, 9), "at [[GPE|[Elba]]][[END|]]"),
        ("at El]]ba.", (3, 9), "at [[GPE|El]]]]ba[[END|]]."),
    ],
    ids=["plain", "literal brackets", "a literal mark", "mark in brackets", "brackets in a mark", "a closing inside"],
)
def test_written_form(text: str, span: tuple[int, int], marked: str) -> None:
    mention = Mention("caption", *span, text[slice(*span)], "GPE", "gold")
    assert write_markup(text, [mention]) == marked
    assert read_markup(marked) == (text, (mention,))


def test_credits_lie_over_names_and_are_not_written() -> None:
    text = "Photo by Ada Quill"
    over = Mention("caption", 0, 18, text, "CREDIT", "r")
    name = Mention("caption", 9, 18, "Ada Quill", "PERSON", "r")
    assert write_markup(text, [over, name]) == "Photo by [[PERSON|Ada Quill]]"


@pytest.mark.parametrize(
    ("mentions", "fault"),
    [
        ([Mention("caption", 0, 5, "Ada Q", "PERSON", "r"), Mention("caption", 4, 9, "Quill", "ORG", "r")], "nest"),
        ([Mention("caption", 0, 3, "Eve", "PERSON", "r")], "miss their text"),
        ([Mention("caption", 0, 3, "Ada", "DATE", "r", "a|b")], "no | and no ]"),
    ],
    ids=["overlap", "another text", "a bar in the value"],
)
def test_what_cannot_be_marked_is_said(mentions: list[Mention], fault: str) -> None:
    with pytest.raises(ValueError, match=re.escape(fault)):
        write_markup("Ada Quill", mentions)


def test_an_end_without_a_mark_is_a_fault() -> None:
    with pytest.raises(ValueError, match="ends no mark"):
        read_markup("a[[END|]]")


def test_gold_names_the_line_of_a_fault(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "a", "caption": "[[GPE|Elba]]"}) + "\n\n" + '{"caption": "no id"}\n')
    entries = read_gold(path)
    assert next(entries).reading.entry.caption == "Elba"
    with pytest.raises(ValueError, match=r"gold.jsonl:3: not an annotated entry"):
        next(entries)


def test_gold_marks_stand_in_their_fields() -> None:
    row = {"id": 7, "title": "[[GPE|Elba]]", "credit_line": "[[ORG|Elba Post]]", "caption": None, "source": "s"}
    gold = gold_entry(row, "gold.jsonl", 1)
    assert [(m.field, m.text) for m in gold.reading.mentions] == [("title", "Elba"), ("credit_line", "Elba Post")]
    assert (gold.reading.entry.entry_id, gold.reading.entry.caption, gold.source) == ("7", None, "s")
