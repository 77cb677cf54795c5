"""Names by head noun: `Barracks` makes a name premises, `Bay` a water, whatever the model took it for.

A strong head settles the label of the name that it ends, and lengthens a name that was cut off before it; an articled
one does so behind `the` (`the Quill River`, but the town of `Quill River, Wyo.`); a weak one (`School`: premises, or
those who meet in them) only marks what nobody has found. The heads stand in heads.toml.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cutline.extract.listed import is_capitals
from cutline.extract.patterns import town_names
from cutline.extract.resolve import settle
from cutline.knowledge import Knowledge
from cutline.records import FIELDS, Entry, Mention
from cutline.revision import revised

_WORD = re.compile(r"[A-Z][a-z]+(?![\w’'-])")
_BEFORE = re.compile(r"(?:^|(?<=[\s(\"“]))([A-Z][\w’'-]*|(?:[A-Z]\.)+|(?:St|Ft|Mt)\.|&) \Z")
_GAP = re.compile(r"(?: [A-Z][\w’-]*){0,3} ")
_LONGER = re.compile(r"-\w|\s(?:[A-Z&]|No\.|\d|of\s[A-Z])|['’]s\s[A-Z]")
"""Behind a head: the name goes on."""
_CUT_IN_TWO = re.compile(r"[A-Z][\w’'-]* (?:and|of|de|-) \Z")
"""Before a name: it is the second half of one."""
_THE = re.compile(r"\b[Tt]he \Z")
_AT = re.compile(r"\b(?:[Aa]t|[Ii]n|[Ii]nside|[Oo]utside|[Nn]ear|[Bb]ehind|[Bb]eside) (?:the )?\Z")
_APART = re.compile(r"(?:^|[.,;:] )\Z")
_MOST_WORDS = 5


class Head(NamedTuple):
    """A head noun: its words, the label that it gives, and the table of heads.toml that it stands in."""

    words: str
    label: str
    strength: str


def headed(entry: Entry, mentions: Sequence[Mention], knowledge: Knowledge) -> tuple[Mention, ...]:
    """The mentions, each as its head noun asks, and in the caption the names that only a head tells; none overlap."""
    found = [_led(mention, knowledge) if mention.label == "GPE" else mention for mention in mentions]
    for field in ("title", "caption"):
        text = entry.text(field)
        heads = list(_heads(text, knowledge)) if text else []
        if heads and not is_capitals(text):
            found = _in_field(field, text, heads, found, knowledge)
            found.sort(key=lambda m: (FIELDS.index(m.field), m.start, -m.end, m.label))
    return tuple(found)


def _heads(text: str, knowledge: Knowledge) -> Iterator[tuple[int, int, Head]]:
    """Where a head stands with a word before it and the name does not go on behind it."""
    known = _known(knowledge)
    if known.keys().isdisjoint(_WORD.findall(text)):
        return
    for word in _WORD.finditer(text):
        for head in known.get(word[0], ()):
            start = word.end() - len(head.words)
            if start > 0 and text.startswith(head.words, start) and text[start - 1] == " ":
                if not _LONGER.match(text, word.end()):
                    yield start, word.end(), head
                break


@functools.cache
def _known(knowledge: Knowledge) -> Mapping[str, tuple[Head, ...]]:
    """The heads by their last word, the longest first."""
    document = knowledge.document("heads")
    by_word: dict[str, list[Head]] = {}
    for strength in ("strong", "articled", "weak", "townlike"):
        for label, heads in document[strength].items():
            for words in heads:
                by_word.setdefault(words.rpartition(" ")[2], []).append(Head(words, label, strength))
    return {word: tuple(sorted(heads, key=lambda head: -len(head.words))) for word, heads in by_word.items()}


Standing = tuple[int, int, Head]


def _in_field(
    field: str, text: str, heads: Sequence[Standing], mentions: Sequence[Mention], knowledge: Knowledge
) -> list[Mention]:
    others = [m for m in mentions if m.field != field or m.label == "CREDIT"]
    credits = [(m.start, m.end) for m in others if m.field == field]
    named = sorted((m for m in mentions if m.field == field and m.label != "CREDIT"), key=lambda m: m.start)
    for start, end, head in heads:
        if any(first <= start < last for first, last in credits):
            continue
        index = bisect.bisect_left(named, end, key=lambda m: m.start) - 1
        last = named[index] if index >= 0 else None
        if last is not None and last.end == end and last.start < start:
            named[index] = _settled(text, last, head, knowledge)
        elif last is not None and last.end < start and _lengthens(text[last.end : start], last, head, knowledge):
            named[index] = _renamed(revised(last, end=end, text=text[last.start : end]), head, cut=last.text)
        elif field == "caption":
            first = _first(text, start, last.end if last else 0, knowledge)
            if first < start and _stands(text, first, end, head):
                settle(named, Mention(field, first, end, text[first:end], head.label, f"heads/{head.strength}"))
    return [*others, *named]


def _renamed(mention: Mention, head: Head, **detail: str) -> Mention:
    guessed = {} if mention.score is None else {"model": mention.label}
    detail = {**mention.detail, **guessed, **detail}
    return revised(mention, label=head.label, rule=f"heads/{head.strength}", score=None, detail=detail)


def _settled(text: str, mention: Mention, head: Head, knowledge: Knowledge) -> Mention:
    """The mention with a head's label, where its own is less sure. `Green Bay` is a town, whatever its head."""
    guessed = mention.rule.startswith("model/") or mention.rule == "patterns/town-before-place"
    if not guessed or mention.label == head.label:
        return mention
    doubts: Mapping[str, float] = knowledge.document("heads")["doubted"][head.strength]
    if (mention.score or 0.0) >= doubts.get(mention.label, 0.0) or _governed(mention.text, knowledge):
        return mention
    if head.strength == "articled" and not _THE.search(text, 0, mention.start):
        return mention
    return _renamed(mention, head)


