"""Walking the words behind a name: what is gathered, and what a preposition, a bracket or a role opens."""

from __future__ import annotations

from cutline.relate.people_text import Line
from cutline.relate.roles_companies import company_end, workplace
from cutline.relate.roles_find import closes, phrase_at, skip_alias
from cutline.relate.roles_words import Claim, Lexicon


class Reader:
    """What is gathered while the words behind a name are walked; `at` is the next token to read."""

    __slots__ = ("at", "companies", "end", "group", "limit", "line", "name", "nations", "roles", "steps", "words")

    def __init__(self, line: Line, index: int, words: Lexicon) -> None:
        self.line, self.words, self.name = line, words, index
        self.at = self.end = index + 1
        self.limit = line.sentence_bounds(index)[1]
        self.roles: list[str] = []
        self.nations: list[str] = []
        self.companies: list[str] = []
        self.steps: list[int] = []
        self.group: Claim | None = None

    def take(self, claim: Claim) -> None:
        """Add what a phrase says, and stand behind it."""
        self.roles += claim.roles
        self.nations += claim.nationalities
        self.companies += claim.affiliations
        self.group = claim.group or self.group
        self.at = self.end = claim.end

    @property
    def here(self) -> int:
        """The offset of the next token."""
        return self.line.starts[self.at]

    def kind(self, ahead: int = 0) -> str:
        """The kind of a token ahead, the empty string at the sentence's end."""
        index = self.at + ahead
        return self.line.kinds[index] if index < self.limit else ""

    def word(self, ahead: int = 0) -> str:
        """The word ahead, the empty string at the sentence's end."""
        index = self.at + ahead
        return self.line.words[index] if index < self.limit else ""


def read_bracket(reader: Reader) -> bool:
    """`(NASA)`, `(now in the Navy)`, `(flight engineer)`; an alias or a position is passed over."""
    line, first = reader.line, reader.at + 1
    close = first
    while close < reader.limit and line.kinds[close] not in ")]":
        close += 1
    if close - first > 12:
        return False
    inside = line.kinds[first:close]
    if "P" not in inside and inside:
        claim = phrase_at(line, first, close, reader.words)
        if claim is not None and claim.roles:
            reader.take(claim)
        elif inside[-1] == "O" and len(inside) < 5 and (reader.at and line.kinds[reader.at - 1] != "O"):
            reader.companies.append(line.mentions[close - 1].text)
        elif inside == "N" and line.words[first] in reader.words.nations:
            reader.nations.append(line.mentions[first].text)
    reader.at = reader.end = min(close + 1, reader.limit)
    return True


def read_tie(reader: Reader, ahead: int) -> bool:
    """`of NASA`, `of Japan`, `from the Urban League`: what stands behind the preposition."""
    line, index = reader.line, reader.at + ahead
    of = line.words[index - 1] == "of"
    while index < reader.limit and (
        line.words[index] in reader.words.closed["determiners"]
        or line.words[index] in reader.words.closed["adjectives"]
    ):
        index += 1
    kind = line.kinds[index] if index < reader.limit else ""
    end = company_end(line, index, reader.limit, reader.words) if kind == "O" or of else index
    if end > index:
        if not of and _leads_on(line, end, reader.limit, reader.words):
            return False
        reader.at = read_companies(reader, index)
    elif kind == "F" and of:
        reader.companies.append(line.mentions[index].text)
        reader.at = index + 1
    elif kind == "G" and line.words[index - 1] != "with":
        if of and line.words[index] in reader.words.nations:
            reader.nations.append(line.mentions[index].text)
        reader.at = _past_places(line, index, reader.limit)
    elif reader.roles and (first := workplace(line, index, reader.limit, reader.words)) < reader.limit:
        if line.kinds[first] == "F":
            return False
        reader.at = read_companies(reader, first)
    else:
        return False
    reader.end = reader.at
    return True


def _leads_on(line: Line, index: int, limit: int, words: Lexicon) -> bool:
    """Whether a company stands before another's role, name or thing: `X with [NASA] astronaut Y`, `a [NASA] loan`."""
    index = skip_alias(line, index, limit)
    if index >= limit or closes(line, index, limit):
        return False
    return line.kinds[index] in "P'" or words.is_head(line.words[index]) or line.words[index] in words.modifiers


def _past_places(line: Line, index: int, limit: int) -> int:
    """Behind a chain of places: `of Decatur, Alabama`."""
    index += 1
    while index + 1 < limit and line.kinds[index] == "," and line.kinds[index + 1] in "GL":
        index += 2
    return index


def read_companies(reader: Reader, index: int) -> int:
    """Behind a chain of units, each of which is an affiliation: `Gage Section of the Army (ASC)`."""
    line, first = reader.line, index
    while index < reader.limit:
        kind = line.kinds[index]
        end = company_end(line, index, reader.limit, reader.words) if kind == "O" or index == first else index
        if end > index:
            reader.companies.append(line.slice(index, end))
            index = end
        elif kind == "(" and line.kinds[index + 1 : index + 3] == "O)":
            index += 3
        elif kind == "'" and company_end(line, index + 1, reader.limit, reader.words) > index + 1:
            index, first = index + 1, index + 1
        elif line.words[index] in ("of", "in") and line.kinds[index + 1 : index + 2] == "O":
            index += 1
        elif (
            line.words[index] == "of"
            and line.words[index + 1 : index + 2] == ("the",)
            and line.kinds[index + 2 : index + 3] == "O"
        ):
            index += 2
        else:
            break
    return index


def read_role(reader: Reader, first: int) -> bool:
    """Take the role phrase that begins at a token; false where there is none."""
    claim = phrase_at(reader.line, first, reader.limit, reader.words)
    if claim is None or not claim.roles or (claim.group is not None and _heads_list(reader.line, claim.end)):
        return False
    reader.take(claim)
    return True


def _heads_list(line: Line, stop: int) -> bool:
    """Whether a plural heads the list behind it and says nothing of the name before: `X, club members from left: Y`."""
    return line.kinds[stop : stop + 1] == ":" or line.words[stop : stop + 2] in (("from", "left"), ("left", "to"))
