"""From the log odds of a mention's least likely tag to the probability that it is right, fitted on unseen texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from cutline.tagger.decode import decode, least_odds, spans
from cutline.training.samples import NAMES, Tokens
from cutline.training.scoring import Tagger

Judged = list[tuple[float, str, bool, str]]
"""Log odds, label, whether span and label are those of the gold, and the archive."""


def apart(held: Sequence[Tokens], seen: Sequence[Tokens], most: float = 0.5) -> list[Tokens]:
    """The held-out texts that share less than that part of their words with any text seen.

    A photographer's series repeats its caption with a word changed: held-out scores on such texts flatter.
    """
    places: dict[str, list[int]] = {}
    bags = [frozenset(tokens.words) for tokens in seen]
    for index, bag in enumerate(bags):
        for word in bag:
            places.setdefault(word, []).append(index)
    kept = []
    for tokens in held:
        own = frozenset(tokens.words)
        rare = [places[word] for word in sorted(own) if 0 < len(places.get(word, ())) < 3000]
        near = Counter(index for indices in rare for index in indices).most_common(50)
        if all(len(own & bags[index]) < most * len(own | bags[index]) for index, _ in near):
            kept.append(tokens)
    return kept


def judged(tagger: Tagger, data: Sequence[Tokens]) -> Judged:
    """Every mention that the tagger finds in annotated texts, in order."""
    rows: Judged = []
    for tokens, logs in zip(data, tagger([tokens.words for tokens in data]), strict=True):
        gold = {(span.start, span.end, span.labels[0]) for span in tokens.sample.spans}
        tags = decode(logs)
        for first, past, label in spans(tags):
            place = (tokens.offsets[first][0], tokens.offsets[past - 1][1], label)
            rows.append((least_odds(logs, tags, first, past), label, place in gold, tokens.sample.source))
    return rows


def fitted(rows: Judged, *, pull: float = 4.0, shrink: float = 0.1, steps: int = 4000) -> dict[str, float]:
    """A slope, and for each label an offset drawn toward the common one: logistic regression by gradient descent.

    Every archive counts the same, however many of its captions are annotated. The common offset is drawn to none: what
    learns from distributions is near to calibrated already, and held-out captions are easier than an archive unseen.
    """
    if not rows:
        return {"slope": 1.0, **dict.fromkeys(NAMES, 0.0)}
    odds = np.array([row[0] for row in rows])
    labels = np.array([NAMES.index(row[1]) for row in rows])
    right = np.array([row[2] for row in rows], dtype=float)
    counts = Counter(row[3] for row in rows)
    weights = np.array([len(rows) / len(counts) / counts[row[3]] for row in rows])
    slope, common, own = 1.0, 0.0, np.zeros(len(NAMES))
    for _ in range(steps):
        error = weights * (1 / (1 + np.exp(-(slope * odds + common + own[labels]))) - right)
        slope -= 0.05 * float(np.mean(error * odds))
        common -= 0.05 * (float(np.mean(error)) + shrink * common)
        gradient = np.bincount(labels, weights=error, minlength=len(NAMES)) + pull * own
        own -= 0.5 * gradient / len(rows)
    return {"slope": round(slope, 4), **{name: round(common + float(own[i]), 4) for i, name in enumerate(NAMES)}}


def probabilities(rows: Judged, calibration: Mapping[str, float]) -> np.ndarray:
    """The calibrated probability of each judged mention."""
    levels = np.array([calibration["slope"] * odds + calibration[label] for odds, label, _, _ in rows])
    return np.round(1 / (1 + np.exp(-levels)), 4)


def reliability(rows: Judged, calibration: Mapping[str, float]) -> tuple[float, list[tuple[float, float, float, int]]]:
    """The expected calibration error over ten even bins; a row a bin: lower edge, mean score, share right, count."""
    scores, right = probabilities(rows, calibration), np.array([row[2] for row in rows], dtype=float)
    bins = np.minimum((scores * 10).astype(int), 9)
    table = [
        (b / 10, float(scores[bins == b].mean()), float(right[bins == b].mean()), int((bins == b).sum()))
        for b in range(10)
        if (bins == b).any()
    ]
    return sum(count * abs(mean - share) for _, mean, share, count in table) / max(1, len(rows)), table
