"""Tables out of order (of a file whose galleries are scattered) → the order of their ordinals, by way of disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from cutline.tables.arrays import arrow

CHUNK = 10_000
ORDINAL = "ordinal in source"


def in_order(tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """The tables of a whole run, rows by source, ordinal, and within an entry as they are; in memory."""
    entries = tables["entries"]
    columns = [entries[name].to_pylist() for name in ("source", "ordinal", "entry_id")]
    ranks = {entry_id: rank for rank, (_, _, entry_id) in enumerate(sorted(zip(*columns, strict=True)))}
    ordered = {}
    for name, table in tables.items():
        ranked = arrow([ranks[entry_id] for entry_id in table["entry_id"].to_pylist()], pa.int64())
        ordered[name] = table.take(pc.sort_indices(ranked))
    return ordered


class Spool:
    """The tables of one file, kept on disk until it ends; eight bytes a row are in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.writers: dict[str, pa.RecordBatchFileWriter] = {}

    def add(self, tables: Mapping[str, pa.Table]) -> None:
        """Keep the tables of a batch."""
        entries = tables["entries"]
        ordinals = dict(zip(entries["entry_id"].to_pylist(), entries["ordinal"].to_pylist(), strict=True))
        for name, table in tables.items():
            column = arrow([ordinals[entry_id] for entry_id in table["entry_id"].to_pylist()], pa.int32())
            spooled = table.append_column(ORDINAL, column)
            if name not in self.writers:
                self.writers[name] = pa.ipc.new_file(str(self.folder / f"{name}.arrow"), spooled.schema)
            self.writers[name].write_table(spooled)

    def take(self) -> Iterator[tuple[str, pa.Table]]:
        """Every table's rows in the order of their ordinals, in chunks; the rows of one entry keep theirs."""
        for name, writer in self.writers.items():
            writer.close()
            with pa.memory_map(str(self.folder / f"{name}.arrow")) as file:
                table = pa.ipc.open_file(file).read_all()
                order = pc.sort_indices(table[ORDINAL])  # stable
                for start in range(0, len(order), CHUNK):
                    yield name, table.take(order.slice(start, CHUNK)).drop_columns([ORDINAL])
        self.writers = {}
