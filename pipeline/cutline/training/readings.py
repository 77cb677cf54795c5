"""Captions annotated for this project: real ones kept as offsets and facts without their text, and composed ones.

`house/readings.jsonl` names an entry of `CUTLINE_DATA/captions` by its id and the hash of its text, and says what
stands where: `marks` are field, start, end, label and value; `people` is null where they were not read.
`house/written/*.txt` holds captions written for this project, with marks: blocks of `T:` title, `C:` caption, `D=` the
picture's date and `L=` its places, most specific first.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from cutline.markup import GoldEntry, gold_entry, write_markup
from cutline.records import Mention

HOUSE = Path(__file__).parent / "house"
READINGS, WRITTEN = HOUSE / "readings.jsonl", HOUSE / "written"


def text_hash(title: str | None, caption: str | None) -> str:
    """What tells a text from another of the same id.

    >>> text_hash(None, "A crew.") == text_hash("", "A crew."), text_hash("A crew.", None) == text_hash(None, "A crew.")
    (True, False)
    """
    return hashlib.sha256(f"{title or ''}\n{caption or ''}".encode()).hexdigest()[:16]


def read_readings(captions: Path, readings: Path = READINGS) -> list[GoldEntry]:
    """The annotated real captions, in the file's order; one whose text is not in the folder `captions` is left out."""
    rows = [json.loads(line) for line in readings.read_text("utf-8").splitlines()]
    wanted = {row["text"] for row in rows}
    texts: dict[str, tuple[str | None, str | None]] = {}
    for path in sorted(captions.glob("*.jsonl")):
        for line in path.open(encoding="utf-8"):
            caption = json.loads(line)
            pair = caption.get("title") or None, caption.get("caption") or None
            if (key := text_hash(*pair)) in wanted:
                texts[key] = pair
    return [
        gold_entry(_with_text(row, *texts[row["text"]]), READINGS.name, number)
        for number, row in enumerate(rows, 1)
        if row["text"] in texts
    ]


def _with_text(row: Mapping[str, Any], title: str | None, caption: str | None) -> dict[str, Any]:
    texts = {"title": title, "caption": caption}
    mentions = [
        Mention(field, start, end, (texts[field] or "")[start:end], label, "reading", value=value)
        for field, start, end, label, value in row["marks"]
    ]
    marked = {
        name: text and write_markup(text, [mention for mention in mentions if mention.field == name])
        for name, text in texts.items()
    }
    return {**row, **marked, "credit_line": None}


def read_written(folder: Path = WRITTEN) -> list[GoldEntry]:
    """The composed captions, in the order of their files. Errors name file and block."""
    return [entry for path in sorted(folder.glob("*.txt")) for entry in written_entries(path.read_text("utf-8"), path)]


def written_entries(text: str, path: Path) -> Iterator[GoldEntry]:
    """The entries of a file of blocks that empty lines divide.

    >>> [entry] = written_entries("T: Crew\\nC: At [[FAC|Pad 1]].\\nD=null\\nL=Pad 1", Path("a.txt"))
    >>> entry.reading.entry.title, entry.facts["places"], entry.facts["photo_date"], entry.source
    ('Crew', ['Pad 1'], None, 'written')
    """
    for number, block in enumerate(re.split(r"\n\s*\n", text.strip()), 1):
        fields = _fields(block.splitlines())
        if fields is None:
            raise ValueError(f"{path}: block {number} holds a line that is none of T:, C:, D=, L=: mend it")
        row = {
            "id": f"{path.stem}-{number}",
            "source": "written",
            "title": fields.get("T:"),
            "credit_line": None,
            "caption": fields.get("C:"),
            "photo_date": None if fields.get("D=", "null") == "null" else fields["D="],
            "places": [place.strip() for place in fields.get("L=", "").split(";") if place.strip()],
        }
        yield gold_entry(row, path.name, number)


def _fields(lines: Iterable[str]) -> dict[str, str] | None:
    fields = {line[:2]: line[2:].strip() for line in lines}
    return fields if fields.keys() <= {"T:", "C:", "D=", "L="} else None
