"""Role, nationality and affiliation from the words behind a name."""

from __future__ import annotations

from cutline.relate.people_text import Line
from cutline.relate.roles_companies import company_end
from cutline.relate.roles_far import farther
from cutline.relate.roles_find import closes, skip_alias
from cutline.relate.roles_reader import Reader, read_bracket, read_companies, read_role, read_tie
from cutline.relate.roles_words import Claim, Lexicon, nothing


def after(line: Line, index: int, words: Lexicon) -> Claim:
    """What the words behind a name say of it: `X of NASA`, `X, president of Y,`, `X (Roscosmos)`, `X is head of Y`."""
    if not _begins(line, index + 1, words):
        return nothing(index + 1)
    reader = Reader(line, index, words)
    while reader.at < reader.limit and _step(reader):
        reader.steps.append(reader.at)
    end = reader.end
    farther(reader)
    return Claim(
        tuple(reader.roles),
        tuple(reader.nations),
        tuple(reader.companies),
        index + 1,
        end,
        group=reader.group,
        steps=tuple(reader.steps),
    )


def _begins(line: Line, index: int, words: Lexicon) -> bool:
    """Whether anything may be said of a name from a token on; most names are followed by a verb or the next name."""
    if index >= len(line.kinds):
        return False
    if line.kinds[index] == "," and index + 1 < len(line.kinds):
        word = line.words[index + 1]
        if line.kinds[index + 1] == "P" or word == "and" or word in words.closed["honorifics"]:
            return not words.work_verbs.isdisjoint(line.vocabulary)
    if line.kinds[index] in "([,-" or line.words[index] in words.openers:
        return True
    return not words.work_verbs.isdisjoint(line.vocabulary)


def _step(reader: Reader) -> bool:
    """Read one modifier; false where there is none."""
    words, kind, word = reader.words, reader.kind(), reader.word()
    if kind in "([":
        return read_bracket(reader)
    if (word in ("of", "from", "with") or (word in ("at", "in") and reader.roles)) and read_tie(reader, 1):
        return True
    first = reader.at + (kind == ",")
    if reader.word(first - reader.at) != "both" and (past := _duty(reader, first)) is not None:
        return _unit(reader, past)
    if word == "employed" or (kind == "," and reader.word(1) == "employed"):
        return _employed(reader, 1 + (kind == ","))
    if kind == "," or (kind == "-" and reader.kind(1) != "-" and reader.line.ends[reader.at - 1] < reader.here):
        return _segment(reader)
    if word in words.closed["copulas"] or word in ("who", "now", "both"):
        return _copula(reader)
    if word == "and" and reader.roles:
        return read_role(reader, reader.at + 1)
    return False


def _segment(reader: Reader) -> bool:
    """What follows a comma behind a name, where it still speaks of that name."""
    line, words = reader.line, reader.words
    first = reader.at + 1
    if first >= reader.limit or _is_kin(line, first, words):
        return False
    kind, word = line.kinds[first], line.words[first]
    if kind in "([":
        reader.at = first
        return read_bracket(reader)
    if kind in "ONc" and _bare_mention(reader, first):
        return True
    if word == "both":
        return _both(reader, first)
    tied = word in ("of", "from") and not reader.roles
    if tied or word in words.closed["copulas"] or word in ("who", "now"):
        reader.at += 1
        if read_tie(reader, 1) if tied else _copula(reader):
            return True
        reader.at -= 1
    if read_role(reader, first):
        return True
    past = _aside(line, first, reader.limit, words)
    reader.at = reader.at if past is None else past
    return past is not None


def _is_kin(line: Line, first: int, words: Lexicon) -> bool:
    """Whether a segment tells whose relative the person is: `widow of Y`, `the son of Y`."""
    first += line.words[first] == "the"
    return line.words[first : first + 1] != () and line.words[first] in words.closed["kin"]


def _bare_mention(reader: Reader, first: int) -> bool:
    """`X, NASA,` and `X, Portuguese,`: an organization or nationality that is a segment of its own."""
    line = reader.line
    if line.kinds[first] == "O" and _is_no_company(reader, first):
        return False
    company = company_end(line, first, reader.limit, reader.words) if line.kinds[first] in "Oc" else first
    end = skip_alias(line, company, reader.limit) if company > first else first + 1
    unmarked = line.kinds[first] == "c"
    if unmarked and (company == first or any(reader.words.is_head(word) for word in line.words[first:company])):
        return False
    if not closes(line, end, reader.limit):
        return False
    if company > first:
        reader.companies.append(line.slice(first, company))
    elif line.words[first] in reader.words.nations:
        reader.nations.append(line.mentions[first].text)
    reader.at = reader.end = end
    return True


def _is_no_company(reader: Reader, index: int) -> bool:
    """Whether a marked company is a degree (`X, D.D.`) or, in a list of surnames, one of them (`Hale, Ford, Day`)."""
    name, whose = reader.line.mentions[index].text, reader.line.mentions[reader.name].text
    return name.lower() in reader.words.closed["degrees"] or (name.istitle() and " " not in name + whose)


def _both(reader: Reader, first: int) -> bool:
    """`A and B, both flight engineers`, `both of the Air Force`: said of the name before it too."""
    marks = len(reader.roles), len(reader.companies)
    reader.at = first
    if (past := _duty(reader, first + 1)) is not None:
        _unit(reader, past)
    elif not (reader.word(1) == "of" and read_tie(reader, 2)) and not read_role(reader, first + 1):
        reader.at = first - 1
        return False
    while reader.kind() == "," and reader.kind(1) == "O" and _bare_mention(reader, reader.at + 1):
        pass  # "both of [Echo Company], [1st Battalion]"
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


def _copula(reader: Reader) -> bool:
    """`is head of X`, `who was the first commander`, `now chief engineer`, `both flight engineers`."""
    index = reader.at
    closed = reader.words.closed
    while index < reader.limit and (
        reader.line.words[index] in closed["copulas"] or reader.line.words[index] in closed["adverbs"]
    ):
        index += 1
    return read_role(reader, index)


def _duty(reader: Reader, first: int) -> int | None:
    """Behind `assigned to`, `attached to`, `serving with`, where a unit follows; None where none of them stands."""
    line, index = reader.line, first
    while index < reader.limit and line.words[index] in reader.words.closed["adverbs"]:
        index += 1
    if " ".join(line.words[index : index + 2]) in reader.words.closed["duties"]:
        index += 2
    elif line.words[index : index + 1] and line.words[index] in reader.words.closed["charges"]:
        index += 1
    else:
        return None
    unit = index + (line.words[index : index + 1] == ("the",))
    return unit if company_end(line, unit, reader.limit, reader.words) > unit else None


def _unit(reader: Reader, first: int) -> bool:
    """Take the units that a duty ties."""
    reader.at = reader.end = read_companies(reader, first)
    return True


def _employed(reader: Reader, ahead: int) -> bool:
    """`employed at the Fafnir Company as a bearing inspector`."""
    if reader.word(ahead) not in ("at", "by", "in", "with", "as"):
        return False
    reader.at += ahead
    if reader.word() != "as" and not read_tie(reader, 1):
        return False
    if reader.word() == "as":
        read_role(reader, reader.at + 1)
    return True
