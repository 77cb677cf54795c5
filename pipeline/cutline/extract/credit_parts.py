"""The lossless parse of a credit phrase: its parts in order, nothing left out, each name with its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cutline.extract.credit_institutions import join_institutions
from cutline.extract.credit_names import name_tokens
from cutline.extract.credit_shapes import agency, shapes
from cutline.extract.credit_sides import Side, neighbor_evidence, own_evidence
from cutline.extract.credit_tokens import Token, tokens, word_list
from cutline.knowledge import Knowledge
from cutline.records import Part, RunFacts

PAIRING = frozenset("/–—|_-\\")
HANDLE = re.compile(r"@\w[\w.]{1,40}")
LONGEST_NAME = 8


@dataclass(frozen=True, slots=True)
class Parse:
    """The parts of a phrase, which put together are the phrase again, and the sides with their evidence."""

    parts: tuple[Part, ...]
    sides: tuple[Side, ...] = ()
    modes: tuple[str, ...] = ()
    """The rules of the labels and notes found, in order."""

    @property
    def even(self) -> tuple[Side, ...]:
        """The sides whose evidence is even."""
        return tuple(side for side in self.sides if side.verdict is None)


def parse_credit(phrase: str, knowledge: Knowledge, run: RunFacts, start: int = 0) -> Parse:
    """The parse of a credit phrase that stands at `start` in its field.

    >>> from cutline.knowledge import load
    >>> [(part.part, part.text) for part in parse_credit("NASA/Ada Fox", load(), RunFacts()).parts]
    [('provider', 'NASA'), ('separator', '/'), ('creator', 'Ada Fox')]
    """
    cut = join_institutions(phrase, tokens(phrase, knowledge), knowledge)
    whole = [piece for token in cut for piece in _pieces(phrase, token, knowledge)]
    sides = _sides(phrase, _with_modes(whole), knowledge, run)
    by_place = {side.start: side for side in sides}
    named = _named(phrase, whole, by_place, knowledge)
    parts = tuple(_part(phrase, token, start) for token in _merged(named))
    moved = tuple(replace(side, start=side.start + start, end=side.end + start) if start else side for side in sides)
    return Parse(parts, moved, tuple(token.rule for token in whole if token.rule))


def _pieces(phrase: str, token: Token, knowledge: Knowledge) -> list[Token]:
    if token.part == "name":
        return name_tokens(phrase, token, knowledge)
    return [token]


def _with_modes(whole: Iterable[Token]) -> Iterator[Token]:
    """The tokens, each name with the mode of the label before it. `photo by` reaches to the next slash."""
    mode = "any"
    for token in whole:
        if token.mode:
            mode = token.mode
        elif token.part == "separator" and token.rule and mode in ("creator", "provider"):
            mode = mode if mode == "creator" and token.rule == "separator/and" else "any"
        yield replace(token, mode=mode) if token.part == "name" and mode != "any" else token


def _sides(phrase: str, whole: Iterator[Token], knowledge: Knowledge, run: RunFacts) -> list[Side]:
    """Every name that can be a person or an agency, judged first by itself, then beside its pair."""
    group: list[Side] = []
    sides: list[Side] = []
    ranked, paired = False, True
    for token in whole:
        text = phrase[token.start : token.end]
        if token.part == "name":
            if not name_like(text, knowledge):
                continue
            side = own_evidence(Side(token.start, token.end, text, token.mode or "any"), knowledge, ranked=ranked)
            if not paired:
                sides += neighbor_evidence(group, knowledge, run)
                group = []
            group.append(side)
            ranked, paired = False, False
        elif token.part == "role":
            ranked = True
        elif token.part == "separator" and text.strip() in PAIRING and text.strip():
            paired = True
    return [*sides, *neighbor_evidence(group, knowledge, run)]


def name_like(name: str, knowledge: Knowledge) -> bool:
    """Whether words can be a name at all: capitalized but for particles, and not a sentence.

    >>> from cutline.knowledge import load
    >>> name_like("Ada van der Fox", load()), name_like("the crew at work", load()), name_like("jrs", load())
    (True, False, True)
    """
    if agency(name, knowledge):
        return True
    words = name.split()
    if len(words) == 1 and 2 <= len(name) <= 4 and name.isalpha() and name.isascii():
        return True
    if HANDLE.fullmatch(name):
        return True
    nobody = word_list(knowledge, "nobody")
    if words[0] in nobody or words[-1] in nobody or (words[-1].isdigit() and len(words) > 1):
        return False
    inside = word_list(knowledge, "particles") | word_list(knowledge, "small")
    if not all(word[:1].isalpha() or word[:1] in "\"“'’(" or word[:1].isdigit() for word in words):
        return False
    if words[0][:1].islower() and words[0] not in word_list(knowledge, "particles"):
        return False
    if any(word[:1].islower() and word not in inside and word[1:].islower() for word in words[1:]):
        return False
    institution = any(what == "org_word" for what, _, _ in shapes(name, knowledge))
    return len(words) <= (2 * LONGEST_NAME if institution else LONGEST_NAME) and any(c.isalpha() for c in name)


def _named(phrase: str, whole: Sequence[Token], sides: Mapping[int, Side], knowledge: Knowledge) -> Iterator[Token]:
    """The tokens with each name under the part that its side's verdict and mode give it."""
    copyrighted = any(token.part == "copyright" for token in whole)
    mixed = any(side.verdict == "provider" for side in sides.values())
    shown = shown_parts(sides.values())
    before: Side | None = None
    for token in whole:
        side = sides.get(token.start) if token.part == "name" else None
        part = token.part
        if part == "year":
            part = "copyright" if copyrighted else "note"
        elif part == "name" and side is None:
            part = "note"
        elif part == "name" and side is not None:
            part = _place_or(side, before, _part_of(side, shown, mixed=mixed), knowledge)
            before = side
        yield token if part == token.part else replace(token, part=part)


