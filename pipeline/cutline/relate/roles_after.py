"""Role, nationality and affiliation from the words behind a name."""

from __future__ import annotations

from cutline.relate.people_text import Line
from cutline.relate.roles_find import closes, phrase_at, skip_alias
from cutline.relate.roles_words import Claim, Lexicon


class _Reader:
    """What is gathered while the words behind a name are walked; `at` is the next token to read."""

    __slots__ = ("at", "companies", "end", "group", "limit", "line", "nations", "roles", "steps", "words")

    def __init__(self, line: Line, index: int, words: Lexicon) -> None:
        self.line, self.words = line, words
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
        self.at = self.end = claim.end

    def kind(self, ahead: int = 0) -> str:
        """The kind of a token ahead, the empty string at the sentence's end."""
        index = self.at + ahead
        return self.line.kinds[index] if index < self.limit else ""

    def word(self, ahead: int = 0) -> str:
        """The word ahead, the empty string at the sentence's end."""
        index = self.at + ahead
        return self.line.words[index] if index < self.limit else ""


def after(line: Line, index: int, words: Lexicon) -> Claim:
    """What the words behind a name say of it: `X of NASA`, `X, president of Y,`, `X (Roscosmos)`, `X is head of Y`."""
    reader = _Reader(line, index, words)
    while reader.at < reader.limit and _step(reader):
        reader.steps.append(reader.at)
    return Claim(
        tuple(reader.roles),
        tuple(reader.nations),
        tuple(reader.companies),
        index + 1,
        reader.end,
        group=reader.group,
        steps=tuple(reader.steps),
    )


def _step(reader: _Reader) -> bool:
    """Read one modifier; false where there is none."""
    words, kind, word = reader.words, reader.kind(), reader.word()
    if kind in "([":
        return _bracket(reader)
    if (word in ("of", "from", "with") or (word == "at" and reader.roles)) and _tie(reader, 1):
        return True
    if word == "employed" or (kind == "," and reader.word(1) == "employed"):
        return _employed(reader, 1 + (kind == ","))
    if kind == "," or (kind == "-" and reader.kind(1) != "-"):
        return _segment(reader)
    if word in words.closed["copulas"] or word in ("who", "now", "both"):
        return _copula(reader, 0)
    if word == "and" and reader.roles:
        return _role_at(reader, reader.at + 1)
    return False


def _employed(reader: _Reader, ahead: int) -> bool:
    """`employed at the Fafnir Company as a bearing inspector`."""
    if reader.word(ahead) not in ("at", "by", "in", "with", "as"):
        return False
    reader.at += ahead
    if reader.word() != "as" and not _tie(reader, 1):
        return False
    if reader.word() == "as":
        _role_at(reader, reader.at + 1)
    return True


def _bracket(reader: _Reader) -> bool:
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


def _tie(reader: _Reader, ahead: int) -> bool:
    """`of NASA`, `of Japan`, `from the Urban League`: what stands behind the preposition."""
    line, index = reader.line, reader.at + ahead
    of = line.words[index - 1] == "of"
    while index < reader.limit and (
        line.words[index] in reader.words.closed["determiners"] or line.words[index] in reader.words.closed["adjectives"]
    ):
        index += 1
    kind = line.kinds[index] if index < reader.limit else ""
    if kind == "O":
        reader.at = _companies(reader, index)
    elif kind == "F" and of:
        reader.companies.append(line.mentions[index].text)
        reader.at = index + 1
    elif kind == "G" and line.words[index - 1] != "with":
        if of and line.words[index] in reader.words.nations:
            reader.nations.append(line.mentions[index].text)
        reader.at = _past_places(line, index, reader.limit)
    else:
        return False
    reader.end = reader.at
    return True


def _past_places(line: Line, index: int, limit: int) -> int:
    """Behind a chain of places: `of Decatur, Alabama`."""
    index += 1
    while index + 1 < limit and line.kinds[index] == "," and line.kinds[index + 1] in "GL":
        index += 2
    return index


