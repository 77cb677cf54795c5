"""What a block looks like, and how well that fits a title, a credit line, a caption or a further paragraph of it."""

from __future__ import annotations

import bisect
import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cutline.knowledge import Knowledge, Rule

KINDS = ("title", "credit", "caption", "paragraph")
WORD = re.compile(r"[^\W\d_][\w'’.-]*")
UNSPACED = re.compile(r"[^\s/]+")
PART = re.compile(r"\s*(?:[/,;&|()–—]|\bvia\b|\band\b)\s*")

CAPITALS_TELL = 5
"""Words up to which capitals throughout tell something: an agency, a headline. Longer texts are read as if in small."""

Looks = tuple[int, ...]
"""Which value each piece of evidence takes in a block, in the order of `Evidence.shares`."""
Shares = list[list[list[float]]]
"""Evidence → value → the share of each of KINDS that shows it."""


@dataclass(frozen=True)
class Evidence:
    """The pieces of evidence of `blocks.toml`: bounds of the classes, patterns, names, and the shares of them all."""

    rules: tuple[Rule, ...]
    length: Sequence[float]
    capitals: Sequence[float]
    small: frozenset[str]
    agencies: frozenset[str]
    given_names: frozenset[str]
    shares: Shares
    weights: tuple[float, ...]
    scale: float
    trust: float


@functools.cache
def load_evidence(knowledge: Knowledge) -> Evidence:
    """The evidence as the knowledge has it, ready to look at blocks."""
    document = knowledge.document("blocks")
    rules = knowledge.rules("blocks")
    classes = [_by_value(document[name]) for name in ("length", "capitals")]
    known = [document[name] for name in ("repeated", "agency", "given_name")]
    flags = [{kind: table[kind] for kind in KINDS if kind in table} for table in known]
    flags += [rule.options["shares"] for rule in rules]
    each = [document[name]["weight"] for name in ("length", "capitals")] + [table["weight"] for table in known]
    return Evidence(
        rules=rules,
        length=document["length"]["bounds"],
        capitals=document["capitals"]["bounds"],
        small=frozenset(document["capitals"]["small_words"]),
        agencies=frozenset(row["alias"] for row in knowledge.gazetteer("agencies")),
        given_names=frozenset(row["alias"] for row in knowledge.gazetteer("given_names")),
        shares=classes + [_by_value({k: [1 - v, v] for k, v in flag.items()}) for flag in flags],
        weights=(*each, *(rule.options["weight"] for rule in rules)),
        scale=document["strength"]["scale"],
        trust=document["strength"]["trust"],
    )


def _by_value(shares: dict[str, list[float]]) -> list[list[float]]:
    columns = [shares.get(kind, shares["caption"]) for kind in KINDS]
    return [list(row) for row in zip(*columns, strict=True)]


def look(text: str, repeated: bool, evidence: Evidence, *, shouted: bool = False) -> Looks:
    """The value of every piece of evidence in a block's text; `shouted` says that its gallery is all in capitals."""
    if text.isupper() and (shouted or len(text.split()) > CAPITALS_TELL):
        text = text.capitalize()
    words = WORD.findall(text)
    names = [word for word in words[1:] if word not in evidence.small] or words
    capitals = sum(word[0].isupper() for word in names) / len(names) if names else 1.0
    parts = set(PART.split(text)) if len(words) < 30 else set()
    return (
        bisect.bisect_left(evidence.length, len(UNSPACED.findall(text))),
        bisect.bisect_left(evidence.capitals, capitals),
        repeated,
        not parts.isdisjoint(evidence.agencies),
        len(words) < 6 and bool(words) and words[0] in evidence.given_names,
        *(rule.regex.search(text) is not None for rule in evidence.rules),
    )


def fit(seen: Iterable[tuple[str, Looks]], evidence: Evidence) -> Shares:
    """The shares as this gallery has them: the known ones, with what was seen in each kind of block added."""
    counts: Counter[tuple[int, int, int]] = Counter()
    totals: Counter[int] = Counter()
    for name, looks in seen:
        kind = KINDS.index(name)
        totals[kind] += 1
        counts.update((index, value, kind) for index, value in enumerate(looks))
    trust = evidence.trust
    return [
        [
            [(counts[index, v, kind] + trust * share) / (totals[kind] + trust) for kind, share in enumerate(row)]
            for v, row in enumerate(values)
        ]
        for index, values in enumerate(evidence.shares)
    ]


def weights(shares: Shares, evidence: Evidence) -> Shares:
    """The logarithms of the shares, each piece of evidence as strong as it is: what is added up over a block."""
    strong = [weight * evidence.scale for weight in evidence.weights]
    return [
        [[weight * math.log(share) for share in row] for row in values]
        for weight, values in zip(strong, shares, strict=True)
    ]


def weigh(looks: Looks, logs: Shares) -> dict[str, float]:
    """How well a block's looks fit each of KINDS, against all of them: so that two blocks weigh no less than the one
    that they would be together."""
    title = credit = caption = paragraph = 0.0
    for values, value in zip(logs, looks, strict=True):
        row = values[value]
        title, credit, caption, paragraph = title + row[0], credit + row[1], caption + row[2], paragraph + row[3]
    most = max(title, credit, caption)
    mean = most + math.log((math.exp(title - most) + math.exp(credit - most) + math.exp(caption - most)) / 3)
    return {"title": title - mean, "credit": credit - mean, "caption": caption - mean, "paragraph": paragraph - mean}
