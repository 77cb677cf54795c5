"""The files of a dataset while they are being written, the counts and the group-by that grow with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from cutline.engine.work import Options, Summary
from cutline.read import Inputs
from cutline.records import Fault
from cutline.tables import TABLES
from cutline.tables.entities import add_parts, entities, open_index
from cutline.write import FORMATS, WRITERS
from cutline.write.datapackage import write_datapackage
from cutline.write.run import checksum, fault_line, versions, write_run

SHOWN = 20
"""Faults that a summary holds; the quarantine holds them all."""


class DatasetFiles:
    """The open files of a folder. Tables are appended in order; `close` writes what is known only at the end."""

    def __init__(self, folder: Path, options: Options) -> None:
        self.folder, self.options = folder, options
        self.writers = {
            (name, kind): WRITERS[kind](folder, name, options.spreadsheet_safe)
            for name in TABLES
            for kind in FORMATS[options.formats]
        }
        self.index = open_index()
        self.counts = Counter(dict.fromkeys(TABLES, 0))
        self.warnings: Counter[str] = Counter()
        self.sources: Counter[str] = Counter()
        self.quarantined = 0
        self.faults: list[Fault] = []
        self.quarantine = (folder / "quarantine.jsonl").open("w", encoding="utf-8", newline="")

    def set_aside(self, fault: Fault) -> None:
        """Write the fault to the quarantine."""
        self.quarantine.write(fault_line(fault))
        self.quarantined += 1
        if len(self.faults) < SHOWN:
            self.faults.append(fault)

    def write(self, tables: Mapping[str, pa.Table]) -> None:
        """Append the tables of a batch."""
        for name, table in tables.items():
            self.counts[name] += table.num_rows
            for kind in FORMATS[self.options.formats]:
                self.writers[name, kind].write(table)

    def count(self, tables: Mapping[str, pa.Table], parts: pa.Table) -> None:
        """Note what a batch adds to the warnings, the sources and the entities."""
        self.warnings.update(tables["entries"]["warnings"].combine_chunks().flatten().to_pylist())
        self.sources.update(tables["entries"]["source"].to_pylist())
        add_parts(self.index, parts)

    def close(self, inputs: Inputs) -> Summary:
        """Write the entities and the descriptions, and close every file."""
        for table in entities(self.index):
            self.write({"entities": table})
        write_datapackage(self.folder, {key: writer.close() for key, writer in self.writers.items()})
        self.quarantine.close()
        if not self.quarantined:
            (self.folder / "quarantine.jsonl").unlink()
        warnings = dict(sorted(self.warnings.items()))
        summary = Summary(dict(self.counts), warnings, self.quarantined, inputs.skipped, tuple(self.faults))
        write_run(self.folder, self._facts(inputs, summary))
        return summary

    def _facts(self, inputs: Inputs, summary: Summary) -> dict[str, Any]:
        options = self.options
        read = [
            {"source": file.source, "sha256": _checksum(file.path), "entries": self.sources[file.source]}
            for file in inputs.files
        ]
        return {
            "versions": versions(),
            **options.provenance,
            "inputs": read,
            "counts": {**summary.counts, "quarantined": summary.quarantined, "skipped_files": summary.skipped},
            "warnings": summary.warnings,
            "options": {
                "fields": {field: list(names) for field, names in options.names.items()},
                "spreadsheet_safe": options.spreadsheet_safe,
            },
        }


def _checksum(path: Path) -> str | None:
    """None for a file that may not be read: the quarantine says so."""
    try:
        return checksum(path)
    except OSError:
        return None
