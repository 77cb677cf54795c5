"""Names as facts from the gazetteers: pools to draw from, and the word lists whose bits the tagger sees."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LISTS = ("given", "surname", "city", "state", "country", "people", "water", "rank", "firm", "role")
"""The word lists, one bit each in this order."""

WORDS: dict[str, str] = tomllib.loads((Path(__file__).parent / "styles.toml").read_text("utf-8"))["lists"]


@dataclass(frozen=True)
class Pools:
    """Names to draw from, each pool sorted."""

    given: tuple[str, ...]
    surname: tuple[str, ...]
    census_given: tuple[str, ...]
    census_surname: tuple[str, ...]
    city: tuple[str, ...]
    state: tuple[str, ...]
    country: tuple[str, ...]
    people: tuple[str, ...]
    water: tuple[str, ...]
    county: tuple[str, ...]
    roles: tuple[str, ...]


def load_pools(folder: Path) -> Pools:
    """The pools of a gazetteer folder laid out as `../shared/gazetteers` is."""
    data = folder / "corpora_cc0" / "data"

    def read(name: str) -> Any:
        return json.loads((data / name).read_text("utf-8"))

    def values(name: str, *keys: str) -> set[str]:
        document = read(name)
        return {value for key in keys for value in document.get(key, ()) if isinstance(value, str)}

    with (folder / "world_cities_geonames" / "data" / "world-cities.csv").open(encoding="utf-8", newline="") as lines:
        cities = list(csv.DictReader(lines))
    given = values("humans/firstNames.json", "firstNames") | values("humans/spanishFirstNames.json", "firstNames")
    given |= values("humans/norwayFirstNamesBoys.json", "firstnames_boys_norwegian")
    given |= values("humans/norwayFirstNamesGirls.json", "firstnames_girls_norwegian")
    surname = values("humans/lastNames.json", "lastNames") | values("humans/spanishLastNames.json", "lastNames")
    surname |= values("humans/norwayLastNames.json", "lastnames_norwegian")
    top = folder / "names_538" / "most-common-name" / "new-top-surnames.csv"
    with top.open(encoding="utf-8", newline="") as lines:
        surname |= {row["name"].title() for row in csv.DictReader(lines)}
    counties = read("geography/us_counties.json")["counties"]
    bodies = read("geography/oceans.json")
    water = {f"{row['name']} Ocean" for row in bodies["oceans"]} | {row["name"] for row in bodies["seas"]}
    water |= {f"{row['name']} River" for row in read("geography/rivers.json")["rivers"]}
    nationalities = values("geography/nationalities.json", "nationalities")
    people = {name for name in nationalities if re.fullmatch(r"[A-Z][a-z]+", name)}
    countries = {row["country"] for row in cities if not set(row["country"]) & set(",:")}
    return Pools(
        given=tuple(sorted(given)),
        surname=tuple(sorted(surname)),
        census_given=tuple(sorted(values("humans/firstNames.json", "firstNames"))),
        census_surname=tuple(sorted(values("humans/lastNames.json", "lastNames"))),
        city=tuple(sorted({row["name"] for row in cities})),
        state=tuple(sorted(counties)),
        country=tuple(sorted(countries)),
        people=tuple(sorted(people | {"Negro", "Jewish", "Catholic", "Navajo", "Democrats", "Republicans", "Soviet"})),
        water=tuple(sorted(water)),
        county=tuple(sorted({f"{name} County" for names in counties.values() for name in names})),
        roles=tuple(sorted(values("humans/occupations.json", "occupations"))),
    )


def word_lists(pools: Pools) -> dict[str, int]:
    """Each word of the lists in lower case, with the bits of the lists that hold it."""
    bits: dict[str, int] = {}
    words = {
        "given": pools.given, "surname": pools.surname, "city": pools.city, "state": pools.state,
        "country": pools.country, "people": pools.people, "water": pools.water, "rank": WORDS["rank"].split(),
        "firm": WORDS["firm"].split(),
        "role": [role for role in pools.roles if " " not in role],
    }  # fmt: skip
    for number, name in enumerate(LISTS):
        for phrase in words[name]:
            for word in re.findall(r"\w[\w'’-]*", phrase.lower()):
                if len(word) > 2:
                    bits[word] = bits.get(word, 0) | 1 << number
    return dict(sorted(bits.items()))
