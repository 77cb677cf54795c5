"""A date on its way from its parts to its value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cutline.edtf import Date, Interval
from cutline.records import Mention


@dataclass(frozen=True, slots=True)
class Draft:
    """What a date says by itself. `kind` is `whole`, `yearless`, `weekday`, `relative` or `broken`.

    `others` are the readings that the writing allows as well (day first, another century), likeliest first.
    """

    kind: str
    value: Date | Interval | None = None
    weekday: int | None = None
    others: tuple[Date, ...] = ()
    relative: Mapping[str, str] | None = None
    warnings: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """The role of a date, the reason for it, and whether it gives way where nothing else dates the scene."""

    role: str
    reason: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Dated:
    """A DATE mention with its place among the reading's mentions, its draft and its role."""

    place: int
    mention: Mention
    draft: Draft
    role: Role


@dataclass(frozen=True, slots=True)
class Candidate:
    """A year that the text offers, and where it stands; one that is not `strong` counts only where a weekday fits."""

    year: str
    source: str
    strong: bool = True
