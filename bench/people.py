"""How fast the people stage is: entries a second on one core, over the gold's captions or composed ones.

usage: PYTHONPATH=pipeline python bench/people.py [GOLD.jsonl ...]
Without an argument it reads the gold beside the repository where it is at hand, else captions of its own.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from pathlib import Path

from cutline.knowledge import load
from cutline.markup import read_gold, read_markup
from cutline.records import Entry, Reading
from cutline.relate.people import people

COMPOSED = (
    "The harbor of [[GPE|Oslo]] at dusk, with boats along the quay and gulls over the water",
    "[[NORP|Russian]] cosmonaut [[PERSON|Ilya Brov]], commander, waves beside [[PERSON|Ann Lee]] of [[ORG|NASA]]",
    "Members, seated from left: [[PERSON|Ann Lee]], [[PERSON|Bo Day]]; standing: [[PERSON|Cy Moss]]",
    "[[GPE|Decatur]], [[GPE|Alabama]]. A street in the rain with two parked cars and a shuttered store",
)
TARGET = 5000


def readings(paths: list[Path]) -> list[Reading]:
    """The readings of annotated files, or composed ones."""
    found = [gold.reading for path in paths for gold in read_gold(path)]
    for number, marked in enumerate(() if found else COMPOSED * 250):
        text, mentions = read_markup(marked)
        found.append(Reading(Entry(str(number), "bench", number + 1, caption=text), mentions))
    return found


def main(arguments: list[str]) -> None:
    """Print the rate of the best of five runs, and its ratio to the target."""
    shared = Path(os.environ.get("CUTLINE_DATA", Path(__file__).parents[2] / "shared")) / "gold"
    known = [shared / name for name in ("train.jsonl", "dev.jsonl")]
    paths = [Path(argument) for argument in arguments] or [path for path in known if path.is_file()]
    knowledge, rows = load(), readings(paths)
    gc.freeze()  # as the engine does before it maps the stages
    seconds = []
    for _ in range(6):
        start = time.process_time()
        for row in rows:
            people([row], knowledge)
        seconds.append(time.process_time() - start)
    rate = len(rows) / min(seconds[1:])
    print(f"{len(rows)} entries, {rate:,.0f} a second on one core, {rate / TARGET:.2f} of the target of {TARGET:,}")


if __name__ == "__main__":
    main(sys.argv[1:])
