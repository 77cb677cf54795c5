"""Role, nationality and affiliation from the words before a name."""

from __future__ import annotations

from dataclasses import replace

from cutline.relate.people_text import Line
from cutline.relate.roles_phrase import read_phrase
from cutline.relate.roles_words import Claim, Lexicon

_LONGEST = 24
"""Tokens that a phrase before a name may have; what is longer is a clause."""


def before(line: Line, index: int, words: Lexicon) -> Claim:
    """What the words before a name say of it: `Russian cosmonaut X`, `NASA Administrator X`, `the groom, Pvt. X`."""
    end = over_honorifics(line, index, words)
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
    return replace(
        near,
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
    if line.kinds[start - 1] == ",":
        return False
    return True


def phrase_before(line: Line, end: int, words: Lexicon) -> Claim:
    """The longest role phrase that ends before a token, or the bare nationality or organization there."""
    start = _leftmost(line, end, words)
    start = _trimmed(line, start, end, words)
    if start < end:
        claim = read_phrase(line, start, end, words)
        if claim.roles:
            return claim
    if end and line.sentences[end - 1] == line.sentences[min(end, len(line.sentences) - 1)]:
        kind, word = line.kinds[end - 1], line.words[end - 1]
        if kind == "N" and word in words.nations:
            return Claim(nationalities=(line.mentions[end - 1].text,), start=end - 1, end=end)
        if kind == "'" and end > 1 and line.kinds[end - 2] == "G" and line.words[end - 2] in words.nations:
            return Claim(nationalities=(line.mentions[end - 2].text,), start=end - 2, end=end)
        owner = end - 1 if kind == "O" else end - 2 if kind == "'" and end > 1 and line.kinds[end - 2] == "O" else None
        if owner is not None:
            return Claim(affiliations=(line.mentions[owner].text,), start=owner, end=end)
    return Claim(start=end, end=end)


def _leftmost(line: Line, end: int, words: Lexicon) -> int:
    """How far to the left the words before a name may belong to a role phrase."""
    start, headed, unknown = end, False, 0
    number = line.sentences[end] if end < len(line.sentences) else -1
    while start > 0 and end - start < _LONGEST and line.sentences[start - 1] == number:
        index = start - 1
        kind, word = line.kinds[index], line.words[index]
        if word in words.closed["crews"] and line.kinds[index + 1 : index + 2] == "O" and headed:
            break  # "backup crew ESA astronaut X"
        if kind == "w" and word in words.closed["kin"]:
            break  # "his father Detective X": "Father X" has a capital
        if words.is_head(word):
            headed, unknown = True, 0
        elif kind in "cw" and word in words.closed["stops"] and not (kind == "c" and headed and word in words.modifiers):
            break
        elif word in ("and", "&") and index > 1 and line.kinds[index - 1] == "O" and line.words[index - 2] in ("of", "from"):
            break  # "X of NASA and cosmonauts Y": the company is X's
        elif word in words.modifiers:
            unknown = 0
        elif kind in "NOGEVFRWL":
            unknown = 0
            if kind in "FWRL" and not headed and line.words[index - 1] not in words.closed["determiners"] | {"of"}:
                break
        elif kind == "D" and headed:
            pass
        elif kind in ")" and line.kinds[index - 2 : index] in ("(O", "(c", "(w"):
            start = index - 2
            continue
        elif kind in "-/" and line.ends[index - 1] == line.starts[index]:
            pass
        elif kind == "'" and line.kinds[index - 1 : index] in ("O", "P", "N", "G", "D") and (headed or start < end):
            if line.kinds[index - 1] == "P":
                if not headed:
                    break
                start = index - 1  # "Governor X's chief of staff": the owner belongs to the role
                continue
        elif kind == '"' and (headed or words.is_head(line.words[index - 1])):
            pass
        elif word in words.closed["links"] and start < end:
            pass
        elif not (_known_shape(line, index, end, words, headed=headed) and unknown < 2):
            break
        else:
            unknown += 1
        start = index
    return start


def _known_shape(line: Line, index: int, end: int, words: Lexicon, *, headed: bool) -> bool:
    """Whether an unknown word may stand in a role phrase: a capitalized one, or a noun before a role."""
    kind, word = line.kinds[index], line.words[index]
    if kind == "c":
        after_of = index > 0 and line.words[index - 1] in words.closed["links"]
        return headed or after_of or (index + 1 < end and line.words[index + 1] not in words.closed["links"])
    return kind == "w" and headed and not word.endswith(("s", "ed", "ing", "ly")) and words.is_head(line.words[index + 1])


def _trimmed(line: Line, start: int, end: int, words: Lexicon) -> int:
    """The start moved right past what cannot open a role phrase, and past a preposition with no role before it."""
    moved = True
    while moved and start < end:
        moved = False
        while start < end and (line.kinds[start] in "'-/)(," or line.words[start] in words.closed["links"]):
            if line.words[start] in words.closed["determiners"]:
                break
            start, moved = start + 1, True
        headed = False
        for index in range(start, end):
            if words.is_head(line.words[index]):
                headed = True
            elif line.words[index] in words.closed["complements"] and not headed:
                start, moved = index + 1, True
                break
            elif line.words[index] in words.closed["joins"] and not (
                headed and words.is_head(line.words[index - 1]) or line.kinds[index - 1] in "O"
            ):
                start, moved = index + 1, True
                break
    return start


def gender_of(line: Line, index: int, words: Lexicon) -> str:
    """`f` or `m` where the honorific or title directly before a name says so, else the empty string."""
    word = line.words[index - 1] if index else ""
    return "f" if word in words.closed["feminine"] else "m" if word in words.closed["masculine"] else ""


def is_couple(line: Line, index: int, words: Lexicon) -> bool:
    """Whether a name stands for two: `Mr. and Mrs. Lee`."""
    return "and" in line.words[over_honorifics(line, index, words) : index]


def is_titled(line: Line, index: int, claim: Claim, words: Lexicon) -> bool:
    """Whether a rank, role or honorific stands before a name."""
    return bool(claim.roles) or over_honorifics(line, index, words) < index
