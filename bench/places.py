"""Places on the bench: the archive's own location found among the places, and the rules' precision and speed.

usage: PYTHONPATH=pipeline python bench/places.py [--captions 2000] [--misses 20]

Of the FSA captions that name their record's location (its town, else its state) as words, how many have that name among
`places`; misses are printed to be explained. Needs the shared material (CUTLINE_DATA, default ../shared beside the
repository), else there is nothing to measure.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

from cutline.dataset import extract, load_tools, normalize
from cutline.extract.patterns import find_patterns
from cutline.markup import read_gold
from cutline.records import Entry
from cutline.relate.places import place_facts

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("CUTLINE_DATA", ROOT.parent / "shared"))
NATIONS = {"United States", "District of Columbia"}


def named_locations(limit: int) -> Iterator[tuple[Entry, str, str]]:
    """(entry, name, location) of the sampled captions that name their location; the sample hangs on ids alone."""
    path = DATA / "captions/fsa_owi.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    rows.sort(key=lambda row: zlib.crc32(row["id"].encode()))
    seen = 0
    for row in rows:
        parts = [re.sub(r"\s*\(.*?\)", "", part).strip() for part in (row.get("location") or "").split(",")]
        parts = [part for part in parts if part and part not in NATIONS]
        name = parts[0] if parts else None
        if name and re.search(rf"\b{re.escape(name)}\b", row["caption"]):
            yield Entry(row["id"], path.name, seen + 1, caption=row["caption"]), name, row["location"]
            seen += 1
            if seen == limit:
                return


def locations(limit: int, misses: int) -> None:
    """Print the share of named locations among the places, and the first misses."""
    tools = load_tools()
    sample = list(named_locations(limit))
    readings = extract([entry for entry, _, _ in sample], tools)
    found, shown = 0, 0
    for reading, (entry, name, location) in zip(readings, sample, strict=True):
        facts = place_facts(normalize([[reading]], tools)[0][0], tools.knowledge)
        if any(name.casefold() in place.casefold() for place in facts.places):
            found += 1
        elif shown < misses:
            shown += 1
            print(f"  missed {location!r}: places {list(facts.places)}, mentioned {list(facts.mentioned)}")
            print(f"    {entry.entry_id}: {reading.entry.caption}"[:300])
    print(f"locations among places: {found}/{len(sample)} = {found / len(sample):.4f}")


def rules() -> None:
    """Print for each rule and gazetteer how often it is right on the training captions, and the speed."""
    known = load_tools().knowledge
    right: dict[str, list[int]] = {}
    gold = list(read_gold(DATA / "gold/train.jsonl"))
    find_patterns("caption", "Akron, Ohio", known)
    started = time.perf_counter()
    found = [
        [find_patterns(field, entry.reading.entry.text(field), known) for field in ("title", "caption")]
        for entry in gold
    ]
    rate = len(gold) / (time.perf_counter() - started)
    for entry, fields in zip(gold, found, strict=True):
        marks = {(m.field, m.start, m.end, m.label) for m in entry.reading.mentions}
        for mention in (mention for mentions in fields for mention in mentions):
            tally = right.setdefault(mention.rule, [0, 0])
            tally[0] += (mention.field, mention.start, mention.end, mention.label) in marks
            tally[1] += 1
    for rule, (hits, said) in sorted(right.items()):
        print(f"{rule:36} {hits:4}/{said:4} {hits / said:.3f}")
    started = time.perf_counter()
    for entry in gold:
        place_facts(entry.reading, known)
    placed = len(gold) / (time.perf_counter() - started)
    print(f"find_patterns: {rate:,.0f} entries/s; place_facts: {placed:,.0f} entries/s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--captions", type=int, default=2000)
    parser.add_argument("--misses", type=int, default=20)
    options = parser.parse_args()
    if not DATA.is_dir():
        print(f"{DATA}: no such folder: nothing to measure")
        return
    rules()
    locations(options.captions, options.misses)


if __name__ == "__main__":
    main()
