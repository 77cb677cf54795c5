"""The date stage alone: captions a second on one core, beside dateparser's search_dates on the same captions.

usage: python bench/dates.py [--captions N] [--peer M] [--clocks K] [FILE.jsonl ...]

Without files the captions are made here: invented, a third with dates. dateparser is slow, so it reads the first M and
its rate is over those; ours is measured over the same M as well. Also here, because they take long: the same bytes
under K random time zones and locales, the cost of a line of a megabyte, and the fuzz for invented years.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from cutline.edtf import Interval, parse
from cutline.extract.dates import find_dates
from cutline.knowledge import Knowledge, load
from cutline.normalize.dates import date_values
from cutline.records import Entry, Reading
from cutline.relate.photo import photo_date

PLACES = ("Millbrook", "Arden", "Port Olin", "Camp Harlan", "the town hall", "the east pier")
SCENES = (
    "Two welders rest beside a crane at {place}, a ladder and three oil drums behind them",
    "Mayor Ada Lindqvist, left, speaks with Judge Omar Bell during a conference at {place}, {date}. (Photo/Jon Reyes)",
    "Group portrait of eleven women and four men, including Rosa Hill, Dora Finch and Ida Moss, in front of {place}",
    "The supply ship Northern Reach is seen from {place} on {date}. The ship will sail on {later} for a 12-day voyage",
    "Farm family at {place}. They came here in {year} from a farm of 160 acres, and raise corn and 40 head of cattle",
    "A nurse examines a boy of 8 at {place}. General caption number 24, reel 1923",
)


def made(count: int) -> list[str]:
    """Invented captions, the same on every run."""
    chance, captions = random.Random(7), []
    for _ in range(count):
        year, month, day = (
            chance.randint(1930, 2024),
            chance.choice(("Jan.", "March", "June", "Nov.")),
            chance.randint(1, 28),
        )
        date = chance.choice((f"{month} {day}, {year}", f"{day} {month.strip('.')} {year}"))
        scene = chance.choice(SCENES)
        captions.append(
            scene.format(place=chance.choice(PLACES), date=date, later=f"{month} {min(day + 1, 28)}", year=year)
        )
    return captions


def stage(text: str, knowledge: Knowledge) -> tuple[Reading, str | None]:
    """One caption through the whole stage: found, valued, the picture dated."""
    return entry_stage(Entry("x", "x", 1, caption=text), text, knowledge)


def entry_stage(entry: Entry, text: str, knowledge: Knowledge) -> tuple[Reading, str | None]:
    """The same for an entry that stands, as it does in the pipeline."""
    reading = Reading(entry, tuple(find_dates("caption", text, knowledge)))
    valued = date_values([reading], knowledge)
    return valued[0], photo_date(valued, knowledge)[0].value


def ours(captions: Sequence[str], knowledge: Knowledge) -> float:
    """Captions a second of one core's own time (the machine may be shared)."""
    entries = [Entry("x", "x", 1, caption=text) for text in captions]
    start = time.process_time()
    for entry, text in zip(entries, captions, strict=True):
        entry_stage(entry, text, knowledge)
    return len(captions) / (time.process_time() - start)


def peer(captions: Sequence[str]) -> float:
    from dateparser.search import search_dates

    search_dates("warm up on 9 May 1950", languages=["en"])
    start = time.process_time()
    for text in captions:
        search_dates(text, languages=["en"])
    return len(captions) / (time.process_time() - start)