def _led(mention: Mention, knowledge: Knowledge) -> Mention:
    """The mention with the label of the head that it begins with: `Cape Quill` is no town, `Cape May` is one."""
    head = _leading(knowledge).get(mention.text.partition(" ")[0])
    return mention if head is None else _settled("", mention, head, knowledge)


@functools.cache
def _leading(knowledge: Knowledge) -> Mapping[str, Head]:
    listed: Mapping[str, Sequence[str]] = knowledge.document("heads")["leading"]
    return {word: Head(word, label, "leading") for label, words in listed.items() for word in words}


def _governed(name: str, knowledge: Knowledge) -> bool:
    """True where a name is a listed town's, or ends in a state's or a country's: `St. Thomas Virgin Islands`."""
    words = name.casefold().split()
    if " ".join(words) in town_names(knowledge):
        return True
    return any(" ".join(words[first:]) in _governments(knowledge) for first in range(len(words) - 1))


@functools.cache
def _governments(knowledge: Knowledge) -> frozenset[str]:
    return frozenset(row["alias"].casefold() for name in ("countries", "states") for row in knowledge.gazetteer(name))


def _lengthens(between: str, mention: Mention, head: Head, knowledge: Knowledge) -> bool:
    """True where the words between a name and a head make both one name: `Alder` `Air` `Field`."""
    if mention.label not in knowledge.document("heads")["cut_off"][head.strength]:
        return False
    if mention.text[-1].isdigit() or not mention.text[0].isupper() or mention.text.endswith("."):
        return False
    return between == " " or (head.strength == "strong" and _GAP.fullmatch(between) is not None)


def _stands(text: str, first: int, end: int, head: Head) -> bool:
    """True where a name that only its head tells may be one: a weak head's where it stands as a place does."""
    if _CUT_IN_TWO.search(text, max(0, first - 40), first) or text.count('"', 0, first) % 2:
        return False
    if head.strength == "articled":
        return _THE.search(text, 0, first) is not None
    apart = _APART.search(text, 0, first) is not None and text[end : end + 1] in ("", ",", ".", ";")
    return head.strength == "strong" or apart or _AT.search(text, 0, first) is not None


def _first(text: str, start: int, bound: int, knowledge: Knowledge) -> int:
    """Where a name begins whose head begins at `start`: before the words with a capital, a few, to its left."""
    outside = _outside(knowledge)
    first = start
    for _ in range(_MOST_WORDS):
        match = _BEFORE.search(text, max(bound, first - 40), first)
        if match is None or match[1] in outside:
            break
        first = match.start(1)
    while text.startswith("& ", first):
        first += 2
    return first


@functools.cache
def _outside(knowledge: Knowledge) -> frozenset[str]:
    return frozenset(knowledge.document("heads")["outside"])
