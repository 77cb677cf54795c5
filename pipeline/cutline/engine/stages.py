"""The pipeline's own functions in the form that an engine maps. The stages load in the worker, not here."""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from cutline.engine.work import Pairs, Work
from cutline.records import RunFacts, Source


def work(model: Path | None = None, knowledge: Path | None = None) -> Work:
    """What a run maps, with the user's own model and knowledge where they are named."""
    return Work(partial(_start, model, knowledge), _extract, _first_pass)


def _start(model: Path | None, knowledge: Path | None) -> Any:
    from cutline.dataset import load_tools

    tools = load_tools(model, knowledge)
    # Rules, names and weights live as long as the process does: no collection need look through them again.
    gc.collect()
    gc.freeze()
    return tools


def _extract(sources: Sequence[Source], tools: Any, run: RunFacts) -> Mapping[str, pa.Table]:
    from cutline.dataset import extract_sources, with_run

    return extract_sources(sources, with_run(tools, run))


def _first_pass(sources: Sequence[Source], tools: Any) -> Pairs:
    from cutline.dataset import first_pass

    return first_pass(sources, tools)