def beside(captions: Sequence[str], knowledge: Knowledge, turns: int = 10) -> None:
    """Ours and dateparser in turns over the same captions, so that a busy machine slows both alike."""
    size = -(-len(captions) // turns)
    parts = [captions[start : start + size] for start in range(0, len(captions), size)]
    seconds = [(len(part) / ours(part, knowledge), len(part) / peer(part)) for part in parts]
    fast, slow = (len(captions) / sum(column) for column in zip(*seconds, strict=True))
    print(
        f"  on the first {len(captions)}: ours {fast:,.0f}, dateparser {slow:,.1f} a second: {fast / slow:,.0f} times"
    )


def line_cost(knowledge: Knowledge, size: int) -> None:
    """Microseconds a character: prose, and lines made to hurt, at a sixteenth of the size and at the size."""
    hurt = {
        "prose": " ".join(made(300)) + " ",
        "digits": "1",
        "digits, commas, months": "May 1, 12, June, 1950, 7, ",
        "May": "May ",
        "years": "1950 ",
        "the next": "the next ",
        "names": "Bb Cc ",
        "quoted years": '"a 1950 ',
        "spaces": "May" + " " * 60,
    }
    for name, unit in hurt.items():
        costs = []
        for length in (size // 16, size):
            line = (unit * (length // len(unit) + 1))[:length]
            start = time.process_time()
            stage(line, knowledge)
            costs.append((time.process_time() - start) / length * 1e6)
        print(f"  {name:24} {costs[0]:7.3f} and {costs[1]:7.3f} µs a character of a line of {size} characters")


def invented_years(count: int, knowledge: Knowledge) -> int:
    """How many of so many fuzzed captions got a year that they do not give."""
    chance, bad = random.Random(3), 0
    pieces = ["Nov. 9", "9 June", "Monday", "on", "in", "March was cold", "May", "Sat.", "today", "last year", "1943",
              "13", ",", "the", "fall", "2 p.m.", "Christmas", "next day", "(", ")", "12",
              "'44", "June", "-", "will", "since", "launched"]  # fmt: skip
    for _ in range(count):
        text = " ".join(chance.choice(pieces) for _ in range(chance.randint(1, 14)))
        years = {int(year) for year in re.findall(r"\d{4}", text)}
        short = {int(year) for year in re.findall(r"(?<!\d)\d{2}(?!\d)", text)}
        for mention in stage(text, knowledge)[0].mentions:
            if mention.label != "DATE" or mention.value is None:
                continue
            value = parse(mention.value)
            for side in (value.start, value.end) if isinstance(value, Interval) else (value,):
                year = getattr(side, "year", "X")
                leaning = any(
                    word in step for step in mention.detail["steps"] for word in ("told from", "next to", "New Year")
                )
                if year.isdigit() and not leaning and int(year) not in years and int(year) % 100 not in short:
                    bad += 1
                    print("   ", text, mention.text, mention.value)
    return bad


def clocks(count: int) -> int:
    """How many different outputs so many runs under random zones, locales and hash seeds give: 1 is right."""
    chance, outputs = random.Random(9), set()
    program = (
        "import sys; sys.path[:0] = ['bench', 'pipeline']; import dates, hashlib; k = dates.load();"
        "print(hashlib.sha256(repr([[(m.text, m.value, sorted(m.detail)) for m in dates.stage(t, k)[0].mentions]"
        " for t in dates.made(200)]).encode()).hexdigest())"
    )
    for _ in range(count):
        environment = {
            **os.environ,
            "TZ": chance.choice(("UTC", "Asia/Tokyo", "America/New_York", "Pacific/Apia", "Europe/Berlin")),
            "LC_ALL": chance.choice(("C", "C.UTF-8", "en_US.UTF-8", "tr_TR.UTF-8")),
            "PYTHONHASHSEED": str(chance.randint(0, 4000)),
        }
        done = subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
        )
        outputs.add(done.stdout)
    return len(outputs)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--captions", type=int, default=20000)
    parser.add_argument("--peer", type=int, default=150)
    parser.add_argument("--line", type=int, default=1 << 20, help="length of the lines made to hurt")
    parser.add_argument("--clocks", type=int, default=0)
    parser.add_argument("--fuzz", type=int, default=0)
    options = parser.parse_args()
    captions = [
        row["caption"]
        for path in options.files
        for line in path.open(encoding="utf-8")
        if (row := json.loads(line)).get("caption")
    ] or made(options.captions)
    random.Random(1).shuffle(captions)
    captions = captions[: options.captions]
    knowledge = load()
    stage("warm up on 9 May 1950", knowledge)
    print(f"{len(captions)} captions of {sum(map(len, captions)) / len(captions):.0f} characters")
    print(f"  date stage: {ours(captions, knowledge):,.0f} captions a second of one core")
    if options.peer:
        beside(captions[: options.peer], knowledge)
    line_cost(knowledge, options.line)
    if options.fuzz:
        print(f"  invented years in {options.fuzz} fuzzed captions: {invented_years(options.fuzz, knowledge)}")
    if options.clocks:
        print(
            f"  different outputs under {options.clocks} random zones, locales and hash seeds: {clocks(options.clocks)}"
        )


if __name__ == "__main__":
    main()
