"""Clock times: `2:30 p.m. EST` is `T14:30 EST`; the zone is as written, also where it stands a little further on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cutline.normalize.date_names import Names
from cutline.records import Mention

_JOINED = re.compile(r"\s?[-–]\s?|\s(?:to|and|or|until|through)\s")
_AFTER = re.compile(
    r"[,\s]{0,2}\(?(?P<zone>(?:[A-Z][A-Za-z]{2,14}\s){0,2}(?:local )?[Tt]ime|(?<=\()(?:[ECMP][SD]T|GMT|UTC?))\b"
)
_GAP = re.compile(r"[,\s(]{0,3}(?:on\s)?")


def clock_values(text: str, mentions: Sequence[Mention], known: Names) -> list[Mention]:
    """The mentions of one field, in order, the TIME ones with their values."""
    valued = list(mentions)
    for index in range(len(valued) - 1, -1, -1):
        mention = valued[index]
        if mention.label == "TIME" and mention.rule.startswith("dates/"):
            after = valued[index + 1] if index + 1 < len(valued) else None
            valued[index] = _valued(text, mention, after, known)
    return valued


def _valued(text: str, mention: Mention, after: Mention | None, known: Names) -> Mention:
    parts = {part.part: part.text for part in mention.parts}
    zone, steps = parts.get("zone"), ["as written"]
    meridiem = _meridiem(parts)
    if after is not None and after.label == "TIME" and _JOINED.fullmatch(text[mention.end : after.start]):
        later = {part.part: part.text for part in after.parts}
        if (meridiem is None and "minute" not in parts) or mention.rule.endswith("before-meridiem"):
            meridiem = meridiem or _meridiem(later)
        if zone is None and after.value and " " in after.value:
            zone = after.value.partition(" ")[2]
            steps.append("zone from the time that it is joined to")
    elif zone is None:
        zone = _zone_further_on(text, mention, after)
        if zone:
            steps.append("zone from behind the date")
    value = _time(parts, meridiem, known) + (f" {zone}" if zone else "")
    return replace(mention, value=value, detail={**mention.detail, "steps": steps})


def _zone_further_on(text: str, mention: Mention, after: Mention | None) -> str | None:
    """A zone directly behind, in brackets, or behind the date that follows the time."""
    end = mention.end
    if after is not None and after.label == "DATE" and _GAP.fullmatch(text[end : after.start]):
        end = after.end
    match = _AFTER.match(text, end, end + 60)
    return match["zone"] if match else None


def _meridiem(parts: dict[str, str]) -> str | None:
    """`a` or `p`, from `a.m.` or from `in the evening`; None where neither is said."""
    if "halfday" in parts:
        return "a" if parts["halfday"] == "morning" else "p"
    written = parts.get("meridiem", "").lower()
    return written[0] if written and not written.startswith("o") else None


def _time(parts: dict[str, str], meridiem: str | None, known: Names) -> str:
    if "clockword" in parts:
        return "T12:00" if parts["clockword"].lower() == "noon" else "T00:00"
    hour = _number(parts["hour"], known)
    if meridiem == "p" and hour < 12:
        hour += 12
    elif meridiem == "a" and hour == 12:
        hour = 0
    minute = _number(parts["minute"], known) if "minute" in parts else 0
    return f"T{hour:02d}:{minute:02d}" + (f":{parts['second']}" if "second" in parts else "")


def _number(text: str, known: Names) -> int:
    return int(text) if text.isdigit() else known.numbers[text.lower()]
