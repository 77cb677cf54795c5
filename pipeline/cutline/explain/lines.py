"""A line of a page: a word for the left column and what stands beside it, wrapped to the width."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

INDENT = 13
MARKS = re.compile(r"\[\[[A-Z]+(?::[^|\]]*)?\||\]\]")

Line = tuple[str, str]
"""The left column's word, empty where a block goes on, and the text; leading spaces indent all of the text's rows."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a page looks: its width in columns, color for a terminal, and TIMEX3 where it is asked for."""

    width: int = 100
    color: bool = False
    timex3: bool = False


PLAIN = Style()


def wrapped(line: Line, style: Style) -> Iterator[str]:
    """The rows of a line; a row that goes on stands two columns further in than an indented first one."""
    head, text = line
    own = len(text) - len(text.lstrip(" "))
    hang = " " * (own + 2 * bool(own))
    rows = textwrap.wrap(
        text.strip(" "),
        style.width - INDENT,
        initial_indent=" " * own,
        subsequent_indent=hang,
        break_long_words=False,
        break_on_hyphens=False,
    )
    for number, row in enumerate(rows or [""]):
        left = bold(f"{'' if number else head:{INDENT}}", style)
        yield f"{left}{_dimmed(row) if style.color else row}".rstrip()


def bold(text: str, style: Style) -> str:
    """The text, bold where the style has color."""
    return f"\x1b[1m{text}\x1b[22m" if style.color and text.strip() else text


def _dimmed(row: str) -> str:
    return MARKS.sub(lambda mark: f"\x1b[2m{mark[0]}\x1b[22m", row)


def block(head: str, texts: Sequence[str]) -> Iterator[Line]:
    """The texts as lines, the word beside the first of them."""
    for number, text in enumerate(texts):
        yield ("" if number else head, text)


def detail_texts(detail: Mapping[str, Any]) -> Iterator[str]:
    """What a detail says, a line a key: the role with its reason first, then the steps, then the rest in order.

    >>> list(detail_texts({"steps": ["Nov. 9", "2013-11-09"], "role": "scene", "reason": "in the first clause"}))
    ['role: scene (in the first clause)', 'steps: Nov. 9 → 2013-11-09']
    >>> list(detail_texts({"evidence": [{"name": "Ada Quill", "person": 8}, {"name": "Elba Post", "agency": 4}]}))
    ['evidence: Ada Quill: person 8', 'evidence: Elba Post: agency 4']
    """
    rest = dict(detail)
    if {"field", "start", "end", "text"} <= rest.keys():
        field, start, end, text = (rest.pop(key) for key in ("field", "start", "end", "text"))
        yield f"from: {field} {start}:{end} {text!r}" + (f" ({rest.pop('rule')})" if "rule" in rest else "")
    role, reason = rest.pop("role", None), rest.pop("reason", None)
    if role is not None:
        yield f"role: {_said(role)}" + (f" ({_said(reason)})" if reason is not None else "")
    elif reason is not None:
        yield f"reason: {_said(reason)}"
    steps = rest.pop("steps", None)
    if steps:
        yield "steps: " + (" → ".join(map(_said, steps)) if isinstance(steps, list | tuple) else _said(steps))
    for key in sorted(rest):
        value = rest[key]
        if value not in (None, [], {}, ()):
            each = (
                value
                if isinstance(value, list | tuple) and all(isinstance(item, Mapping) for item in value)
                else [value]
            )
            yield from (f"{key.replace('_', ' ')}: {_said(item)}" for item in each)


def _said(value: Any) -> str:
    """A value of a detail in words: items joined, keys with their values, yes and no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        leads = [key for key in ("name", "text") if key in value][:1]
        lead = "".join(f"{_said(value[key])}: " for key in leads)
        return lead + ", ".join(f"{key} {_said(value[key])}" for key in sorted(value) if key not in leads)
    if isinstance(value, list | tuple):
        return "; ".join(map(_said, value))
    return value if isinstance(value, str) else json.dumps(value, default=str)
