"""Person or agency: what each name of a credit phrase shows for itself, its neighbors and the run show for it."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cutline.extract.credit_tokens import aliases, fold, word_list
from cutline.knowledge import Knowledge
from cutline.records import RunFacts

INITIAL = re.compile(r"[^\W\d_]\.(?:-?[^\W\d_]\.)*")
# LANL, SwRI, LPGNantes; but not McCoy, MacDonald, O'Neill, DeLuca, whose second capital follows a short first syllable.
ACRONYM = re.compile(
    r"[A-Z][A-Z0-9&.-]{1,9} | (?! Ma?c[A-Z] | O['’] | De[A-Z] | L[ae][A-Z][a-z] | Di[A-Z] ) [A-Z][a-z]?[A-Z]\w*",
    re.VERBOSE,
)
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


def agency(name: str, knowledge: Knowledge) -> Mapping[str, str] | None:
    """The gazetteer's row for a name, if it is a known agency's."""
    rows = aliases(knowledge, "agencies")
    return rows.get(fold(name)) or rows.get(fold(name.removeprefix("the ").removeprefix("The ")))


def add(side: Side, knowledge: Knowledge, what: str, who: str, why: str = "") -> Side:
    """The side with one more observation counted for `person` or `agency`."""
    weight = weights(knowledge)[what]
    reason = f"{who} +{weight}: {what.replace('_', ' ')}{f' ({why})' if why else ''}"
    reasons = (*side.reasons, reason)
    if who == "person":
        return replace(side, person=side.person + weight, reasons=reasons)
    return replace(side, agency=side.agency + weight, reasons=reasons)


def own_evidence(side: Side, knowledge: Knowledge, *, ranked: bool) -> Side:
    """The side with what its own words show."""
    row = agency(side.text, knowledge)
    if row:
        return add(side, knowledge, "gazetteer", "agency", f"{row['name']}, {row['kind']}")
    if ranked:
        side = add(side, knowledge, "rank", "person")
    if side.mode == "creator":
        side = add(side, knowledge, "by", "person")
    if side.mode in ("intermediary", "provider"):
        side = add(side, knowledge, "via", "agency")
    for what, who, why in shapes(side.text, knowledge):
        side = add(side, knowledge, what, who, why)
    return side


def shapes(name: str, knowledge: Knowledge) -> list[tuple[str, str, str]]:
    """What the form of a name says: (observation, person or agency, the word that says it).

    >>> from cutline.knowledge import load
    >>> shapes("J. Fox", load()), shapes("Heron Institute", load())
    ([('initial', 'person', 'J.'), ('several_words', 'person', '')], [('org_word', 'agency', 'Institute')])
    """
    words = [word.strip("\"“”',") for word in name.split()]
    words = [word for word in words if word]
    if not words:
        return []
    org_words = word_list(knowledge, "org_words")
    heads = [w for w in words if w.strip(".,") in org_words]
    small = [w for w in words[1:] if w in word_list(knowledge, "small")]
    if heads or small:
        return [("org_word", "agency", (heads or small)[-1])]
    found = []
    if is_given(words[0], knowledge) and len(words) > 1:
        found.append(("given_name", "person", words[0]))
    elif INITIAL.fullmatch(words[0]) and len(words) > 1:
        found.append(("initial", "person", words[0]))
    if words[-1] in word_list(knowledge, "suffixes"):
        found.append(("suffix", "person", words[-1]))
    if any(w in word_list(knowledge, "particles") for w in words[:-1]):
        found.append(("particle", "person", ""))
    if len(words) == 1 and ACRONYM.fullmatch(words[0]):
        found.append(("acronym", "agency", words[0]))
    elif 2 <= len(words) <= 4:
        found.append(("several_words", "person", ""))
    return found


@functools.cache
def given_names(knowledge: Knowledge) -> frozenset[str]:
    """Frequent given names, folded."""
    return frozenset(row["alias"].casefold() for row in knowledge.gazetteer("given_names"))


def is_given(word: str, knowledge: Knowledge) -> bool:
    """Whether a word is a frequent given name, alone or as the first half of a double one (`Jean-Luc`)."""
    return word.casefold() in given_names(knowledge) or word.split("-")[0].casefold() in given_names(knowledge)


def neighbor_evidence(group: Sequence[Side], knowledge: Knowledge, run: RunFacts) -> list[Side]:
    """The sides of one `X/Y/Z` with what each shows for the others, judged by their own evidence alone."""
    if len(group) < 2:
        return list(group)
    group = [replace(side, paired=True) for side in group]
    return [_beside(side, place, group, knowledge, run) for place, side in enumerate(group)]


def _beside(side: Side, place: int, group: Sequence[Side], knowledge: Knowledge, run: RunFacts) -> Side:
    if agency(side.text, knowledge):
        return side
    before, after = group[:place], group[place + 1 :]
    rows_before = [agency(other.text, knowledge) for other in before]
    rows_after = [agency(other.text, knowledge) for other in after]
    others = [other.verdict for other in (*before, *after)]
    if "provider" in others:
        side = add(side, knowledge, "beside_agency", "person")
    elif "creator" in others:
        side = add(side, knowledge, "beside_person", "agency")
    if rows_before and rows_before[-1] and rows_before[-1]["house_order"] == "first":
        side = add(side, knowledge, "house_order", "person", rows_before[-1]["name"])
    if rows_after and rows_after[0] and rows_after[0]["house_order"] == "last":
        side = add(side, knowledge, "house_order", "person", rows_after[0]["name"])
    if len(rows_before) >= 2 and all(rows_before):
        side = add(side, knowledge, "chain", "agency")
    if len(side.text.split()) == 1:
        side = add(side, knowledge, "one_word", "agency")
    return _partners(side, [*before, *after], knowledge, run)


def _partners(side: Side, others: Sequence[Side], knowledge: Knowledge, run: RunFacts) -> Side:
    mine = run.credit_partners.get(side.text.casefold(), 0)
    theirs = max(run.credit_partners.get(other.text.casefold(), 0) for other in others)
    if mine >= 3 and mine >= 2 * theirs:
        return add(side, knowledge, "partners", "agency", f"{mine} in this run")
    if theirs >= 3 and theirs >= 2 * mine:
        return add(side, knowledge, "partners", "person", f"its partner has {theirs} in this run")
    return side
