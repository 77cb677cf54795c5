"""The sentence around a date, at a fixed cost: what tells the role of the date stands there."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from cutline.knowledge import Knowledge
from cutline.records import Mention

LEFT, RIGHT = 240, 140
"""How far a sentence is followed on each side, in code points."""
HERE, OTHER = "□", "○"
_STOP = re.compile(r"[.!?][\"”)]*\s+(?=[A-Z“\"(□○])|\n\s{0,9}\n|-{2,3}\s|[–—]\s(?=[A-Z])")


@functools.lru_cache(maxsize=8)
def _abbreviated(knowledge: Knowledge) -> re.Pattern[str]:
    return re.compile(knowledge.words("date_roles")["abbreviated"])


def sentence(text: str, mention: Mention, dates: Sequence[Mention], knowledge: Knowledge) -> str:
    """The sentence around a date, the date written as □ and the others, which are handed over in order, as ○.

    >>> from cutline.knowledge import load
    >>> date = Mention("caption", 20, 24, "1950", "DATE", "dates/year")
    >>> sentence("It rained. Built in 1950. It is gone.", date, [], load())
    'Built in □. '
    """
    low, high = max(0, mention.start - LEFT), min(len(text), mention.end + RIGHT)
    before, after = [], [HERE]
    place = low
    for other in dates:
        if low <= other.start and other.end <= mention.start:
            before += [text[place : other.start], OTHER]
            place = other.end
    left = "".join([*before, text[place : mention.start]])
    place = mention.end
    for other in dates:
        if mention.end <= other.start and other.end <= high:
            after += [text[place : other.start], OTHER]
            place = other.end
    right = "".join([*after, text[place:high]])
    stops = [match.end() for match in _STOP.finditer(left) if _ends(left, match, knowledge)]
    end = next((match.end() for match in _STOP.finditer(right) if _ends(right, match, knowledge)), len(right))
    return left[stops[-1] if stops else 0 :] + right[:end]


def _ends(text: str, match: re.Match[str], knowledge: Knowledge) -> bool:
    """Whether a stop ends a sentence: not behind an initial, a state's letters or an abbreviation."""
    start = match.start()
    if text[start] not in ".!?":
        return True
    word = text[max(0, start - 6) : start]
    if word[-1:].isalpha() and not (word[-3:].isalpha() and word[-3:].islower() or word[-4:].isupper()):
        return False
    return not _abbreviated(knowledge).search(word)
