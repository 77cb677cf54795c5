"""What a record says of its picture, each fact with its proof: when, where, by whom, who is shown."""

from __future__ import annotations

from collections.abc import Iterator

from cutline.explain.lines import Line, block, detail_texts
from cutline.records import CreditFacts, Person, PhotoDate, PlaceFacts, Reading, Record


def facts(record: Record) -> Iterator[Line]:
    """When, where, by whom, and what is doubtful."""
    yield from block("photo date", list(_date(record.date)))
    yield from block("places", list(_places(record.places)))
    yield from block("credit", list(_credit(record.credit, record.reading)))
    warnings = dict.fromkeys((*record.reading.entry.warnings, *record.reading.warnings, *record.warnings))
    yield from block("warnings", list(warnings))


def _date(date: PhotoDate) -> Iterator[str]:
    if date.value is None:
        yield "none: the text does not say when the picture was taken"
    else:
        origin = {None: "", "gallery": ", a part of it from the gallery"}.get(date.origin, f", from the {date.origin}")
        yield date.value + origin
        bounds = (date.earliest and date.earliest.isoformat(), date.latest and date.latest.isoformat())
        if bounds == (None, None):
            yield "  covers no known days"
        elif bounds != (date.value, date.value):
            yield f"  covers {bounds[0] or 'an open start'} to {bounds[1] or 'an open end'}"
    yield from (f"  {text}" for text in detail_texts(date.detail))


def _places(places: PlaceFacts) -> Iterator[str]:
    yield ", ".join(places.places) or "none: the text does not say where the picture was taken"
    settled = {"city": places.city, "region": places.region, "country": places.country, "code": places.country_code}
    if any(settled.values()):
        yield "  settled by the gazetteer: " + ", ".join(f"{name} {value}" for name, value in settled.items() if value)
    if places.mentioned:
        yield f"  mentioned: {', '.join(places.mentioned)}"
    yield from (f"  {text}" for text in detail_texts(places.detail))


def _credit(credit: CreditFacts, reading: Reading) -> Iterator[str]:
    if credit.text is None:
        yield "none"
        return
    yield credit.text
    yield f"  creators: {', '.join(credit.creators) or 'none'}; providers: {', '.join(credit.providers) or 'none'}"
    for mention in reading.mentions:
        for part in mention.parts if mention.label == "CREDIT" else ():
            value = f" = {part.value}" if part.value and part.value != part.text else ""
            yield f"  {part.part:12} {f'{part.start}:{part.end}':>9}  {part.text!r}{value}"


def people(record: Record) -> Iterator[Line]:
    """A person at a time: shown or not and why, then what is known of the person."""
    texts = [text for person in record.people for text in _person(person)]
    yield from block("people", texts or ["none named"])


def _person(person: Person) -> Iterator[str]:
    name = person.name if person.full_name == person.name else f"{person.name} ({person.full_name})"
    doubt = "" if person.certain else ", not certain"
    yield f"{name}, {'shown' if person.depicted else 'not shown'}{doubt}: {person.reason}"
    for word, values in (
        ("roles", person.roles),
        ("nationalities", person.nationalities),
        ("affiliations", person.affiliations),
        ("position", (person.position,) if person.position else ()),
    ):
        if values:
            yield f"  {word}: {'; '.join(values)}"
    yield from (f"  {text}" for text in detail_texts(person.detail))
