"""Real captions that were annotated for this project, kept as offsets and facts without their text.

`house/readings.jsonl` names an entry of `CUTLINE_DATA/captions` by its id and the hash of its text, and says what
stands where: `marks` are field, start, end, label and value.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cutline.markup import GoldEntry, gold_entry, write_markup
from cutline.records import Mention

READINGS = Path(__file__).parent / "house" / "readings.jsonl"


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
