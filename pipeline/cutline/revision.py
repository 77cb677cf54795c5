"""Values of records.py with some fields changed, faster than `dataclasses.replace`: mentions are so revised often."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from cutline.records import Detail, Mention

T = TypeVar("T")


def revised(item: T, **changes: Any) -> T:
    """One of the values above with some fields changed: `dataclasses.replace` in half its time, unchecked.

    Every mention is revised three times on its way. What `__post_init__` looks at is not for this function to change.

    >>> from cutline.records import Part
    >>> revised(Part("creator", 0, 2, "AP"), value="Associated Press").value
    'Associated Press'
    """
    kind: Any = type(item)
    copy: T = object.__new__(kind)
    copied, put = _slots(kind)
    for write, read in copied:
        write(copy, read(item))
    for name, value in changes.items():
        put[name](copy, value)
    return copy


@functools.cache
def _slots(kind: type) -> tuple[tuple[tuple[Callable[..., None], Callable[..., Any]], ...], Mapping[str, Any]]:
    """How each slot of a type is written and read; a frozen value's own `__setattr__` refuses to."""
    slots = {name: vars(kind)[name] for name in vars(kind)["__slots__"]}
    copied = tuple((slot.__set__, slot.__get__) for slot in slots.values())
    return copied, {name: slot.__set__ for name, slot in slots.items()}


_FIELD, _START, _END, _TEXT, _LABEL, _RULE, _VALUE, _SCORE, _DETAIL, _PARTS, _ENTITY = (
    vars(Mention)[name].__set__ for name in vars(Mention)["__slots__"]
)


def told(mention: Mention, value: str | None, detail: Detail, entity_id: str | None = None) -> Mention:
    """The mention with what the later stages say of it: `revised`, slot by slot, in a third of its time.

    >>> told(Mention("caption", 0, 2, "AP", "ORG", "agency"), "Associated Press", {}).value
    'Associated Press'
    """
    copy: Mention = object.__new__(Mention)
    _FIELD(copy, mention.field)
    _START(copy, mention.start)
    _END(copy, mention.end)
    _TEXT(copy, mention.text)
    _LABEL(copy, mention.label)
    _RULE(copy, mention.rule)
    _VALUE(copy, value)
    _SCORE(copy, mention.score)
    _DETAIL(copy, detail)
    _PARTS(copy, mention.parts)
    _ENTITY(copy, entity_id)
    return copy
