"""What each code in the column `warnings` says, for the data dictionary."""

from __future__ import annotations

from collections.abc import Mapping

WARNINGS: Mapping[str, str] = {
    "ambiguous-date": "a date in numbers that can be read in two ways; month first is taken",
    "backward-range": "a range that ends before it starts; it has no value",
    "character-replaced": "NUL, half a surrogate pair or a Unicode line separator stood in the text and was replaced",
    "conflicting-dates": "two dates for one scene",
    "count-conflict": "the text counts other than the people that it lists",
    "credit-ambiguous": "a credit of two sides, and nothing tells the person from the agency",
    "credit-over-length": "a creator or credit longer than the 32 bytes that IIM allows",
    "duplicate-id": "the id stood in the input before; ID#ORDINAL is what was made of it",
    "encoding-detected": "the text was in another encoding than UTF-8",
    "encoding-repaired": "mojibake was undone",
    "html-removed": "tags or entities of HTML became the text that they show",
    "impossible-date": "a day that the calendar does not have",
    "language": "title and caption seem to be in another language than English",
    "place-conflict": "two people in one place of the picture",
    "too-many-dates": "a field holds thousands of dates, so it is no caption; the first two thousand were looked for",
    "weekday-conflict": "the weekday does not fit the date",
}
"""The entry is extracted all the same; a warning never changes a value by itself."""
