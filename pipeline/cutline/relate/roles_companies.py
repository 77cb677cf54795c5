"""How far a company reaches: as marked, put together where its mark was cut short, or by its own last word."""

from __future__ import annotations

from cutline.relate.people_text import Line
from cutline.relate.roles_words import Lexicon

_INSIDE = ("of", "the", "and", "&", "for", "'")
"""What stands inside a company's name but neither begins nor ends it."""


def company_end(line: Line, first: int, limit: int, words: Lexicon) -> int:
    """Behind the company that begins at a token, or the token itself where none does.

    A mark goes on over capitals behind it (`[Task Force] Falcon`); what nobody marked is a company by its last word
    (`Harlan Furniture Company`).
    """
    if first >= limit or line.kinds[first] not in "OGNc":
        return first
    if line.kinds[first] == "O":
        return _whole(line, first + 1, limit, words)
    end = first
    if words.is_head(line.words[first]):
        return first
    for index in range(first, limit):
        kind, word = line.kinds[index], line.words[index]
        if kind == "c" and word in words.closed["companies"]:
            end = index + 1
        elif kind not in "cGNn" and not (word in _INSIDE and index > first):
            break
        elif word in words.closed["honorifics"] or word in words.closed["stops"]:
            break
    return end if end > first + 1 else first


def _whole(line: Line, index: int, limit: int, words: Lexicon) -> int:
    """Behind the capitals that a mark was cut short of; in a title every word has a capital."""
    while index < limit and line.kinds[index] == "c" and line.field == "caption" and _may_name(line, index, words):
        index += 1
    return index


def _may_name(line: Line, index: int, words: Lexicon) -> bool:
    """Whether a capitalized word may be part of a company's name."""
    word = line.words[index]
    return not (words.is_head(word) or word in words.closed["honorifics"] or word in words.closed["stops"])


def employers(line: Line, first: int, end: int, head: str, words: Lexicon) -> list[str]:
    """The companies behind a role of which nobody marked one to its end: `president of the [Harlan Furniture Company]`,
    `manager of [NASA]'s [Crew Program]`. What one is a member of is a company whatever its name: `of [Tots and Teens]`.
    """
    if first >= end or line.words[first] not in words.closed["prepositions"]:
        return []
    definite = line.words[first + 1 : first + 2] == ("the",)
    index = first + 1 + definite
    if index >= end or line.kinds[index] not in "cOGN" or "c" not in line.kinds[index:end]:
        return []
    if (
        line.kinds[index] == "O"
        and not line.kinds[index + 1 : end].strip("c")
        and _whole(line, index + 1, end, words) == end
    ):
        return [line.slice(index, end)]
    if line.kinds[index : index + 2] == "O'" and not line.kinds[index + 2 : end].strip("c"):
        return [line.mentions[index].text, line.slice(index + 2, end)]
    if line.kinds[index] != "O" and company_end(line, index, end, words) == end:
        return [line.slice(index, end)]
    named = head in words.closed["belongs"] or (definite and head in words.closed["heads_of"])
    if not named or line.words[first] != "of" or line.kinds[end - 1] not in "cOn":
        return []
    for i in range(index, end):
        kind, word = line.kinds[i], line.words[i]
        if word in words.closed["honorifics"] or (word.endswith(".") and words.is_head(word)):
            return []  # "Chairman of the [Joint Chiefs] Gen."
        if kind not in "cOGFn-," and word not in _INSIDE:
            return []
    return [line.slice(index, end)]


def workplace(line: Line, index: int, limit: int, words: Lexicon) -> int:
    """The token where the company or named premises behind a preposition begin, the limit where there are none.

    `attached to the public relations office of the [Army]`: lower-case words may lead to it.
    """
    for first in range(index, min(index + 7, limit)):
        if line.kinds[first] == "F" or company_end(line, first, limit, words) > first:
            return first
        word = line.words[first]
        if word == "by" and line.words[first - 1] in ("operated", "run", "owned"):
            continue  # "the clinic operated by the [Taos Association]"
        if line.kinds[first] not in "wG'" or (
            word in words.closed["stops"] and word not in words.closed["determiners"]
        ):
            break
    return limit
