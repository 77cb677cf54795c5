"""Text with marks ⇄ mentions: `[[LABEL|exact text]]`, for dates and times `[[DATE:EDTF|exact text]]`.

The form of the gold, of `corpus/annotated`, of test cases and of `explain`. Marks never nest, and taking every mark
away gives the text back. Two marks keep that true for a text with brackets of its own: `[[TEXT|[[]]` stands for two
literal brackets, and `[[END|]]` ends a mark whose own text holds a `]` that would close it early.
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
LITERAL, END = "TEXT", "END"


def strip_marks(marked: str) -> str:
    """The text without its marks.

    >>> strip_marks("On [[DATE:2013-11-09|Nov. 9, 2013]].")
    'On Nov. 9, 2013.'
    """
    return MARK.sub(lambda match: match[3], marked)


def read_markup(marked: str, field: str = "caption", rule: str = "gold") -> tuple[str, tuple[Mention, ...]]:
    """The text without its marks, and the mentions that they stood for.

    >>> text, mentions = read_markup("On [[DATE:2013-11-09|Nov. 9, 2013]].")
    >>> text, mentions[0].text, mentions[0].start, mentions[0].value
    ('On Nov. 9, 2013.', 'Nov. 9, 2013', 3, '2013-11-09')
    """
    text = strip_marks(marked)
    spans: list[tuple[int, int, str, str | None]] = []
    shift = 0
    for match in MARK.finditer(marked):
        start = match.start() - shift
        end = start + len(match[3])
        shift += len(match[0]) - len(match[3])
        if match[1] == END:
            if not spans:
                raise ValueError(f"[[{END}|]] ends no mark: put it behind the mark it ends")
            spans[-1] = (spans[-1][0], end, *spans[-1][2:])
        elif match[1] != LITERAL:
            spans.append((start, end, match[1], match[2]))
    return text, tuple(
        Mention(field, start, end, text[start:end], label, rule, value=value) for start, end, label, value in spans
    )


def write_markup(text: str, mentions: Iterable[Mention]) -> str:
    """The text with its mentions marked; credits, which lie over names, are left out.

    Raises ValueError where mentions overlap, miss their text, or have a value that a mark cannot hold.

    >>> write_markup("On Nov. 9.", [Mention("caption", 3, 9, "Nov. 9", "DATE", "r", "XXXX-11-09")])
    'On [[DATE:XXXX-11-09|Nov. 9]].'
    >>> write_markup("[[sic]]", [])
    '[[TEXT|[[]]sic]]'
    """
    pieces, end = [], 0
    for mention in sorted((m for m in mentions if m.label != "CREDIT"), key=lambda m: m.start):
        if mention.start < end or text[mention.start : mention.end] != mention.text:
            raise ValueError(f"marks cannot nest or miss their text: {mention.text!r} at {mention.start}")
        pieces += [_literal(text[end : mention.start]), _mark(mention)]
        end = mention.end
    return "".join([*pieces, _literal(text[end:])])


def _literal(text: str) -> str:
    return text.replace("[[", f"[[{LITERAL}|[[]]")


def _mark(mention: Mention) -> str:
    value = f":{mention.value}" if mention.label in ("DATE", "TIME") and mention.value else ""
    if re.search(r"[|\]]", value):
        raise ValueError(f"a mark's value holds no | and no ]: {mention.value!r}")
    if "]]" not in mention.text and not mention.text.endswith("]"):
        return f"[[{mention.label}{value}|{mention.text}]]"
    before, bracket, rest = mention.text.partition("]")
    return f"[[{mention.label}{value}|{before}]]{_literal(bracket + rest)}[[{END}|]]"


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
