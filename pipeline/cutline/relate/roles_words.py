"""The words of the roles grammar, and what a phrase claims of a person."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from cutline.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of the roles grammar, casefolded, from roles.toml, roles.csv and the gazetteers of countries."""

    heads: frozenset[str]
    plurals: Mapping[str, str]
    named: frozenset[str]
    """The heads and their plurals."""
    modifiers: frozenset[str]
    nations: frozenset[str]
    closed: Mapping[str, frozenset[str]]
    work_verbs: frozenset[str]
    """The first words of `closed["works"]`."""
    openers: frozenset[str]
    """The words that may begin what is said behind a name."""

    def is_head(self, word: str) -> bool:
        """Whether a word alone names an occupation, rank or function."""
        return word in self.named or ("-" in word and word.rsplit("-", 1)[1] in self.heads)

    def singular(self, word: str) -> str:
        """One of a plural role: `crew members` is `crew member`."""
        return self.plurals.get(word, word)


class Claim(NamedTuple):
    """What a phrase says of a person, and the half-open run of tokens it was read from."""

    roles: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    start: int = 0
    end: int = 0
    group: Claim | None = None
    """What of it a plural says of the whole list."""
    generic: bool = False
    steps: tuple[int, ...] = ()
    """The tokens behind which a modifier ends: a position may stand at each."""


@functools.lru_cache(maxsize=1024)
def nothing(at: int) -> Claim:
    """The claim of no words at a token, which most names have on one side."""
    return Claim(start=at, end=at)


_OPENERS = frozenset({"of", "from", "with", "employed", "who", "now", "both"})


@functools.cache
def lexicon(knowledge: Knowledge) -> Lexicon:
    """The lexicon of a knowledge, built once a process."""
    rows = knowledge.gazetteer("roles")
    heads = frozenset(row["alias"] for row in rows if row["kind"] in ("head", "title"))
    closed = {name: frozenset(words) for name, words in knowledge.document("roles")["closed"].items()}
    closed["compounds"] |= {form for head in heads if " " in head for form in (head, *_plurals(head))}
    closed["name_titles"] |= {head for head in heads if head not in closed["given_too"]}
    closed["abbreviations"] |= {plural for head in heads if head.endswith(".") for plural in _plurals(head)}
    plurals = {plural: head for head in sorted(heads) for plural in _plurals(head)}
    nations = {
        row["alias"].casefold() for name in ("countries", "nationalities") for row in knowledge.gazetteer(name)
        if row.get("country_code")
    }  # fmt: skip
    plurals = {plural: head for plural, head in plurals.items() if plural not in heads | closed["things"]}
    return Lexicon(
        heads=heads,
        plurals=plurals,
        named=heads | plurals.keys(),
        modifiers=frozenset(row["alias"] for row in rows if row["kind"] == "modifier"),
        nations=frozenset(nations | closed["nations"]),
        closed=closed,
        openers=closed["copulas"] | closed["adverbs"] | {duty.split()[0] for duty in closed["duties"]} | _OPENERS,
        work_verbs=frozenset(work.split()[0] for work in closed["works"]),
    )


def _plurals(head: str) -> tuple[str, ...]:
    if head.endswith("."):
        return (head[:-1] + "s.",)
    if head.endswith("man"):
        return (head[:-3] + "men",)
    if head.endswith("woman"):
        return (head[:-5] + "women",)
    if head.endswith("y") and head[-2] not in "aeiou":
        return (head[:-1] + "ies",)
    if head in ("sister", "brother"):
        return ()  # "Sisters Ann and Bo" are kin
    return (head + ("es" if head.endswith(("s", "x", "ch", "sh")) else "s"),)
