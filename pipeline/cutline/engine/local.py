"""The local engine: sources stream through worker processes into the files of a dataset, in bounded memory."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from cutline.engine.batches import Batch, batches, distinct_ids, open_seen, place_of
from cutline.engine.dataset_files import DatasetFiles
from cutline.engine.facts import Survey, run_facts
from cutline.engine.order import Spool
from cutline.engine.pool import Mapper, workers
from cutline.engine.progress import Progress
from cutline.engine.work import Options, Pairs, Summary, Work
from cutline.read import Inputs, read
from cutline.records import RunFacts, Source
from cutline.tables.entities import entity_parts
from cutline.write.commit import staged

ENOUGH = 100_000
"""Bytes of input that are worth a worker process more."""

Extracted = tuple[Batch, Mapping[str, pa.Table], pa.Table]
"""A batch, its tables, and its partial sums for the entities."""

_state: dict[str, Any] = {}
"""Of a worker process: its Work, and the tools and the facts once they are loaded."""


def extract_to(inputs: Inputs, output: Path, work: Work, options: Options) -> Summary:
    """The dataset of the inputs, written to the folder `output` as a whole, and what there is to say of the run.

    Raises InputError, OutputError or EngineError, each with its message for the user, and leaves the old folder then.
    """
    size = sum(file.path.stat().st_size for file in inputs.files if file.path.is_file())
    number = max(1, min(options.workers, 1 + size // ENOUGH))
    with staged(output) as folder, tempfile.TemporaryDirectory(prefix="cutline-") as scratch:
        files = DatasetFiles(folder, options)
        with workers(number, _prepare, work) as mapper:
            survey, facts = _first_pass(inputs, mapper, options)
            facts_file = Path(scratch, "facts.json")
            facts_file.write_text(json.dumps(dict(facts.credit_partners)), "utf-8")
            stream = _numbered(inputs, files, survey, options)
            results = mapper(partial(_extract, str(facts_file)), stream)
            _write(results, files, Path(scratch), Progress(options.progress, survey.characters))
        return files.close(inputs)


def _first_pass(inputs: Inputs, mapper: Mapper, options: Options) -> tuple[Survey, RunFacts]:
    """What must be known of the whole run before its first entry is extracted. It also proves the named files whole."""
    survey = Survey()
    sources = (source for file in inputs.files for source in read(file, options.names) if isinstance(source, Source))
    facts = run_facts(mapper(_credit_pairs, batches(survey.watch(sources), options.batch)))
    return survey, facts


def _numbered(inputs: Inputs, files: DatasetFiles, survey: Survey, options: Options) -> Iterator[Batch]:
    """The batches of the second pass: ids distinct, faults set aside."""
    scattered = frozenset(survey.scattered)
    texts = frozenset(file.source for file in inputs.files if file.suffix == ".txt")

    def sources() -> Iterator[Source]:
        seen = open_seen()
        for file in inputs.files:
            for found in read(file, options.names, scattered=file.source in scattered):
                if isinstance(found, Source):
                    yield distinct_ids(found, seen, texts)
                else:
                    files.set_aside(found)

    return batches(sources(), options.batch, scattered)


def _write(results: Iterable[Extracted], files: DatasetFiles, scratch: Path, progress: Progress) -> None:
    """Every batch's tables to the files in order; those of a scattered file when it has ended."""
    spool, spooled = Spool(scratch), None
    try:
        for batch, tables, parts in results:
            if spooled and batch.scattered != spooled:
                _unspool(spool, files)
            spooled = batch.scattered
            if spooled:
                spool.add(tables)
            else:
                files.write(tables)
            files.count(tables, parts)
            progress.add(batch.size, tables["entries"].num_rows)
        _unspool(spool, files)
    finally:
        progress.close()


def _unspool(spool: Spool, files: DatasetFiles) -> None:
    for name, table in spool.take():
        files.write({name: table})


def _prepare(work: Work) -> None:
    _state.clear()
    _state["work"] = work


def _tools() -> Any:
    """Loaded at the first batch and not at the start, so that what goes wrong comes back as an error with its words."""
    if "tools" not in _state:
        _state["tools"] = _state["work"].start()
    return _state["tools"]


def _credit_pairs(batch: Batch) -> Pairs:
    pairs: Pairs = _state["work"].first_pass(batch.sources, _tools())
    return pairs


def _extract(facts_file: str, batch: Batch) -> Extracted:
    if "facts" not in _state:
        _state["facts"] = RunFacts(json.loads(Path(facts_file).read_text("utf-8")))
    try:
        tables = _state["work"].extract(batch.sources, _tools(), _state["facts"])
    except Exception as error:  # ours to mend: the traceback stays, and says which input brought it about
        error.add_note(f"while extracting {', '.join(map(place_of, batch.sources))}")
        raise
    kept = {name: table for name, table in tables.items() if name != "entities"}
    return batch, kept, entity_parts(kept)
