"""What is read directly around each name of a field: the words about it, and where they begin and end."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from cutline.relate.people_text import Line
from cutline.relate.roles import before, over_honorifics
from cutline.relate.roles_after import after
from cutline.relate.roles_words import Claim, Lexicon

JOINS = ("and", "&")
_NAMESAKES = frozenset({"FAC", "ORG", "VEHICLE", "LOC", "EVENT", "GPE"})
"""Labels of what is named after people."""


@dataclass(frozen=True, slots=True)
class Around:
    """A field's people by their tokens: what the words about each claim, and where they begin."""

    line: Line
    words: Lexicon
    before: Mapping[int, Claim]
    after: Mapping[int, Claim]
    edges: Mapping[int, int]
    """Where the honorifics before a name begin."""
    openings: Mapping[int, int]
    """Where all words about it begin, in the people's order."""
    people: list[int]
    """The tokens of the people, in order."""

    def end(self, person: int) -> int:
        """The token behind the words about a person."""
        return self.after[person].end

    def gap(self, person: int, following: int) -> range:
        """The tokens between the words about two people."""
        return range(max(self.end(person), person + 1), self.openings[following])

    def joined(self, gap: range, marks: str = ",", also: Collection[str] = JOINS) -> bool:
        """Whether nothing but some marks and conjunctions stand between two people."""
        return all(self.line.kinds[i] in marks or self.line.words[i] in also for i in gap)

    def same_sentence(self, one: int, other: int) -> bool:
        """Whether two people are named in one sentence."""
        return self.line.sentences[one] == self.line.sentences[other]


def look_around(line: Line, words: Lexicon) -> Around:
    """The people of a field with the words about them; aliases, families and namesakes are no people."""
    people = [index for index in line.people() if not _is_other(line, index, words)]
    edges = {index: over_honorifics(line, index, words) for index in people}
    ahead = {index: before(line, index, edges[index], words) for index in people}
    behind = {index: after(line, index, words) for index in people}
    openings = {index: min(ahead[index].start, edges[index]) for index in people}
    return Around(line, words, ahead, behind, edges, openings, people)


def _is_other(line: Line, index: int, words: Lexicon) -> bool:
    """Whether a name is none of one more person; only a single word is a family's or short for a place's name."""
    if _is_alias(line, index):
        return True
    single = " " not in line.mentions[index].text
    return single and (_is_family(line, index, words) or _is_namesake(line, index, words))


def _is_alias(line: Line, index: int) -> bool:
    """Whether a name only repeats the one before it: `Ann Lee (Ann Ross)`, `Jewal [i.e. Jewel]`."""
    if index < 2:
        return False
    if line.kinds[index - 1] in "([":
        return line.kinds[index - 2] == "P" and line.kinds[index + 1 : index + 2] in (")", "]")
    return line.words[index - 1] in ("i.e.", "sic") and line.kinds[max(0, index - 3) : index - 1] == "P["


def _is_family(line: Line, index: int, words: Lexicon) -> bool:
    """Whether a name stands for a family: `the Mutz family`, `The Caudills`."""
    if line.words[index + 1 : index + 2] and line.words[index + 1] in words.closed["families"]:
        return True
    return index > 0 and line.words[index - 1] == "the" and line.words[index].endswith("s")


def _is_namesake(line: Line, index: int, words: Lexicon) -> bool:
    """Whether a bare surname is short for a place or company of the text: `Harlow` beside `Harlow Space Center`."""
    name = line.mentions[index].text
    longer = [mention for mention in line.mentions.values() if mention.text != name and name in mention.text.split()]
    if not longer or not all(mention.label in _NAMESAKES for mention in longer):
        return False
    edge = over_honorifics(line, index, words)
    return edge == index and not before(line, index, edge, words).roles
