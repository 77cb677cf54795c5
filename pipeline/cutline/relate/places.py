"""Where the picture was taken, and what places are only mentioned: a sum of weighed cues, with its reasons."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from cutline.knowledge import Knowledge
from cutline.records import Mention, PlaceFacts, Reading
from cutline.relate.places_cues import Place, candidates, cues

CHAIN = ("prep:", "opens-", "inscription", "person-of", "member-of", "life-story", "future", "motion")
"""The cues of a chain's first name that speak for all of it: each by its name or how its name begins."""

CLAUSE = (*CHAIN, "toward", "event-ahead", "of-people", "unit-home")
"""Those that do within its sentence: `bound for Quill, Ohio`, but not `Men from Quill. Ohio`."""

LEVELS = ("province", "state", "nation", "country")


def place_facts(reading: Reading, knowledge: Knowledge) -> PlaceFacts:
    """The places of a reading, the most specific first, and the town, region and country that they settle."""
    found = candidates(reading, knowledge)
    reasons = list(weigh(found, reading, knowledge))
    chosen = [place.mention for place, (score, _) in zip(found, reasons, strict=True) if score > 0]
    places = _distinct(sorted(_fullest(chosen), key=_specificity))
    others = [place.mention for place in found if place.mention.label in ("GPE", "LOC", "FAC")]
    taken = {mention.text.casefold() for mention in chosen}
    mentioned = tuple(text for text in _distinct(others) if text.casefold() not in taken)
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
    text = f"{entry.title or ''}\n{entry.caption or ''}"
    own = cues(found, text, knowledge)
    chained = chains(found)
    alone = [stands_alone([found[i] for i in chain]) for chain in chained]
    of = {index: number for number, chain in enumerate(chained) for index in chain}
    times = Counter(place.mention.text.casefold() for place in found)
    for index, place in enumerate(found):
        chain = chained[of[index]]
        head = chain[0]
        passed = CLAUSE if place.sentence == found[head].sentence else CHAIN
        more = [f"chain {cue}" for cue in own[head] if cue.startswith(passed)] if index != head else []
        more += [f"chain {cue}" for cue in own[chain[-1]] if cue.startswith("ends-")]
        more.append(f"chain-number:{min(of[index], 3)}")
        if index != head:
            more.append(f"link:{_linking(found[index - 1], place)}")
        if index != chain[-1]:
            more.append(f"before-{found[index + 1].mention.label}")
        if index + 1 < len(found) and owns(place, found[index + 1]):
            more.append("owner")
        if alone[of[index]]:
            more.append("chain-alone")
        elif any(alone):
            more.append("other-alone")
        if times[place.mention.text.casefold()] > 1:
            more.append("repeated")
        yield ("is", *own[index], *more)


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


def stands_alone(chain: Sequence[Place]) -> bool:
    """True where a chain is all that its sentence says: `Decatur, Alabama.`"""
    first, last = chain[0], chain[-1]
    rest = first.sentence[: first.start] + last.sentence[last.end :]
    return first.sentence == last.sentence and not rest.strip(' .,;:()-"')


def chain_cues(place: Place, before: bool | None, chosen: bool) -> Iterator[str]:
    """What the candidate before it says of this one: `before` whether that is a place, `chosen` whether any is yet."""
    if place.link and before is not None:
        yield f"{place.link}-to-{'place' if before else 'mentioned'}"
    elif chosen:
        yield "after-place"
    else:
        yield "first"


def _fullest(mentions: Sequence[Mention]) -> list[Mention]:
    """The places without those that are another one of them, written shorter: `Fla.` beside `Florida`, `Quill` beside
    `Quill Space Center`. A town of a center's name is a place of its own."""
    identities = [_identity(mention) for mention in mentions]
    kept = []
    for mention, identity in zip(mentions, identities, strict=True):
        rivals = [other for other in zip(mentions, identities, strict=True) if len(other[0].text) > len(mention.text)]
        same = mention.value is not None and any(other == identity for _, other in rivals)
        part = mention.label in ("FAC", "ORG") and any(
            other.label == mention.label and f" {mention.text} " in f" {other.text} " for other, _ in rivals
        )
        if not same and not part:
            kept.append(mention)
    return kept


def _identity(mention: Mention) -> tuple[str, str]:
    return mention.label, str(mention.detail.get("geonames_id") or mention.value or mention.text)


def _distinct(mentions: Sequence[Mention]) -> tuple[str, ...]:
    texts: dict[str, str] = {}
    for mention in mentions:
        texts.setdefault(mention.text.casefold(), mention.text)
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
    for key in ("city", "region", "country", "country_code"):
        values = {mention.detail[key] for mention in chosen if mention.detail.get(key)}
        settled[key] = values.pop() if len(values) == 1 else None
    return settled
