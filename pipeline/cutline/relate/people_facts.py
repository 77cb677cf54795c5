"""One person's facts, tied together from all that was read around the mentions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cutline.records import Person
from cutline.relate.depiction import Verdict
from cutline.relate.frame import Place
from cutline.relate.people_forms import name_words
from cutline.relate.people_names import Figure, Sighting
from cutline.relate.roles_words import Claim


class View(NamedTuple):
    """All that is read around one mention of a person."""

    sighting: Sighting
    claims: tuple[Claim, ...]
    place: Place | None
    verdict: Verdict | None
    doubtful: bool
    portrait: bool = False
    opens: bool = False
    """The words about the person open their sentence."""


def person_of(figure: Figure, views: Sequence[View], full: str, bare: frozenset[str]) -> Person:
    """The person that a figure and its views make: lists in text order, each item once."""
    roles: list[str] = []
    nations: list[str] = []
    companies: list[str] = []
    place: Place | None = None
    for view in views:
        for claim in view.claims:
            roles += claim.roles
            nations += claim.nationalities
            companies += claim.affiliations
        if place is None and view.place is not None and view.place.words:
            place = view.place
    depicted, reason, rule = _shown(views)
    detail: dict[str, object] = {} if place is None else dict(place.detail())
    if rule:
        detail["depiction_rule"] = rule
    return Person(
        name=figure.name,
        full_name=full,
        roles=_roles(_once(roles), companies, bare),
        nationalities=_once(nations),
        affiliations=_once(companies),
        position=place.words if place is not None else None,
        depicted=depicted,
        certain=not views[0].doubtful,
        reason=reason,
        spans=tuple([sighting.span for sighting in figure.sightings]),
        detail=detail,
    )


def _once(items: Sequence[str]) -> tuple[str, ...]:
    """The items in order, each once; case and space tell no two apart."""
    if len(items) < 2:
        return tuple(items)
    seen: dict[str, str] = {}
    for item in items:
        seen.setdefault(" ".join(item.casefold().split()), item)
    return tuple(seen.values())


def _roles(roles: Sequence[str], companies: Sequence[str], bare: frozenset[str]) -> tuple[str, ...]:
    """The roles without those that another only says again: `Sergeant` beside `Master Sergeant`."""
    if len(roles) < 2:
        return tuple(roles) if not roles or roles[0].casefold() not in bare else ()
    plain = []
    for role in roles:
        text = role.casefold()
        for company in companies:
            text = text.replace(company.casefold(), " ")
        plain.append(text.split())
    kept = []
    for number, role in enumerate(roles):
        words = role.casefold().split()
        again = any(
            _says_more(other, words, later < number, len(roles[later]) > len(role))
            for later, other in enumerate(plain)
            if later != number
        )
        if not again and role.casefold() not in bare:
            kept.append(role)
    return tuple(kept)


def _says_more(other: Sequence[str], words: Sequence[str], earlier: bool, longer: bool) -> bool:
    """Whether another role ends in these words and says at least as much."""
    if list(words) != list(other[-len(words) :]):
        return False
    return len(words) < len(other) or earlier or longer


def _shown(views: Sequence[View]) -> tuple[bool, str, str | None]:
    """Whether the person is in the picture, why, and by which rule: a place settles it, else the first mention."""
    for view in views:
        if view.verdict is not None and view.verdict.force:
            return False, view.verdict.reason, view.verdict.rule
    for view in views:
        if view.place is not None:
            listed = view.place.index is not None or view.place.rule.startswith("list/")
            return True, "list" if listed else "position-cue", view.place.rule
    # The first mention in the caption decides: what is told later of someone absent does not bring them in.
    told = views if len(views) == 1 else [view for view in views if view.sighting.line.field == "caption"] or views
    first = told[1] if len(told) > 1 and _is_headline(told[0], told[1]) else told[0]
    if first.verdict is None:
        return True, "portrait" if first.portrait else "subject", None
    return False, first.verdict.reason, first.verdict.rule


def _is_headline(first: View, second: View) -> bool:
    """Whether the first sentence only announces who opens the second: `The Lee press conference. Ann Lee speaks`."""
    if first.verdict is None or second.verdict is not None:
        return False
    one, other = first.sighting, second.sighting
    numbers = one.line.sentences[one.token], other.line.sentences[other.token]
    return one.line is other.line and numbers == (0, 1) and second.opens and len(name_words(other.text)) > 1
