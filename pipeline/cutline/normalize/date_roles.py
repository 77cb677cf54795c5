"""What a date is the date of: the scene, its history, a plan, a publication, or something else, with the reason."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cutline.edtf import OPEN, SEASONS, Date, Interval
from cutline.knowledge import Knowledge
from cutline.normalize.date_parts import day_of
from cutline.normalize.date_relative import PARTS_OF_DAY, shift_of
from cutline.normalize.dated import Dated, Draft, Role
from cutline.normalize.sentence import HERE
from cutline.records import Mention, Reading

KINDS = ("day", "weekday", "relative", "month", "year")
"""The kinds of dates that a rule asks where it does not say which."""
LONG = 10
"""How many years a span may have that dates one picture, unless it is a vague one: a longer one tells of a life."""
NEAR = 28
"""How many code points before the date a `near` rule sees."""
QUOTED = 240
"""How far back a quotation may begin, in code points."""
QUOTES = ('"', "“", "”")
_WORDS = re.compile(r"[a-z]+|[\"“©]|\.\.\.")
_PLACE_ZONE = re.compile(r"T\S+ (?!(?i:eastern|central|mountain|pacific)).*[Tt]ime")
"""A clock time in a place's own zone, not in one of the agency's."""


@dataclass(frozen=True, slots=True)
class RoleRule:
    """A rule of `date_roles.toml` made ready. One that ignores case is asked in small letters, which costs far less."""

    name: str
    regex: re.Pattern[str]
    role: str
    weak: bool
    near: bool
    lowered: bool
    kinds: tuple[str, ...]
    needs: frozenset[str]


SCENE = 24
"""How many characters tell a scene at least."""


@dataclass(frozen=True, slots=True)
class RoleRules:
    """The rules of each kind of date in the order in which they are tried, and all words that any of them needs.

    `abbreviated` finds words whose point ends no sentence, `no_stop` points within a clause, `past` a verb in the past,
    `of_the_scene` what is said of the scene even so.
    """

    rules: Mapping[str, tuple[RoleRule, ...]]
    needed: frozenset[str]
    abbreviated: re.Pattern[str]
    no_stop: re.Pattern[str]
    past: re.Pattern[str]
    of_the_scene: re.Pattern[str]


@functools.lru_cache(maxsize=8)
def role_rules(knowledge: Knowledge) -> RoleRules:
    """The rules of `date_roles.toml`, made ready once for each knowledge."""
    rules = tuple(
        RoleRule(
            name=rule.rule,
            regex=re.compile(rule.regex.pattern, rule.regex.flags & ~re.IGNORECASE),
            lowered=bool(rule.regex.flags & re.IGNORECASE),
            role=rule.options["role"],
            weak=rule.options.get("strength") == "weak",
            near=bool(rule.options.get("near")),
            kinds=tuple(rule.options.get("kinds", KINDS)),
            needs=frozenset(rule.options.get("needs", "").split()),
        )
        for rule in knowledge.rules("date_roles")
    )
    words = knowledge.words("date_roles")
    kinds = dict.fromkeys(kind for rule in rules for kind in rule.kinds)
    return RoleRules(
        {kind: tuple(rule for rule in rules if kind in rule.kinds) for kind in kinds},
        frozenset().union(*(rule.needs for rule in rules)),
        re.compile(words["abbreviated"]),
        re.compile(words["no_stop"]),
        re.compile(rf"\b(?:was|were|had|did|{words['ed']})\b"),
        re.compile(words["of_the_scene"]),
    )


def role_of(context: str, draft: Draft, ready: RoleRules, *, holiday: bool = False) -> Role:
    """The role that the sentence around a date gives it, by the first rule that is found, else by what kind it is."""
    kind = kind_of(draft, holiday=holiday)
    rule = found_rule(context, kind, ready)
    return Role(rule.role, rule.name, rule.weak) if rule else _unsaid(draft, kind)


def is_aside(before: str, context: str, ready: RoleRules) -> bool:
    """Whether a sentence tells of an earlier day, behind a scene that is told in the present: `before` is what stands
    in the text before the sentence.

    >>> from cutline.knowledge import load
    >>> ready = role_rules(load())
    >>> is_aside("A crane lifts the old stage. ", "It flew on □.", ready)
    True
    >>> is_aside("The old stage was lifted there. ", "It flew on □.", ready)
    False
    """
    if (
        len(before) < SCENE
        or before.rstrip()[-1:] not in (".", "!", "?")
        or ready.past.search(before)
        or ready.of_the_scene.search(context)
    ):
        return False
    return bool(ready.past.search(context[: context.index(HERE)]))


def found_rule(context: str, kind: str, ready: RoleRules) -> RoleRule | None:
    """The first rule that asks dates of this kind and is found in the sentence."""
    if ". " in context or "., " in context:
        context = ready.no_stop.sub("", context)
    lowered = context.lower()
    if context.isupper():
        context = lowered
    words = ready.needed.intersection(_WORDS.findall(lowered))
    near = context[max(0, context.index(HERE) - NEAR) :]
    for rule in ready.rules.get(kind, ()):
        if rule.needs and words.isdisjoint(rule.needs):
            continue
        if rule.regex.search(near if rule.near else lowered if rule.lowered else context):
            return rule
    return None


def in_quotation(text: str, start: int) -> bool:
    """Whether a place stands inside a quotation: what a sign or a speaker says is not said of the scene.

    >>> in_quotation('A sign reads "Closed. Open June 5" today', 28), in_quotation('The "Otter" on June 5', 15)
    (True, False)
    """
    low = max(0, start - QUOTED)
    place = max(text.rfind(mark, low, start) for mark in QUOTES)
    if place < 0 or text[place] == "”" or text[place + 1].isspace():
        return False
    return text[place] == "“" or place == 0 or text[place - 1] in " \t\n([,"


def kind_of(draft: Draft, *, holiday: bool = False) -> str:
    """The sort: day, weekday, relative, month, year, years (a span), period (a long one), holiday (without a year)."""
    if draft.kind in ("weekday", "relative"):
        return draft.kind
    if holiday and draft.kind == "yearless":
        return "holiday"
    value = draft.value
    if isinstance(value, Interval):
        side = value.start if isinstance(value.start, Date) else value.end
        if not isinstance(side, Date) or side.precision != "year":
            return "period" if OPEN not in (value.start, value.end) and _years(value) > LONG else "day"
        vague = side.qualifier or side.year.endswith("X") or OPEN in (value.start, value.end)
        return "years" if vague or _years(value) <= LONG else "period"
    if value is None or value.precision == "day":
        return "day"
    return "month" if value.precision in ("month", "season") else "year"


def _years(span: Interval) -> int:
    return span.latest.year - span.earliest.year if span.latest and span.earliest else LONG + 1


def _unsaid(draft: Draft, kind: str) -> Role:
    """What a date is where no words tell: a day is the scene's, a bare year in running text is history."""
    if kind == "relative":
        return _by_shift(draft)
    if kind in ("years", "period"):
        return Role("other", "a span of years")
    if kind == "holiday":
        return Role("other", "a holiday names an occasion")
    if kind == "year":
        return Role("history", "a year in running text")
    if (
        kind == "month"
        and draft.kind == "yearless"
        and isinstance(draft.value, Date)
        and draft.value.month not in SEASONS
    ):
        return Role("other", "a month in running text")
    return Role("scene", "no other cue")


