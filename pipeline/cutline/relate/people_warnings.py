"""What in an entry contradicts itself about its people: a count and its list, two people in one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cutline.knowledge import Knowledge
from cutline.records import Person
from cutline.relate.people_text import Line


def conflicts(lines: Sequence[Line], persons: Sequence[Person], knowledge: Knowledge) -> tuple[str, ...]:
    """The warnings about an entry's people."""
    warnings = []
    places = Counter(person.position for person in persons if person.position and "index" in person.detail)
    if any(count > 1 for count in places.values()):
        warnings.append("place-conflict")
    return tuple(warnings)
