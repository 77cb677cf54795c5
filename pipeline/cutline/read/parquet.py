"""`.parquet`: a row is an entry."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator

import pyarrow.parquet as pq

from cutline.read.fields import Names, check_columns, row
from cutline.read.files import PACKED, InputFile, open_bytes
from cutline.records import Fault, Row

BATCH = 1024


def read_parquet(file: InputFile, names: Names) -> Iterator[Row | Fault]:
    """The rows, a batch at a time. Raises UnreadableError where no column is a field."""
    with tempfile.TemporaryFile() as unpacked:
        if file.path.suffix.lower() in PACKED:  # its index stands at the end: it cannot be read as a stream
            with open_bytes(file.path) as stream:
                shutil.copyfileobj(stream, unpacked)
        table = pq.ParquetFile(unpacked if file.path.suffix.lower() in PACKED else file.path)
        check_columns(table.schema_arrow.names, names)
        ordinal, number = 1, 0
        for batch in table.iter_batches(BATCH):
            for record in batch.to_pylist():
                number += 1
                read = row(record, ordinal, f"{file.source}:row {number}", names)
                ordinal += isinstance(read, Row)
                yield read
