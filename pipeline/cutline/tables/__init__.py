"""The tables that come out: their schemas (columns), records → rows, and the group-by that makes `entities`."""

from cutline.tables.columns import CREDITS, ENTITIES, ENTRIES, MENTIONS, PEOPLE, TABLES, Column, TableForm, empty
from cutline.tables.entities import entities_table
from cutline.tables.rows import tabulate

__all__ = [
    "CREDITS",
    "ENTITIES",
    "ENTRIES",
    "MENTIONS",
    "PEOPLE",
    "TABLES",
    "Column",
    "TableForm",
    "empty",
    "entities_table",
    "tabulate",
]
