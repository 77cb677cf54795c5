"""Cutline: photo captions in, a normalized dataset out.

`extract(paths_or_records)` gives a `Dataset` of Arrow tables, `load(folder)` the pandas frames of an output folder, and
`read_markup(text)` the mentions of a text with marks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cutline.engine.memory import Dataset, extract
    from cutline.frames import load
    from cutline.markup import read_markup

__version__ = "0.1.0"
__all__ = ["Dataset", "__version__", "extract", "load", "read_markup"]

_HOMES = {
    "Dataset": "cutline.engine.memory",
    "extract": "cutline.engine.memory",
    "load": "cutline.frames",
    "read_markup": "cutline.markup",
}


def __getattr__(name: str) -> Any:
    """The public names, imported when first asked for: `cutline --version` need not wait for spaCy and pandas."""
    if name not in _HOMES:
        raise AttributeError(f"module 'cutline' has no attribute {name!r}; it has {', '.join(__all__)}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
