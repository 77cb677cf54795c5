"""The arrays that training learns from: what goes in comes out; titles are joined to captions without a name lost."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from cutline import language
from cutline.tagger.features import BOUNDARY
from cutline.training.samples import ALL, Sample, Span, entry_text, tokenized
from cutline.training.texts import Shelf, load_shelf, ranges, together
from cutline.training.titles import titled

SAMPLES = (
    Sample("Kestrel Returns\nAda Lund waves in Oslo.", (Span(0, 7, ("VEHICLE",)), Span(16, 24, ("PERSON",)),
           Span(34, 38, ("GPE",))), ALL, "harbor"),
    Sample("Workers at a mill.", (), ALL, "mill"),
    Sample("A talk by Bo Day of Larkfield", (Span(10, 16, ("PERSON",)), Span(20, 29, ("GPE", "ORG"))),
           frozenset({"PERSON"}), "open", 0.5),
)  # fmt: skip


@pytest.fixture(scope="module")
def tokens():
    nlp = language.blank()
    return [tokenized(sample, nlp) for sample in SAMPLES]


@pytest.fixture
def shelf(tokens):
    shelf = Shelf()
    shelf.put("all", tokens, [3, -1, -1])
    shelf.put("mill", tokens[1:2])
    return shelf


def test_the_border_between_title_and_caption_is_a_word_outside_of_names(tokens):
    assert tokens[0].words == ("Kestrel", "Returns", BOUNDARY, "Ada", "Lund", "waves", "in", "Oslo", ".")
    assert tokens[0].allowed[2].tolist() == [True] + [False] * (tokens[0].allowed.shape[1] - 1)


def test_a_shelf_comes_back_as_it_was_written(shelf, tmp_path):
    shelf.save(tmp_path / "shelf.npz")
    back = load_shelf(tmp_path / "shelf.npz")
    assert (list(back.words), list(back.masks), list(back.sources)) == (
        list(shelf.words), list(shelf.masks), list(shelf.sources)
    )  # fmt: skip
    for name, texts in shelf.sets.items():
        for part in ("words", "masks", "starts", "weight", "fold", "source"):
            assert np.array_equal(getattr(back.sets[name], part), getattr(texts, part)), (name, part)


def test_a_set_says_the_words_and_names_that_were_put_in(shelf, tokens):
    back = shelf.tokens("all")
    assert [text.words for text in back] == [text.words for text in tokens]
    assert all(np.array_equal(a.allowed, b.allowed) for a, b in zip(back, tokens, strict=True))
    assert [(s.start, s.end, s.labels) for s in back[0].sample.spans] == [
        (0, 1, ("VEHICLE",)), (3, 5, ("PERSON",)), (7, 8, ("GPE",))
    ]  # fmt: skip
    assert [text.sample.source for text in back] == ["harbor", "mill", "open"]


def test_texts_are_taken_and_put_together_in_any_order(shelf):
    texts, words = shelf.sets["all"], list(shelf.words)
    chosen = together([texts.taken([2, 0]), shelf.sets["mill"], texts.taken([])])
    assert chosen.fold.tolist() == [-1, 3, -1] and chosen.weight.tolist() == [0.5, 1.0, 1.0]
    assert [words[n] for n in chosen.words[chosen.starts[1] : chosen.starts[2]]][:2] == ["Kestrel", "Returns"]
    assert chosen.starts[-1] == len(chosen.words) == len(chosen.masks)


def test_runs_of_numbers_with_empty_ones_between():
    assert ranges(np.array([5, 9, 0]), np.array([2, 0, 3])).tolist() == [5, 6, 0, 1, 2]
    assert ranges(np.array([], dtype=int), np.array([], dtype=int)).tolist() == []


def test_words_have_their_capitals_and_headlines(shelf):
    capital, headline = shelf.recased()
    words = list(shelf.words)
    row = shelf.words["waves"]
    assert (words[capital[row]], words[headline[row]]) == ("WAVES", "Waves")
    assert words[headline[shelf.words["in"]]] == "in" and words[capital[shelf.words[BOUNDARY]]] == BOUNDARY
    assert len(capital) == len(headline) == len(words)


@pytest.mark.parametrize("seed", range(40))
def test_a_composed_title_marks_what_it_calls(seed):
    sample = Sample("Ada Lund waves in Oslo.", (Span(0, 8, ("PERSON",)), Span(18, 22, ("GPE",))), ALL, "harbor")
    made = titled(sample, Random(seed), share=1.0)
    title, _, caption = made.text.partition(BOUNDARY)
    assert caption == sample.text and title
    for span in made.spans:
        name = made.text[span.start : span.end]
        wanted = {"PERSON": ("Ada Lund", "Lund"), "GPE": ("Oslo",)}[span.labels[0]]
        assert name.casefold() in [other.casefold() for other in wanted] and BOUNDARY not in name


def test_no_title_is_made_where_one_stands_or_names_are_unknown():
    for sample in SAMPLES:
        assert titled(sample, Random(1), share=1.0) == sample


def test_line_breaks_within_a_field_are_no_border():
    assert entry_text("Crew\nat Pad", "Ada Lund\nwaves.") == f"Crew at Pad{BOUNDARY}Ada Lund waves."
    assert entry_text(None, "Ada Lund waves.") == "Ada Lund waves." and entry_text(None, None) == ""
