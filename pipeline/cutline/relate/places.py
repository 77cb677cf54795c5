"""Where the picture was taken, and what places are only mentioned: a sum of weighed cues, with its reasons."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from cutline.knowledge import Knowledge
from cutline.records import Mention, PlaceFacts, Reading
from cutline.relate.places_cues import cues
from cutline.relate.places_found import Place, candidates

CHAIN = ("prep:", "opens-", "inscription", "person-of", "member-of", "life-story", "future", "motion")
"""The cues of a chain's first name that speak for all of it: each by its name or how its name begins."""

CLAUSE = (*CHAIN, "toward", "event-ahead", "of-people", "unit-home")
"""Those that do within its sentence: `bound for Quill, Ohio`, but not `Men from Quill. Ohio`."""

NUMBERED = tuple(f"chain-number:{number}" for number in range(4))
"""The cues of a chain's number in its entry, the fourth's that of all behind it."""

_MARKS = ' .,;:()-"'
LEVELS = ("province", "state", "nation", "country")


def place_facts(reading: Reading, knowledge: Knowledge) -> PlaceFacts:
    """The places of a reading, the most specific first, and the town, region and country that they settle."""
    found = candidates(reading, knowledge)
    if not found:
        return PlaceFacts(detail={"reasons": []})
    reasons = list(weigh(found, reading, knowledge))
    chosen = [place.mention for place, (score, _) in zip(found, reasons, strict=True) if score > 0]
    places = _distinct(sorted(_fullest(chosen), key=_specificity))
    others = [place.mention for place in found if place.mention.label in ("GPE", "LOC", "FAC")]
    mentioned = _distinct(others, {mention.text.casefold() for mention in chosen})
    detail = {
        "reasons": [
            {"text": place.mention.text, "score": round(score, 2), "cues": list(why)}
            for place, (score, why) in zip(found, reasons, strict=True)
        ]
    }
    return PlaceFacts(places, mentioned, **_settled(chosen), detail=detail)


def weigh(found: Sequence[Place], reading: Reading, knowledge: Knowledge) -> Iterator[tuple[float, tuple[str, ...]]]:
    """For each candidate its sum of weights, positive where it is a place, and the cues that it has."""
    bias, weights = _weights(knowledge)
    before: bool | None = None
    chosen = False
    for place, named in zip(found, all_cues(found, reading, knowledge), strict=True):
        seen = (*named, *chain_cues(place, before, chosen))
        of_label = weights[place.mention.label]
        # Weights have two places, so a sum has: rounded, it hangs on no order, and a tie is a tie.
        score = round(bias + sum([of_label[cue] for cue in seen if cue in of_label]), 4)
        before = score > 0
        chosen = chosen or before
        yield score, seen


@functools.cache
def _weights(knowledge: Knowledge) -> tuple[float, Mapping[str, Mapping[str, float]]]:
    """The bias, and for each label what each cue weighs: that of any name and that of the label together."""
    document = knowledge.document("places")
    weights: Mapping[str, float] = document["weights"]
    by_label: dict[str, dict[str, float]] = {label: {} for label in document["labels"]}
    for label, of_label in by_label.items():
        for name in dict.fromkeys(name.removeprefix(f"{label} ") for name in weights):
            of_label[name] = sum(weights[key] for key in (name, f"{label} {name}") if key in weights)
    return weights["bias"], by_label


def all_cues(found: Sequence[Place], reading: Reading, knowledge: Knowledge) -> Iterator[tuple[str, ...]]:
    """For each candidate the cues that it has by itself, from its chain, and from the entry's other candidates."""
    entry = reading.entry
    own = cues(found, f"{entry.title or ''}\n{entry.caption or ''}", knowledge)
    chained = chains(found)
    alone = [_alone(found[chain[0]], found[chain[-1]]) for chain in chained]
    other = "other-alone" if any(alone) else None
    names = [place.mention.text.casefold() for place in found]
    times = Counter(names) if len(set(names)) < len(names) else {}
    for number, chain in enumerate(chained):
        shared = [f"chain {cue}" for cue in own[chain[-1]] if cue.startswith("ends-")]
        shared.append(NUMBERED[min(number, 3)])
        standing = alone[number] or other
        for index in chain:
            more = [*_from_head(found, own, chain[0], index), *shared, *_from_neighbors(found, chain, index)]
            if standing:
                more.append(standing)
            if times and times[names[index]] > 1:
                more.append("repeated")
            yield ("is", *own[index], *more)


def _from_head(found: Sequence[Place], own: Sequence[tuple[str, ...]], head: int, index: int) -> Sequence[str]:
    """The cues that a name of a chain has from the first one."""
    if index == head:
        return ()
    passed = CLAUSE if found[index].sentence == found[head].sentence else CHAIN
    return [f"chain {cue}" for cue in own[head] if cue.startswith(passed)]


