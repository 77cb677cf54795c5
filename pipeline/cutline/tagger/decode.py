"""From a distribution over tags a token to names: the likeliest sequence of tags that BILOU allows."""

from __future__ import annotations

import math
from itertools import pairwise
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from cutline.records import LABELS

Floats = npt.NDArray[np.float32]

NAMES = tuple(label for label in LABELS if label != "CREDIT")
TAGS = ("O", *(f"{position}-{label}" for position in "BILU" for label in NAMES))
"""O, then begin, inside, last and unit (a name of one token) with each label."""

_WIDE = len(NAMES)
_B, _I, _L, _U = (slice(1 + k * _WIDE, 1 + (k + 1) * _WIDE) for k in range(4))
_BEGIN, _INSIDE = range(1, 1 + _WIDE), range(1 + _WIDE, 1 + 2 * _WIDE)


def tag_index(position: str, label: str) -> int:
    """Where the tag stands in TAGS.

    >>> TAGS[tag_index("U", "PERSON")]
    'U-PERSON'
    """
    return 1 + "BILU".index(position) * _WIDE + NAMES.index(label)


def _follows() -> npt.NDArray[np.bool_]:
    """Whether tag b may follow tag a, the border of the text being tag O."""
    table = np.zeros((len(TAGS), len(TAGS)), dtype=bool)
    for a, before in enumerate(TAGS):
        for b, after in enumerate(TAGS):
            if before[0] in "BI":
                table[a, b] = after[0] in "IL" and after[2:] == before[2:]
            else:
                table[a, b] = after[0] in "OBU"
    return table


FOLLOWS = _follows()
FITS = frozenset(zip(*(axis.tolist() for axis in FOLLOWS.nonzero()), strict=True))


SURE = math.log(0.99)
"""A token this likely to be outside of names is taken for that, and parts the text where its best tags do not fit."""


def decode(logs: Floats) -> list[int]:
    """The likeliest allowed sequence of tags, given the log probability of each tag at each token."""
    best = logs.argmax(axis=1)
    # Without learned transitions the tokens' own best tags are the answer wherever they fit together.
    tags: list[int] = best.tolist()
    if _fit(tags):
        return tags
    borders = [-1, *np.flatnonzero((best == 0) & (logs[:, 0] > SURE)).tolist(), len(tags)]
    for before, after in pairwise(borders):
        if after - before > 1 and not _fit(tags[before + 1 : after]):
            tags[before + 1 : after] = _viterbi(logs[before + 1 : after])
    return tags


def _fit(tags: list[int]) -> bool:
    return all(map(FITS.__contains__, pairwise((0, *tags, 0))))


def _viterbi(logs: Floats) -> list[int]:
    """BILOU needs no table of all pairs: a token opens after the best closed one, or goes on with its own label.

    In lists, since arrays of a dozen numbers cost more in calls than in sums.
    """
    closed, opened = 0.0, [-math.inf] * _WIDE
    closed_tag, opened_tag = 0, [0] * _WIDE
    trace: list[tuple[int, list[int]]] = []
    for row in logs.astype(np.float64).tolist():
        trace.append((closed_tag, opened_tag))
        last = [before + log for before, log in zip(opened, row[_L], strict=True)]
        begin = [closed + log for log in row[_B]]
        inside = [before + log for before, log in zip(opened, row[_I], strict=True)]
        opened_tag = [b if x >= y else i for b, i, x, y in zip(_BEGIN, _INSIDE, begin, inside, strict=True)]
        opened = list(map(max, begin, inside))
        final, single = max(last), max(row[_U])
        ways = (
            (closed + row[0], 0),
            (final, 1 + 2 * _WIDE + last.index(final)),
            (closed + single, 1 + 3 * _WIDE + row[_U].index(single)),
        )
        closed, closed_tag = max(ways, key=itemgetter(0))
    tags = [closed_tag]
    for closed_before, opened_before in reversed(trace[1:]):
        tag = tags[-1]
        going_on = TAGS[tag][0] in "IL"
        tags.append(opened_before[(tag - 1) % _WIDE] if going_on else closed_before)
    return tags[::-1]


def spans(tags: list[int]) -> list[tuple[int, int, str]]:
    """(first, past the last, label) of each name in an allowed sequence of tags.

    >>> spans([0, tag_index("B", "PERSON"), tag_index("L", "PERSON"), tag_index("U", "ORG")])
    [(1, 3, 'PERSON'), (3, 4, 'ORG')]
    """
    found, start = [], 0
    for index, tag in enumerate(tags):
        if TAGS[tag][0] in "BU":
            start = index
        if TAGS[tag][0] in "LU":
            found.append((start, index + 1, TAGS[tag][2:]))
    return found


def least_odds(logs: Floats, tags: list[int], first: int, past: int) -> float:
    """How sure the tagger is of a name before calibration: the log odds of the least likely of its tags."""
    least = math.exp(min(logs.item(index, tags[index]) for index in range(first, past)))
    least = min(max(least, 1e-4), 1 - 1e-4)
    return math.log(least / (1 - least))
