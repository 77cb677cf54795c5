"""The page to read first: sources → records → tables, the stages called in order.

*Segment* cuts a source into entries, *extract* finds spans and their parts, *normalize* gives them values, *relate*
ties them into a record, *identify* says which names are one thing. Each is a pure function of what stands before it, so
a batch of sources gives the same tables on any engine.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cutline import knowledge as knowing
from cutline import language, tables
from cutline.extract.consistency import repeated_names
from cutline.extract.credits import credit_sides, find_credits
from cutline.extract.dates import find_dates
from cutline.extract.doubts import standing
from cutline.extract.heads import headed
from cutline.extract.names import find_names
from cutline.extract.patterns import find_patterns
from cutline.extract.resolve import resolve
from cutline.extract.short_forms import relabeled
from cutline.identify import identify
from cutline.knowledge import Knowledge
from cutline.normalize.credits import credit_values
from cutline.normalize.dates import date_values
from cutline.normalize.names import name_values
from cutline.read.language import language_warnings
from cutline.records import FIELDS, Entry, Mention, Reading, Record, RunFacts, Source
from cutline.relate.credit import credit_facts
from cutline.relate.people import people
from cutline.relate.photo import photo_date
from cutline.relate.places import place_facts
from cutline.segment import segment

if TYPE_CHECKING:
    import pyarrow as pa
    from spacy.language import Language


@dataclass(frozen=True)
class Tools:
    """What a worker holds: the knowledge, the spaCy pipeline, and what the first pass found out about the run."""

    knowledge: Knowledge
    nlp: Language
    run: RunFacts


def load_tools(model: Path | None = None, knowledge: Path | None = None, run: RunFacts | None = None) -> Tools:
    """The tools, with the model and knowledge that ship where no other is named."""
    return Tools(knowing.load(knowledge), language.load(model), run or RunFacts())


def extract_sources(sources: Sequence[Source], tools: Tools) -> dict[str, pa.Table]:
    """The tables of a batch of sources, `entities` left to the end of the run."""
    return tables.tabulate(extract_records(sources, tools))


def extract_records(sources: Sequence[Source], tools: Tools) -> list[Record]:
    """The records of a batch of sources, one an entry, in order."""
    entries = [entry for source in sources for entry in segment(source, tools.knowledge)]
    return relate(normalize(galleries(extract(entries, tools)), tools), tools)


def extract(entries: Sequence[Entry], tools: Tools) -> list[Reading]:
    """Each entry with the mentions that rules, gazetteers, grammars and the model find in it, overlaps settled."""
    return _readings(entries, find_names(entries, tools.nlp), tools)


def _readings(entries: Sequence[Entry], named: Iterable[Sequence[Mention]], tools: Tools) -> list[Reading]:
    """The entries' readings. This stage and the next go finder by finder, not entry by entry: each keeps its patterns
    and tables in the processor's cache meanwhile."""
    known = tools.knowledge
    found = [
        [*standing(names, known), *find_credits(entry, known, tools.run)]
        for entry, names in zip(entries, named, strict=True)
    ]
    texts = [
        (field, text, mentions)
        for entry, mentions in zip(entries, found, strict=True)
        for field in FIELDS
        if (text := entry.text(field))
    ]
    for find in (find_dates, find_patterns):
        for field, text, mentions in texts:
            mentions += find(field, text, known)
    resolved = [resolve(mentions) for mentions in found]
    warned = [(*entry.warnings, *language_warnings(entry, known)) for entry in entries]
    headings = [headed(entry, relabeled(kept), known) for entry, (kept, _) in zip(entries, resolved, strict=True)]
    return [
        Reading(entry, repeated_names(entry, mentions), warnings, dropped)
        for entry, mentions, warnings, (_, dropped) in zip(entries, headings, warned, resolved, strict=True)
    ]


def normalize(grouped: Iterable[Sequence[Reading]], tools: Tools) -> list[list[Reading]]:
    """The galleries' readings with a value on every mention that has one."""
    known = tools.knowledge
    dated = [date_values(gallery, known) for gallery in grouped]
    credited = [[credit_values(reading, known) for reading in gallery] for gallery in dated]
    return [[name_values(reading, known) for reading in gallery] for gallery in credited]


def relate(grouped: Sequence[Sequence[Reading]], tools: Tools) -> list[Record]:
    """The galleries' records: who, where in the frame, when, where, by whom; with identities."""
    known = tools.knowledge
    dates = [photo_date(gallery, known) for gallery in grouped]
    persons = [people(gallery, known) for gallery in grouped]
    places = [[place_facts(reading, known) for reading in gallery] for gallery in grouped]
    related = [
        [
            Record(
                reading=reading,
                people=shown,
                date=date,
                places=facts,
                credit=credit_facts(reading),
                warnings=warnings,
            )
            for reading, date, (shown, warnings), facts in zip(*gallery, strict=True)
        ]
        for gallery in zip(grouped, dates, persons, places, strict=True)
    ]
    return [record for records in related for record in identify(records, known)]


def galleries(readings: Sequence[Reading]) -> Iterator[list[Reading]]:
    """The readings by gallery, in order of first appearance; an entry without a gallery stands alone."""
    groups: dict[tuple[str, str], list[Reading]] = {}
    for number, reading in enumerate(readings):
        entry = reading.entry
        key = (entry.source, entry.gallery) if entry.gallery is not None else (entry.source, f"\0{number}")
        groups.setdefault(key, []).append(reading)
    yield from groups.values()


def first_pass(sources: Sequence[Source], tools: Tools) -> list[tuple[str, str]]:
    """(side, partner) of every `X/Y` credit in a batch: what the run must know before it reads a credit."""
    entries = (entry for source in sources for entry in segment(source, tools.knowledge))
    return list(itertools.chain.from_iterable(credit_sides(entry, tools.knowledge) for entry in entries))


def with_run(tools: Tools, run: RunFacts) -> Tools:
    """The same tools, told what the first pass found."""
    return replace(tools, run=run)
