"""The declared first pass over a run: its size, the files whose galleries are scattered, and what only the whole run
knows (`RunFacts`). The same for any batches, in any order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cutline.engine.batches import is_new, open_seen, size_of
from cutline.engine.work import Pairs
from cutline.records import RunFacts, Source

MOST = 100_000
"""Credit sides that RunFacts keep, those with the most partners: it travels to every worker."""


@dataclass(slots=True)
class Survey:
    """What the first pass has seen so far: characters of input, and the files whose galleries are scattered."""

    characters: int = 0
    scattered: set[str] = field(default_factory=set)
    _seen: sqlite3.Connection = field(default_factory=open_seen)
    _last: tuple[str, str | None] = ("", None)

    def watch(self, sources: Iterable[Source]) -> Iterator[Source]:
        """The sources as they are, noted on the way."""
        for source in sources:
            self.characters += size_of(source)
            for row in source.rows:
                here = (source.path, row.fields.get("gallery"))
                if here != self._last and here[1] is not None and not is_new(self._seen, "\0".join(map(str, here))):
                    self.scattered.add(source.path)
                self._last = here
            yield source


def run_facts(pairs: Iterable[Pairs]) -> RunFacts:
    """How many distinct partners each side of the run's `X/Y` credits stands beside, sides and partners casefolded.

    Sides with a single partner tell nothing and are left out. The counting is done on disk.
    """
    index = sqlite3.connect("", isolation_level=None)
    index.execute("PRAGMA journal_mode = OFF")
    index.execute("PRAGMA synchronous = OFF")
    index.execute("CREATE TABLE pair (side TEXT, partner TEXT, PRIMARY KEY (side, partner)) WITHOUT ROWID")
    for of_batch in pairs:
        both = [(a.casefold(), b.casefold()) for a, b in of_batch]
        index.execute("BEGIN")
        index.executemany("INSERT OR IGNORE INTO pair VALUES (?, ?)", [*both, *((b, a) for a, b in both)])
        index.execute("COMMIT")
    counts = index.execute(
        "SELECT side, count(*) FROM pair GROUP BY side HAVING count(*) > 1 ORDER BY 2 DESC, 1 LIMIT ?", (MOST,)
    )
    return RunFacts(dict(sorted(counts)))
