"""Which of our labels a name of another corpus's type may bear: by lists of names, by its head noun, by its form."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from cutline.knowledge import Knowledge

MAPS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "corpora.toml").read_text("utf-8"))
LISTS = ("bodies", "countries", "events", "facilities", "nationalities", "spacecraft", "states", "vehicles")
SURE = ("", "whole", "nationality")
"""The cues of gazetteer rows that need nothing beside the name."""

PLACES = frozenset(("GPE", "LOC", "FAC"))
COMPLEMENT = re.compile(r" (?:of|at|in|for) .*")
NUMBERED = re.compile(r" (?:[IVX]+|[0-9]{2,4}|'[0-9]{2})$")
DESIGNATION = re.compile(
    r"(?:(?:USS|HMS|HMAS|HMCS|USNS|USCGC|RMS|SS|MV) [A-Z].*"
    r"|(?:[ABCEFPTUX]|AC|AH|AV|CH|CV|EA|HH|KC|MC|MH|MQ|MV|OH|RQ|SH|SR|UH|VC|WC)-[0-9]{1,3}[A-Z]?(?: [A-Z].*)?)\Z"
)
MISSION = re.compile(r"(?:STS|Apollo|Gemini|Expedition|Artemis)[ -](?:[0-9]+|[IVX]+)\Z")
SMALL = frozenset("of the and for in on at to by a an de la le du von van der den di da del al el und et y".split())


def gazetteer_labels(knowledge: Knowledge) -> dict[str, str]:
    """Names that the project's gazetteers hold without a cue, with their labels; a name of two labels is left out."""
    labels: dict[str, str] = {}
    clash = set()
    for name in LISTS:
        for row in knowledge.gazetteer(name):
            if row["cue"] in SURE:
                if labels.setdefault(row["alias"], row["label"]) != row["label"]:
                    clash.add(row["alias"])
    return {alias: label for alias, label in sorted(labels.items()) if alias not in clash}


class Places:
    """Splits a corpus's LOC, ORG and MISC by name lists and head nouns."""

    def __init__(self, governed: Iterable[str], natural: Iterable[str], peoples: Iterable[str]) -> None:
        self.listed = gazetteer_labels(Knowledge())
        cities = Knowledge().gazetteer("cities")
        self.governed = {*governed, *(row["alias"] for row in cities), *(row["region"] for row in cities)}
        self.natural = {*natural, *MAPS["natural"]["words"].split("|")}
        adjectives = {name for name, label in self.listed.items() if label == "NORP"}
        self.peoples = {*peoples, *adjectives, *MAPS["peoples"]["words"].split()}
        self.countries = {row["alias"] for row in Knowledge().gazetteer("countries") if row["cue"] in SURE}
        self.countries.update(MAPS["countries"]["words"].split("|"))
        self.heads: dict[str, frozenset[str]] = {k: frozenset(v.split()) for k, v in MAPS["heads"].items()}
        self.premises = self.heads["FAC"] | frozenset(MAPS["both"]["words"].split())

    def labels(self, name: str, candidates: Sequence[str]) -> tuple[str, ...]:
        """The candidates that the name's own words leave open; none where they make it no name at all."""
        if name.isupper() and len(name) > 4 and name.isalpha():
            name = name.title()
        open_kind = len(candidates) > 3
        if name in self.countries and {"GPE", "ORG"} & set(candidates):
            return ("GPE",)
        if self.is_people(name) and {"NORP", "GPE", "ORG"} & set(candidates):
            return ("NORP",)
        if open_kind and name.islower():
            return ()
        listed = self.listed.get(name, "")
        if listed in candidates and len(candidates) > 1:
            return (listed,)
        if "LOC" in candidates and name in self.natural:
            return ("LOC",)
        if "ORG" in candidates and "FAC" in candidates:
            return tuple(candidates) if self.head(name) in self.premises else ("ORG",)
        if "EVENT" in candidates and MISSION.match(name):
            return ("EVENT",)
        if "EVENT" in candidates and name.split()[-1] in MAPS["holidays"]["words"]:
            return ("DATE", "EVENT")
        if "VEHICLE" in candidates and DESIGNATION.match(name):
            return ("VEHICLE",)
        head = self.by_head(name, candidates)
        if "GPE" in candidates and name in self.governed:
            return ("GPE", *(label for label in head if label != "GPE"))
        return head or self.by_part(name, candidates) or tuple(candidates)

    def is_people(self, name: str) -> bool:
        """Whether it is a nationality, faith or party, also in the plural or joined by a hyphen."""
        singular = name.removesuffix("s")
        return name in self.peoples or singular in self.peoples or name.rpartition("-")[2] in self.peoples

    def head(self, name: str) -> str:
        """The noun that says what is named: the last word before `of …`, numbers aside.

        A museum of art is a museum, and World War II a war.
        """
        words = NUMBERED.sub("", COMPLEMENT.sub("", name)).split()
        return words[-1] if words else ""

    def by_head(self, name: str, candidates: Sequence[str]) -> tuple[str, ...]:
        """The label that the head noun, or a first word like `Lake`, gives."""
        head, words = self.head(name), name.split()
        for label, heads in self.heads.items():
            first = words[0] in MAPS["firsts"].get(label, ())
            if label in candidates and len(words) > 1 and (head in heads or first):
                return (label,)
        return ()

    def by_part(self, name: str, candidates: Sequence[str]) -> tuple[str, ...]:
        """LOC where it is a part of a listed country or state: `northern` and the like before its name."""
        words = name.split()
        part = len(words) > 1 and words[0].lower() in MAPS["directions"]["words"].split()
        return ("LOC",) if "LOC" in candidates and part and " ".join(words[1:]) in self.governed else ()
