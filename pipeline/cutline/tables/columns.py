"""The tables that come out: every column with its type and its meaning.

The Arrow schemas, `datapackage.json` and the data dictionary in `outputs/README.md` are all made from what stands here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

LIST = pa.list_(pa.field("item", pa.string(), nullable=False))
TYPES: Mapping[str, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int32(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "list": LIST,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, a word of TYPES, what it means, and whether every row has it. A list is never missing."""

    name: str
    type: str
    meaning: str
    required: bool = False

    def __post_init__(self) -> None:
        if self.type not in TYPES:
            raise ValueError(f"column {self.name}: no type {self.type!r}; the types are {', '.join(TYPES)}")

    @property
    def arrow(self) -> pa.Field:
        """The Arrow field, its meaning in the metadata."""
        nullable = not (self.required or self.type == "list")
        return pa.field(self.name, TYPES[self.type], nullable, {"description": self.meaning})


@dataclass(frozen=True, slots=True)
class TableForm:
    """A table: what one row is, the columns in order, and the columns that together name a row."""

    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema of the table."""
        return pa.schema([column.arrow for column in self.columns])


_ENTRY_ID = Column("entry_id", "string", "the entry that the row belongs to", True)
_FIELD = Column("field", "string", "the field it stands in: title, credit_line or caption", True)
_START = Column("start", "integer", "where it starts in the field's text, counted in code points from 0", True)
_END = Column("end", "integer", "where it ends, exclusive", True)
_ENTITY = "the thing in table entities that it names, where it was identified"

ENTRIES = TableForm(
    "one row an entry: a picture and what its words say",
    (
        Column("entry_id", "string", "the record's own id, else SOURCE#ORDINAL; repeated, ID#ORDINAL", True),
        Column("source", "string", "input path, relative to the folder given; the file's name where a file is", True),
        Column("ordinal", "integer", "1, 2, 3 … in its source", True),
        Column("title", "string", "the title, as read"),
        Column("credit_line", "string", "the credit line, as read"),
        Column("caption", "string", "the caption, as read; several paragraphs or wrapped lines are joined by a space"),
        Column("photo_date", "string", "when the picture was taken, by the text alone: EDTF (ISO 8601-2)"),
        Column("photo_date_earliest", "date", "the first day that photo_date covers; null for an open start"),
        Column("photo_date_latest", "date", "the last day that photo_date covers; null for an open end"),
        Column("photo_date_from", "string", "caption, title, or gallery where a part came from the entry's neighbors"),
        Column("people", "list", "full names of the people shown, in order"),
        Column("people_mentioned", "list", "full names of people named and not shown"),
        Column("organizations", "list", "canonical names in order of first mention, credits apart"),
        Column("events", "list", "canonical names in order of first mention, credits apart"),
        Column("vehicles", "list", "canonical names in order of first mention, credits apart"),
        Column("works", "list", "canonical names in order of first mention, credits apart"),
        Column("places", "list", "where the picture was taken, as written, most specific first"),
        Column("places_mentioned", "list", "other places named, as written"),
        Column("city", "string", "the city of places, where the gazetteer settles it without doubt"),
        Column("region", "string", "the state or province of places, where settled"),
        Column("country", "string", "the country of places, where settled"),
        Column("country_code", "string", "the country's ISO 3166-1 alpha-2 code, where settled"),
        Column("credit", "string", "the credit phrase, from the credit line or the caption"),
        Column("creators", "list", "the people who made the picture, as written (IPTC Creator)"),
        Column("providers", "list", "the agencies and houses credited, as written (IPTC Credit Line)"),
        Column("warnings", "list", "codes of what is doubtful, such as weekday-conflict or encoding-repaired"),
        Column("extra", "string", "the record's other fields, as JSON with sorted keys; null where there are none"),
    ),
    ("entry_id",),
)

MENTIONS = TableForm(
    "one row a finding in a text: the audit trail",
    (
        _ENTRY_ID,
        _FIELD,
        _START,
        _END,
        Column("text", "string", "the words themselves, always field[start:end]", True),
        Column("label", "string", "PERSON NORP ORG GPE LOC FAC VEHICLE EVENT PRODUCT WORK DATE TIME or CREDIT", True),
        Column("value", "string", "EDTF for a DATE, THH:MM with the zone for a TIME, a name's canonical form"),
        Column("entity_id", "string", _ENTITY),
        Column("rule", "string", "who found it: a rule such as dates/month-day-year, or model/PERSON", True),
        Column("score", "number", "calibrated probability, rounded to four places, where there is one"),
        Column("detail", "string", "what else is known of the value, as JSON with sorted keys; null where nothing is"),
    ),
    ("entry_id", "field", "start", "end", "label"),
)

PEOPLE = TableForm(
    "one row a person and entry",
    (
        _ENTRY_ID,
        Column("ordinal", "integer", "1, 2, 3 … in the entry, in order of first mention", True),
        Column("name", "string", "the fullest form written in the entry", True),
        Column("full_name", "string", "what the entry or its gallery makes of the name", True),
        Column("roles", "list", "occupations, ranks and functions as written, in text order"),
        Column("nationalities", "list", "nationalities as written, in text order"),
        Column("affiliations", "list", "organizations and units that the text ties the person to"),
        Column("position", "string", "where in the frame: left, second from right, front row, first from left"),
        Column("depicted", "boolean", "whether the person is in the picture", True),
        Column("certain", "boolean", "false for possibly, probably, X or Y", True),
        Column("reason", "string", "the code of why the person counts as shown or not", True),
        Column("entity_id", "string", _ENTITY),
    ),
    ("entry_id", "ordinal"),
)

CREDITS = TableForm(
    "one row a part of a credit phrase; the parts in order give the phrase back, character for character",
    (
        _ENTRY_ID,
        _FIELD,
        _START,
        _END,
        Column("text", "string", "the part itself, always field[start:end]", True),
        Column(
            "part",
            "string",
            "creator, provider, intermediary, courtesy, copyright, role, label, note, number or separator",
            True,
        ),
        Column("value", "string", "the canonical name of a creator or provider"),
        Column("entity_id", "string", _ENTITY),
    ),
    ("entry_id", "field", "start", "end"),
)

ENTITIES = TableForm(
    "one row a thing named across the whole run",
    (
        Column("entity_id", "string", "a hash of label and resolved identity, whatever the order of input", True),
        Column("label", "string", "the label of its mentions", True),
        Column("name", "string", "its name: the form most often resolved to, of equals the longest", True),
        Column("aliases", "list", "the other forms written, sorted"),
        Column("entries", "integer", "the number of entries that name it", True),
        Column("mentions", "integer", "the number of mentions", True),
        Column("earliest", "date", "the first day that a photo_date of its entries covers"),
        Column("latest", "date", "the last day that a photo_date of its entries covers"),
        Column("nationalities", "list", "of a person, as written, the most frequent first"),
        Column("roles", "list", "of a person, as written, the most frequent first"),
        Column("country_code", "string", "ISO 3166-1 alpha-2, where the gazetteer settles it"),
        Column("geonames_id", "string", "GeoNames id, where the gazetteer settles it"),
    ),
    ("entity_id",),
)

TABLES: Mapping[str, TableForm] = {
    "entries": ENTRIES,
    "mentions": MENTIONS,
    "people": PEOPLE,
    "credits": CREDITS,
    "entities": ENTITIES,
}
"""Every table that a dataset has, in the order that they are written and described in."""


def empty(name: str) -> pa.Table:
    """The table of that name without a row."""
    return TABLES[name].schema.empty_table()
