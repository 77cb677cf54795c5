"""Names, dates, times and numbers made up in the ways that archives write them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from cutline.training.gazetteers import Pools
from cutline.training.templates import NATIONS, WORDS

MONTHS = "January February March April May June July August September October November December".split()
SHORT = "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
STATES = (
    "Calif. Fla. Va. Texas N.C. Md. Wash. Hawaii Ga. S.C. Pa. N.Y. Ariz. Nev. La. Ill. Mass. Ohio Mo. Colo. N.J. Ala. "
    "Miss. Tenn. Ky. Ind. Mich. Wis. Minn. Iowa Neb. Kan. Okla. Ark. N.M. Utah Ore. Idaho Mont. Wyo. N.D. S.D. Conn. "
    "R.I. Vt. N.H. Maine Del. W.Va. Alaska CA TX NY FL VA WA OH PA GA NC MD"
).split()
SUFFIXES = (" Jr.", ", Jr.", " III", " II", " Sr.", ", Sr.", " Jr", " IV")
PARTICLES = "de|van|von|al-|bin|De La|Mc|O’|El|van der|St.|di|Mac|O'|Le|dos".split("|")
LETTERS = "ABCDEFGHJKLMNPRSTW"


def last_name(person: str) -> str:
    """The last name of a person, without a suffix and with its particles.

    >>> last_name("Ed van der Roe, Jr."), last_name("Mae Roe III")
    ('van der Roe', 'Roe')
    """
    words = person.replace(",", "").split()
    while len(words) > 1 and words[-1].rstrip(".") in ("Jr", "Sr", "II", "III", "IV"):
        words.pop()
    start = len(words) - 1
    while start > 1 and (words[start - 1].islower() or words[start - 1] in PARTICLES):
        start -= 1
    return " ".join(words[start:])


def short_name(ship: str) -> str:
    """A ship's name without what stands before it.

    >>> short_name("USS Iron Bay")
    'Iron Bay'
    """
    return ship.split(" ", 1)[1] if ship.split(" ")[0].isupper() and " " in ship else ship


class Inventor:
    """Makes fillers at random; the same random state gives the same ones."""

    def __init__(self, pools: Pools, random: Random) -> None:
        self.pools, self.random = pools, random
        self.made: dict[str, Callable[[], str]] = {
            "person": self.person, "surname": self.surname, "given": self.given, "initials": self.initials,
            "city": self.city, "town": self.city,
            "state": lambda: self.pick(pools.state), "county": lambda: self.pick(pools.county),
            "country": self.country, "nat": lambda: self.pick(pools.people),
            "water": lambda: self.pick(pools.water), "occupation": lambda: self.pick(pools.roles),
            "stateabbr": lambda: self.pick(STATES), "date": self.date, "md": self.month_day, "olddate": self.old_date,
            "month": lambda: self.pick(MONTHS), "dayn": lambda: self.number(1, 31), "when": self.when,
            "weekday": lambda: self.pick(DAYS), "year": lambda: self.number(1985, 2024),
            "oldyear": lambda: self.number(1860, 1975), "number": lambda: self.number(1, 70),
            "digit": lambda: self.number(1, 9), "digits": lambda: self.number(10000, 99999),
            "hundreds": lambda: self.number(100, 999), "two": lambda: self.number(10, 99),
            "ordinal": lambda: self.pick("First Second Third 4th 14th 42nd Twelfth".split()), "time": self.time,
            "nth": lambda: ordinal(self.random.randint(1, 399)), "letter": lambda: self.pick(LETTERS),
            "decade": lambda: f"{self.random.randint(186, 199)}0s", "stamp": self.stamp, "jsc": self.jsc,
            "datenum": self.number_date, "lifespan": self.lifespan, "people": self.people, "people_list": self.people,
            "sts": lambda: f"STS-{self.random.randint(1, 135)}",
        }  # fmt: skip

    def number(self, low: int, high: int, form: str = "d") -> str:
        """A number between the two, both included."""
        return format(self.random.randint(low, high), form)

    def pick(self, options: Any) -> str:
        """One of the options."""
        return str(self.random.choice(options))

    def mostly(self, share: float, common: Any, every: Any) -> str:
        """One of the common options for that share of draws, else one of all."""
        return self.pick(common if self.random.random() < share else every)

    def initials(self) -> str:
        """Two initials, with or without a blank."""
        return f"{self.pick(LETTERS)}.{self.pick(['', ' '])}{self.pick(LETTERS)}."

    def person(self) -> str:
        """A name in one of the ways that archives write them, one in three of a named nation."""
        if self.random.random() < 0.35:
            return self.foreigner()
        given, last, draw = self.given(), self.surname(), self.random.random()
        if draw < 0.55:
            return f"{given} {last}"
        if draw < 0.71:
            return f"{given} {self.pick(LETTERS)}. {last}"
        if draw < 0.79:
            return f"{self.initials()} {last}"
        if draw < 0.81:
            return f"{self.pick(LETTERS)}. {given} {last}"
        if draw < 0.86:
            return f"{given} {last}{self.pick(SUFFIXES)}"
        if draw < 0.90:
            return f"{given} {last}-{self.surname()}"
        if draw < 0.95:
            return f'{given} "{self.pick(WORDS["nick"])}" {last}'
        particle = self.pick(PARTICLES)
        glue = "" if particle in ("al-", "Mc", "O’", "Mac", "O'") else " "
        return f"{given} {particle}{glue}{last}"

    def foreigner(self) -> str:
        """A name as one nation writes it, with its letters."""
        nation = self.random.choice(NATIONS)
        given = self.pick(nation["given"].split())
        last = self.pick(nation["last"].split()).replace("_", " ")
        return nation.get("order", "{given} {last}").format(given=given, last=last)

    def given(self) -> str:
        """A first name, more often a common one."""
        return self.mostly(0.65, self.pools.census_given, self.pools.given)

    def surname(self) -> str:
        """A last name, more often a common one."""
        return self.mostly(0.65, self.pools.census_surname, self.pools.surname)

    def city(self) -> str:
        """A city, more often one that captions tell of."""
        return self.mostly(0.6, WORDS["known_city"], self.pools.city)

    def country(self) -> str:
        """A country, more often one of the present and past that captions tell of."""
        return self.mostly(0.7, WORDS["known_country"], self.pools.country)

    def month_day(self) -> str:
        """A day without its year."""
        return f"{self.pick([self.pick(MONTHS), self.pick(SHORT)])} {self.random.randint(1, 30)}"

    def number_date(self) -> str:
        """A date in figures."""
        month, day, year = self.number(1, 12), self.number(1, 28), self.number(1960, 2010)
        figures = f"{year}-{int(month):02d}-{int(day):02d}"
        return self.pick([f"{month}/{day}/{year}", f"{month}/{day}/{year[2:]}", figures])

    def date(self) -> str:
        """A day or month of the last ninety years in one of six forms."""
        return self._dated(self.random.randint(1935, 2024))

    def old_date(self) -> str:
        """A day or month of the years from 1860 to 1970."""
        return self._dated(self.random.randint(1860, 1970))

    def _dated(self, year: int) -> str:
        day, form = self.random.randint(1, 30), self.random.random()
        if form < 0.55:
            return f"{self.month_day()}, {year}"
        if form < 0.70:
            return f"{day} {self.pick(MONTHS)} {year}"
        if form < 0.75:
            return f"{day} {self.pick(SHORT)} {year}"
        if form < 0.80:
            return f"{self.pick(MONTHS)} {day}{self.pick(['-', '–'])}{day + 1}, {year}"
        return f"{self.pick(MONTHS)} {year}" if form < 0.90 else f"{self.pick(DAYS)}, {self.month_day()}, {year}"

    def when(self) -> str:
        """A date as vague as those of museums: circa, a decade, a season, a year."""
        year = self.number(1855, 1985)
        forms = [f"{word} {year}" for word in ("c.", "ca.", "circa", "c", "Circa")]
        forms += [
            self.pick(["", "", "early ", "late "]) + f"{year[:3]}0s",
            year,
            year,
            f"about {year}",
            self.old_date(),
        ]
        forms += [f"{self.pick(['Summer', 'spring', 'Winter', 'autumn', 'fall', 'summer'])} {year}", self.number_date()]
        return self.pick(forms)

    def lifespan(self) -> str:
        """From the year of birth to that of death."""
        born = self.random.randint(1780, 1920)
        return f"{born}{self.pick(['-', '–', '-'])}{born + self.random.randint(19, 95)}"

    def time(self) -> str:
        """A clock time, most often with its zone."""
        clock, half = f"{self.number(1, 12)}:{self.number(0, 59, '02d')}", self.pick(["a.m.", "p.m."])
        zone = self.pick(["EDT", "EST", "PDT", "CST", "UTC", "GMT", "local time", "Eastern"])
        zoned = f"{clock} {half} {zone}"
        return self.pick([zoned, zoned, f"{clock} {half}", f"{clock.split(':')[0]} {half}"])

    def stamp(self) -> str:
        """A VIRIN, as the armed forces number pictures."""
        code = "".join(self.pick("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in range(2))
        day = self.number(4, 23, "02d") + self.number(1, 12, "02d") + self.number(1, 28, "02d")
        return f"{day}-{self.pick('NAFMGDZ')}-{code}{self.number(100, 999)}-{self.number(1, 400, '03d')}"

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


def ordinal(number: int) -> str:
    """The number with its ending.

    >>> ordinal(2), ordinal(11), ordinal(173)
    ('2nd', '11th', '173rd')
    """
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return str(number) + {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
