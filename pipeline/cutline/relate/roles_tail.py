"""The end of a role phrase: its head, and what is cut off behind it: a country, a home town, companies."""

from __future__ import annotations

from cutline.relate.people_text import Line
from cutline.relate.roles_words import Lexicon


def head_of(line: Line, start: int, end: int, words: Lexicon) -> int | None:
    """The token of the phrase's head: the last role word before the first preposition."""
    found = None
    for index in range(start, end):
        if words.is_head(line.words[index]):
            found = index
        elif line.words[index] in words.closed["complements"] and found is not None:
            break
    return found


def nation_behind(line: Line, head: int, end: int, words: Lexicon) -> int:
    """The token of the country that a head is of (`President of the [Republic of Liberia]`), zero where none is."""
    nation = head + 2 + (line.words[head + 2 : head + 3] == ("the",))
    tied = nation == end - 1 and line.words[head + 1] == "of" and line.kinds[nation] == "G"
    return nation if tied and line.words[nation] in words.nations else 0


def without_town(line: Line, start: int, end: int, words: Lexicon) -> int:
    """The end without a home town: `poultry farmer of Middleboro`, `members of [Vale Club] of Middleboro`.

    A mayor, bishop or envoy is one of a place.
    """
    index = end
    while index > start:
        joins = line.words[index - 1] == "and" and line.kinds[index : index + 1] == "G"
        if line.kinds[index - 1] not in "G," and not joins:
            break
        index -= 1
    if index == end or index - 1 <= start or line.words[index - 1] not in ("of", "from"):
        return end
    if line.kinds[index - 2] == "O":
        return index - 1
    head = head_of(line, start, index, words)
    territorial = head is not None and words.singular(line.words[head]) in words.closed["territorial"]
    return end if territorial or head != index - 2 else index - 1


def without_companies(line: Line, start: int, end: int, words: Lexicon) -> tuple[int, list[str]]:
    """Where the phrase ends without `of ORG` behind it, and the organizations cut off."""
    names: list[str] = []
    index = end
    if index - 1 > start and line.words[index - 1] in words.closed["type_words"] and line.kinds[index - 2] == "O":
        index -= 1  # "members of the [Vale Larks] club"
    while index > start:
        joins = bool(names) and line.words[index - 1] == "and" and line.kinds[index - 2] in "OF"
        if line.kinds[index - 1] not in "OF')(,\"" and not joins:
            break
        index -= 1
        if line.kinds[index] in "OF" and line.kinds[index - 1] != "(":
            names.insert(0, line.mentions[index].text)
    if not names:
        return end, []
    while index > start and (
        line.words[index - 1] in words.closed["determiners"] or line.words[index - 1] in words.closed["adjectives"]
    ):
        index -= 1
    if index > start and line.words[index - 1] in words.closed["prepositions"]:
        return index - 1, names
    if index > start and words.is_head(line.words[index - 1]) and line.kinds[index] in "O,(":
        return index, names
    return end, []
