"""The engine of a notebook: everything in this process, the dataset as Arrow tables in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from cutline.dataset import extract_sources, first_pass, load_tools, with_run
from cutline.engine.batches import distinct_ids, open_seen
from cutline.engine.facts import run_facts
from cutline.engine.order import in_order
from cutline.read import FIELD_NAMES, field_names, find_files, read
from cutline.read.fields import Names, row
from cutline.read.pieces import gathered, pieces
from cutline.records import Fault, Source
from cutline.tables import TABLES, empty
from cutline.tables.entities import entities_table

RECORDS = "records"
"""The `source` of entries that come from records in memory."""


@dataclass(frozen=True)
class Dataset:
    """The tables of the contract as Arrow tables, rows as in the files, and what could not be read."""

    entries: pa.Table
    mentions: pa.Table
    people: pa.Table
    credits: pa.Table
    entities: pa.Table
    faults: tuple[Fault, ...] = ()


def extract(
    inputs: str | Path | Mapping[str, Any] | Iterable[str | Path | Mapping[str, Any]],
    *,
    model: str | Path | None = None,
    knowledge: str | Path | None = None,
    fields: Mapping[str, str] | None = None,
) -> Dataset:
    """The dataset of files and folders (strings or paths), or of records (mappings with the names of the contract).

    Raises InputError where a named file is missing or broken, KnowledgeError where a user's rule is.

    >>> extract({"title": "Launch", "caption": "Ada Lund waves on May 4, 2011."}).entries["photo_date"].to_pylist()
    ['2011-05-04']
    """
    names = field_names(fields) if fields else FIELD_NAMES
    sources, faults = _sources(inputs, names)
    tools = load_tools(Path(model) if model else None, Path(knowledge) if knowledge else None)
    tools = with_run(tools, run_facts([first_pass(sources, tools)]))
    batches = [extract_sources([source], tools) for source in sources]
    names_of_batches = [name for name in TABLES if name != "entities"]
    tables = {name: pa.concat_tables([batch[name] for batch in batches] or [empty(name)]) for name in names_of_batches}
    return Dataset(**in_order(tables), entities=entities_table(batches), faults=tuple(faults))


def _sources(inputs: Any, names: Names) -> tuple[list[Source], list[Fault]]:
    given = [inputs] if isinstance(inputs, str | Path | Mapping) else list(inputs)
    records = [item for item in given if isinstance(item, Mapping)]
    if records and len(records) != len(given):
        raise TypeError("paths and records cannot be mixed: give the one or the other")
    found = list(_of_records(records, names) if records else _of_files(given, names))
    texts = frozenset(source.path for source in found if isinstance(source, Source) and source.text is not None)
    seen = open_seen()
    sources = [distinct_ids(source, seen, texts) for source in found if isinstance(source, Source)]
    return sources, [fault for fault in found if isinstance(fault, Fault)]


def _of_records(records: Iterable[Mapping[str, Any]], names: Names) -> Iterator[Source | Fault]:
    rows = (row(record, number, f"{RECORDS}:{number}", names) for number, record in enumerate(records, 1))
    return pieces(RECORDS, gathered(rows))


def _of_files(paths: Iterable[Any], names: Names) -> Iterator[Source | Fault]:
    for file in find_files(list(paths)).files:
        yield from read(file, names, scattered=True)
