"""What a date is the date of: the scene, its history, a plan, a publication, or something else, with the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cutline.edtf import SEASONS, Date, Interval
from cutline.knowledge import Knowledge
from cutline.normalize.date_parts import day_of
from cutline.normalize.date_relative import PARTS_OF_DAY, shift_of
from cutline.normalize.dated import Dated, Draft, Role
from cutline.records import Mention, Reading

LEFT, RIGHT = 240, 140
_END = re.compile(r"(?:[a-z]{3}|[□○0-9)\]\"”'’%]|[A-Z]{4})[.!?][\"”)]*\s+(?=[A-Z“\"(□○])|\n\s*\n|\s-{2,3}\s|\s[–—]\s(?=[A-Z])")
_ABBREVIATED = re.compile(r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Fla|Tex|Calif|Mass|Penn|Ala|Ariz|Gen|Capt|Sgt|Col|Maj|Adm|Rev|Gov|Sen|Rep|Lieut|Cmdr|Mrs|Messrs|Pvt|Cpl|Pfc|Spc|inc|Inc|Corp|Ltd|dept|Dept)\.\s+$")


def sentence(text: str, mention: Mention, dates: Sequence[Mention]) -> str:
    """The sentence around a date, the date written as □ and the others as ○, cut to a fixed width.

    Linear: it looks at a fixed number of code points and at the dates handed over, which are those nearby.
    """
    low, high = max(0, mention.start - LEFT), min(len(text), mention.end + RIGHT)
    before, after = text[low : mention.start], text[mention.end : high]
    for other in reversed(dates):
        if low <= other.start and other.end <= mention.start:
            before = before[: other.start - low] + "○" + before[other.end - low :]
    for other in reversed(dates):
        if mention.end <= other.start and other.end <= high:
            after = after[: other.start - mention.end] + "○" + after[other.end - mention.end :]
    for match in reversed(list(_END.finditer(before))):
        if not _ABBREVIATED.search(before[: match.end()]):
            before = before[match.end() :]
            break
    after = "□" + after
    end = next((m for m in _END.finditer(after) if not _ABBREVIATED.search(after[: m.end()])), None)
    return before + (after[: end.end()] if end else after)


def role_of(context: str, draft: Draft, knowledge: Knowledge, *, holiday: bool = False) -> Role:
    """The role that the sentence around a date gives it, by the first rule of `date_roles.toml` that is found."""
    if isinstance(draft.value, Interval) and _precision(draft.value) == "year":
        return Role("other", "a span of years")
    if holiday and draft.kind == "yearless":
        return Role("scene", "on the holiday") if _ON_HOLIDAY.search(context) else Role("other", "a holiday names an occasion")
    vague = draft.value is not None and not isinstance(draft.value, Interval) and draft.value.precision != "day"
    for rule in knowledge.rules("date_roles"):
        asked = rule.options.get("vague", vague) == vague and rule.options.get("exact", not vague) != vague
        if asked and rule.regex.search(context):
            return Role(rule.options["role"], rule.rule, rule.options.get("strength") == "weak")
    if draft.kind == "relative":
        return _by_shift(draft)
    if draft.kind == "yearless" and vague and draft.value.month not in SEASONS:
        return Role("other", "a month in running text")
    return _by_precision(context, draft)


def _by_shift(draft: Draft) -> Role:
    """What a relative expression dates where no words tell: the scene where it means its day, else what it points to."""
    relative = draft.relative or {}
    shift = shift_of(relative)
    if shift:
        return Role("future" if shift > 0 else "history", "it points away from the telling", weak="yesterday" in relative.values())
    if relative.get("unit", "day") in PARTS_OF_DAY and "month" not in relative:
        return Role("scene", "the day of the telling")
    return Role("other", "a span around the telling")


_ON_HOLIDAY = re.compile(r"\b[Oo]n\s□|^\s*□[.,]|,\s□(?:[.,]|\s*$)")


def _by_precision(context: str, draft: Draft) -> Role:
    """What a date is where no words tell: a day is the scene's, a bare year in running text is history."""
    value = draft.value
    if value is None or isinstance(value, Interval) or value.precision in ("day", "season", "month"):
        return Role("scene", "no other cue")
    if _archival(context):
        return Role("scene", "a year that stands alone")
    if _OF_PICTURE.search(context):
        return Role("scene", "the picture's year")
    if _OF_EVENT.search(context):
        return Role("scene", "the year of the event shown")
    return Role("history", "a year in running text", weak=False)


def _precision(value: Interval) -> str:
    side = value.start if isinstance(value.start, Date) else value.end
    return side.precision if isinstance(side, Date) else "none"


_OF_PICTURE = re.compile(
    r"\b[Tt]his\s□\s(?:\w+\s){0,2}(?:artist|image|photo|picture|view|drawing|painting|illustration|rendering|portrait|shot|scene)"
    r"|\b(?:taken|photographed|shot|made|drawn|pictured|seen|image|concept|photograph|photo)\s(?:here\s)?(?:from|in|about|around|of)?\s?□"
)
_OF_EVENT = re.compile(
    r"\b(?:for|at|during)\s(?:the\s)?(?:annual\s)?□\s(?:[\w.&'’-]{1,24}\s){0,6}(?:cotillion|convention|conference|election|elections|campaign|"
    r"season|opener|parade|graduation|reunion|drive|gala|dance|picnic|festival|ceremony|competition|tournament|contest|flood|strike)\b"
)


def _archival(context: str) -> bool:
    """Whether a year stands as in a file: alone, in brackets at an end, or behind a comma at the end."""
    return bool(re.search(r"^[\s(\[]*□[\s)\].]*$|^[(\[]□[)\]]|[(\[]□[)\]][\s.]*$|,\s□[\s.\])]*$|^\s*□\s*[:–—-]", context))


def same_instant(reading: Reading, dates: Sequence[Dated]) -> list[Dated]:
    """The dates, where two tell one instant in two zones, the one of the place's own zone as the scene's."""
    told = list(dates)
    for index in range(len(told) - 1):
        first, second = told[index], told[index + 1]
        if first.mention.field != second.mention.field or second.mention.start - first.mention.end > 80:
            continue
        between = reading.entry.text(first.mention.field)[first.mention.end : second.mention.start]
        clock = next(
            (
                m
                for m in reading.mentions
                if m.label == "TIME" and m.field == first.mention.field and first.mention.end <= m.start < second.mention.start
            ),
            None,
        )
        days = day_of(first.draft.value), day_of(second.draft.value)
        if "(" not in between or clock is None or None in days or first.role.role != "scene":
            continue
        local = bool(re.search(r"[Tt]ime$", clock.value or "")) and not re.search(r"^T\S+ (?:Eastern|Central|Mountain|Pacific)", clock.value or "")
        loser = index if local else index + 1
        told[loser] = replace(told[loser], role=Role("other", "the same instant in another zone"))
    return told
