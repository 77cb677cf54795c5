"""Augmented samples keep their marks around names, whatever is done to the text."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from cutline.training.augment import augmented, headline, recased
from cutline.training.damage import damaged
from cutline.training.gazetteers import Pools
from cutline.training.pieces import pieces_of, together
from cutline.training.renames import another_way, composed, form, led, renamed
from cutline.training.samples import ALL, Sample
from cutline.training.styles import Filler, unmarked

MARKED = (
    "Sgt. [[PERSON|Ann Roe]], left, and [[PERSON|Ed Doe Jr.]] of the [[ORG|Roe Corps]] greet [[NORP|Italian]] crew of "
    "[[VEHICLE|USS Doe]] at [[FAC|Roe Hall]], [[GPE|Washington]], [[GPE|D.C.]], during [[EVENT|Operation Roe]], "
    "[[DATE|July 1, 1941]]. [[PERSON|Roe]] is from [[GPE|Roeville]]."
)


@pytest.fixture
def filler() -> Filler:
    names, rest = ("Bea", "Cal", "Dot"), ("Zed",)
    return Filler(
        Pools(names, ("Poe", "Loe"), names, ("Poe", "Loe"), ("Xanth",), *[rest] * 2, ("Roean",), *[rest] * 3), 1
    )


@pytest.fixture
def sample() -> Sample:
    return unmarked(MARKED, "test")


def spans(sample: Sample, label: str) -> list[str]:
    return [sample.text[s.start : s.end] for s in sample.spans if s.labels == (label,)]


@pytest.mark.parametrize("seed", range(60))
def test_marks_stay_apart_and_inside(sample: Sample, filler: Filler, seed: int) -> None:
    changed = augmented(sample, Random(seed), filler)
    ends = [(s.start, s.end) for s in changed.spans]
    assert all(start < end <= len(changed.text) for start, end in ends)
    assert all(a[1] <= b[0] for a, b in pairwise(ends))
    assert changed.known == ALL and len(changed.spans) >= len(sample.spans) - 1


def test_the_same_random_gives_the_same_text(sample: Sample) -> None:
    one, two = ([augmented(sample, Random(s), _filler()) for s in range(20)] for _ in range(2))
    assert one == two


def _filler() -> Filler:
    return Filler(Pools(*[("Bea", "Cal")] * 11), 1)


def test_pieces_put_together_are_the_sample(sample: Sample) -> None:
    assert together(sample, pieces_of(sample)) == sample


def test_a_name_that_comes_again_gets_the_same_other_name(sample: Sample, filler: Filler) -> None:
    for seed in range(30):
        first, *_, again = spans(renamed(sample, Random(seed), filler), "PERSON")
        assert again in first, (first, again)


def test_the_capital_keeps_its_name(sample: Sample, filler: Filler) -> None:
    assert all(spans(renamed(sample, Random(s), filler), "GPE")[0] == "Washington" for s in range(30))


def test_open_names_and_dates_stay(sample: Sample, filler: Filler) -> None:
    assert all(spans(renamed(sample, Random(s), filler), "DATE") == ["July 1, 1941"] for s in range(20))
    assert all(spans(damaged(sample, Random(s)), "DATE") == ["July 1, 1941"] for s in range(40))


def test_composed_names_are_found_by_form() -> None:
    assert composed()["VEHICLE", form("USS Roe")] and composed()["ORG", form("Roe Corps")]
    assert all(names for names in composed().values())


def test_another_way_keeps_the_surname(filler: Filler) -> None:
    ways = {another_way("Ann Roe", Random(s), filler) for s in range(40)}
    assert len(ways) > 5 and all("roe" in way.lower() for way in ways)
    assert another_way("de la Roe", Random(1), filler) == "de la Roe"


def test_a_person_may_lead(sample: Sample) -> None:
    changed = led(sample, Random(3))
    assert changed.spans[0].start == 0 and changed.text.endswith(sample.text)
    bare = Sample("No one here.", (), ALL, "test")
    assert led(bare, Random(3)) == bare


def test_cases_keep_lengths(sample: Sample) -> None:
    assert recased(sample, str.upper).spans == sample.spans
    assert recased(Sample("Maß", (), ALL, "test"), str.upper).text == "Maß"
    assert headline("a view of Roe hall") == "A View of Roe Hall"
