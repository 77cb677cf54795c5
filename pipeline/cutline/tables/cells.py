"""A list in one cell of CSV: its items joined with `|`, a `|` or `\\` inside an item escaped with `\\`."""

from __future__ import annotations

import re
from collections.abc import Iterable

ITEM = re.compile(r"(?:[^|\\]|\\.)*", re.DOTALL)


def join(items: Iterable[str]) -> str:
    r"""The items as one cell, joined with `|`.

    >>> join(["NASA", "A|B", "C\\D"])
    'NASA|A\\|B|C\\\\D'
    """
    return "|".join(item.replace("\\", "\\\\").replace("|", "\\|") for item in items)


def split(cell: str) -> list[str]:
    r"""The items of a list's cell, the inverse of `join`.

    >>> split("NASA|A\\|B|C\\\\D"), split("")
    (['NASA', 'A|B', 'C\\D'], [])
    """
    if not cell:
        return []
    items, at = [], 0
    while at <= len(cell):
        match = ITEM.match(cell, at)
        assert match is not None  # it matches the empty string
        items.append(re.sub(r"\\(.)", r"\1", match[0], flags=re.DOTALL))
        at = match.end() + 1
    return items
