"""Composed captions: every template fills, its marks lie on words and bear the closed set's labels, seeds repeat."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from random import Random

import pytest

from cutline import language
from cutline.records import LABELS
from cutline.training import invent, slips, styles, templates
from cutline.training.gazetteers import Pools
from cutline.training.samples import Sample

POOLS = Pools(
    given=("Åsa", "Mae"), surname=("Roe", "Østby"), census_given=("Ada", "Ben"), census_surname=("Quill", "Marsh"),
    city=("Harrow Bend", "Ćelina"), state=("Ohio", "Utah"), country=("Norway", "Chad"), people=("Danish", "Thai"),
    water=("Coral Sea",), county=("Quill County",), roles=("tanner",),
)  # fmt: skip
CASES = tomllib.loads((Path(__file__).parent / "cases" / "styles.toml").read_text("utf-8"))
LINES = [(style["name"], line) for style in templates.STYLES for line in style["lines"]]


def marks(sample: Sample) -> list[tuple[str, str]]:
    """Label and words of each mark."""
    return [(span.labels[0], sample.text[span.start : span.end]) for span in sample.spans]


def test_there_are_many_templates_each_once() -> None:
    lines = [line for _, line in LINES]
    assert len(lines) >= 400
    assert len(lines) == len(set(lines))


@pytest.mark.parametrize("name", sorted({name for name, _ in LINES}))
def test_every_template_fills_and_leaves_no_slot(name: str) -> None:
    filler = styles.Filler(POOLS, 5)
    for _, line in (pair for pair in LINES if pair[0] == name):
        for _ in range(4):
            sample = styles.unmarked(filler.caption(line), name)
            assert not re.search(r"[{}<>~]|\[\[|\]\]", sample.text), (line, sample.text)
            for label, words in marks(sample):
                assert label in LABELS and label != "CREDIT", line
                assert words == words.strip(" ,;:") and words, (line, words)
                assert not re.match(r"(?i)the ", words), (line, words)
            if name == "no-name":
                assert not sample.spans, line


def test_marks_lie_on_words() -> None:
    nlp, all_, astray = language.blank(), 0, []
    for sample in styles.style_samples(POOLS, 800, 3):
        tokens = list(nlp.make_doc(sample.text))
        starts, ends = {token.idx for token in tokens}, {token.idx + len(token) for token in tokens}
        all_ += len(sample.spans)
        astray += [s for s in sample.spans if s.start not in starts or s.end not in ends]
    assert len(astray) <= 0.005 * all_


def test_a_seed_gives_the_same_captions_and_another_gives_others() -> None:
    first = styles.style_samples(POOLS, 60, 1)
    assert first == styles.style_samples(POOLS, 60, 1)
    assert first != styles.style_samples(POOLS, 60, 2)


def test_every_pool_has_words_and_every_word_fills() -> None:
    filler = styles.Filler(POOLS, 9)
    for name, words in templates.WORDS.items():
        assert words, name
        for word in words:
            assert word == word.strip() and filler.filled(word), (name, word)


def test_pools_are_large() -> None:
    size = {
        label: len({word for of, name, _ in templates.LABELED if of == label for word in templates.WORDS[name]})
        for label in ("ORG", "FAC", "VEHICLE", "EVENT", "PRODUCT", "WORK", "LOC", "NORP")
    }
    least = {"ORG": 150, "FAC": 150, "VEHICLE": 120, "EVENT": 100, "PRODUCT": 60, "WORK": 60, "LOC": 80, "NORP": 60}
    assert all(size[label] >= count for label, count in least.items()), size


@pytest.mark.parametrize("case", CASES["tidied"], ids=lambda case: case["why"])
def test_filled_lines_are_tidied(case: dict[str, str]) -> None:
    assert styles.tidied(case["filled"]) == case["tidied"]


@pytest.mark.parametrize("case", CASES["last"], ids=lambda case: case["person"])
def test_last_names(case: dict[str, str]) -> None:
    assert invent.last_name(case["person"]) == case["last"]


def test_what_is_numbered_is_the_same_within_a_caption_and_new_in_the_next() -> None:
    filler = styles.Filler(POOLS, 2)
    captions = [filler.caption("<person1>: <last1> and <person1> in {CITY1}, {city1}") for _ in range(8)]
    for caption in captions:
        (_, person), (_, last), (_, again) = marks(styles.unmarked(caption, "x"))
        assert person == again and last in person
        towns = caption.rsplit(" in ", 1)[1].split(", ")
        assert towns[0] == towns[1].upper()
    assert len(set(captions)) > 1


def test_slips_leave_the_marks_in_place() -> None:
    marked = "Mayor [[PERSON|Ole Quill]] and [[ORG|Harrow Bend Elm Company]], [[DATE|May 5, 1911]]."
    labels = [label for label, _ in marks(styles.unmarked(marked, "x"))]
    seen = {slips.slipped(marked, Random(seed)) for seed in range(300)}
    assert len(seen) > 10
    for slipped in seen:
        assert [label for label, _ in marks(styles.unmarked(slipped, "x"))] == labels
