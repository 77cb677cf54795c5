"""The sentence around a date, at a fixed cost: what tells the role of the date stands there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cutline.records import Mention

LEFT, RIGHT = 240, 140
"""How far a sentence is followed on each side, in code points."""
HERE, OTHER = "□", "○"
_STOP = re.compile(r"[.!?][\"”)]*\s+(?=[A-Z“\"(□○])|\n\s{0,9}\n|-{2,3}\s|[–—]\s(?=[A-Z])")


def sentence(text: str, mention: Mention, dates: Sequence[Mention], abbreviated: re.Pattern[str]) -> str:
    """The sentence around a date, the date written as □ and the others, which are handed over in order, as ○.

    `abbreviated` is found at the end of a word that a point does not close.

    >>> date = Mention("caption", 25, 29, "1950", "DATE", "dates/year")
    >>> sentence("It rained. Built by Sgt. 1950. It is gone.", date, [], re.compile("Sgt$"))
    'Built by Sgt. □. '
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
    stops = [match.end() for match in _STOP.finditer(left) if _ends(left, match, abbreviated)]
    end = next((match.end() for match in _STOP.finditer(right) if _ends(right, match, abbreviated)), len(right))
    return left[stops[-1] if stops else 0 :] + right[:end]


def _ends(text: str, match: re.Match[str], abbreviated: re.Pattern[str]) -> bool:
    """Whether a stop ends a sentence: not behind an initial, a state's letters or an abbreviation."""
    start = match.start()
    if text[start] not in ".!?":
        return True
    word = text[max(0, start - 6) : start]
    small, capital = word[-3:], word[-4:]
    if word[-1:].isalpha() and not ((small.isalpha() and small.islower()) or (capital.isalpha() and capital.isupper())):
        return False
    return not abbreviated.search(word)
