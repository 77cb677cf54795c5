"""The picture's date against the archive's own: how often the year that a caption gives is the one in its record.

usage: PYTHONPATH=pipeline python bench/photo_dates.py [--faults 20]

For each archive whose records have a date of their own (FSA/OWI, Teenie Harris): of the captions for which `photo_date`
says a year, how many say one within the record's, by the reason of the date; the others are printed to be explained.
Records are no gold: archivists date them too, some from other sources than the caption. Needs the shared material
(CUTLINE_DATA, default ../shared beside the repository), else there is nothing to measure.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from pathlib import Path

from cutline.dataset import extract, load_tools, normalize
from cutline.records import Entry
from cutline.relate.photo import photo_date

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("CUTLINE_DATA", ROOT.parent / "shared"))
ARCHIVES = ("fsa_owi", "teenie_harris")


def records(name: str) -> list[tuple[Entry, str, str]]:
    """(entry, first year, last year) of each record with a date and a caption that holds a digit."""
    found = []
    for number, line in enumerate((DATA / f"captions/{name}.jsonl").open(encoding="utf-8"), 1):
        row = json.loads(line)
        first = (row.get("date_earliest") or row.get("date") or "")[:4]
        last = (row.get("date_latest") or row.get("date") or "")[:4]
        if first.isdigit() and last.isdigit() and any(character.isdigit() for character in row["caption"] or ""):
            found.append((Entry(row["id"], name, number, caption=row["caption"]), first, last))
    return found


def archive(name: str, faults: int) -> None:
    """Print for one archive how many years agree, by the date's reason, and the first that do not."""
    tools = load_tools()
    sample = records(name)
    readings = normalize([[reading] for reading in extract([entry for entry, _, _ in sample], tools)], tools)
    counted: Counter[tuple[str, bool]] = Counter()
    shown = 0
    for [reading], (entry, first, last) in zip(readings, sample, strict=True):
        [date] = photo_date([reading], tools.knowledge)
        if not date.earliest or not date.latest:
            continue
        agrees = f"{date.earliest.year:04d}" <= last and first <= f"{date.latest.year:04d}"
        counted[str(date.detail.get("reason")), agrees] += 1
        if not agrees and shown < faults:
            shown += 1
            print(f"  {entry.entry_id}: said {date.value}, recorded {first} to {last}: {entry.caption}"[:300])
    right, all_of_them = sum(n for (_, agrees), n in counted.items() if agrees), sum(counted.values())
    print(f"{name}: {right} of {all_of_them} agree, {right / max(all_of_them, 1):.4f}")
    for (reason, agrees), number in counted.most_common():
        print(f"  {number:5d} {'agree' if agrees else 'differ'}: {reason}")


def main() -> None:
    """Measure each archive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faults", type=int, default=0)
    options = parser.parse_args()
    if not DATA.joinpath("captions").is_dir():
        print(f"no captions in {DATA}: set CUTLINE_DATA")
        return
    for name in ARCHIVES:
        archive(name, options.faults)


if __name__ == "__main__":
    main()
