"""The value of every date and clock time of a gallery, its role, and the steps from text to value."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from cutline.edtf import Date
from cutline.knowledge import Knowledge
from cutline.normalize.clock import clock_values
from cutline.normalize.date_context import settle_whole, settle_year
from cutline.normalize.date_holidays import told_days
from cutline.normalize.date_leaning import settle_leaning
from cutline.normalize.date_names import Names, names
from cutline.normalize.date_parts import day_of, draft
from cutline.normalize.date_roles import in_quotation, is_aside, kind_of, role_of, role_rules, same_instant
from cutline.normalize.date_years import Offer, candidates, gallery_candidates, offers
from cutline.normalize.dated import Dated, Role
from cutline.normalize.sentence import HERE, sentence
from cutline.records import FIELDS, Mention, Reading

NEARBY = 6
"""How many dates before and behind are told apart in the sentence around a date."""
UNSAID = ("no other cue", "the day of the telling")
"""Reasons of a scene's date that no words tell: two of them need not contradict each other."""
TOLD = 600
"""How many characters before a date's sentence are asked whether a scene is told there."""
PRESENTED = "presented"
"""The rule for what is written on a gift that is handed over: though quoted, its day is the scene's."""
CROWD = 400
"""A text with more dates is a list, not a caption: those beyond get no role, so that it costs no more than prose."""


def date_values(gallery: Sequence[Reading], knowledge: Knowledge) -> list[Reading]:
    """The readings with values, roles and steps on their DATE and TIME mentions, and with what contradicts itself."""
    labels = {mention.label for reading in gallery for mention in reading.mentions}
    if labels.isdisjoint(("DATE", "TIME")):
        return list(gallery)
    known = names(knowledge)
    timed = [_timed(reading, known) for reading in gallery]
    whole = [_whole(reading, known, knowledge) for reading in timed]
    if not any(whole):
        return timed
    offered = [offers(dates) for dates in whole]
    settled = [
        _with_years(reading, dates, index, offered) if dates else dates
        for index, (reading, dates) in enumerate(zip(timed, whole, strict=True))
    ]
    settled = [same_instant(reading, dates) for reading, dates in zip(timed, settled, strict=True)]
    leaning = settle_leaning(settled, known)
    written = [_written(reading, dates) if dates else reading for reading, dates in zip(timed, leaning, strict=True)]
    return [_counted(reading, known.most) if len(reading.mentions) >= known.most else reading for reading in written]


def _counted(reading: Reading, most: int) -> Reading:
    """The reading with a warning where a field holds so many dates that no more were looked for."""
    fields = [mention.field for mention in reading.mentions if mention.rule.startswith("dates/")]
    if max(map(fields.count, FIELDS)) < most:
        return reading
    return replace(reading, warnings=(*reading.warnings, "too-many-dates"))


def _timed(reading: Reading, known: Names) -> Reading:
    """The reading with the values of its clock times."""
    if "TIME" not in [mention.label for mention in reading.mentions]:
        return reading
    mentions = list(reading.mentions)
    for field in FIELDS:
        places = [i for i, m in enumerate(mentions) if m.field == field and m.label in ("DATE", "TIME")]
        places.sort(key=lambda index: mentions[index].start)
        valued = clock_values(reading.entry.text(field), [mentions[index] for index in places], known)
        for index, mention in zip(places, valued, strict=True):
            mentions[index] = mention
    return replace(reading, mentions=tuple(mentions))


