"""The credit of an entry: its phrase, who made the picture, who is credited for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cutline.records import CreditFacts, Mention, Reading

ORDER = ("credit_line", "caption", "title")
"""Where the phrase is taken from: the credit line says it best, a title says it least."""


def credit_facts(reading: Reading) -> CreditFacts:
    """The facts of the entry's credits: text as it stands without label and outer brackets, names as written, in order.

    Creators are the people who made the picture. Providers are all who are credited beside them: agencies, those
    through whom the picture came (`via`), those by whose courtesy it is shown. A name that could be either by even
    evidence is among both.
    """
    credits = [m for field in ORDER for m in reading.mentions if m.label == "CREDIT" and m.field == field]
    if not credits:
        return CreditFacts()
    return CreditFacts(
        text=str(credits[0].detail.get("credit", credits[0].text)),
        creators=_once(name for mention in credits for name in _names(mention, "creator")),
        providers=_once(name for mention in credits for name in _names(mention, "provider")),
    )


PARTS = {"creator": ("creator",), "provider": ("provider", "intermediary", "courtesy")}


def _names(mention: Mention, wanted: str) -> Sequence[str]:
    """The names of the parts wanted, and those that one of two even readings takes for one."""
    readings = mention.detail.get("readings", ())
    even = {name for reading in readings for name, part in reading.items() if part == wanted}
    return [
        " ".join(part.text.split())
        for part in mention.parts
        if part.part in PARTS[wanted] or (part.part in ("creator", "provider") and part.text in even)
    ]


def _once(names: Iterable[str]) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(name.casefold(), name)
    return tuple(seen.values())
