"""Credits on the bench: round trip on mutated lines, linear time, agreement with structured fields and with the gold.

usage: PYTHONPATH=pipeline python bench/credits.py [--lines 100000]

The last two need the shared material (CUTLINE_DATA, default ../shared beside the repository), else they are skipped.
"""

from __future__ import annotations

import argparse
import collections
import html
import json
import os
import random
import re
import time
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from cutline.extract.credits import credit_sides, find_credits
from cutline.knowledge import Knowledge, load
from cutline.markup import read_gold
from cutline.normalize.credits import AGENCIES, credit_values
from cutline.records import CreditFacts, Entry, Reading, RunFacts
from cutline.relate.credit import credit_facts

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("CUTLINE_DATA", ROOT.parent / "shared"))
BRACES = re.compile(r"\{\w+\|([^{}]*)\}")
TAG = re.compile(r"<[^<>]*>")
# What mutations put in: marks of the grammar, white space, controls, surrogates, combining and right-to-left letters.
NOISE = (
    "/¦,¦(¦)¦[¦]¦©¦ and ¦ via ¦—¦_¦ ¦  ¦\n¦\0¦\u2028¦\u200b¦\ud800¦e\u0301¦مصور¦.¦Jr.¦'¦“¦Photo by ¦Credit: ¦2013"
    "¦#¦&¦|¦\\¦ﬁ¦İ"
).split("¦")
SEEDS = (
    "NASA/¦Ada Fox and ¦(¦(NASA/¦Photo credit: ¦Sgt. ¦©  ¦A. ¦aa.Aa¦.¦ ¦/Released¦photo by Ada ¦U.S. Navy photo by "
    "¦Ada Fox/AFP. ¦Courtesy of ¦— ¦__A2000¦)¦\n¦Ada "
).split("¦")


def lines() -> list[str]:
    """The composed credit lines of the tests, and the real ones where the shared material is at hand."""
    document = tomllib.loads((ROOT / "tests/cases/credits.toml").read_text("utf-8"))
    composed = [BRACES.sub(r"\1", line) for form in document["form"] for line in form["lines"]]
    real = [row[key] for row in records() for key in ("credit", "secondary_creator") if row.get(key)]
    return sorted(set(composed + real))


def records() -> list[dict[str, str]]:
    path = DATA / "captions/nasa_images_api.jsonl"
    return [json.loads(line) for line in path.open(encoding="utf-8")] if path.is_file() else []


def mutated(line: str, dice: random.Random) -> str:
    """A line with one to six letters taken out, doubled, swapped or put in."""
    letters = list(line)
    for _ in range(dice.randint(1, 6)):
        place = dice.randrange(len(letters) + 1)
        action = dice.randrange(4)
        if action == 0 and letters:
            del letters[min(place, len(letters) - 1)]
        elif action == 1:
            letters.insert(place, dice.choice(NOISE))
        elif action == 2 and letters:
            letters.insert(place, letters[dice.randrange(len(letters))])
        else:
            letters = letters[place:] + letters[:place]
    return "".join(letters)


def lossless(entry: Entry, knowledge: Knowledge) -> bool:
    """Whether every CREDIT mention's parts give its text back, at their own offsets."""
    for mention in find_credits(entry, knowledge, RunFacts()):
        text = entry.text(mention.field)
        if text[mention.start : mention.end] != mention.text:
            return False
        if mention.label == "CREDIT":
            slices = [text[part.start : part.end] == part.text for part in mention.parts]
            ends = [mention.start, *(part.end for part in mention.parts)]
            joined = all(part.start == end for part, end in zip(mention.parts, ends, strict=False))
            if not (all(slices) and joined and "".join(part.text for part in mention.parts) == mention.text):
                return False
    return True


def round_trip(knowledge: Knowledge, count: int) -> None:
    dice, seeds, lost = random.Random(4), lines(), 0
    begin = time.process_time()
    for number in range(count):
        line = mutated(dice.choice(seeds), dice)
        entry = Entry("1", "bench", 1, credit_line=line, caption=f"A gull lands. {line}" if number % 10 == 0 else None)
        lost += not lossless(entry, knowledge)
    took = time.process_time() - begin
    print(f"round trip: {count} mutated lines, {lost} lost a character, {took / count * 1e6:.0f} µs a line")


