"""Where credits stand in a title or caption: each opening tried, read to its end, and held to what it must be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cutline.extract.credit_parts import Parse, parse_credit
from cutline.extract.credit_phrase import phrase_end
from cutline.extract.credit_shapes import agency
from cutline.extract.credit_tokens import likely_rules
from cutline.knowledge import Knowledge, Rule
from cutline.records import RunFacts

GLUED = re.compile(r"(?<=[a-z]{2}\.)(?=[A-Z])")
BEGIN = re.compile(
    # A class in front of all branches: `re` skips to its characters at full speed.
    rf"""
    [\s.!?:;(\[)\]—]
    (?: (?<=\s) (?: \s+ | (?<=\n) | —\s* | (?:--+|–|-)\s+ )
      | (?<=[.!?:;]) (?: ["”’)\]]*\s+ | {GLUED.pattern} )
      | (?<=[(\[—])\s*
      | (?<=[)\]])\s+
    )
    """,
    re.VERBOSE,
)
CLEAN = re.compile(
    r"""
    \s*$ | [.!?]["”’]?(?:\s|$|(?=[A-Z])) | ,\s(?:using|based\son)\s
    | \s*[)\]] | \s\s | \n | \s*(?:—|--) | \s[–-]\s | :\s | \s?\|
    """,
    re.VERBOSE,
)
LAST = re.compile(r"""[\s.)\]"”]{0,12}(?:\([^()]{0,40}\d{4}\)|\([a-z]{2,3}\))?[\s.]{0,12}$""")
SMALL = re.compile(r"\b[a-z]+\b")
CLOSE = {"(": ")", "[": "]"}
SENTENCE = re.compile(r"(?:^|[.!?…]['\"”’)\]]*\s*|\n\s*|\s\s|[)\]]\s*|\s--+\s|\s[–—]\s)$")
REACH = 300
PERIOD = 60
"""How far back the end of the sentence before is looked for."""


@dataclass(frozen=True, slots=True)
class Place:
    """A credit phrase in a field: where it stands, which opening found it, and its parse."""

    start: int
    end: int
    rule: str
    parse: Parse


def find_places(text: str, knowledge: Knowledge, run: RunFacts) -> list[Place]:
    """The credit phrases of a title or caption, in order, none over another; of two that meet the first longest stays.

    >>> from cutline.knowledge import load
    >>> text = "A gull. Photo: (NASA/Ada Fox)"
    >>> [text[place.start : place.end] for place in find_places(text, load(), RunFacts())]
    ['Photo: (NASA/Ada Fox)']
    """
    found = sorted(_candidates(text, knowledge, run), key=lambda place: (place.start, -place.end))
    kept: list[Place] = []
    for place in found:
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return kept


def _candidates(text: str, knowledge: Knowledge, run: RunFacts) -> Iterator[Place]:
    starts: dict[int, list[int]] = {}
    for rule in likely_rules(text, "credit_places", knowledge):
        if rule.options["begins"] == "anywhere":
            openings = list(rule.regex.finditer(text))
        else:
            last = rule.options["stands"] == "last"
            front = max(0, len(text) - int(rule.options.get("reach", REACH))) if last else 0
            if front not in starts:
                starts[front] = _starts(text, front)
            openings = [match for start in starts[front] if (match := rule.regex.match(text, start))]
        reached = 0
        for opening in openings:
            if opening.start() >= reached and (place := _place(text, opening, rule, knowledge, run)):
                reached = place.end
                yield place


def _starts(text: str, front: int) -> list[int]:
    """Where a sentence, bracket or line begins, from `front` on."""
    starts = {match.end() for match in BEGIN.finditer(text, front)}
    if front == 0:
        starts.add(len(text) - len(text.lstrip()))
    elif GLUED.match(text, front):
        starts.add(front)
    return sorted(starts)


