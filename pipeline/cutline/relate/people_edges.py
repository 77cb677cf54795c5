"""Where a mention ends: titles, suffixes and type words that a model took in or left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from cutline.records import Mention

_SUFFIX = re.compile(r",? (?:Jr|Sr)\.?(?!\w)|,? (?:III|II|IV)(?!\w)")
_MORE = re.compile(r"(?: [A-Z][\w’'.-]*){1,4}")
_CAPITALIZED = re.compile(r"[A-Z][\w’'.-]*")
_UNFINISHED = ("of", "for", "and", "the")
"""Words that no company's name ends in."""


def whole(mention: Mention, text: str, bound: int, closed: Mapping[str, frozenset[str]]) -> Mention:
    """A mention with the edges that it should have; at `bound` the next one begins."""
    if mention.label == "PERSON":
        return _name_alone(mention, text, closed["name_titles"])
    return _company(mention, text, bound, closed) if mention.label == "ORG" else mention


def _company(mention: Mention, text: str, bound: int, closed: Mapping[str, frozenset[str]]) -> Mention:
    """A company without the lower-case word for what it is (`[Vale Larks] club`), and to the word that ends its name
    where a model cut it short: `[European Space] Agency`, but `[Army] Command Sgt.`."""
    name, _, last = mention.text.rpartition(" ")
    if name and last in closed["type_words"]:
        return replace(mention, end=mention.start + len(name), text=name)
    more = _MORE.match(text, mention.end, bound)
    if more is None:
        return mention
    if last in _UNFINISHED:
        return replace(mention, end=more.end(), text=text[mention.start : more.end()])
    ends = [word.end() for word in _CAPITALIZED.finditer(text, *more.span()) if word[0].lower() in closed["companies"]]
    if not ends or (not name and text[ends[-1] : ends[-1] + 2].strip()[:1].isupper()):
        return mention
    return replace(mention, end=ends[-1], text=text[mention.start : ends[-1]])


def _name_alone(mention: Mention, text: str, titles: frozenset[str]) -> Mention:
    """A person's mention without a title that a model took into it, and with the suffix that it left out.

    `detail` keeps where the mention of a person itself stands.
    """
    start, end = mention.start, mention.end
    first, _, rest = mention.text.partition(" ")
    while rest and first.lower() in titles and rest[0].isupper():
        start, (first, _, rest) = end - len(rest), rest.partition(" ")
    if suffix := _SUFFIX.match(text, end):
        end = suffix.end()
    if (start, end) == (mention.start, mention.end):
        return mention
    whole = {**mention.detail, "whole": [mention.start, mention.end]}
    return replace(mention, start=start, end=end, text=text[start:end], detail=whole)
