"""What an engine is given: the pure functions that it maps, the options, and the summary that it gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TextIO

import pyarrow as pa

from cutline.read import FIELD_NAMES, Names
from cutline.records import Fault, RunFacts, Source

Pairs = list[tuple[str, str]]
"""The two sides of each `X/Y` credit that a batch holds."""


class EngineError(RuntimeError):
    """The run broke off and nothing was written: it says where and what to do."""


def no_pairs(sources: Sequence[Source], tools: Any) -> Pairs:
    """No pairs: the first pass of a run that wants no facts of the whole run."""
    return []


@dataclass(frozen=True, slots=True)
class Work:
    """The functions of a run. They are sent to other processes: top-level functions, or `functools.partial` of such.

    `start` loads the tools (knowledge, model), once a process; `first_pass` gives the credit pairs of a batch and
    `extract` its tables, by the tools and what the whole run knows.
    """

    start: Callable[[], Any]
    extract: Callable[[Sequence[Source], Any, RunFacts], Mapping[str, pa.Table]]
    first_pass: Callable[[Sequence[Source], Any], Pairs] = no_pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to run. Only `formats`, `spreadsheet_safe` and `names` show in what is written.

    `provenance` goes into `run.json` as it is: the model's and the knowledge's names and checksums.
    """

    workers: int = 1
    batch: int = 64_000
    """Characters of input in a batch, the unit that travels to a worker; memory grows with `workers` times this."""
    formats: str = "both"
    spreadsheet_safe: bool = False
    names: Names = field(default_factory=lambda: FIELD_NAMES)
    provenance: Mapping[str, Any] = field(default_factory=dict)
    progress: TextIO | None = None
    """Where progress is shown: a terminal, or None."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did. `faults` holds the first of what was set aside; all of it stands in `quarantine.jsonl`."""

    counts: Mapping[str, int]
    warnings: Mapping[str, int]
    quarantined: int = 0
    skipped: int = 0
    faults: tuple[Fault, ...] = ()

    @property
    def exit_code(self) -> int:
        """0, or 4 where something was set aside."""
        return 4 if self.quarantined else 0
