"""Text with marks ⇄ mentions: `[[LABEL|exact text]]`, for dates and times `[[DATE:EDTF|exact text]]`.

The form of the gold, of `corpus/annotated`, of test cases and of `explain`. Marks never nest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cutline.records import Entry, Mention, Reading

MARK = re.compile(r"\[\[([A-Z]+)(?::([^|\]]*))?\|(.*?)\]\]", re.DOTALL)


def read_markup(marked: str, field: str = "caption", rule: str = "gold") -> tuple[str, tuple[Mention, ...]]:
    """The text without its marks, and the mentions that they stood for.

    >>> text, mentions = read_markup("On [[DATE:2013-11-09|Nov. 9, 2013]].")
    >>> text, mentions[0].text, mentions[0].start, mentions[0].value
    ('On Nov. 9, 2013.', 'Nov. 9, 2013', 3, '2013-11-09')
    """
    pieces, mentions, end, length = [], [], 0, 0
    for match in MARK.finditer(marked):
        before, text = marked[end : match.start()], match[3]
        pieces += [before, text]
        start = length + len(before)
        mentions.append(Mention(field, start, start + len(text), text, match[1], rule, value=match[2]))
        end, length = match.end(), start + len(text)
    return "".join([*pieces, marked[end:]]), tuple(mentions)


def write_markup(text: str, mentions: Iterable[Mention]) -> str:
    """The text with its mentions marked; credits, which lie over names, are left out.

    Raises ValueError where the result would not read back as the same text and mentions.

    >>> write_markup("On Nov. 9.", [Mention("caption", 3, 9, "Nov. 9", "DATE", "r", "XXXX-11-09")])
    'On [[DATE:XXXX-11-09|Nov. 9]].'
    """
    pieces, end = [], 0
    marks = sorted((m for m in mentions if m.label != "CREDIT"), key=lambda m: m.start)
    for mention in marks:
        if mention.start < end or text[mention.start : mention.end] != mention.text:
            raise ValueError(f"marks cannot nest or miss their text: {mention.text!r} at {mention.start}")
        value = f":{mention.value}" if mention.label in ("DATE", "TIME") and mention.value else ""
        pieces += [text[end : mention.start], f"[[{mention.label}{value}|{mention.text}]]"]
        end = mention.end
    marked = "".join([*pieces, text[end:]])
    again, read = read_markup(marked)
    if again != text or [(m.start, m.end) for m in read] != [(m.start, m.end) for m in marks]:
        raise ValueError("the text itself holds brackets like a mark's: it cannot be written with marks")
    return marked


@dataclass(frozen=True, slots=True)
class GoldEntry:
    """An annotated entry: its reading with the gold mentions (strict offsets), and the facts as the file gives them."""

    reading: Reading
    facts: Mapping[str, Any]

    @property
    def source(self) -> str:
        """The archive that the caption comes from."""
        return str(self.facts.get("source", ""))


def read_gold(path: Path) -> Iterator[GoldEntry]:
    """The entries of an annotated JSONL file. Errors name the line."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                yield gold_entry(row, path.name, number)
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{path}:{number}: not an annotated entry: {error}: one JSON object a line") from error


def gold_entry(row: Mapping[str, Any], source: str, ordinal: int) -> GoldEntry:
    """A gold row with its marks taken out of title, credit line and caption."""
    texts: dict[str, str | None] = {}
    mentions: list[Mention] = []
    for field in ("title", "credit_line", "caption"):
        marked = row.get(field)
        if not marked:
            texts[field] = None
            continue
        texts[field], found = read_markup(marked, field)
        mentions += found
    entry = Entry(str(row["id"]), source, ordinal, **texts)  # type: ignore[arg-type]
    return GoldEntry(Reading(entry, tuple(mentions)), row)