def _part_of(side: Side, shown: Mapping[int, str], *, mixed: bool) -> str:
    if side.mode == "intermediary":
        return "intermediary"
    if side.mode == "courtesy":
        made = mixed and side.verdict == "creator"  # by courtesy of a person and an agency: the person made it
        return "creator" if made else "courtesy"
    return side.verdict or shown[side.start]


def shown_parts(sides: Iterable[Side]) -> dict[int, str]:
    """The part that each side of even evidence is shown as, by where it starts.

    Both readings stand in the mention's detail, but a slice has one part: of a pair the first is shown as the agency,
    as most houses have it; a lone side as what has the most for it, else the creator.
    """
    even = [side for side in sides if side.verdict is None]
    if len(even) == 2 and all(side.paired for side in even):
        return {even[0].start: "provider", even[1].start: "creator"}
    return {side.start: "creator" if side.person >= side.agency else "provider" for side in even}


def _place_or(side: Side, before: Side | None, part: str, knowledge: Knowledge) -> str:
    """`note` for the town behind an institution: `University of Heron, Amherst`."""
    if before is None or side.paired or agency(side.text, knowledge) or len(side.text.split()) > 1:
        return part
    institution = any(what == "org_word" for what, _, _ in shapes(before.text, knowledge))
    unknown = not any(what in ("acronym", "org_word") for what, _, _ in shapes(side.text, knowledge))
    return "note" if institution and unknown and side.mode == before.mode else part


def _merged(named: Iterable[Token]) -> list[Token]:
    """The tokens with separators that touch made one."""
    merged: list[Token] = []
    for token in named:
        if token.start == token.end:
            continue
        if merged and token.part == merged[-1].part == "separator":
            merged[-1] = replace(merged[-1], end=token.end)
        else:
            merged.append(token)
    return merged


def _part(phrase: str, token: Token, start: int) -> Part:
    return Part(token.part, start + token.start, start + token.end, phrase[token.start : token.end])


def readings(parse: Parse) -> list[Mapping[str, str]]:
    """Where evidence is even: the two ways to read the names, the shown one first."""
    parts = shown_parts(parse.sides)
    shown = {side.text: parts[side.start] for side in parse.even}
    other = {name: "provider" if part == "creator" else "creator" for name, part in shown.items()}
    return [shown, other] if shown else []
