"""Sources → batches for the workers, with ids made distinct and faults set aside on the way."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cutline.records import Row, Source

DUPLICATE = "duplicate-id"


@dataclass(frozen=True, slots=True)
class Batch:
    """Sources to extract together; `scattered` names the file whose rows come out of order, if one does."""

    sources: tuple[Source, ...]
    scattered: str | None = None

    @property
    def size(self) -> int:
        """Characters of input."""
        return sum(map(size_of, self.sources))


def size_of(source: Source) -> int:
    """The characters of the source's text, or of its rows' fields."""
    if source.text is not None:
        return len(source.text)
    return sum(len(value) for row in source.rows for value in row.fields.values())


def place_of(source: Source) -> str:
    """Where the source stands: the file, and of rows the first and the last.

    >>> place_of(Source("a.txt", "x"))
    'a.txt'
    """
    return f"{source.rows[0].place} to {source.rows[-1].place}" if source.rows else source.path


def batches(sources: Iterable[Source], size: int, scattered: frozenset[str] = frozenset()) -> Iterator[Batch]:
    """The sources in batches of at least `size` characters; a file whose rows come out of order is in none with others.

    Nothing depends on the size: a source's tables are the same whatever shares its batch.
    """
    waiting: list[Source] = []
    weight = 0
    for source in sources:
        apart = waiting and source.path != waiting[-1].path and {source.path, waiting[-1].path} & scattered
        if waiting and (apart or weight >= size):
            yield _batch(waiting, scattered)
            waiting, weight = [], 0
        waiting.append(source)
        weight += size_of(source)
    if waiting:
        yield _batch(waiting, scattered)


def _batch(sources: Sequence[Source], scattered: frozenset[str]) -> Batch:
    path = sources[-1].path
    return Batch(tuple(sources), path if path in scattered else None)


def open_seen() -> sqlite3.Connection:
    """An empty set of strings in a temporary file that the system removes, since a run's ids may not fit in memory."""
    seen = sqlite3.connect("", isolation_level=None)
    seen.execute("PRAGMA journal_mode = OFF")
    seen.execute("PRAGMA synchronous = OFF")
    seen.execute("CREATE TABLE seen (key TEXT PRIMARY KEY) WITHOUT ROWID")
    return seen


def is_new(seen: sqlite3.Connection, key: str) -> bool:
    """True where the key was not in the set; now it is."""
    return seen.execute("INSERT OR IGNORE INTO seen VALUES (?)", (key,)).rowcount == 1


def distinct_ids(source: Source, seen: sqlite3.Connection, texts: frozenset[str]) -> Source:
    """The source with every repeated id made `ID#ORDINAL`, and a warning.

    An id in the form of those that the entries of `texts` are given (`gallery.txt#3`) counts as taken.
    """
    seen.execute("BEGIN")
    rows = tuple(_distinct(row, source.path, seen, texts) for row in source.rows)
    seen.execute("COMMIT")
    return replace(source, rows=rows) if source.rows else source


def _distinct(row: Row, path: str, seen: sqlite3.Connection, texts: frozenset[str]) -> Row:
    given = row.fields.get("id", f"{path}#{row.ordinal}")
    entry_id = given
    while _is_text_id(entry_id, texts) or not is_new(seen, entry_id):
        entry_id = f"{entry_id}#{row.ordinal}"
    if entry_id == given:
        return row
    return replace(row, fields={**row.fields, "id": entry_id}, warnings=(*row.warnings, DUPLICATE))


def _is_text_id(entry_id: str, texts: frozenset[str]) -> bool:
    source, _, ordinal = entry_id.rpartition("#")
    return source in texts and ordinal.isdecimal()