def _companies(reader: _Reader, index: int) -> int:
    """Behind a chain of units, each of which is an affiliation: `Gage Section of the Army (ASC)`."""
    line = reader.line
    while index < reader.limit:
        kind = line.kinds[index]
        if kind == "O":
            reader.companies.append(line.mentions[index].text)
            index += 1
        elif kind == "(" and line.kinds[index + 1 : index + 3] == "O)":
            index += 3
        elif kind == "'" and line.kinds[index + 1 : index + 2] == "O":
            index += 1
        elif line.words[index] in ("of", "in") and line.kinds[index + 1 : index + 2] == "O":
            index += 1
        elif line.words[index] == "of" and line.words[index + 1 : index + 2] == ("the",) and line.kinds[index + 2 : index + 3] == "O":
            index += 2
        else:
            break
    return index


def _segment(reader: _Reader) -> bool:
    """What follows a comma behind a name, where it still speaks of that name."""
    line, words = reader.line, reader.words
    first = reader.at + 1
    if first >= reader.limit:
        return False
    kind, word = line.kinds[first], line.words[first]
    if kind in "([":
        reader.at = first
        return _bracket(reader)
    if word in words.closed["kin"] or (word == "the" and line.words[first + 1 : first + 2] and line.words[first + 1] in words.closed["kin"]):
        return False
    if kind == "O" and closes(line, skip_alias(line, first + 1, reader.limit), reader.limit):
        reader.companies.append(line.mentions[first].text)
        reader.at = reader.end = skip_alias(line, first + 1, reader.limit)
        return True
    if kind == "N" and closes(line, first + 1, reader.limit):
        if word in words.nations:
            reader.nations.append(line.mentions[first].text)
        reader.at = reader.end = first + 1
        return True
    if word in ("of", "from") and not reader.roles:
        reader.at += 1
        if _tie(reader, 1):
            return True
        reader.at -= 1
        return False
    if word == "both":
        return _both(reader, first)
    if word in words.closed["copulas"] or word in ("who", "now"):
        reader.at += 1
        if _copula(reader, 0):
            return True
        reader.at -= 1
    if _role_at(reader, first):
        return True
    past = _aside(line, first, reader.limit, words)
    if past is not None:
        reader.at = past
        return True
    return False


def _both(reader: _Reader, first: int) -> bool:
    """`A and B, both flight engineers`, `both of the Air Force`: said of the name before it too."""
    marks = len(reader.roles), len(reader.companies)
    reader.at = first
    if not (reader.word(1) == "of" and _tie(reader, 2)) and not _role_at(reader, first + 1):
        reader.at = first - 1
        return False
    reader.group = Claim(tuple(reader.roles[marks[0] :]), (), tuple(reader.companies[marks[1] :]))
    return True


def _aside(line: Line, first: int, limit: int, words: Lexicon) -> int | None:
    """Behind a short aside that is neither role nor company: an age, a place in the frame, a town."""
    index = first
    while index < limit and line.kinds[index] not in ",;.(":
        if line.kinds[index] in "PO" or index - first > 4:
            return None
        index += 1
    aside = words.closed["asides"]
    if index > first and all(line.kinds[i] in "nG" or line.words[i] in aside for i in range(first, index)):
        return index
    return None


def _copula(reader: _Reader, ahead: int) -> bool:
    """`is head of X`, `who was the first commander`, `now chief engineer`, `both flight engineers`."""
    index = reader.at + ahead
    closed = reader.words.closed
    while index < reader.limit and (
        reader.line.words[index] in closed["copulas"] or reader.line.words[index] in closed["adverbs"]
    ):
        index += 1
    return _role_at(reader, index)


def _role_at(reader: _Reader, first: int) -> bool:
    claim = phrase_at(reader.line, first, reader.limit, reader.words)
    if claim is None or not claim.roles:
        return False
    reader.take(claim)
    return True
