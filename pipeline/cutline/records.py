"""The nouns of the house: Source, Entry, Mention, Reading, and the facts a record is made of.

Everything here is a frozen value. Offsets count code points in a field's text, half-open: `text == field[start:end]`.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

FIELDS = ("title", "credit_line", "caption")
LABELS = (
    "PERSON", "NORP", "ORG", "GPE", "LOC", "FAC", "VEHICLE", "EVENT", "PRODUCT", "WORK", "DATE", "TIME", "CREDIT",
)  # fmt: skip
CREDIT_PARTS = (
    "creator", "provider", "intermediary", "courtesy", "copyright", "role", "label", "note", "number", "separator",
)  # fmt: skip

Detail = Mapping[str, Any]
"""What else is known of a value, as JSON: strings, numbers, booleans, lists and mappings."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a structured input: its fields by their contract names, the rest in `extra`.

    `place` is where it stands (`photos.jsonl:12`); `ordinal` counts the entries of its source from 1.
    """

    ordinal: int
    fields: Mapping[str, str]
    extra: Mapping[str, Any]
    place: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A piece of input as read: the text of one gallery, or rows of a structured file. Text never changes after it."""

    path: str
    text: str | None = None
    rows: tuple[Row, ...] = ()
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.text is None) == (not self.rows):
            raise ValueError(f"a source is a text or rows, not both and not neither: {self.path!r}")


@dataclass(frozen=True, slots=True)
class Fault:
    """Input that could not be read as an entry: where, what is wrong, what to do, and the start of what stood there."""

    place: str
    reason: str
    remedy: str
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A picture's words: title, credit line and caption, as read.

    `slices` gives for each field the half-open pieces of the source text that it was joined from (text sources only).
    Entries with one `gallery` may settle what each leaves open.
    """

    entry_id: str
    source: str
    ordinal: int
    title: str | None = None
    credit_line: str | None = None
    caption: str | None = None
    gallery: str | None = None
    extra: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    slices: Mapping[str, tuple[tuple[int, int], ...]] = dataclasses.field(default_factory=dict)

    def text(self, field_name: str) -> str:
        """The text of a field, the empty string where there is none."""
        return _READ[field_name](self) or ""


_READ: Mapping[str, Callable[[Entry], str | None]] = {name: attrgetter(name) for name in FIELDS}


@dataclass(frozen=True, slots=True)
class Part:
    """A named slice of a mention: the month of a date, the creator of a credit. Offsets count in the field's text."""

    part: str
    start: int
    end: int
    text: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A finding: a span of a field with its label, the rule or model that found it, its parts, and later its value."""

    field: str
    start: int
    end: int
    text: str
    label: str
    rule: str
    value: str | None = None
    score: float | None = None
    detail: Detail = dataclasses.field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    entity_id: str | None = None

    def __post_init__(self) -> None:
        if self.label not in LABELS:
            raise ValueError(f"no label {self.label!r}; the labels are {', '.join(LABELS)}")
        if self.field not in FIELDS:
            raise ValueError(f"no field {self.field!r}; the fields are {', '.join(FIELDS)}")
        if not 0 <= self.start < self.end or len(self.text) != self.end - self.start:
            raise ValueError(f"a mention spans its own text: {self.text!r} is not {self.start}:{self.end}")


@dataclass(frozen=True, slots=True)
class Reading:
    """An entry and what has been found in it so far. A gallery is a sequence of readings, in order."""

    entry: Entry
    mentions: tuple[Mention, ...] = ()
    warnings: tuple[str, ...] = ()
    dropped: tuple[tuple[Mention, Mention], ...] = ()
    """(lost, won): what an overlap cost, for `explain`."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person named in an entry. `position` is worded as the annotation guidelines word it; `detail` holds the row,
    the index and the direction apart; `spans` are the (field, start, end) of the person's mentions."""

    name: str
    full_name: str
    roles: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    position: str | None = None
    depicted: bool = True
    certain: bool = True
    reason: str = "subject"
    spans: tuple[tuple[str, int, int], ...] = ()
    entity_id: str | None = None
    detail: Detail = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PhotoDate:
    """When the picture was taken: EDTF, the first and last day it covers, and where the proof stands."""

    value: str | None = None
    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    origin: str | None = None
    """`caption`, `title` or `gallery`."""
    detail: Detail = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """Where the picture was taken, most specific first, as written; other places; what the gazetteer settles."""

    places: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()
    city: str | None = None
    region: str | None = None
    country: str | None = None
    country_code: str | None = None
    detail: Detail = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CreditFacts:
    """Who made the picture and who is credited for it, as written."""

    text: str | None = None
    creators: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """All that is said of one entry: the reading with its final mentions, and the facts tied together from it."""

    reading: Reading
    people: tuple[Person, ...] = ()
    date: PhotoDate = PhotoDate()
    places: PlaceFacts = PlaceFacts()
    credit: CreditFacts = CreditFacts()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What only the whole run knows, from a declared first pass: the same on every engine and in any order of input.

    `credit_partners`: a side of `X/Y` credits, casefolded, with the number of distinct partners it stands beside.
    """

    credit_partners: Mapping[str, int] = dataclasses.field(default_factory=dict)
