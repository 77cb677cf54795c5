"""An entry → its mentions: rules, gazetteers, grammars and the model find spans and their parts; one rule for overlaps.

The package's verb has this stage's name: `cutline.extract(paths_or_records)` runs all the stages. So the module can be
called, and stands for the function in `cutline.engine.memory`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


class _Verb(ModuleType):
    """A module that is called as the function of its name."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        # By name, since no floor imports the one above it.
        return import_module("cutline.engine.memory").extract(*arguments, **options)


sys.modules[__name__].__class__ = _Verb
