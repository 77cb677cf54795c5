"""The canonical value of every name: `U.S.` is United States, `ISS` International Space Station, `Kotov` Oleg Kotov."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cutline.knowledge import Knowledge
from cutline.normalize.gazetteer import Row, canonical, containers, holder, place_detail, town
from cutline.records import Mention, Reading
from cutline.revision import told

NAMES = frozenset({"PERSON", "NORP", "ORG", "GPE", "LOC", "FAC", "VEHICLE", "EVENT", "PRODUCT", "WORK"})


_SUFFIX = re.compile(r",?\s(?:Jr|Sr|II|III|IV)\.?$")
Neighbors = tuple[str | None, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Context:
    """What an entry says of its names: the long forms of short ones, the full names by surname, each place's chain, and
    the one state that it names."""

    short: Mapping[str, str]
    families: Mapping[str, Sequence[str]]
    neighbors: Mapping[tuple[str, int], Neighbors]
    state: tuple[str, ...]


def name_values(reading: Reading, knowledge: Knowledge) -> Reading:
    """The reading with a value on each name: the gazetteer's, the long form of a short one, else the name as written.

    A place that the gazetteer settles without doubt gets its country code and GeoNames id in `detail`.
    """
    mentions = reading.mentions
    labels = {mention.label for mention in mentions}
    if labels.isdisjoint(NAMES):
        return reading
    # What only places ask for is looked up only where one stands.
    neighbors = _neighbors(reading, knowledge) if "GPE" in labels else {}
    state = _state(reading, knowledge) if "GPE" in labels else ()
    families = _families(mentions) if "PERSON" in labels else {}
    context = Context(_short_forms(reading, knowledge), families, neighbors, state)
    valued = tuple(
        [_valued(mention, context, knowledge) if mention.label in NAMES else mention for mention in mentions]
    )
    return Reading(reading.entry, valued, reading.warnings, reading.dropped)


def _valued(mention: Mention, context: Context, knowledge: Knowledge) -> Mention:
    if mention.label == "PERSON":
        value = mention.value or full_name(mention.text, context.families)
        return told(mention, value, mention.detail, mention.entity_id)
    if mention.label == "GPE":
        return _place(mention, context, knowledge)
    text = context.short.get(mention.text, mention.text)
    row = canonical(text, mention.label, knowledge)
    value = row["name"] if row else _spaced(text)
    code = row.get("country_code") if row else None
    detail = {**mention.detail, "country_code": code} if code else mention.detail
    return told(mention, mention.value or value, detail, mention.entity_id)


def _place(mention: Mention, context: Context, knowledge: Knowledge) -> Mention:
    """The mention of a country, state or town with its canonical name and, where it is settled, its whereabouts."""
    before, behind = context.neighbors[mention.field, mention.start]
    rows = containers(mention.text, knowledge)
    row = town(mention.text, behind, knowledge) if behind else None
    if row is None and rows:
        row = _holder(before, rows, knowledge)
    elif row is None and not behind:
        row = town(mention.text, (), knowledge)
        row = town(mention.text, context.state, knowledge) if row is None and context.state else row
    if row is None:
        names = {r["name"] for r in rows}
        value = mention.value or (names.pop() if len(names) == 1 else _spaced(mention.text))
        return told(mention, value, mention.detail, mention.entity_id)
    detail = {**mention.detail, **place_detail(row, knowledge)}
    return told(mention, mention.value or row["name"], detail, mention.entity_id)


def _holder(before: str | None, rows: Sequence[Row], knowledge: Knowledge) -> Row | None:
    """Which state or country of the name is meant; None where it may as well be a town (`in Washington`)."""
    if before is not None:
        return holder(before, rows, knowledge) or rows[0]
    return rows[0] if len(rows) == 1 and rows[0].get("cue") != "place" else None


def _neighbors(reading: Reading, knowledge: Knowledge) -> Mapping[tuple[str, int], Neighbors]:
    """For each place the one right before it, and up to four that follow in one chain (`Akron, Quill County, Ohio`)."""
    held, container = _between(knowledge, "held"), _between(knowledge, "container")
    found = [m for m in reading.mentions if m.label in ("GPE", "FAC", "LOC")]
    gaps = [
        reading.entry.text(left.field)[left.end : right.start] if left.field == right.field else "\n"
        for left, right in itertools.pairwise(found)
    ]
    neighbors: dict[tuple[str, int], Neighbors] = {}
    for index, mention in enumerate(found):
        if mention.label != "GPE":  # it is a neighbor itself, but nobody asks for its own
            continue
        chain = []
        for gap, other in zip(gaps[index : index + 4], found[index + 1 :], strict=False):
            if other.label == "FAC" or not container.match(gap):
                break
            chain.append(other.text)
        before = found[index - 1].text if index and held.match(gaps[index - 1]) else None
        neighbors[mention.field, mention.start] = before, tuple(chain)
    return neighbors


def _state(reading: Reading, knowledge: Knowledge) -> tuple[str, ...]:
    """The one state or province that an entry names: a town without its state lies in it ("Near Quill. Ohio")."""
    places = [mention.text for mention in reading.mentions if mention.label == "GPE"]
    rows = [row for text in places for row in containers(text, knowledge) if row.get("kind") in ("state", "province")]
    names = {row["name"] for row in rows}
    return tuple(names) if len(names) == 1 else ()


def _families(mentions: Sequence[Mention]) -> Mapping[str, tuple[str, ...]]:
    """The full names of an entry by their last word, suffixes aside; none where no name of one word asks for one."""
    persons = dict.fromkeys([_spaced(mention.text) for mention in mentions if mention.label == "PERSON"])
    if not [name for name in persons if " " not in name]:
        return {}
    families: dict[str, list[str]] = {}
    for name in persons:
        words = _SUFFIX.sub("", name).split()
        if len(words) > 1:
            families.setdefault(words[-1], []).append(name)
    return {surname: tuple(names) for surname, names in families.items()}


def _short_forms(reading: Reading, knowledge: Knowledge) -> Mapping[str, str]:
    """The long form for each short one that the entry explains: `Quill Air Museum (QAM)`, either way round."""
    short: dict[str, str] = {}
    pairs = [
        (left, right)
        for left, right in itertools.pairwise(reading.mentions)
        if left.label == right.label and left.label != "PERSON" and left.field == right.field
    ]
    for left, right in pairs:
        if not _between(knowledge, "short").match(reading.entry.text(left.field)[left.end : right.start]):
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
    if len(brief) > 2 * len(long.split()) + 4:  # too long for initials with stops: spares the search
        return False
    words = re.findall(r"\w+", long)
    initials = "".join(word[0] for word in words).upper()
    capitals = "".join(word[0] for word in words if word[0].isupper())
    letters = re.sub(r"\W", "", brief).upper()
    return len(letters) > 1 and len(words) > 1 and letters in (initials, capitals)


def full_name(text: str, families: Mapping[str, Sequence[str]]) -> str:
    """The one full name of an entry with this surname, else the name itself.

    >>> full_name("Sands", {"Sands": ["Ida Sands"]}), full_name("Sands", {"Sands": ["Ida Sands", "Al Sands"]})
    ('Ida Sands', 'Sands')
    """
    name = _spaced(text)
    longer = families.get(name, ())
    return longer[0] if len(longer) == 1 else name


@functools.cache
def _between(knowledge: Knowledge, name: str) -> re.Pattern[str]:
    return re.compile(knowledge.document("names")["between"][name], re.VERBOSE)


def _spaced(text: str) -> str:
    return " ".join(text.split())
