"""The head of a role phrase: how far it reaches from the token that the phrase begins at."""

from __future__ import annotations

from cutline.relate.people_text import Line
from cutline.relate.roles_words import Lexicon

_GRAMMAR = ("links", "complements", "copulas", "stops", "breaks", "adverbs", "adjectives", "determiners")
"""Classes of words that end a role before them."""


def head_end(line: Line, first: int, limit: int, words: Lexicon) -> int | None:
    """Behind the head of the phrase that begins at a token."""
    found, unknown = None, 0
    for index in range(first, min(limit, first + 10)):
        word, kind = line.words[index], line.kinds[index]
        if words.is_head(word) and not _is_verb(line, index, words) and not _is_adjective(line, index, words):
            found, unknown = index + 1, 0
        elif word in words.closed["determiners"] or word in words.closed["adjectives"]:
            if found is not None or (unknown and word == "the"):
                break  # "review the honor guard"
        elif kind in "cw" and word in words.closed["stops"] and not _goes_before(line, index, words):
            break
        elif word in words.modifiers or kind in "NOGEVFLWR" or kind == "-":
            if found is not None and kind in "NOGFLW":
                break
        elif kind in "()" and found is None and "O" in line.kinds[index - 2 : index + 2]:
            pass
        elif kind == "'" and found is None:
            pass
        elif word == "of" and found is None and _is_award(line, index, limit, words):
            pass
        elif _may_modify(line, index, words) and unknown < 3 and (found is None or _head_near(line, index, words)):
            unknown += 1
        else:
            break
    return found


def _is_verb(line: Line, index: int, words: Lexicon) -> bool:
    """Whether a plural is a verb with its object: `NASA hosts a briefing`."""
    return line.kinds[index] == "w" and line.words[index] in words.plurals and line.words[index + 1 : index + 2] in (
        ("a",), ("an",), ("the",), ("his",), ("her",), ("their",), ("its",), ("this",),
    )  # fmt: skip


def _is_adjective(line: Line, index: int, words: Lexicon) -> bool:
    """Whether a word that may be a role only tells which: `general agriculture`, `chief reason`."""
    if line.kinds[index] != "w" or line.words[index] not in words.closed["adjectival"]:
        return False
    after = line.words[index + 1] if line.kinds[index + 1 : index + 2] == "w" else ""
    return bool(after) and not (words.is_head(after) or any(after in words.closed[c] for c in _GRAMMAR))


def _goes_before(line: Line, index: int, words: Lexicon) -> bool:
    """Whether a word that mostly ends a phrase stands inside one: `home demonstration agent`, not `home from work`."""
    after = line.words[index + 1] if line.kinds[index + 1 : index + 2] == "w" else ""
    return line.words[index] in words.modifiers and bool(after) and all(after not in words.closed[c] for c in _GRAMMAR)


def _is_award(line: Line, index: int, limit: int, words: Lexicon) -> bool:
    """Whether `of` stands inside a name before a role: `Medal of Honor recipient`, not `Office of Coordinator`."""
    named = index > 0 and line.kinds[index - 1 : index + 3] == "cwcw" and index + 2 < limit
    return named and words.is_head(line.words[index + 2])


def _head_near(line: Line, index: int, words: Lexicon) -> bool:
    """Whether a head follows an unknown word, so that a compound goes on: `tenant purchase borrower`."""
    return any(words.is_head(word) for word in line.words[index + 1 : index + 2])


def _may_modify(line: Line, index: int, words: Lexicon) -> bool:
    """Whether an unknown word may stand before a head: no function word, no verb (`confirms a staff member`)."""
    word, kind = line.words[index], line.kinds[index]
    if kind not in "cw" or word in words.closed["links"]:
        return False
    verbal = kind == "w" or line.text[line.starts[index] : line.ends[index]].isupper()
    return not (verbal and word.endswith(("s", "ed", "ing")))
