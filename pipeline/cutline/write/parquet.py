"""Parquet in row groups and parts of a fixed number of rows: the bytes do not tell how the run was batched."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from cutline.tables import TABLES

ROW_GROUP = 20_000
PART = 1_000_000
"""Rows a file; a longer table becomes a folder `NAME.parquet/` of files `part-00000.parquet` …"""


class ParquetTableWriter:
    """`NAME.parquet`, or a folder of that name where the table has more than PART rows."""

    def __init__(self, folder: Path, name: str, *, part: int = PART, row_group: int = ROW_GROUP) -> None:
        self.folder, self.name = folder, f"{name}.parquet"
        self.schema = TABLES[name].schema
        self.part, self.row_group = part, row_group
        self.waiting = self.schema.empty_table()
        self.file: pq.ParquetWriter | None = None
        self.rows = 0
        self.files: list[str] = []

    def write(self, table: pa.Table) -> None:
        """Append the rows; what does not fill a row group waits for more."""
        self.waiting = pa.concat_tables([self.waiting, table.select(self.schema.names).cast(self.schema)])
        while self.waiting.num_rows >= self.row_group:
            self._write_group(self.waiting.slice(0, self.row_group))
            self.waiting = self.waiting.slice(self.row_group)

    def close(self) -> tuple[str, ...]:
        """Finish; the file or the parts in order."""
        if self.waiting.num_rows or not self.files:
            self._write_group(self.waiting)
        if self.file:
            self.file.close()
        return tuple(self.files)

    def _write_group(self, group: pa.Table) -> None:
        if self.file is None or self.rows >= self.part:
            self._next_file()
        assert self.file is not None
        self.file.write_table(group.combine_chunks(), row_group_size=self.row_group)
        self.rows += group.num_rows

    def _next_file(self) -> None:
        """The first part is written as the table's only file, and moved into a folder when a second one follows."""
        if self.file:
            self.file.close()
        path = self.folder / self.name
        if not self.files:
            self.files = [self.name]
        else:
            if len(self.files) == 1:
                only = path.rename(path.with_suffix(".part"))
                path.mkdir()
                self.files = [f"{self.name}/part-00000.parquet"]
                only.rename(self.folder / self.files[0])
            self.files.append(f"{self.name}/part-{len(self.files):05}.parquet")
        self.file = pq.ParquetWriter(self.folder / self.files[-1], self.schema, compression="zstd", version="2.6")
        self.rows = 0
