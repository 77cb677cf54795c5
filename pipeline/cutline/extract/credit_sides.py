"""Person or agency: what each name of a credit phrase shows for itself, its neighbors and the run show for it."""

from __future__ import annotations

import collections
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cutline.extract.credit_shapes import agency, shapes
from cutline.extract.credit_tokens import aliases, fold
from cutline.knowledge import Knowledge
from cutline.records import RunFacts

DECISIVE = 5
"""A side whose own words say this much more for one reading than the other is not judged by its neighbors."""
EVEN = {"pair": 3, "list": 2}
"""How far apart the sums must lie: a pair is decided against its other side, so it asks for more than a list."""


@dataclass(frozen=True, slots=True)
class Side:
    """A name in a credit phrase, and the weight of what says person or agency, each reason in words."""

    start: int
    end: int
    text: str
    mode: str = "any"
    person: int = 0
    agency: int = 0
    reasons: tuple[str, ...] = ()
    paired: bool = False

    @property
    def verdict(self) -> str | None:
        """`creator`, `provider`, or None where the evidence is even."""
        margin = EVEN["pair" if self.paired else "list"]
        if abs(self.person - self.agency) < margin:
            return None
        return "creator" if self.person > self.agency else "provider"


@functools.cache
def weights(knowledge: Knowledge) -> Mapping[str, int]:
    """The weight of each observation, from credits.toml."""
    return {str(key): int(value) for key, value in knowledge.document("credits")["evidence"].items()}


def add(side: Side, knowledge: Knowledge, what: str, who: str, why: str = "") -> Side:
    """The side with one more observation counted for `person` or `agency`."""
    weight = weights(knowledge)[what]
    reasons = (*side.reasons, f"{who} +{weight}: {what.replace('_', ' ')}{f' ({why})' if why else ''}")
    person = side.person + weight * (who == "person")
    against = side.agency + weight * (who == "agency")
    return Side(side.start, side.end, side.text, side.mode, person, against, reasons, side.paired)


def own_evidence(side: Side, knowledge: Knowledge, *, ranked: bool) -> Side:
    """The side with what its own words show."""
    row = agency(side.text, knowledge)
    if row:
        return add(side, knowledge, "gazetteer", "agency", f"{row['name']}, {row['kind']}")
    if fold(side.text) in aliases(knowledge, "staff"):
        return add(side, knowledge, "staff", "person")
    if ranked:
        side = add(side, knowledge, "rank", "person")
    if side.mode == "creator":
        side = add(side, knowledge, "by", "person")
    if side.mode in ("intermediary", "provider"):
        side = add(side, knowledge, "via", "agency")
    for what, who, why in shapes(side.text, knowledge):
        side = add(side, knowledge, what, who, why)
    return side


@dataclass(frozen=True, slots=True)
class Group:
    """The sides of one `X/Y/Z`, with what each is by its own evidence and how many partners it has in the run."""

    sides: Sequence[Side]
    rows: Sequence[Mapping[str, str] | None]
    verdicts: Sequence[str | None]
    partners: Sequence[int]

    @property
    def known_before(self) -> int:
        """How many sides at the front are known agencies without a gap."""
        return next((place for place, row in enumerate(self.rows) if not row), len(self.rows))


def neighbor_evidence(sides: Sequence[Side], knowledge: Knowledge, run: RunFacts) -> list[Side]:
    """The sides of one `X/Y/Z` with what each shows for the others, judged by their own evidence alone."""
    if len(sides) < 2:
        return [_alone(side, knowledge, run) for side in sides]
    sides = [replace(side, paired=True) for side in sides]
    group = Group(
        sides,
        [agency(side.text, knowledge) for side in sides],
        [side.verdict for side in sides],
        [run.credit_partners.get(side.text.casefold(), 0) for side in sides],
    )
    known, verdicts = group.known_before, collections.Counter(group.verdicts)
    most = sorted(group.partners)[-2:]
    beside = []
    for place, side in enumerate(sides):
        if group.rows[place] or abs(side.person - side.agency) >= DECISIVE:
            beside.append(side)
            continue
        others = verdicts - collections.Counter([group.verdicts[place]])
        side = _beside(side, place, group, knowledge, others)
        if known >= 2 and place == known:
            side = add(side, knowledge, "chain", "agency")
        # The most partners that any other side has: the second most where this side has the most itself.
        theirs = most[0] if group.partners[place] == most[1] else most[1]
        beside.append(_partners(side, group.partners[place], theirs, knowledge))
    return beside


def _beside(side: Side, place: int, group: Group, knowledge: Knowledge, others: Mapping[str | None, int]) -> Side:
    if others.get("provider"):
        side = add(side, knowledge, "beside_agency", "person")
    elif others.get("creator"):
        side = add(side, knowledge, "beside_person", "agency")
    before = group.rows[place - 1] if place else None
    after = group.rows[place + 1] if place + 1 < len(group.rows) else None
    if before and before["house_order"] == "first":
        side = add(side, knowledge, "house_order", "person", before["name"])
    if after and after["house_order"] == "last":
        side = add(side, knowledge, "house_order", "person", after["name"])
    if len(side.text.split()) == 1:
        side = add(side, knowledge, "one_word", "agency")
    return side


def _alone(side: Side, knowledge: Knowledge, run: RunFacts) -> Side:
    """A name by itself, told by the run where its own words leave it even: elsewhere it stands beside others."""
    partners = run.credit_partners.get(side.text.casefold(), 0)
    if side.verdict is None and partners >= 2:
        return add(side, knowledge, "partners", "agency", f"{partners} in this run")
    return side


def _partners(side: Side, mine: int, theirs: int, knowledge: Knowledge) -> Side:
    if mine >= 3 and mine >= 2 * theirs:
        return add(side, knowledge, "partners", "agency", f"{mine} in this run")
    if theirs >= 3 and theirs >= 2 * mine:
        return add(side, knowledge, "partners", "person", f"its partner has {theirs} in this run")
    return side
