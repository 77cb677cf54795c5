"""Dates and times in TIMEX3, the TimeML form (ISO 24617-1:2012), for tools that read that."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from cutline.records import Mention

SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}
UNKNOWN = "XXXX-XX-XX"


def timex3(mentions: Iterable[Mention]) -> Iterator[str]:
    """One TIMEX3 element for each DATE and TIME that has a value, numbered in order.

    >>> when = Mention("caption", 0, 11, "spring 1944", "DATE", "r", "1944-21")
    >>> next(timex3([when]))
    '<TIMEX3 tid="t1" type="DATE" value="1944-SP">spring 1944</TIMEX3>'
    """
    numbers = itertools.count(1)
    for mention in mentions:
        if mention.label in ("DATE", "TIME") and mention.value:
            attributes = {"tid": f"t{next(numbers)}", **_attributes(mention.label, mention.value)}
            inside = " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items())
            yield f"<TIMEX3 {inside}>{escape(mention.text)}</TIMEX3>"


def _attributes(label: str, value: str) -> dict[str, str]:
    if label == "TIME":
        # The zone is a word of the text (EDT, local time): TIMEX3 has room for an offset only.
        return {"type": "TIME", "value": UNKNOWN + value.partition(" ")[0]}
    if "/" in value:
        first, last = value.split("/", 1)
        points = {"beginPoint": first, "endPoint": last}
        known = {name: date_value(point) for name, point in points.items() if point not in ("", "..")}
        return {"type": "DURATION", "value": "PXX", **known}
    modifier = {"mod": "APPROX"} if value.endswith(("~", "%")) else {}
    return {"type": "DATE", "value": date_value(value), **modifier}


def date_value(edtf: str) -> str:
    """An EDTF date in TIMEX3's letters: a decade drops its X, a season has a code, doubt is not said.

    >>> date_value("195X"), date_value("1944-24"), date_value("XXXX-11-09"), date_value("1962~")
    ('195', '1944-WI', 'XXXX-11-09', '1962')
    """
    year, *rest = edtf.rstrip("~?%").split("-")
    if year != "XXXX":
        year = year.rstrip("X")
    return "-".join([year, *(SEASONS.get(part, part) for part in rest[:1]), *rest[1:]])