def _place(text: str, opening: re.Match[str], rule: Rule, knowledge: Knowledge, run: RunFacts) -> Place | None:
    start = opening.end("skip") if "skip" in opening.re.groupindex else opening.start()
    prose = rule.options.get("prose")
    if prose and len(SMALL.findall(_sentence_before(text, start))) < prose:
        return None
    close = _close(text, start)
    whole = bool(rule.options.get("whole"))
    end = phrase_end(text, start if whole else opening.end(), knowledge, limit=close)
    if whole and end < opening.end():
        return None
    if rule.options["needs"] in ("note", "initials"):
        end = close if close is not None else _rest(text, opening.end())
    end = max(end, _stripped(text, opening.start(), opening.end()))
    if close is not None and not text[end:close].strip(" .\t"):
        start, end, bracketed = _open(text, start), close + 1, True
    else:
        bracketed = False
    if end <= start or not _ends(text, end, rule, bracketed=bracketed):
        return None
    # What stands where not even a signed one may is not worth the parse.
    if not _stands(text, (start, end), rule, signed=True, bracketed=bracketed):
        return None
    parse = parse_credit(text[start:end], knowledge, run, start)
    signed = any(side.verdict == "creator" for side in parse.sides)
    if not signed and not _stands(text, (start, end), rule, signed=False, bracketed=bracketed):
        return None
    meets = _meets(parse, rule, knowledge, bracketed=bracketed)
    return Place(start, end, rule.rule, parse) if meets else None


def _sentence_before(text: str, start: int) -> str:
    """The last sentence of what stands before, as near as stops tell."""
    return text[max(0, start - REACH) : start].rstrip(" \t\n.!?").rpartition(". ")[2]


def _rest(text: str, start: int) -> int:
    """The end of the text without its last stop, where the rest is short."""
    return start + len(text[start:].rstrip(" \t\n.")) if len(text) - start < 80 else start


def _stripped(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _open(text: str, start: int) -> int:
    """Where the bracket stands that opens just before `start`."""
    front = max(0, start - 3)
    return front + len(text[front:start].rstrip()) - 1


def _close(text: str, start: int) -> int | None:
    """Where the bracket closes that opens just before `start`; None where there is none or it is far."""
    before = text[max(0, start - 3) : start].rstrip()
    if not before or before[-1] not in CLOSE:
        return None
    depth, opened, closed = 1, before[-1], CLOSE[before[-1]]
    for position in range(start, min(len(text), start + 300)):
        depth += (text[position] == opened) - (text[position] == closed)
        if depth == 0:
            return position
    return None


def _ends(text: str, end: int, rule: Rule, *, bracketed: bool) -> bool:
    if rule.options["ends"] == "end":
        return bool(LAST.match(text, end))
    return rule.options["ends"] == "anywhere" or bracketed or bool(CLEAN.match(text, end))


def _stands(text: str, span: tuple[int, int], rule: Rule, *, signed: bool, bracketed: bool) -> bool:
    """Whether a phrase stands where its rule lets it.

    A signed one, with a person's name in it, may be a sentence of its own anywhere, or end the field in brackets. One
    of agencies alone never opens a field: a title may be `NASA/ESA`.
    """
    (start, end), stands = span, rule.options["stands"]
    if stands == "anywhere":
        return True
    last = bool(LAST.match(text, end))
    first = start < PERIOD and not text[:start].strip()
    after = bool(SENTENCE.search(text[max(0, start - PERIOD) : start]))
    if stands == "last":
        return last and after and not first
    loose = rule.options["needs"] != "credit"
    if first:
        return signed or loose
    return (after and (last or signed)) or (bracketed and (after or loose or (signed and last)))


def _meets(parse: Parse, rule: Rule, knowledge: Knowledge, *, bracketed: bool) -> bool:
    """Whether a phrase holds what its opening asks for, and no words that are no name."""
    needs, kinds = rule.options["needs"], rule.options.get("kinds")
    if needs in ("note", "initials"):
        return True
    if not parse.sides or any(part.part == "note" and not _expected(part.text) for part in parse.parts):
        return False
    rows = [agency(side.text, knowledge) for side in parse.sides]
    known = [row for row in rows if row and (not kinds or row["kind"] in kinds)]
    creator = any(part.part == "creator" for part in parse.parts)
    if rule.options.get("distinct") and not bracketed:
        known = known if all(" " in side.text or side.text.isupper() for side in parse.sides) else []
    if needs == "creator":
        return creator and (not kinds or bool(known))
    if needs == "agency":
        return bool(known)
    if needs == "holder":
        return all(side.agency > side.person for side in parse.sides)
    if needs == "credit":
        pairs = any(side.paired for side in parse.sides)
        house = [row or side.agency > side.person for row, side in zip(rows, parse.sides, strict=True)]
        houses = len(known) > 1 and all(house)
        return pairs and bool(known) and (creator or houses)
    return True


def _expected(note: str) -> bool:
    """Whether a note is one of the grammar's own; words left over from prose are longer and small."""
    return len(note) < 40 and not any(word.islower() and len(word) > 12 for word in note.split())
