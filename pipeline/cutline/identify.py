"""Which names are one thing: an id on every name and person, from the label and the identity resolved in the gallery.

An id is a hash of what the thing is, never of where it stood in the input, so the same name has the same id in every
batch, on every engine. A surname that no full name of its gallery explains is nobody known: its id is its gallery's.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Mapping, Sequence

from cutline.knowledge import Knowledge
from cutline.records import Mention, Person, Reading, Record
from cutline.revision import revised, told

_NAMELESS = frozenset({"DATE", "TIME", "CREDIT"})
_NICKNAME = re.compile(r"""\s*(?:["“(\[][^"”)\]]*["”)\]])""")
_SUFFIX = re.compile(r",?\s+(?:Jr|Sr|II|III|IV)\.?$", re.IGNORECASE)


def identify(records: Sequence[Record], knowledge: Knowledge) -> list[Record]:
    """The records of one gallery with an entity id on each name and person.

    Short and full names of a person in the gallery share an id; over the run a person is known by the full name alone.
    """
    full = full_names(records)
    return [_identified(record, full) for record in records]


@functools.lru_cache(maxsize=16384)
def entity_id(label: str, identity: str) -> str:
    """The id of a thing: sixteen hexadecimal digits of a hash of its label and identity.

    >>> entity_id("GPE", "norway") == entity_id("GPE", "norway") != entity_id("ORG", "norway")
    True
    """
    return hashlib.blake2b(f"{label}\0{identity}".encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@functools.lru_cache(maxsize=16384)
def person_key(name: str) -> str:
    """A person's name as it is compared: no nickname in quotes or brackets, no stops, one space, casefolded.

    >>> person_key('Ida "Bee" Sands,  Jr.')
    'ida sands jr'
    """
    return " ".join(re.sub(r"[.,]", " ", _NICKNAME.sub("", name)).casefold().split())


def full_names(records: Sequence[Record]) -> Mapping[str, str]:
    """For each short key in a gallery (a surname, a first name and surname) the one full key that it stands for."""
    keys = {person_key(name) for record in records for name in _names(record)}
    short: dict[str, str] = {}
    if len(keys) < 2:
        return short
    families: dict[str, list[str]] = {}
    ordered = sorted(filter(None, keys))
    for key in ordered:
        if " " in key:
            families.setdefault(_unsuffixed(key)[-1], []).append(key)
    for key in ordered:
        kin = families.get(key.rpartition(" ")[2], ())
        longer = [other for other in kin if other != key and _abbreviates(key, other)]
        # Of "Ida M. Sands" and "Ida Sands" the longest is meant, if it alone is the longest of one line.
        lines = [other for other in longer if not any(_abbreviates(other, more) for more in longer if more != other)]
        if len(lines) == 1:
            short[key] = lines[0]
    return short


def _names(record: Record) -> list[str]:
    names = [mention.value or mention.text for mention in record.reading.mentions if mention.label == "PERSON"]
    return [*names, *(person.full_name or person.name for person in record.people)]


def _abbreviates(short: str, long: str) -> bool:
    """True where the short key is the long one's surname, or its first name and surname without what lies between."""
    words, more = short.split(), _unsuffixed(long)
    if len(words) == 1:
        return len(more) > 1 and words[0] == more[-1]
    return len(more) > len(words) and words[0] == more[0] and words[-1] == more[-1] and set(words) <= set(more)


def _unsuffixed(key: str) -> list[str]:
    """The words of a key without a `jr` or `iii` at its end; no suffix has more than three letters."""
    words = key.split()
    return _SUFFIX.sub("", key).split() if len(words[-1]) <= 3 else words


def _identified(record: Record, full: Mapping[str, str]) -> Record:
    scope = f"{record.reading.entry.source}\0{record.reading.entry.gallery or record.reading.entry.entry_id}"
    read = record.reading
    ids = [_person_id(person.full_name or person.name, full, scope) for person in record.people]
    people = tuple([revised(person, entity_id=known) for person, known in zip(record.people, ids, strict=True)])
    spans = {span: person for person in people for span in person.spans}
    mentions = tuple([_named(mention, spans, full, scope) for mention in read.mentions])
    reading = Reading(read.entry, mentions, read.warnings, read.dropped)
    return Record(reading, people, record.date, record.places, record.credit, record.warnings)


def _named(
    mention: Mention, spans: Mapping[tuple[str, int, int], Person], full: Mapping[str, str], scope: str
) -> Mention:
    if mention.label in _NAMELESS:
        return mention
    if mention.label == "PERSON":
        person = spans.get((mention.field, mention.start, mention.end))
        if person is not None:
            return told(mention, person.full_name or mention.value, mention.detail, person.entity_id)
        identified = _person_id(mention.value or mention.text, full, scope)
    else:
        identified = entity_id(mention.label, _identity(mention))
    return told(mention, mention.value, mention.detail, identified)


def _person_id(name: str, full: Mapping[str, str], scope: str) -> str:
    """By the full name; a name of one word that the gallery does not explain is its gallery's own."""
    key = person_key(name)
    key = full.get(key, key)
    return entity_id("PERSON", key if " " in key else f"{key}\0{scope}")


def _identity(mention: Mention) -> str:
    """The GeoNames id of a settled place, else the canonical name, casefolded."""
    settled = mention.detail.get("geonames_id")
    return f"geonames:{settled}" if settled else " ".join((mention.value or mention.text).casefold().split())
