"""The forms of a name: its words, its suffix, and whether one form may be short for another."""

from __future__ import annotations

import functools
import re

_SUFFIXES = ("jr", "sr", "ii", "iii", "iv", "esq", "md", "phd")


def fullness(name: str) -> tuple[int, bool, int]:
    """What makes one form of a name fuller than another: words, then mixed case, then length."""
    return len(name_words(name)), not name.isupper(), len(name)


@functools.lru_cache(maxsize=4096)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name that tell people apart, casefolded, without generation suffixes and quotes.

    >>> name_words('LuGene "Buddy" Bray Jr.')
    ('lugene', 'buddy', 'bray')
    """
    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", name.casefold())
    kept = tuple(word for word in words if word not in _SUFFIXES)
    return kept or tuple(words) or (name.casefold(),)


def same_name(short: str, full: str) -> bool:
    """Whether one name may be a shorter form of the other.

    >>> same_name("Kotov", "Oleg Kotov"), same_name("J. Smith", "John Smith"), same_name("Ann Lee", "Bo Lee")
    (True, True, False)
    """
    few, many = name_words(short), name_words(full)
    if few == many:
        return suffix(short) == suffix(full) or not (suffix(short) and suffix(full))
    if len(few) > len(many):
        few, many = many, few
    if len(few) == 1:
        return len(few[0]) > 1 and len(many) > 1 and (few[0] == many[-1] or few[0] == many[0] or few[0] in many[1:-1])
    if few[-1] != many[-1]:
        return False
    rest = list(many[:-1])
    if len(few) < len(many) and not any(word in many for word in few[:-1]):
        return False  # "Bernie Rogan" is not "B. J. Rogan"
    for word in few[:-1]:
        match = next((other for other in rest if _same_word(word, other)), None)
        if match is None:
            return False
        rest.remove(match)
    return _same_word(few[0], many[0]) or few[0] in many


def _same_word(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def suffix(name: str) -> str:
    """The generation or degree behind a name, casefolded, or the empty string.

    >>> suffix("Ed Hill, Jr."), suffix("Ed Hill")
    ('jr', '')
    """
    words = re.findall(r"[^\W\d_]+", name.casefold())
    return words[-1] if words and words[-1] in _SUFFIXES else ""
