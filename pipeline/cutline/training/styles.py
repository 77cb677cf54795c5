"""Captions in the house styles of `styles.toml`, filled at random: what archives write that the training data lacks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from cutline.training.gazetteers import Pools
from cutline.training.samples import ALL, Sample, Span

STYLES: dict[str, Any] = tomllib.loads((Path(__file__).parent / "styles.toml").read_text("utf-8"))
MARK = re.compile(r"\[\[([A-Z]+)\|(.*?)\]\](?!\])")
SLOT = re.compile(r"\{([A-Za-z_]+\d?)\}")
MONTHS = "January February March April May June July August September October November December".split()
SHORT = "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
STATES = (
    "Calif. Fla. Va. Texas N.C. Md. Wash. Hawaii Ga. S.C. Pa. N.Y. Ariz. Nev. La. Ill. Mass. Ohio Mo. Colo.".split()
)


class Filler:
    """Fills slots; the same seed gives the same captions."""

    def __init__(self, pools: Pools, seed: int) -> None:
        self.pools, self.random = pools, Random(seed)
        self.made: dict[str, Callable[[], str]] = {
            "person": self.person, "surname": self.surname, "given": self.given,
            "city": self.city, "town": self.city, "state": lambda: self.pick(pools.state),
            "country": lambda: self.pick(pools.country), "nat": lambda: self.pick(pools.people),
            "stateabbr": lambda: self.pick(STATES), "date": self.date, "md": self.month_day,
            "month": lambda: self.pick(MONTHS), "dayn": lambda: str(self.random.randint(1, 31)),
            "weekday": lambda: self.pick(DAYS), "year": lambda: str(self.random.randint(1985, 2024)),
            "year4": lambda: str(self.random.randint(1860, 1975)), "number": lambda: str(self.random.randint(1, 70)),
            "digit": lambda: str(self.random.randint(1, 9)), "digits": lambda: str(self.random.randint(10000, 99999)),
            "ordinal": lambda: self.pick("First Second Third 4th 14th 42nd Twelfth".split()), "time": self.time,
            "decade": lambda: f"{self.random.randint(186, 199)}0s", "stamp": self.stamp, "jsc": self.jsc,
            "datenum": lambda: "/".join((self.number(1, 12), self.number(1, 28), self.number(1960, 2010))),
            "people_list": self.people, "sts": lambda: f"STS-{self.random.randint(1, 135)}",
        }  # fmt: skip

    def number(self, low: int, high: int, form: str = "d") -> str:
        """A number between the two, both included."""
        return format(self.random.randint(low, high), form)

    def pick(self, options: Any) -> str:
        """One of the options."""
        return str(self.random.choice(options))

    def slot(self, name: str) -> str:
        """A filler for the slot; a name in capitals gives the filler in capitals."""
        if name == "people":
            return self.people()
        if name.isupper():
            return self.slot(name.lower()).upper()
        made = self.made.get(name)
        return made() if made else self.pick(STYLES["words"][name])

    def person(self) -> str:
        """A name in one of the ways that archives write them."""
        given, last, draw = self.given(), self.surname(), self.random.random()
        initial = self.pick("ABCDEFGHJKLMNPRSTW")
        if draw < 0.60:
            return f"{given} {last}"
        if draw < 0.74:
            return f"{given} {initial}. {last}"
        if draw < 0.79:
            return f"{initial}. {self.pick('ABCDEFGHJKLM')}. {last}"
        if draw < 0.83:
            return f"{initial}.{self.pick('ABCDEFGHJKLM')}. {last}"
        if draw < 0.87:
            return f"{given} {last}{self.pick([' Jr.', ', Jr.', ' III', ' II', ' Sr.'])}"
        if draw < 0.91:
            return f"{given} {last}-{self.surname()}"
        if draw < 0.95:
            return f'{given} "{self.pick(STYLES["words"]["nick"])}" {last}'
        return f"{given} {self.pick(['de', 'van', 'von', 'al-', 'bin', 'De La', 'Mc', 'O’', 'El'])} {last}".replace(
            "- ", "-"
        )

    def given(self) -> str:
        """A first name, more often a common one."""
        return self.pick(self.pools.census_given if self.random.random() < 0.65 else self.pools.given)

    def surname(self) -> str:
        """A last name, more often a common one."""
        return self.pick(self.pools.census_surname if self.random.random() < 0.65 else self.pools.surname)

    def city(self) -> str:
        """A city somewhere."""
        return self.pick(self.pools.city)

    def month_day(self) -> str:
        """A day without its year."""
        return f"{self.pick([self.pick(MONTHS), self.pick(SHORT)])} {self.random.randint(1, 30)}"

    def date(self) -> str:
        """A date in one of four forms."""
        year, day = self.random.randint(1935, 2024), self.random.randint(1, 30)
        form = self.random.random()
        if form < 0.6:
            return f"{self.month_day()}, {year}"
        if form < 0.75:
            return f"{day} {self.pick(MONTHS)} {year}"
        return f"{self.pick(MONTHS)} {year}" if form < 0.88 else f"{self.pick(DAYS)}, {self.month_day()}, {year}"

    def time(self) -> str:
        """A clock time with its zone."""
        clock = f"{self.number(1, 12)}:{self.number(0, 59, '02d')}"
        return f"{clock} {self.pick(['a.m.', 'p.m.'])} {self.pick(['EDT', 'EST', 'PDT'])}"

    def stamp(self) -> str:
        """A VIRIN, as the armed forces number pictures."""
        code = "".join(self.pick("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in range(2))
        day = self.number(4, 23, "02d") + self.number(1, 12, "02d") + self.number(1, 28, "02d")
        return f"{day}-N-{code}{self.number(100, 999)}-{self.number(1, 400, '03d')}"

    def jsc(self) -> str:
        """A number of the Johnson Space Center."""
        ground = f"jsc{self.number(2000, 2024)}e{self.number(10000, 99999, '06d')}"
        return self.pick([ground, f"ISS0{self.number(10, 69)}-E-{self.number(1000, 99999, '06d')}"])

    def people(self) -> str:
        """A marked list of three to fourteen persons, some unknown, some with a title."""
        count = self.random.randint(3, 14)
        names = [f"[[PERSON|{self.person()}]]" for _ in range(count)]
        if self.random.random() < 0.3:
            names[self.random.randrange(count)] = self.pick(["unknown man", "unknown woman", "two unidentified men"])
        if self.random.random() < 0.3:
            where = self.random.randrange(count)
            names[where] = f"{self.pick(['Mrs.', 'Dr.', 'Rev.', 'Miss', 'Sgt.', 'Lt.'])} {names[where]}"
        return ", ".join(names[:-1]) + self.pick([" and ", ", and ", ", "]) + names[-1]


def style_samples(pools: Pools, count: int, seed: int) -> list[Sample]:
    """That many captions, drawn over styles by weight, the names in them marked by the guidelines."""
    filler = Filler(pools, seed)
    styles = STYLES["style"]
    weights = [style["weight"] for style in styles]
    samples = []
    for _ in range(count):
        style = filler.random.choices(styles, weights)[0]
        marked = filler.pick(style["lines"])
        while SLOT.search(marked):
            marked = SLOT.sub(lambda match: filler.slot(match[1]), marked)
        samples.append(unmarked(marked, f"style-{style['name']}"))
    return samples


def unmarked(marked: str, source: str) -> Sample:
    """The sample that a marked line stands for."""
    text, spans, end = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[end : match.start()]
        spans.append(Span(len(text), len(text) + len(match[2]), (match[1],)))
        text += match[2]
        end = match.end()
    return Sample(text + marked[end:], tuple(spans), ALL, source)