def _from_neighbors(found: Sequence[Place], chain: Sequence[int], index: int) -> list[str]:
    """The cues that a name has from the one before it in its chain, and from the one behind it."""
    more = []
    place = found[index]
    if index != chain[0]:
        more.append(f"link:{_linking(found[index - 1], place)}")
    if index != chain[-1]:
        more.append(f"before-{found[index + 1].mention.label}")
    if place.mention.label == "ORG" and index + 1 < len(found) and owns(place, found[index + 1]):
        more.append("owner")
    return more


def owns(place: Place, other: Place) -> bool:
    """True where an organization's name stands right before its premises': `Quill's Dryden`, `Quill Dryden`."""
    if place.mention.label != "ORG" or other.mention.label != "FAC" or place.sentence is not other.sentence:
        return False
    return place.sentence[place.end : other.start] in (" ", "'s ", "’s ")


def _linking(left: Place, right: Place) -> str:
    """The words between two names of a chain, in lower case: `,`, `in`, `( `."""
    if left.sentence != right.sentence:
        return "."
    between = left.sentence[left.end : right.start].casefold().split()
    return "".join(word for word in between[:2] if word not in ("the", "a")) or "none"


def chains(found: Sequence[Place]) -> list[list[int]]:
    """The candidates by chain: `Depot, Akron, Ohio` is one, of three."""
    chained: list[list[int]] = []
    for index, place in enumerate(found):
        if place.link and chained:
            chained[-1].append(index)
        else:
            chained.append([index])
    return chained


def _alone(first: Place, last: Place) -> str | None:
    """The cue of a chain, by its first and last name, that is all that its sentence says: `Decatur, Alabama.`

    Where it closes the field it says as often whose picture this is as where it was taken.
    """
    if first.sentence != last.sentence or first.sentence[: first.start].strip(_MARKS):
        return None
    if last.sentence[last.end :].strip(_MARKS):
        return None
    return "chain-closes" if last.last and not last.first else "chain-alone"


def chain_cues(place: Place, before: bool | None, chosen: bool) -> tuple[str, ...]:
    """What the candidate before it says of this one: `before` whether that is a place, `chosen` whether any is yet."""
    if place.link and before is not None:
        return (f"{place.link}-to-{'place' if before else 'mentioned'}",)
    return ("after-place",) if chosen else ("first",)


def _fullest(mentions: Sequence[Mention]) -> Sequence[Mention]:
    """The places without those that are another one of them, written shorter: `Fla.` beside `Florida`, `Quill` beside
    `Quill Space Center`. A town of a center's name is a place of its own."""
    if len(mentions) < 2:
        return mentions
    identified = [(mention, _identity(mention)) for mention in mentions]
    return [mention for mention, identity in identified if not _shorter(mention, identity, identified)]


def _shorter(mention: Mention, identity: tuple[str, str], rivals: Sequence[tuple[Mention, tuple[str, str]]]) -> bool:
    """True where one of the rivals is the same place, or a building or firm of which this name is a part, at length."""
    for other, its in rivals:
        if len(other.text) > len(mention.text) and other.label == mention.label:
            if mention.value is not None and its == identity:
                return True
            if mention.label in ("FAC", "ORG") and f" {mention.text} " in f" {other.text} ":
                return True
    return False


def _identity(mention: Mention) -> tuple[str, str]:
    return mention.label, str(mention.detail.get("geonames_id") or mention.value or mention.text)


def _distinct(mentions: Sequence[Mention], taken: Collection[str] = ()) -> tuple[str, ...]:
    """The names as written, each once whatever its case, without those taken, which are casefolded."""
    texts: dict[str, str] = {}
    for mention in mentions:
        folded = mention.text.casefold()
        if folded not in taken:
            texts.setdefault(folded, mention.text)
    return tuple(texts.values())


def _specificity(mention: Mention) -> tuple[int, str, int]:
    """The rank of a place: a building before its town, a town before its state, a state before its country."""
    kind = mention.detail.get("kind", "")
    if kind in LEVELS:
        rank = 4 + LEVELS.index(kind)
    elif mention.label == "GPE":
        rank = 3 if mention.text.endswith((" County", " Parish")) else 2
    else:
        rank = 1 if mention.label == "LOC" else 0
    return rank, mention.field, mention.start


def _settled(chosen: Sequence[Mention]) -> dict[str, str | None]:
    """Town, region, country and its code, each where all chosen places that name one agree."""
    settled: dict[str, str | None] = {}
    details = [mention.detail for mention in chosen if mention.detail]
    for key in ("city", "region", "country", "country_code"):
        values = {detail[key] for detail in details if detail.get(key)}
        settled[key] = values.pop() if len(values) == 1 else None
    return settled
