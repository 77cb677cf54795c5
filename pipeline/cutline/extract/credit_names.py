"""What stands between the marks of a credit phrase: articles, ranks and roles, and the names themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cutline.extract.credit_shapes import INITIAL, agency, is_given, shapes
from cutline.extract.credit_tokens import Token, aliases, fold, word_list
from cutline.knowledge import Knowledge

WORD = re.compile(r"\S+")
FRONT = re.compile(r"[\s\"“”'’‘.!?…:-]*")
BEFORE_NAMES = ("wire", "house", "space", "military", "government")
"""The kinds of agency that may stand before a photographer without a mark between: `NASA Ada Fox`."""
LONGEST_ROLE = 8
MOST_WORDS = 40
"""What runs on longer is no name: it is not cut, so that the time stays in proportion to the text."""

Words = Sequence[re.Match[str]]


def name_tokens(phrase: str, token: Token, knowledge: Knowledge) -> list[Token]:
    """A name token cut into white space, article, role and name; without a gap, each slice in order."""
    start, end = trimmed(phrase, token.start, token.end, knowledge)
    pieces = [Token("separator", token.start, start)] if start > token.start else []
    if start >= end:
        return [Token("separator", token.start, token.end)]
    words = list(WORD.finditer(phrase, start, end))
    pieces += _cut_names(phrase, words, knowledge) if len(words) <= MOST_WORDS else [Token("name", start, end)]
    if end < token.end:
        pieces.append(Token("separator", end, token.end))
    return _filled(pieces)


def trimmed(phrase: str, start: int, end: int, knowledge: Knowledge) -> tuple[int, int]:
    """The slice without white space, quotes and stops at its edges, but with the stop of an abbreviation."""
    front = FRONT.match(phrase, start, end)
    start = front.end() if front else start
    while end > start:
        last = phrase[end - 1]
        tail = phrase[max(start, end - 12) : end]
        if last == "." and not tail.endswith("..") and _abbreviated(tail, knowledge):
            break
        if not (last.isspace() or last in "\"“”'’‘.!?…:-"):
            break
        end -= 1
    return start, end


def _abbreviated(name: str, knowledge: Knowledge) -> bool:
    last = name.split()[-1]
    return bool(INITIAL.fullmatch(last)) or last in word_list(knowledge, "abbreviations")


def _cut_names(phrase: str, words: Words, knowledge: Knowledge) -> list[Token]:
    """Article, agency before, roles, name, agency behind: whichever stand there."""
    name = phrase[words[0].start() : words[-1].end()]
    stop = _inner_stop(words, knowledge)
    if stop:
        end = words[stop - 1].end() - 1
        last = [*words[: stop - 1], WORD.match(phrase, words[stop - 1].start(), end)]
        return [*_cut_names(phrase, [w for w in last if w], knowledge), *_cut_names(phrase, words[stop:], knowledge)]
    if words[0][0] in ("the", "The") and len(words) > 1:
        return [Token("separator", *words[0].span()), *_cut_names(phrase, words[1:], knowledge)]
    if agency(name, knowledge):
        return [Token("name", words[0].start(), words[-1].end())]
    role = role_length(words, knowledge)
    if role:
        rest = words[role:]
        return [
            Token("role", words[0].start(), words[role - 1].end()),
            *(_cut_names(phrase, rest, knowledge) if rest else []),
        ]
    size = _agency_before(phrase, words, knowledge)
    if size:
        end = words[size - 1].end()
        end -= 2 * phrase[words[0].start() : end].endswith(("'s", "’s"))
        first = Token("name", words[0].start(), end)
        return [first, *_cut_names(phrase, words[size:], knowledge)]
    size = _agency_behind(phrase, words, knowledge)
    if size:
        return [
            Token("name", words[0].start(), words[size - 1].end()),
            Token("name", words[size].start(), words[-1].end()),
        ]
    return [Token("name", words[0].start(), words[-1].end())]


def _inner_stop(words: Words, knowledge: Knowledge) -> int:
    """How many words stand before a full stop inside a name that is no abbreviation's: `Ada Fox. Heron Archive`."""
    short = word_list(knowledge, "abbreviations")
    for place, word in enumerate(words[:-1], 1):
        text = word[0]
        if len(text) > 3 and text[-1] == "." and text[-2].islower() and text not in short and text[:-1].isalpha():
            alias = fold(" ".join(w[0] for w in words[max(0, place - 3) : place])), fold(text)
            if not any(one in aliases(knowledge, "ranks") for one in alias) and not text.endswith("Univ."):
                return place
    return 0


