"""One person's facts, tied together from all that was read around the mentions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cutline.records import Person
from cutline.relate.people_names import Figure

if TYPE_CHECKING:
    from cutline.relate.people import View


def person_of(figure: Figure, views: Sequence[View], full: str) -> Person:
    """The person that a figure and its views make: lists in text order, each item once."""
    claims = [claim for view in views for claim in view.claims]
    place = next((view.place for view in views if view.place is not None and view.place.words), None)
    depicted, reason, rule = _shown(views)
    detail: dict[str, object] = dict(place.detail()) if place is not None else {}
    if rule:
        detail["depiction_rule"] = rule
    return Person(
        name=figure.name,
        full_name=full,
        roles=_once(role for claim in claims for role in claim.roles),
        nationalities=_once(nation for claim in claims for nation in claim.nationalities),
        affiliations=_once(company for claim in claims for company in claim.affiliations),
        position=place.words if place is not None else None,
        depicted=depicted,
        certain=not views[0].doubtful,
        reason=reason,
        spans=tuple(
            (s.line.field, s.line.starts[s.index], s.line.ends[s.index]) for s in figure.sightings
        ),
        detail=detail,
    )


def _once(items: Iterable[str]) -> tuple[str, ...]:
    """The items in order, each once; case and space tell no two apart."""
    seen: dict[str, str] = {}
    for item in items:
        seen.setdefault(" ".join(item.casefold().split()), item)
    return tuple(seen.values())


def _shown(views: Sequence[View]) -> tuple[bool, str, str | None]:
    """Whether the person is in the picture, why, and the rule that said so: one mention in the scene is enough."""
    for view in views:
        if view.verdict is not None and view.verdict.force:
            return False, view.verdict.reason, view.verdict.rule
    for view in views:
        if view.place is not None:
            listed = view.place.index is not None or view.place.rule.startswith("list/")
            return True, "list" if listed else "position-cue", view.place.rule
    scene = [view for view in views if view.verdict is None and view.sighting.line.field == "caption"]
    if scene or all(view.verdict is None for view in views):
        return True, "portrait" if any(view.portrait for view in scene) else "subject", None
    verdict = next(view.verdict for view in views if view.verdict is not None)
    return False, verdict.reason, verdict.rule
