"""Role, nationality and affiliation from the words before a name."""

from __future__ import annotations

from cutline.relate.people_text import Line
from cutline.relate.roles_left import phrase_before
from cutline.relate.roles_words import Claim, Lexicon


def before(line: Line, index: int, end: int, words: Lexicon) -> Claim:
    """What the words before a name say of it: `Russian cosmonaut X`, `NASA Administrator X`, `the groom, Pvt. X`.

    `end` is where the honorifics before the name begin.
    """
    near = phrase_before(line, end, words)
    if near.roles and near.start > 1 and line.kinds[near.start - 1] == ",":
        return _joined(line, near, words)
    if near.roles or near.start < end:
        return near
    if end > 1 and line.kinds[index + 1 : index + 2] == ")" and line.kinds[end - 1] == "(":
        return phrase_before(line, end - 1, words)  # "the chaplain (Ann Lee)"
    if end > 1 and line.words[end - 1] in ("is", "was"):
        subject = phrase_before(line, end - 1, words)
        if subject.roles and subject.start == line.sentence_bounds(index)[0]:
            return subject  # "Instructor is Ann Lee"
    end = _over_number(line, end, words)
    # "the seller, Ann Lee": a role before a comma, unless the comma closes an apposition of the person before.
    if end > 1 and line.kinds[end - 1] in ",:" and line.kinds[end - 1] != ":":
        far = phrase_before(line, end - 1, words)
        if far.roles and far.group is None and _opens_clause(line, far.start, words):
            return far
    return near


def over_honorifics(line: Line, index: int, words: Lexicon) -> int:
    """The token where the words before a name end: honorifics and an opening quote are passed over."""
    end = index
    while end > 0:
        word = line.words[end - 1]
        if word in words.closed["honorifics"] or (line.kinds[end - 1] == '"' and _opens_quote(line, end - 1)):
            end -= 1
        elif word == "and" and end < index and end > 1 and line.words[end - 2] in words.closed["honorifics"]:
            end -= 1
        elif word == "and" and end < index and end > 1 and words.is_head(line.words[end - 2]):
            end -= 1  # "Senator and Mrs. Lee": the senator's phrase is before the "and"
        else:
            break
    return end


def _joined(line: Line, near: Claim, words: Lexicon) -> Claim:
    """A phrase with another before its comma, where that one opens the sentence: `WAMO interviewer, disc jockey X`."""
    far = phrase_before(line, near.start - 1, words)
    if not far.roles or far.group is not None or far.start != line.sentence_bounds(near.start)[0]:
        return near
    return near._replace(
        roles=far.roles + near.roles,
        nationalities=far.nationalities + near.nationalities,
        affiliations=far.affiliations + near.affiliations,
        start=far.start,
    )


def _over_number(line: Line, end: int, words: Lexicon) -> int:
    """The end of the words before a shirt's number: `football player, no. 32 Ann Lee`."""
    if end > 2 and line.kinds[end - 1] == "n" and line.words[end - 2] in ("no.", "number"):
        return end - 2
    return end


def _opens_quote(line: Line, index: int) -> bool:
    start = line.starts[index]
    return start == 0 or line.text[start - 1].isspace()


def _opens_clause(line: Line, start: int, words: Lexicon) -> bool:
    """Whether nothing before a phrase makes it an apposition of an earlier name."""
    if start == 0 or line.sentences[start - 1] != line.sentences[start]:
        return True
    return line.kinds[start - 1] != ","


def gender_of(line: Line, index: int, words: Lexicon) -> str:
    """`f` or `m` where the honorific or title directly before a name says so, else the empty string."""
    word = line.words[index - 1] if index else ""
    return "f" if word in words.closed["feminine"] else "m" if word in words.closed["masculine"] else ""