def _by_shift(draft: Draft) -> Role:
    """A relative expression dates the scene where it means its day; else it is what it points to."""
    relative = draft.relative or {}
    shift = shift_of(relative)
    if shift:
        weak = relative.get("relative") == "yesterday"
        return Role("future" if shift > 0 else "history", "it points away from the telling", weak)
    if relative.get("unit", "day") in PARTS_OF_DAY and "month" not in relative:
        return Role("scene", "the day of the telling")
    return Role("other", "a span around the telling")


def same_instant(reading: Reading, dates: Sequence[Dated]) -> list[Dated]:
    """The dates, where two tell one instant in two zones, the one of the place's own zone as the scene's."""
    told = list(dates)
    clocks = {(m.field, m.end): m for m in reading.mentions if m.label == "TIME"} if len(told) > 1 else {}
    for index in range(len(told) - 1 if clocks else 0):
        first, second = told[index].mention, told[index + 1].mention
        if first.field != second.field or second.start - first.end > 80 or told[index].role.role != "scene":
            continue
        between = reading.entry.text(first.field)[first.end : second.start]
        clock = _clock_before(second, between, clocks)
        if (
            "(" not in between
            or clock is None
            or not day_of(told[index].draft.value)
            or not day_of(told[index + 1].draft.value)
        ):
            continue
        loser = index if _PLACE_ZONE.fullmatch(clock.value or "") else index + 1
        told[loser] = replace(told[loser], role=Role("other", "the same instant in another zone"))
    return told


def _clock_before(date: Mention, between: str, clocks: dict[tuple[str, int], Mention]) -> Mention | None:
    """The clock time that stands between two dates."""
    ends = range(date.start, date.start - len(between), -1)
    return next((clock for end in ends if (clock := clocks.get((date.field, end)))), None)
