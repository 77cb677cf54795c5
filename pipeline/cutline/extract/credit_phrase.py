"""How far a credit phrase reaches: word by word, to the first word that can stand in none."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from cutline.extract.credit_shapes import INITIAL
from cutline.extract.credit_tokens import word_list
from cutline.knowledge import Knowledge

STEP = re.compile(
    r"""
    (?P<space> [ \t\u00a0\u202f] )
  | (?P<join> -- | [/,;&+|_–—\\-] )
  | (?P<open> [(\[] [^()\[\]\n]{1,120} [)\]] )
  | (?P<quote> ["“] [^"“”\n]{1,30} ["”] )
  | (?P<mark> [©\#:] )
  | (?P<word> [^\W_] [^\s/,;&+|_–—()\[\]"“”\\]{0,80} )
    """,
    re.VERBOSE,
)
NEXT_LABEL = re.compile(r"[A-Z][a-z]+(?: [A-Za-z]+)?\s?:(?!//)")
GLUED = re.compile(r"[^\W\d_]{3,}(?=\.[A-Z][a-z])")
PICTURE_NUMBER = re.compile(r"(?i:nos?|number|neg|negative)\.?\s[\w-]{0,20}\d[\w-]{0,30}")
DATED = re.compile(r"\(?\w{0,9}\.? ?\d{1,2},? .{0,12}\d{4}")
DASHES = ("-", "--", "–", "—")
LONGEST = 300


def phrase_end(text: str, start: int, knowledge: Knowledge, *, limit: int | None = None) -> int:
    """The end of the credit phrase that begins at `start`, before the stop that closes it; `start` where there is none.

    >>> from cutline.knowledge import load
    >>> text = "NASA/Ada Fox Jr. To learn more, write."
    >>> text[: phrase_end(text, 0, load())]
    'NASA/Ada Fox Jr.'
    """
    stop = min(len(text), start + LONGEST, limit if limit is not None else len(text))
    end = position = start
    joined = True
    while position < stop:
        step = STEP.match(text, position, stop)
        if not step:
            break
        if step.lastgroup == "space":
            if end > start and text[position + 1 : position + 2].isspace():
                break
        elif step.lastgroup == "open":
            if DATED.match(step[0]) or not (end == start or _short_name(step[0])):
                break
            end = step.end()
            if end - start == len(step[0].strip()) and joined:
                break
            joined = False
        elif step.lastgroup in ("join", "mark"):
            joined = step[0] not in DASHES  # `Ada Fox -- The crew walks`: a sentence begins behind a dash
        elif step.lastgroup == "quote":
            end = step.end() if text[step.end() : step.end() + 1] == " " else end
        else:
            before = Before(joined, end == start, limit is not None)
            reach, goes_on, joined = _word(text, step, knowledge, before)
            end = max(end, reach)
            if not goes_on:
                break
        position = step.end()
    return end


def _short_name(bracket: str) -> bool:
    return bracket[1:2].isupper() and len(bracket) <= 60


class Before(NamedTuple):
    """What stands before a word: a mark that joins it to the name before, nothing yet, an open bracket."""

    joined: bool
    first: bool
    bracketed: bool


def _word(text: str, step: re.Match[str], knowledge: Knowledge, before: Before) -> tuple[int, bool, bool]:
    """How far the phrase reaches with a word (0: no further), whether it goes on behind, and whether it must go on."""
    joined, first, bracketed = before
    word, end = step[0], step.end()
    numbered = PICTURE_NUMBER.match(text, step.start())
    if numbered and not first:  # `photo no. 80-G-19`: the stop ends no credit
        return numbered.end(), True, False
    glued = GLUED.match(word)
    if glued:  # `Fox.The crew`: the space after the sentence is missing
        return step.start() + glued.end(), False, False
    if not first and NEXT_LABEL.match(text, step.start()):
        return 0, _label_goes_on(text, step.start(), knowledge), True
    bare = word.rstrip(".:!?…")
    closes = len(bare) < len(word) and not bracketed and not _abbreviated(word, knowledge)
    reach = step.start() + len(bare) if closes else end
    if not word[0].islower():
        if not joined and bare in words(knowledge, "stops"):
            return 0, False, False
        if word[0].isdigit() and bare.isdigit() and len(bare) != 4:
            return 0, not closes, True
        return reach, not closes, False
    if bare in words(knowledge, "closers"):
        return reach, not closes, False
    if bare in lower_aliases(knowledge) or bare in word_list(knowledge, "particles"):
        return (reach if bare in lower_aliases(knowledge) else 0), not closes, True
    return 0, bare in words(knowledge, "weak") and not closes, True


def _label_goes_on(text: str, start: int, knowledge: Knowledge) -> bool:
    """Whether the label at `start` belongs to the same credit: `Acknowledgement:`, `X-ray:`, `Right:`."""
    rules = [rule for rule in knowledge.rules("credits") if rule.rule in ("label/acknowledgment", "label/kind")]
    return any(rule.regex.match(text, start) for rule in rules)


def _abbreviated(word: str, knowledge: Knowledge) -> bool:
    short = word in word_list(knowledge, "abbreviations") or word in short_ranks(knowledge)
    return short or bool(INITIAL.fullmatch(word.rsplit("-", 1)[-1]))


@functools.cache
def words(knowledge: Knowledge, name: str) -> frozenset[str]:
    """A list of words from credit_places.toml."""
    return frozenset(knowledge.document("credit_places")["lists"][name])


@functools.cache
def lower_aliases(knowledge: Knowledge) -> frozenset[str]:
    """The words of agencies that write themselves small: `dpa`, `eyevine`, `picture alliance`."""
    names = [row["alias"] for row in knowledge.gazetteer("agencies") if row["alias"][:1].islower()]
    return frozenset(word for name in names for word in name.split() if word[:1].islower() and word != "the")


@functools.cache
def short_ranks(knowledge: Knowledge) -> frozenset[str]:
    """The abbreviated words of ranks: `Sgt.`, `Lt.`."""
    return frozenset(w for row in knowledge.gazetteer("ranks") for w in row["alias"].split() if w.endswith("."))
