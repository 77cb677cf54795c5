"""A name found once in an entry is that name wherever else it stands in it, and its short form in brackets too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cutline.extract.resolve import settle
from cutline.extract.short_forms import short_form
from cutline.records import FIELDS, Entry, Mention

_LONGER_BEFORE = re.compile(r"(?:[\w-]|\b(?!(?:The|In|At|On|And|With|From|By|As|For|Of|To)\s)[A-Z][\w'’]*\s)\Z")
_LONGER_BEHIND = re.compile(r"[\w-]|\s[A-Z]\w")
"""What makes a name part of a longer one: a letter or hyphen, or a word with a capital right beside it."""
_CUT_BEFORE, _CUT_BEHIND = re.compile(r"[\w-]\Z"), re.compile(r"[\w-]")
_BRACKETED = re.compile(r"\s\(([A-Z][A-Za-z&]*[A-Z](?: ?\d{1,4})?)\)")
_REPEATED = frozenset({"PERSON", "ORG", "VEHICLE", "EVENT", "GPE", "FAC", "LOC", "PRODUCT", "NORP"})


def repeated_names(entry: Entry, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions, and each name, each person's surname, again wherever title or caption repeats it unmarked.

    The mentions are those of one entry, in order, overlaps settled; what is added overlaps none of them.
    """
    found = [mention for mention in mentions if mention.label != "CREDIT"]
    shorts = [short for mention in found if (short := _short_form(entry.text(mention.field), mention)) is not None]
    if not shorts and not _come_again(entry, found):
        return tuple(mentions)
    settled: dict[str, list[Mention]] = {field: [] for field in FIELDS}
    for mention in found:
        settle(settled[mention.field], mention)
    added = [short for short in shorts if settle(settled[short.field], short) is None]
    names = _names([*found, *added])
    for field in ("title", "caption"):
        text = entry.text(field)
        marked = {mention.start for mention in settled[field]}
        for name, (label, rule) in names.items():
            for start in _standing(text, name, marked, headline=field == "title"):
                again = Mention(field, start, start + len(name), name, label, rule)
                if settle(settled[field], again) is None:
                    added.append(again)
    if not added:
        return tuple(mentions)
    return tuple(sorted([*mentions, *added], key=lambda m: (FIELDS.index(m.field), m.start, -m.end)))


def _come_again(entry: Entry, mentions: Sequence[Mention]) -> bool:
    """Whether any form of a name stands in title or caption outside all mentions: in most entries none does."""
    between: list[str] = []
    for field in ("title", "caption"):
        text, end = entry.text(field), 0
        for mention in mentions:
            if mention.field == field:
                between.append(text[end : mention.start])
                end = mention.end
        between.append(text[end:])
    unmarked = "\0".join(between)
    for mention in mentions:
        for name, _ in _forms(mention):
            if name in unmarked:
                return True
    return False


def _short_form(text: str, mention: Mention) -> Mention | None:
    """The short form in brackets right behind a name (`Quill Air Museum (QAM)`), with the name's label."""
    match = _BRACKETED.match(text, mention.end) if text.startswith("(", mention.end + 1) else None
    if match is None or mention.label == "PERSON" or mention.field == "credit_line":
        return None
    initials = iter(word[0].casefold() for word in re.findall(r"\w+", mention.text))
    if not all(letter.casefold() in initials for letter in match[1] if letter.isupper()):
        return None
    start, end = match.span(1)
    return Mention(mention.field, start, end, match[1], mention.label, "consistency/short")


def _names(mentions: Sequence[Mention]) -> dict[str, tuple[str, str]]:
    """The texts to look for, the longest first, with their label and rule; a text of two labels is left out."""
    labels: dict[str, set[str]] = {}
    rules: dict[str, str] = {}
    for mention in mentions:
        for text, rule in _forms(mention):
            labels.setdefault(text, set()).add(mention.label)
            rules.setdefault(text, rule)
    ordered = sorted(labels, key=lambda text: (-len(text), text))
    return {text: (next(iter(labels[text])), rules[text]) for text in ordered if len(labels[text]) == 1}


def _forms(mention: Mention) -> tuple[tuple[str, str], ...]:
    """The written forms under which a mention may come again: its own text, a surname, a ship's bare name."""
    if mention.label not in _REPEATED or len(mention.text) < 3 or not mention.text[0].isupper():
        return ()
    own, short = (mention.text, "consistency/repeated"), short_form(mention)
    return (own,) if short is None else (own, short)


def _standing(text: str, name: str, marked: set[int], *, headline: bool) -> Iterator[int]:
    """Where the name stands unmarked as whole words, in order: no part of a longer name. In a headline capitals say
    nothing."""
    before, behind = (_CUT_BEFORE, _CUT_BEHIND) if headline else (_LONGER_BEFORE, _LONGER_BEHIND)
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if start not in marked and not behind.match(text, end) and not before.search(text, max(0, start - 40), start):
            yield start
        start = text.find(name, end)
