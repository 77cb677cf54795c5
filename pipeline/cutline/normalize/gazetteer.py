"""Looking names up: the canonical form of an alias, and which of the towns of one name is meant."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from cutline.knowledge import Knowledge
from cutline.records import Detail

Row = Mapping[str, str]


@functools.cache
def listed(knowledge: Knowledge, label: str) -> Mapping[str, tuple[Row, ...]]:
    """The gazetteer rows of a label by alias, as written and casefolded: those of the first gazetteer that has it.

    Countries and states share names, so a place has the rows of both.
    """
    index: dict[str, list[Row]] = {}
    for name in knowledge.document("names")["canonical"].get(label, ()):
        here: dict[str, list[Row]] = {}
        for row in knowledge.gazetteer(name):
            for key in dict.fromkeys((row["alias"], _fold(row["alias"]))):
                here.setdefault(key, []).append(row)
        trusted = {key: rows for key, rows in here.items() if key not in index or label == "GPE"}
        for key, found in trusted.items():
            index.setdefault(key, []).extend(found)
    return {key: tuple(rows) for key, rows in index.items()}


@functools.cache
def towns(knowledge: Knowledge) -> Mapping[str, tuple[Row, ...]]:
    """The towns of each name, casefolded."""
    index: dict[str, list[Row]] = {}
    for row in knowledge.gazetteer("cities"):
        index.setdefault(_fold(row["alias"]), []).append(row)
    return {key: tuple(rows) for key, rows in index.items()}


def canonical(text: str, label: str, knowledge: Knowledge) -> Row | None:
    """The row of a name, None where none or several different ones stand for it. Case counts first, then not."""
    index = listed(knowledge, label)
    rows = index.get(text) or (index.get(_fold(text)) if len(text) > 3 else None)
    if not rows:
        return None
    return rows[0] if len(rows) == 1 or len({row.get("name", "") for row in rows}) == 1 else None


def containers(text: str, knowledge: Knowledge) -> tuple[Row, ...]:
    """Every state, province and country of this name: Georgia is one of each."""
    index = listed(knowledge, "GPE")
    return index.get(text) or (index.get(_fold(text)) if len(text) > 3 else None) or ()


@functools.lru_cache(maxsize=16384)
def town(text: str, behind: tuple[str, ...], knowledge: Knowledge) -> Row | None:
    """The town that is meant, given the names that stand behind it; None where two are left or none is.

    >>> from cutline.knowledge import Knowledge
    >>> town("Springfield", ("Ill.",), Knowledge())["region"]
    'Illinois'
    >>> town("Springfield", (), Knowledge()) is None
    True
    """
    found = towns(knowledge).get(_fold(text), ())
    for name in behind:
        holders = containers(name, knowledge)
        narrowed = tuple(row for row in found if any(_holds(holder, row) for holder in holders))
        if holders:
            return narrowed[0] if len(narrowed) == 1 else _dwarfing(narrowed, knowledge)
    if _fold(text) in _stand_alone(knowledge):
        return max(found, key=_population, default=None)
    row = _dwarfing(found, knowledge)
    return row if row is None or row["country_code"] != "US" else None


@functools.cache
def _stand_alone(knowledge: Knowledge) -> frozenset[str]:
    return frozenset(map(_fold, knowledge.document("names")["towns"]["stand_alone"]))


def _population(row: Row) -> int:
    return int(row["population"] or 0)


def holder(name: str, rows: Sequence[Row], knowledge: Knowledge) -> Row | None:
    """Which of several states and countries of one name holds a town: Georgia the state for Macon, else a state at all.

    >>> from cutline.knowledge import Knowledge
    >>> known = Knowledge()
    >>> [holder(name, containers("Georgia", known), known)["country_code"] for name in ("Macon", "Tbilisi")]
    ['US', 'GE']
    """
    found = towns(knowledge).get(_fold(name), ())
    states = [row for row in rows if row.get("kind")]
    holding = [row for row in [*states, *rows] if any(_holds(row, inside) for inside in found)]
    return next(iter([*holding, *states]), None)


def _holds(holder: Row, row: Row) -> bool:
    if holder.get("kind"):
        return row["region"] == holder["name"] and row["country_code"] == holder["country_code"]
    return bool(holder["country_code"]) and row["country_code"] == holder["country_code"]


def _dwarfing(rows: Sequence[Row], knowledge: Knowledge) -> Row | None:
    """The one town that is large, and so much larger than its namesakes that nobody would mean them unsaid."""
    limits = knowledge.document("names")["towns"]
    if not rows:
        return None
    sizes = sorted(map(_population, rows), reverse=True)
    largest = max(rows, key=_population)
    if sizes[0] < limits["least_population"]:
        return None
    return largest if len(sizes) == 1 or sizes[0] >= limits["times_larger"] * max(sizes[1], 1) else None


@functools.cache
def country_names(knowledge: Knowledge) -> Mapping[str, str]:
    """The name of each country by its ISO 3166 code."""
    return {row["country_code"]: row["name"] for row in knowledge.gazetteer("countries") if row["country_code"]}


def place_detail(row: Row, knowledge: Knowledge) -> Detail:
    """What the gazetteer knows of a place: kind, town, region, country, ISO code, GeoNames id, as far as listed."""
    country = country_names(knowledge).get(row["country_code"], "")
    kind = "city" if "population" in row else row.get("kind") or "country"
    detail = {
        "kind": kind,
        "city": row["name"] if kind == "city" else "",
        "region": row["region"] if kind == "city" else row["name"] if kind != "country" else "",
        "country": country or row["name"],
        "country_code": row["country_code"],
        "geonames_id": row["geonames_id"],
    }
    return {key: value for key, value in detail.items() if value}


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())