def role_length(words: Words, knowledge: Knowledge) -> int:
    """How many words at the front are a rank or role, a service before it included: `Navy Petty Officer 2nd Class`."""
    ranks, agencies = aliases(knowledge, "ranks"), aliases(knowledge, "agencies")
    longest = 0
    for size in range(1, min(len(words), LONGEST_ROLE) + 1):
        front = fold(" ".join(word[0] for word in words[:size]))
        if front in ranks:
            longest = size
    service = 0
    if not longest:
        for size in range(1, min(len(words) - 1, 3) + 1):
            row = agencies.get(fold(" ".join(word[0] for word in words[:size])))
            if row and row["kind"] == "military" and (rank := role_length_only(words[size:], knowledge)):
                service = size + rank
    length = longest or service
    if 0 < length < len(words) and words[length][0][:1].islower() and not _begins_name(words[length][0], knowledge):
        return 0  # `Chief of the bureau`, `General staff` as words of prose
    return length


def role_length_only(words: Words, knowledge: Knowledge) -> int:
    """How many words at the front are a rank or role without a service."""
    ranks = aliases(knowledge, "ranks")
    sizes = range(min(len(words), LONGEST_ROLE), 0, -1)
    return next((size for size in sizes if fold(" ".join(word[0] for word in words[:size])) in ranks), 0)


def _begins_name(word: str, knowledge: Knowledge) -> bool:
    return word in word_list(knowledge, "particles") or fold(word) in aliases(knowledge, "ranks")


def _agency_before(phrase: str, words: Words, knowledge: Knowledge) -> int:
    for size in range(min(6, len(words) - 1), 0, -1):
        name = phrase[words[0].start() : words[size - 1].end()]
        row = agency(name.removesuffix("'s").removesuffix("’s"), knowledge)
        if row and row["kind"] in BEFORE_NAMES and _begins_person(words[size:], knowledge):
            return size
    return 0


def _begins_person(words: Words, knowledge: Knowledge) -> bool:
    first = words[0][0]
    if len(words) < 2:
        return False
    return bool(role_length(words, knowledge)) or bool(INITIAL.fullmatch(first)) or is_given(first, knowledge)


def _agency_behind(phrase: str, words: Words, knowledge: Knowledge) -> int:
    """How many words of a person stand before an agency without a mark between: `A. Fox ATNF`."""
    initial = bool(INITIAL.fullmatch(words[0][0]))
    for size in range(2, min(4, len(words) - 1) + 1):
        person = phrase[words[0].start() : words[size - 1].end()]
        behind = phrase[words[size].start() : words[-1].end()]
        if person.isupper() or any(what == "org_word" for what, _, _ in shapes(person, knowledge)):
            return 0
        known = agency(behind, knowledge)
        if known and " " in behind:
            return size
        if not _begins_person(words[:size], knowledge):
            continue
        acronym = len(words) - size == 1 and len(behind) >= 3 and behind.isupper() and behind.isalpha()
        if acronym and (known or behind not in word_list(knowledge, "suffixes")):
            return size
        if initial and any(what == "org_word" for what, _, _ in shapes(behind, knowledge)):
            return size
    return 0


def _filled(pieces: Sequence[Token]) -> list[Token]:
    """The pieces with the white space between them as separators."""
    filled: list[Token] = []
    for piece in pieces:
        if filled and piece.start > filled[-1].end:
            filled.append(Token("separator", filled[-1].end, piece.start))
        filled.append(piece)
    return filled
