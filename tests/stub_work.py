"""Stages of straw for the engine's tests: an entry a paragraph or row, its capitalized words as mentions."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from cutline.records import Entry, Mention, Person, Reading, Record, RunFacts, Source
from cutline.tables import tabulate


def start() -> str:
    return "tools"


def first_pass(sources: Sequence[Source], tools: Any) -> list[tuple[str, str]]:
    texts = [text for entry in entries(sources) for text in (entry.credit_line or "", entry.caption or "")]
    return [(a, b) for text in texts for a, b in re.findall(r"(\w+)/(\w+)", text)]


def extract(sources: Sequence[Source], tools: Any, run: RunFacts) -> Mapping[str, pa.Table]:
    assert tools == "tools"
    return tabulate([record(entry, run) for entry in entries(sources)])


def entries(sources: Sequence[Source]) -> list[Entry]:
    found = []
    for source in sources:
        for number, text in enumerate((source.text or "").strip().split("\n\n"), 1):
            if source.text is not None:
                found.append(Entry(f"{source.path}#{number}", source.path, number, caption=text))
        for row in source.rows:
            fields = dict(row.fields)
            entry_id = fields.pop("id", f"{source.path}#{row.ordinal}")
            size = str(sum(r.fields.get("gallery") == fields.get("gallery") for r in source.rows))
            extra = {**row.extra, "gallery size": size} if "gallery" in fields else row.extra
            found.append(Entry(entry_id, source.path, row.ordinal, **fields, extra=extra, warnings=row.warnings))
    return found


def record(entry: Entry, run: RunFacts) -> Record:
    mentions = tuple(
        Mention(
            "caption", m.start(), m.end(), m[0], "PERSON", "stub/capital",
            value=str(run.credit_partners.get(m[0].casefold(), 0)), entity_id=f"E-{m[0].casefold()}",
        )
        for m in re.finditer(r"[A-Z]\w+", entry.caption or "")
    )  # fmt: skip
    people = tuple(Person(m.text, m.text, roles=("dancer",), entity_id=m.entity_id) for m in mentions[:1])
    return Record(Reading(entry, mentions), people=people)


def crash(sources: Sequence[Source], tools: Any, run: RunFacts) -> Mapping[str, pa.Table]:
    os._exit(9)


def interrupt(sources: Sequence[Source], tools: Any, run: RunFacts) -> Mapping[str, pa.Table]:
    raise KeyboardInterrupt


def stumble(sources: Sequence[Source], tools: Any, run: RunFacts) -> Mapping[str, pa.Table]:
    raise KeyError("a fault of ours")
