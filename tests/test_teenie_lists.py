"""List captions drawn at random and read by eye: is the whole ordered list right? Needs the captions (CUTLINE_DATA)."""

from __future__ import annotations

import json
import os
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from cutline.knowledge import load
from cutline.records import Entry, Mention, Reading
from cutline.relate.people import people

HERE = Path(__file__).parent
CAPTIONS = Path(os.environ.get("CUTLINE_DATA", HERE.parents[1] / "shared")) / "captions" / "teenie_harris.jsonl"


def read_captions(wanted: set[str]) -> dict[str, str]:
    with CAPTIONS.open(encoding="utf-8") as lines:
        rows = (json.loads(line) for line in lines)
        return {row["id"]: row["caption"] for row in rows if row["id"] in wanted}


def marked(caption: str, names: list[str]) -> tuple[Mention, ...]:
    """Each name as a mention, in the order in which the caption gives them."""
    mentions: list[Mention] = []
    taken: list[tuple[int, int]] = []
    cursor = 0
    for name in names:
        start = caption.find(name, cursor)
        start = start if start >= 0 else caption.find(name)
        while any(start < end and first < start + len(name) for first, end in taken):
            start = caption.find(name, start + 1)
        mentions.append(Mention("caption", start, start + len(name), name, "PERSON", "truth"))
        taken.append((start, start + len(name)))
        cursor = start + len(name)
    return tuple(sorted(mentions, key=lambda mention: mention.start))


def right(caption: str, facts: list[tuple[str, str]]) -> bool:
    reading = Reading(Entry("x", "x", 1, caption=caption), marked(caption, [name for name, _ in facts]))
    persons, _ = people([reading], load())[0]
    return Counter((person.name, person.position or "") for person in persons) == Counter(facts)


@pytest.mark.skipif(not CAPTIONS.is_file(), reason="the captions are not at hand")
def test_nine_of_ten_whole_lists_are_right() -> None:
    lists = tomllib.loads((HERE / "cases" / "teenie_lists.toml").read_text("utf-8"))["list"]
    captions = read_captions({case["id"] for case in lists})
    wrong = []
    for case in lists:
        facts = [(name, place) for name, _, place in (line.partition(" | ") for line in case["people"])]
        if not right(captions[case["id"]], facts):
            wrong.append(case["id"])
    assert len(lists) > 200
    assert len(wrong) <= 0.10 * len(lists), wrong
