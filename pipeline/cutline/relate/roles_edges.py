"""The edges of a role phrase: article, nationality, organization and town cut off at either end."""

from __future__ import annotations

from dataclasses import dataclass, field

from cutline.relate.people_text import Line
from cutline.relate.roles_companies import company_end, employers
from cutline.relate.roles_tail import head_of, nation_behind, without_companies, without_town
from cutline.relate.roles_words import Lexicon


@dataclass(slots=True)
class Ties:
    """The nationalities and organizations that are cut off a phrase, in text order."""

    nations: list[str] = field(default_factory=list)
    companies: list[str] = field(default_factory=list)


def stripped(line: Line, start: int, end: int, ties: Ties, words: Lexicon) -> tuple[int, int]:
    """The phrase without article, nationality and organization at either end, which go to the lists they belong to."""
    start = _front(line, start, end, ties, words)
    if end - start > 1 and line.kinds[end - 1] == "N" and words.is_head(line.words[end - 2]):
        end -= 1  # "backup American X"
        ties.nations.append(_text(line, end))
    end = without_town(line, start, end, words)
    head = head_of(line, start, end, words)
    if head is not None and (nation := nation_behind(line, head, end, words)):
        ties.nations.append(_text(line, nation))
        end = head + 1
    end, found = _back(line, start, end, head, words)
    for index in range(start, end):
        kind = line.kinds[index]
        if kind == "O" and line.kinds[index - 1 : index] != "(":
            ties.companies.append(_text(line, index))
        elif kind in "NG" and line.words[index] in words.nations and _before_head(line, index, end, words):
            ties.nations.append(_text(line, index))
    ties.companies += found
    return start, end


def _front(line: Line, start: int, end: int, ties: Ties, words: Lexicon) -> int:
    """Where the role itself begins; the company before it is put together where nobody marked it to its end."""
    first = _from_left(line, start, end, ties, words)
    start = _past_unmarked(line, first, end, words)
    last = line.words[start - 1] if start > first else ""
    if last and line.kinds[first - 1 : first] == "O" and ties.companies:
        if ties.companies[-1].isupper():
            return first  # "[FEMA] Community Relations worker": an acronym is whole
        # "[Harbor Community] Club members": a model that cut a name short leaves its end before the role.
        ties.companies[-1] = line.text[line.starts[first - 1] : line.ends[start - 1]]
    elif last in words.closed["companies"] or (len(last) > 2 and last.endswith("s")):
        ties.companies.append(line.slice(first, start).removesuffix("'s").removesuffix("’s"))
    return start


def _back(line: Line, start: int, end: int, head: int | None, words: Lexicon) -> tuple[int, list[str]]:
    """Where the role itself ends, and the companies cut off behind it."""
    found: list[str] = []
    while True:
        companies = [] if head is None else employers(line, head + 1, end, words.singular(line.words[head]), words)
        cut, names = (head or 0) + 1, companies
        if not companies:
            cut, names = without_companies(line, start, end, words)
        if cut == end:
            return end, found
        found, end = names + found, cut


def _before_head(line: Line, index: int, end: int, words: Lexicon) -> bool:
    """Whether a nation stands as an adjective before the head: `former United States Ambassador`."""
    if any(line.words[i] in words.closed["complements"] for i in range(max(0, index - 2), index)):
        return False
    return head_of(line, index + 1, end, words) is not None


def _text(line: Line, index: int) -> str:
    return line.mentions[index].text


def _from_left(line: Line, start: int, end: int, ties: Ties, words: Lexicon) -> int:
    """The first token that belongs to the role itself."""
    while start < end:
        kind, word, after = line.kinds[start], line.words[start], line.kinds[start + 1 : end]
        if kind == "N" and after[:1] == "-":
            start += 2  # "Russian-born" tells no nationality
        elif word in words.nations and (kind == "N" or (after and (kind == "G" or (kind == "c" and "." in word)))):
            ties.nations.append(line.slice(start, start + 1))
        elif kind == "O" and after[:1] in ("-", "/"):
            break
        elif kind == "O":
            ties.companies.append(_text(line, start))
            if after[:1] == "(" and ")" in after:
                start += after.index(")") + 1  # an alias: "ESA (European Space Agency) astronaut"
        elif kind == "c" and after and _is_company(line, start, words):
            ties.companies.append(line.slice(start, start + 1))
        elif not _passed(line, start, end, words):
            break
        start += 1
    return start


def _past_unmarked(line: Line, start: int, end: int, words: Lexicon) -> int:
    """Behind a name that nobody marked before a lower-case role: `Westfield School student` is a student of it."""
    head = head_of(line, start, end, words) if start < end else None
    if head is None or line.kinds[head] != "w":
        return start if head is None or line.kinds[start] == "O" else company_end(line, start, head, words)
    first = start
    cut = line.kinds[first - 1 : first] == "O"
    while start < head and line.kinds[start] in "c'":
        if words.is_head(line.words[start]) or (start == first and not cut and line.words[start] in words.modifiers):
            break
        start += 1
    if line.words[start] in words.closed["complements"]:
        return first  # "Medal of Honor recipient"
    # A single word that opens a sentence is a common noun ("Fish skinner X"), a plural one a team ("Larks forward X").
    opens = first == 0 or line.sentences[first - 1] != line.sentences[first]
    return first if opens and not cut and start == first + 1 and not line.words[first].endswith("s") else start


def _is_company(line: Line, index: int, words: Lexicon) -> bool:
    """Whether an unmarked word before a role is a company: an acronym (`FEMA`), a chamber (`House Speaker`)."""
    word, written = line.words[index], line.slice(index, index + 1)
    if index and line.kinds[index - 1] == "c" and line.sentences[index - 1] == line.sentences[index]:
        return False  # the end of a longer name
    if len(written) > 2 and written.isalpha() and written.isupper() and not line.text.isupper():
        return not words.is_head(word) and word not in words.modifiers
    return word in words.closed["unmarked"] and line.kinds[index + 1] == "c"


def _passed(line: Line, start: int, end: int, words: Lexicon) -> bool:
    """Whether a token before a role is none of it: articles, adjectives, marks, a town before its organization."""
    kind, word, after = line.kinds[start], line.words[start], line.kinds[start + 1 : end]
    if kind == "D":
        return after[:1] != "'"  # "last year's winner"
    if kind in "'\"/,nT" or (kind in "GF" and after.lstrip("G,'")[:1] == "O"):
        return True
    if word in words.closed["joins"]:
        return line.kinds[start - 1 : start] == "O"
    if word in ("first", "second"):
        return _bare_ordinal(line, start, end, words)
    if kind == "N":
        return "-american" in word
    opens = start == 0 or line.sentences[start - 1] != line.sentences[start]
    if opens and word in words.closed["openings"]:
        return True
    return word in words.closed["determiners"] or (kind == "w" and word in words.closed["adjectives"])


def _bare_ordinal(line: Line, start: int, end: int, words: Lexicon) -> bool:
    """Whether `first` is no part of a rank: `the first Nurses' Unit officers` against `First Lieutenant`."""
    if start + 1 >= end:
        return False
    return line.kinds[start + 1] in "ON" or (
        words.is_head(line.words[start + 1]) and line.words[start + 1] not in words.closed["ranked"]
    )
