"""Rows → pieces of a constant size, so that nothing depends on how a run is batched; a gallery stays in one piece."""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Iterable, Iterator

from cutline.records import Fault, Row, Source

PIECE = 256
LONGEST = 4096
"""Rows that a gallery may have before it is cut into several: memory is bounded by this."""


def pieces(path: str, rows: Iterable[Row | Fault]) -> Iterator[Source | Fault]:
    """The rows in order, PIECE to a piece, cut where one gallery's consecutive rows end; faults as they come."""
    waiting: list[Row] = []
    run: list[Row] = []
    for read in rows:
        if isinstance(read, Fault):
            yield read
            continue
        if run and (gallery(read) is None or gallery(read) != gallery(run[0]) or len(run) >= LONGEST):
            waiting += run
            run = []
            if len(waiting) >= PIECE:
                yield Source(path, rows=tuple(waiting))
                waiting = []
        run.append(read)
    if waiting or run:
        yield Source(path, rows=(*waiting, *run))


def gallery(row: Row) -> str | None:
    """The gallery that the row belongs to, None where it stands alone."""
    return row.fields.get("gallery")


def gathered(rows: Iterable[Row | Fault]) -> Iterator[Row | Fault]:
    """The rows with each gallery's brought together at its first one, by way of a temporary file on disk."""
    index = sqlite3.connect("", isolation_level=None)
    index.execute("PRAGMA journal_mode = OFF")
    index.execute("CREATE TABLE first (gallery TEXT PRIMARY KEY, ordinal INTEGER) WITHOUT ROWID")
    index.execute(
        "CREATE TABLE row (first INTEGER, ordinal INTEGER, row BLOB, PRIMARY KEY (first, ordinal)) WITHOUT ROWID"
    )
    index.execute("BEGIN")
    for read in rows:
        if isinstance(read, Fault):
            yield read
            continue
        first = read.ordinal
        if (name := gallery(read)) is not None:
            index.execute("INSERT OR IGNORE INTO first VALUES (?, ?)", (name, read.ordinal))
            (first,) = index.execute("SELECT ordinal FROM first WHERE gallery = ?", (name,)).fetchone()
        index.execute("INSERT INTO row VALUES (?, ?, ?)", (first, read.ordinal, pickle.dumps(read)))
    index.execute("COMMIT")
    for (data,) in index.execute("SELECT row FROM row ORDER BY first, ordinal"):
        yield pickle.loads(data)
