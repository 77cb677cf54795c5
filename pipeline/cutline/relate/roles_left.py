"""Role phrases that end before a token: how far to the left they reach."""

from __future__ import annotations

from cutline.relate.people_text import Line
from cutline.relate.roles_phrase import read_phrase
from cutline.relate.roles_words import Claim, Lexicon, nothing

JOINS = ("and", "&")
_LONGEST = 24
"""Tokens that a phrase before a name may have; what is longer is a clause."""


def phrase_before(line: Line, end: int, words: Lexicon) -> Claim:
    """The longest role phrase that ends before a token, or the bare nationality or organization there."""
    if not _may_end(line, end - 1, words):
        return nothing(end)
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
    return nothing(end)


def _may_end(line: Line, index: int, words: Lexicon) -> bool:
    """Whether a role phrase can end with a token; most names of a list stand behind a comma or an `and`."""
    if index < 0:
        return False
    kind = line.kinds[index]
    if kind != "w":
        return kind not in ",;:.?!([P"
    return words.is_head(line.words[index]) or line.words[index] in words.modifiers


def _leftmost(line: Line, end: int, words: Lexicon) -> int:
    """How far to the left the words before a name may belong to a role phrase."""
    start, headed, unknown = end, False, 0
    number = line.sentences[end] if end < len(line.sentences) else -1
    while start > 0 and end - start < _LONGEST and line.sentences[start - 1] == number:
        index = start - 1
        if _ends_phrase(line, index, words, headed=headed):
            break
        if line.kinds[index] == ")" and line.kinds[index - 2 : index] in ("(O", "(c", "(w"):
            start = index - 2  # an alias or a title in brackets
        elif line.kinds[index - 1 : index + 1] == "P'":
            start = index - 1  # "Governor X's chief of staff": the owner belongs to the role
        elif _carries(line, index, end, words, headed=headed):
            start, unknown = index, 0
        elif unknown < 2 and _known_shape(line, index, end, words, headed=headed):
            start, unknown = index, unknown + 1
        else:
            break
        headed = headed or words.is_head(line.words[index])
    return start


def _ends_phrase(line: Line, index: int, words: Lexicon, *, headed: bool) -> bool:
    """Whether a token cannot belong to the role phrase behind it."""
    kind, word = line.kinds[index], line.words[index]
    if kind == "w" and word in words.closed["kin"]:
        return True  # "his father Detective X": "Father X" has a capital
    if word in words.closed["crews"] and line.kinds[index + 1 : index + 2] == "O" and headed:
        return True  # "backup crew ESA astronaut X"
    if words.is_head(word):
        return False
    if kind in "cw" and word in words.closed["stops"]:
        return not (kind == "c" and headed and word in words.modifiers)
    if word in JOINS and index > 1 and line.kinds[index - 1] == "O":
        return line.words[index - 2] in ("of", "from")  # "X of NASA and cosmonauts Y": the company is X's
    if kind == "'" and line.kinds[index - 1 : index] == "P":
        return not headed
    return False


def _carries(line: Line, index: int, end: int, words: Lexicon, *, headed: bool) -> bool:
    """Whether a token is of the kinds that role phrases are made of."""
    kind, word = line.kinds[index], line.words[index]
    if words.is_head(word) or word in words.modifiers:
        return True
    if kind in "FWRL":
        return headed or line.words[index - 1] in words.closed["determiners"] or line.words[index - 1] == "of"
    if kind in "NOGEV":
        return True
    if kind == "D":
        return headed
    if kind == "n":
        return headed and line.kinds[index - 1 : index] == "c"  # "Expedition 90 Flight Engineer", unmarked
    if kind in "-/":
        return line.ends[index - 1] == line.starts[index]
    if kind == "'":
        return line.kinds[index - 1 : index] in ("O", "P", "N", "G", "D") and (headed or index + 1 < end)
    if kind == '"':
        return headed or words.is_head(line.words[index - 1])
    return word in words.closed["links"] and index + 1 < end


def _known_shape(line: Line, index: int, end: int, words: Lexicon, *, headed: bool) -> bool:
    """Whether an unknown word may stand in a role phrase: a capitalized one, or a noun before a role."""
    kind, word = line.kinds[index], line.words[index]
    if kind == "c":
        after_of = index > 0 and line.words[index - 1] in words.closed["links"]
        return headed or after_of or (index + 1 < end and line.words[index + 1] not in words.closed["links"])
    verbal = word.endswith(("s", "ed", "ing", "ly")) and not word.endswith("ss")
    noun = words.is_head(line.words[index + 1]) or line.words[index + 1] in words.modifiers
    return kind == "w" and headed and not verbal and noun


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
                (headed and words.is_head(line.words[index - 1])) or line.kinds[index - 1] == "O"
            ):
                start, moved = index + 1, True
                break
    return start