def _whole(reading: Reading, known: Names, knowledge: Knowledge) -> list[Dated]:
    """The dates of a reading in order of title, credit line and caption, with roles; the whole ones checked."""
    found = [
        (index, mention)
        for index, mention in enumerate(reading.mentions)
        if mention.label == "DATE" and mention.rule.startswith("dates/")
    ]
    if not found:
        return []
    rules = role_rules(knowledge)
    if len(found) > 1:
        found.sort(key=lambda pair: (FIELDS.index(pair[1].field), pair[1].start))
    dates = []
    for number, (index, mention) in enumerate(found):
        made = draft(mention, known)
        made = settle_whole(made) if made.kind == "whole" else made
        if number >= CROWD:
            dates.append(Dated(index, mention, made, Role("other", "one of a great many dates")))
            continue
        around = found[max(0, number - NEARBY) : number + NEARBY + 1] if len(found) > 1 else ()
        near = [m for _, m in around if m.field == mention.field and m is not mention]
        text = reading.entry.text(mention.field)
        holiday = mention.rule in known.holidays
        context = sentence(text, mention, near, rules.abbreviated)
        role = role_of(context, made, rules, holiday=holiday)
        opens = mention.start - context.index(HERE)
        if role.reason == UNSAID[0] and is_aside(text[max(0, opens - TOLD) : opens], context, rules):
            role = Role("history", "told in the past, behind a scene in the present")
        if role.role == "scene" and role.reason != PRESENTED and in_quotation(text, mention.start):
            role = Role("other", "it stands in a quotation")
        dates.append(Dated(index, mention, made, role))
    return told_days(reading, dates, known) if len(dates) > 1 else dates


def _with_years(
    reading: Reading, dates: Sequence[Dated], index: int, offered: Sequence[tuple[Offer, ...]]
) -> list[Dated]:
    """The dates with the years that their entry and its gallery give to those without."""
    if not any(date.draft.kind == "yearless" for date in dates):
        return list(dates)
    return [
        replace(
            date,
            draft=settle_year(
                date.draft, candidates(reading.entry, dates, place, gallery_candidates(index, offered, date))
            ),
        )
        if date.draft.kind == "yearless" and place < CROWD
        else date
        for place, date in enumerate(dates)
    ]


def _written(reading: Reading, dates: Sequence[Dated]) -> Reading:
    """The reading with the dates' values, details and warnings in place."""
    dates = _promoted(dates)
    mentions = list(reading.mentions)
    warnings = list(reading.warnings)
    for date in dates:
        mentions[date.place] = _valued(date)
        warnings += date.draft.warnings
    if _conflicting(dates):
        warnings.append("conflicting-dates")
    return Reading(reading.entry, tuple(mentions), tuple(dict.fromkeys(warnings)), reading.dropped)


def _promoted(dates: Sequence[Dated]) -> Sequence[Dated]:
    """Where nothing dates the scene, a date whose other role was only likely is the scene's, if it is the last told."""
    if not any(date.role.weak for date in dates):
        return dates
    if any(date.role.role == "scene" and day_of(date.draft.value) for date in dates):
        return dates
    told = [day for date in dates if date.role.role == "history" and (day := day_of(date.draft.value))]
    last = max(told, default=datetime.date.min)
    return [
        replace(date, role=Role("scene", f"the only date, though {date.role.reason}"))
        if date.role.weak and kind_of(date.draft) == "day" and (day_of(date.draft.value) or last) >= last
        else date
        for date in dates
    ]


def _valued(date: Dated) -> Mention:
    detail = {**date.mention.detail, "role": date.role.role, "reason": date.role.reason}
    steps = [f"as written: {date.mention.text}", *date.draft.steps]
    if date.draft.warnings:
        detail["warnings"] = list(date.draft.warnings)
    value = str(date.draft.value) if date.draft.value is not None else None
    m = date.mention
    detail["steps"] = steps
    return Mention(m.field, m.start, m.end, m.text, m.label, m.rule, value, m.score, detail, m.parts, m.entity_id)


def _conflicting(dates: Sequence[Dated]) -> bool:
    """Whether two dates claim to be the day of the one scene."""
    if len(dates) < 2:
        return False
    days = {
        str(date.draft.value)
        for date in dates
        if date.role.role == "scene"
        and date.role.reason not in UNSAID
        and isinstance(date.draft.value, Date)
        and date.draft.kind in ("whole", "yearless")
        and date.draft.value.precision == "day"
    }
    return len(days) > 1
