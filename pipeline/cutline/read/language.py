"""Is a text in English? A cheap test by function words and script, for the warning `language`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from cutline.knowledge import Knowledge
from cutline.records import Entry

FOREIGN = "language"
"""The warning on an entry in another language."""

WORD, PLAIN_WORD = re.compile(r"[^\W\d_]+"), re.compile(r"[a-z]+")
"""A word, and one of a plain text in small letters: the same at a third of the time."""
LATIN_END = "\u024f"


def language_warnings(entry: Entry, knowledge: Knowledge) -> tuple[str, ...]:
    """The warning `language` where the entry's title and caption are not in English, else nothing."""
    return (FOREIGN,) if foreign(f"{entry.text('title')}\n{entry.text('caption')}", knowledge) else ()


def foreign(text: str, knowledge: Knowledge) -> str | None:
    """The language that the text seems to be in, `script` where its letters are not Latin, None for English.

    A short text, or names without a sentence round them, prove nothing and count as English.
    """
    known = _known(knowledge)
    plain = text.isascii()
    words = PLAIN_WORD.findall(text.lower()) if plain else [word.casefold() for word in WORD.findall(text)]
    if len(words) < known.limits["least_words"]:
        return None
    if not plain:
        letters = "".join(words)
        if sum(char > LATIN_END for char in letters) > known.limits["foreign_script"] * len(letters):
            return "script"
    return _by_words(words, known)


class Known(NamedTuple):
    """What tells a language: the limits, the function words of each, and those of any but English together."""

    limits: Mapping[str, Any]
    languages: Mapping[str, frozenset[str]]
    foreign: frozenset[str]


def _by_words(words: list[str], known: Known) -> str | None:
    limits, languages, _ = known
    distinct = known.foreign.intersection(words)
    # Most texts hold too few words of all the others together to be asked for each.
    if len(distinct) < limits["least_hits"]:
        return None
    if all(len(distinct & its) < limits["least_hits"] for name, its in languages.items() if name != "english"):
        return None
    hits = {name: [word for word in words if word in its] for name, its in languages.items()}
    english = len(hits.pop("english"))
    best = max(hits, key=lambda name: (len(set(hits[name])), len(hits[name])))
    enough = len(set(hits[best])) >= limits["least_hits"] and len(hits[best]) >= limits["least_share"] * len(words)
    return best if enough and len(hits[best]) > limits["times_english"] * english else None


@lru_cache(maxsize=4)
def _known(knowledge: Knowledge) -> Known:
    document = knowledge.document("language")
    words: Mapping[str, str] = document["words"]
    languages = {name: frozenset(line.split()) for name, line in words.items()}
    foreign = frozenset(word for name, its in languages.items() if name != "english" for word in its)
    return Known(document["language"], languages, foreign)
