"""Is a text in English? A cheap test by function words and script, for the warning `language`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from cutline.knowledge import Knowledge
from cutline.records import Entry

FOREIGN = "language"
"""The warning on an entry in another language."""

WORD = re.compile(r"[^\W\d_]+")
LATIN_END = "\u024f"


def language_warnings(entry: Entry, knowledge: Knowledge) -> tuple[str, ...]:
    """The warning `language` where the entry's title and caption are not in English, else nothing."""
    return (FOREIGN,) if foreign(f"{entry.text('title')}\n{entry.text('caption')}", knowledge) else ()


def foreign(text: str, knowledge: Knowledge) -> str | None:
    """The language that the text seems to be in, `script` where its letters are not Latin, None for English.

    A short text, or names without a sentence round them, prove nothing and count as English.
    """
    limits = knowledge.document("language")["language"]
    words = [word.casefold() for word in WORD.findall(text)]
    if len(words) < limits["least_words"]:
        return None
    letters = "".join(words)
    outside = sum(char > LATIN_END for char in letters) if not letters.isascii() else 0
    if outside > limits["foreign_script"] * len(letters):
        return "script"
    return _by_words(words, _languages(knowledge), limits)


def _by_words(words: list[str], languages: Mapping[str, frozenset[str]], limits: Mapping[str, Any]) -> str | None:
    distinct = set(words)
    if all(len(distinct & known) < limits["least_hits"] for name, known in languages.items() if name != "english"):
        return None
    hits = {name: [word for word in words if word in known] for name, known in languages.items()}
    english = len(hits.pop("english"))
    best = max(hits, key=lambda name: (len(set(hits[name])), len(hits[name])))
    enough = len(set(hits[best])) >= limits["least_hits"] and len(hits[best]) >= limits["least_share"] * len(words)
    return best if enough and len(hits[best]) > limits["times_english"] * english else None


@lru_cache(maxsize=4)
def _languages(knowledge: Knowledge) -> Mapping[str, frozenset[str]]:
    words: Mapping[str, str] = knowledge.document("language")["words"]
    return {name: frozenset(line.split()) for name, line in words.items()}
