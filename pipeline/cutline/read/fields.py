"""A record, whatever its names and types → a Row: the contract's fields as strings, everything else in `extra`."""

from __future__ import annotations

import datetime
import decimal
import functools
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cutline.read.encoding import SURROGATE, clean, repair
from cutline.read.files import UnreadableError
from cutline.read.html import without_html
from cutline.records import Fault, Row

Names = Mapping[str, tuple[str, ...]]

FIELD_NAMES: Names = {
    "id": ("id", "nasa_id", "identifier"),
    "title": ("title", "headline"),
    "credit_line": ("credit_line", "credit", "photographer", "byline", "creator"),
    "caption": ("caption", "description"),
    "gallery": ("album", "gallery"),
}
"""For each field of a Row, the names that a record may have for it: the first that is not empty is taken."""

EXCERPT = 200


def field_names(chosen: Mapping[str, str]) -> Names:
    """FIELD_NAMES with the user's own choices: a field that the user has named is read from that name alone.

    >>> field_names({"caption": "AltText"})["caption"]
    ('AltText',)
    """
    unknown = sorted(set(chosen) - set(FIELD_NAMES))
    if unknown:
        raise ValueError(f"no field {unknown[0]!r}: name one of {', '.join(FIELD_NAMES)}")
    return {**FIELD_NAMES, **{field: (name,) for field, name in chosen.items()}}


def row(record: Any, ordinal: int, place: str, names: Names, warnings: tuple[str, ...] = ()) -> Row | Fault:
    """The record as a Row, or the Fault of its first field with a wrong type."""
    if not isinstance(record, Mapping):
        kind = _kind(record)
        return Fault(place, f"{kind}, not an object with named fields", "give an object", _excerpt(record))
    fields: dict[str, str] = {}
    noted = list(warnings)
    rest = dict(record)
    for field, name in _chosen(record, names, rest):
        text = _as_text(field, record[name])
        if text is None:
            reason = f"field {name!r} holds {_kind(record[name])}"
            return Fault(place, reason, f"give the {field} as a string", _excerpt(record[name]))
        fields[field], found = _shown(text)
        noted += found
    extra = plain(rest, noted)
    return Row(ordinal, fields, extra, place, tuple(dict.fromkeys(noted)))


def _chosen(record: Mapping[str, Any], names: Names, rest: dict[str, Any]) -> list[tuple[str, str]]:
    """(field, the record's name for it) of each field that the record has, taken out of `rest`.

    Names are compared without regard to capitals, spaces and hyphens, since spreadsheets write `Credit Line`. What an
    earlier name outranks stays in the rest; what is empty under one of the names says nothing and goes.
    """
    chosen: list[tuple[str, str]] = []
    for field, found in _layout(tuple(map(str, record)), tuple(names.items())):
        filled = [name for name in found if not _is_empty(record.get(name))]
        for name in found:
            if name not in filled[1:]:
                rest.pop(name, None)
        if filled:
            chosen.append((field, filled[0]))
    return chosen


@functools.lru_cache(maxsize=1024)
def _layout(
    columns: tuple[str, ...], names: tuple[tuple[str, tuple[str, ...]], ...]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """For each field, which of the columns stand for it, the first choice first."""
    spelled = {_key(name): name for name in reversed(columns)}
    found = ((field, [spelled[_key(name)] for name in of_field if _key(name) in spelled]) for field, of_field in names)
    return tuple((field, tuple(dict.fromkeys(columns))) for field, columns in found if columns)


def _key(name: str) -> str:
    return name.casefold().strip().replace(" ", "_").replace("-", "_")


def check_columns(columns: Sequence[str], names: Names) -> None:
    """Raises UnreadableError where none of the columns is a title, credit line or caption."""
    known = [name for field in ("title", "credit_line", "caption") for name in names[field]]
    if not {_key(name) for name in columns} & {_key(name) for name in known}:
        reason = f"no column is called {', '.join(known)}; the first line has {', '.join(columns)[:200]}"
        raise UnreadableError(reason, "name the column with --field caption=NAME")


def _shown(text: str) -> tuple[str, tuple[str, ...]]:
    warnings: tuple[str, ...] = ()
    for step in (clean, repair, without_html, clean):
        text, noted = step(text)
        warnings += noted
    return text, warnings


def _is_empty(value: Any) -> bool:
    if isinstance(value, float) and math.isnan(value):
        return True
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _as_text(field: str, value: Any) -> str | None:
    """A string as it is, a number in digits; a list of one string is that string, and a gallery may have several names.

    None for every other type.
    """
    if isinstance(value, str):
        return value.strip() if field in ("id", "gallery") else value
    if isinstance(value, bool):
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # pandas writes a column of whole numbers with a gap as 12.0
    if isinstance(value, int | float | decimal.Decimal):
        return str(value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return value[0] if len(value) == 1 else "; ".join(value) if field == "gallery" else None
    return None


def plain(value: Any, noted: list[str] | None = None) -> Any:
    """The value as JSON can hold it: dates in ISO form, bytes as text, NaN and infinity as null.

    Half a surrogate pair, which no table can hold, is replaced, and the warning added to `noted`.
    """
    if isinstance(value, str):
        return value if value.isascii() or not SURROGATE.search(value) else _replaced(value, noted)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Mapping):
        return {plain(str(name), noted): plain(item, noted) for name, item in value.items()}
    if isinstance(value, list):
        return [plain(item, noted) for item in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return [plain(item, noted) for item in value] if isinstance(value, Iterable) else str(value)


def _replaced(text: str, noted: list[str] | None) -> str:
    text, warnings = clean(text)
    if noted is not None:
        noted += warnings
    return text


def _kind(value: Any) -> str:
    kinds = {str: "a string", bool: "true or false", list: "a list", dict: "an object", type(None): "nothing"}
    return kinds.get(type(value), "a number" if isinstance(value, int | float) else f"a {type(value).__name__}")


def _excerpt(value: Any) -> str:
    return repr(value)[:EXCERPT] if not isinstance(value, str) else value[:EXCERPT]