def linear_time(knowledge: Knowledge) -> None:
    """Time for eight times the length over eight times the time: about 1 where time is in proportion to length."""
    ratios = []
    for field in ("credit_line", "caption"):
        for seed in SEEDS:
            short, long = (seconds(field, seed * (size // len(seed)), knowledge) for size in (4_000, 32_000))
            ratios.append((long / (8 * short), long, f"{field} of {seed!r}"))
    ratio, _, where = max(row for row in ratios if row[1] > 0.02)
    print(f"linear time: worst ratio {ratio:.2f} ({where})")
    print(f"linear time: slowest 32,000 characters {max(row[1] for row in ratios):.2f} s")


def seconds(field: str, text: str, knowledge: Knowledge) -> float:
    entry = Entry("1", "bench", 1, **{field: text})  # type: ignore[arg-type]
    begin = time.process_time()
    find_credits(entry, knowledge, RunFacts())
    return time.process_time() - begin or 1e-9


def reading(entry: Entry, knowledge: Knowledge, run: RunFacts) -> Reading:
    return credit_values(Reading(entry, tuple(find_credits(entry, knowledge, run))), knowledge)


def facts(entry: Entry, knowledge: Knowledge, run: RunFacts) -> CreditFacts:
    return credit_facts(reading(entry, knowledge, run))


def canonical(entry: Entry, knowledge: Knowledge) -> tuple[frozenset[str], frozenset[str]]:
    """Creators and providers by their canonical names: AP and Associated Press are one."""
    parts = [part for m in reading(entry, knowledge, RunFacts()).mentions for part in m.parts]
    creators = names(tuple(part.value or "" for part in parts if part.part == "creator"))
    return creators, names(tuple(part.value or "" for part in parts if part.part in AGENCIES))


def agreement(knowledge: Knowledge) -> None:
    """The structured credit of each record against the credit in its caption, where both speak."""
    both, apart, worded = 0, [], []
    for number, row in enumerate(records(), 1):
        caption = html.unescape(TAG.sub("", row.get("caption") or ""))
        said = row.get("credit") or row.get("secondary_creator")
        inside = Entry("1", "bench", number, caption=caption)
        phrase = facts(inside, knowledge, RunFacts()).text
        if not said or not phrase:
            continue
        both += 1
        if canonical(inside, knowledge) != canonical(Entry("1", "bench", number, credit_line=said), knowledge):
            apart.append(f"  apart: {row['id']}: field {said!r}, caption {phrase!r}")
        elif said != phrase:
            worded.append(f"  one by their canonical names: {row['id']}: field {said!r}, caption {phrase!r}")
    if both:
        print(f"structured fields: {both} records where both speak, agreement {1 - len(apart) / both:.4f}")
    for line in apart + worded:
        print(line)


def names(values: tuple[str, ...]) -> frozenset[str]:
    return frozenset(" ".join(value.casefold().split()) for value in values)


def gold(knowledge: Knowledge) -> None:
    """Creators and providers from raw text against train and dev together, as the gold's own score counts them."""
    tallies = {part: collections.Counter[str]() for part in ("creators", "providers")}
    for path in (DATA / "gold/train.jsonl", DATA / "gold/dev.jsonl"):
        entries = list(read_gold(path)) if path.is_file() else []
        run = partners(knowledge, (entry.reading.entry for entry in entries))
        for entry in entries:
            said, want = facts(entry.reading.entry, knowledge, run), entry.facts.get("credit") or {}
            for part, tally in tallies.items():
                mine, theirs = names(getattr(said, part)), names(tuple(want.get(part) or ()))
                tally.update(right=len(mine & theirs), said=len(mine), gold=len(theirs))
    for part, tally in tallies.items():
        if tally["gold"]:
            score = 2 * tally["right"] / (tally["said"] + tally["gold"])
            print(f"gold, train and dev: {part} F {score:.4f} {dict(tally)}")


def partners(knowledge: Knowledge, entries: Iterator[Entry]) -> RunFacts:
    beside: Mapping[str, set[str]] = collections.defaultdict(set)
    for entry in entries:
        for side, partner in credit_sides(entry, knowledge):
            beside[side].add(partner)
    return RunFacts({side: len(beside[side]) for side in sorted(beside)})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--lines", type=int, default=100_000)
    options = parser.parse_args()
    knowledge = load()
    gold(knowledge)
    agreement(knowledge)
    linear_time(knowledge)
    round_trip(knowledge, options.lines)


if __name__ == "__main__":
    main()
