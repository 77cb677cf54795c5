"""Accepted minimums of the figures, from a JSON or TOML file."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cutline.evaluate.evaluation import Evaluation
from cutline.evaluate.figures import FIGURES


def read_minimum(path: Path) -> dict[str, float]:
    """Figure → least accepted F1 (or share), from `{"mentions.PERSON": 0.92}` or its TOML likeness."""
    try:
        text = path.read_text("utf-8")
        document = tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
    except (ValueError, OSError) as error:
        raise ValueError(f"{path}: not a JSON or TOML file of minimums: {error}: mend it") from error
    if not isinstance(document, Mapping):
        raise ValueError(f'{path}: no figures: give one minimum a figure, such as {{"mentions": 0.8}}')
    return {_figure(path, name): _least(path, name, value) for name, value in document.items()}


def _figure(path: Path, name: str) -> str:
    if name not in FIGURES:
        raise ValueError(f"{path}: no figure {name!r} (a name with a dot stands in quotes): {', '.join(FIGURES)}")
    return name


def _least(path: Path, name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError(f"{path}: {name} is {value!r}: a minimum is a number from 0 to 1")
    return float(value)


def below(evaluation: Evaluation, minimum: Mapping[str, float]) -> tuple[str, ...]:
    """One line for each figure under its minimum, in the order of the figures; a figure that is missing counts as 0."""
    lines = []
    for name in FIGURES:
        if name in minimum and (reached := evaluation.f1(name)) < minimum[name]:
            lines.append(f"{name}: {reached:.4f} is below the accepted {minimum[name]:.4f}")
    return tuple(lines)
