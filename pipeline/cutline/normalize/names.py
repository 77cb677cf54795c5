"""The canonical value of every name: `U.S.` is United States, `ISS` International Space Station, `Kotov` Oleg Kotov."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cutline.knowledge import Knowledge
from cutline.normalize.gazetteer import Row, canonical, containers, holder, place_detail, town
from cutline.records import Mention, Reading

NAMES = frozenset({"PERSON", "NORP", "ORG", "GPE", "LOC", "FAC", "VEHICLE", "EVENT", "PRODUCT", "WORK"})


def name_values(reading: Reading, knowledge: Knowledge) -> Reading:
    """The reading with a value on each name: the gazetteer's, the long form of a short one, else the name as written.

    A place that the gazetteer settles without doubt gets its country code and GeoNames id in `detail`.
    """
    short = _short_forms(reading, knowledge)
    people = [m.text for m in reading.mentions if m.label == "PERSON"]
    valued = tuple(
        _valued(mention, reading, short, people, knowledge) if mention.label in NAMES else mention
        for mention in reading.mentions
    )
    return replace(reading, mentions=valued)


def _valued(
    mention: Mention, reading: Reading, short: Mapping[str, str], people: Sequence[str], knowledge: Knowledge
) -> Mention:
    if mention.label == "PERSON":
        return replace(mention, value=mention.value or full_name(mention.text, people))
    if mention.label == "GPE":
        return _place(mention, reading, knowledge)
    text = short.get(mention.text, mention.text)
    row = canonical(text, mention.label, knowledge)
    value = row["name"] if row else _spaced(text)
    code = row.get("country_code") if row else None
    detail = {**mention.detail, "country_code": code} if code else mention.detail
    return replace(mention, value=mention.value or value, detail=detail)


def _place(mention: Mention, reading: Reading, knowledge: Knowledge) -> Mention:
    """The mention of a country, state or town with its canonical name and, where it is settled, its whereabouts."""
    rows = containers(mention.text, knowledge)
    row = town(mention.text, behind, knowledge) if (behind := _behind(mention, reading, knowledge)) else None
    if row is None and rows:
        row = _holder(mention, rows, reading, knowledge)
    elif row is None and not behind:
        row = town(mention.text, (), knowledge)
    if row is None:
        names = {r["name"] for r in rows}
        return replace(mention, value=mention.value or (names.pop() if len(names) == 1 else _spaced(mention.text)))
    detail = {**mention.detail, **place_detail(row, knowledge)}
    return replace(mention, value=mention.value or row["name"], detail=detail)


def _holder(mention: Mention, rows: Sequence[Row], reading: Reading, knowledge: Knowledge) -> Row | None:
    """Which state or country of the name is meant; None where it may as well be a town (`in Washington`)."""
    before = _before(mention, reading, knowledge)
    if before is not None:
        return holder(before.text, rows, knowledge) or rows[0]
    return rows[0] if len(rows) == 1 and rows[0].get("cue") != "place" else None


def _behind(mention: Mention, reading: Reading, knowledge: Knowledge) -> list[str]:
    """The places that follow in one chain: for `Akron` in `Akron, Summit County, Ohio` the county and the state."""
    text, between = reading.entry.text(mention.field), _between(knowledge, "container")
    chain, end = [], mention.end
    for other in reading.mentions:
        if other.field == mention.field and other.start >= end and other.label in ("GPE", "LOC"):
            if not between.match(text[end : other.start]):
                break
            chain.append(other.text)
            end = other.end
    return chain


def _before(mention: Mention, reading: Reading, knowledge: Knowledge) -> Mention | None:
    """The town, or other place, right before a state or country and a comma; None where none stands there."""
    text, between = reading.entry.text(mention.field), _between(knowledge, "held")
    for other in reading.mentions:
        placed = other.field == mention.field and other.label in ("GPE", "FAC", "LOC") and other.end <= mention.start
        if placed and between.match(text[other.end : mention.start]):
            return other
    return None


def _short_forms(reading: Reading, knowledge: Knowledge) -> Mapping[str, str]:
    """The long form for each short one that the entry explains: `Quill Air Museum (QAM)`, either way round."""
    short: dict[str, str] = {}
    between = _between(knowledge, "short")
    for left, right in zip(reading.mentions, reading.mentions[1:], strict=False):
        if left.field != right.field or left.label != right.label or left.label == "PERSON":
            continue
        if not between.match(reading.entry.text(left.field)[left.end : right.start]):
            continue
        for long, brief in ((left.text, right.text), (right.text, left.text)):
            if _stands_for(brief, long):
                short[brief] = long
    return short


def _stands_for(brief: str, long: str) -> bool:
    """True where the short form is made of the long one's initials, small words left out or not.

    >>> _stands_for("QAM", "Quill Air Museum"), _stands_for("NOAA", "Quill Air Museum")
    (True, False)
    """
    words = re.findall(r"\w+", long)
    initials = "".join(word[0] for word in words).upper()
    capitals = "".join(word[0] for word in words if word[0].isupper())
    letters = re.sub(r"\W", "", brief).upper()
    return len(letters) > 1 and len(words) > 1 and letters in (initials, capitals)


def full_name(text: str, people: Sequence[str]) -> str:
    """The one longer name among an entry's people that ends with this one, else the name itself.

    >>> full_name("Sands", ["Ida Sands", "Sands", "Bo Reed"]), full_name("Sands", ["Ida Sands", "Al Sands"])
    ('Ida Sands', 'Sands')
    """
    if " " in text:
        return _spaced(text)
    longer = {_spaced(name) for name in people if re.sub(r",?\s(?:Jr|Sr|II|III|IV)\.?$", "", name).endswith(f" {text}")}
    return longer.pop() if len(longer) == 1 else text


@functools.cache
def _between(knowledge: Knowledge, name: str) -> re.Pattern[str]:
    return re.compile(knowledge.document("names")["between"][name], re.VERBOSE)


def _spaced(text: str) -> str:
    return " ".join(text.split())
