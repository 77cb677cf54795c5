"""Names found by gazetteer: an alias where it stands as a whole word, and as its cue asks.

An alias is marked in its own letters, or in capitals in a text of capitals. A row's `cue` names what must stand around
an ambiguous one (`Georgia`, `Dawn`, `La.`): see `[cues]` in patterns.toml.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from cutline.knowledge import Knowledge
from cutline.records import Mention

WORD = re.compile(r"[^\W_]+")
_LOWER, _UPPER = re.compile("[a-zß-öø-ÿ]+"), re.compile("[A-ZÀ-ÖØ-Þ]+")
_REACH = 60
"""How many characters before and after a name its cue may look at: keeps every cue linear in the text."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What must (`before`, `after`) and must not (`not_before`, `not_after`) stand around a name."""

    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    anywhere: re.Pattern[str] | None = None
    """What must stand somewhere in the text."""
    either: bool = False
    """True where one of `before` and `after` is enough."""
    hyphen: bool = False
    """True where a hyphen may follow: `Earth-like`."""

    def holds(self, text: str, start: int, end: int) -> bool:
        """True where the text around `start:end` is as the cue asks."""
        head, tail = text[max(0, start - _REACH) : start], text[end : end + _REACH]
        if (self.not_before and self.not_before.search(head)) or (self.not_after and self.not_after.match(tail)):
            return False
        if self.anywhere and not self.anywhere.search(text):
            return False
        if self.before and (self.before.search(head) is not None) is self.either:
            return self.either
        return self.after.match(tail) is not None if self.after else not self.either


class Alias(NamedTuple):
    """One written form of a name, the label that it gives, the rule that says so, and the cue that it needs, if any."""

    alias: str
    label: str
    rule: str
    cue: Cue | None = None


class Known(NamedTuple):
    """The aliases that begin with one word, the longest first: as listed, and those for a text of capitals with them.

    `written` holds how all of them are written, so that one question answers whether any stands somewhere.
    """

    written: tuple[str, ...]
    aliases: tuple[Alias, ...]
    in_capitals: tuple[Alias, ...]


def find_listed(field: str, text: str, knowledge: Knowledge) -> Iterator[Mention]:
    """What the gazetteers find: at each word the longest alias that stands there and whose cue holds."""
    index, begun = _index(knowledge)
    taken = 0
    for word in begun.finditer(text):
        known = index.get(word[0])
        if known is None:
            continue
        start = word.start()
        if start < taken or not text.startswith(known.written, start):
            continue
        shouted = known.in_capitals is not known.aliases and is_capitals(text)
        for alias, label, rule, cue in known.in_capitals if shouted else known.aliases:
            end = start + len(alias)
            if text.startswith(alias, start) and _whole(text, start, end, cue is not None and cue.hyphen):
                if cue is None or cue.holds(text, start, end):
                    yield Mention(field, start, end, alias, label, rule)
                    taken = end
                    break


def is_capitals(text: str) -> bool:
    """True where the text is set in capitals, so that a capital letter says nothing."""
    # The most frequent letters alone tell nearly every text: so many that all the rest may be capitals.
    if (text.count("e") + text.count("a") + text.count("t") + text.count("o")) * 5 >= len(text):
        return False
    return len("".join(_LOWER.findall(text))) * 4 < len("".join(_UPPER.findall(text)))


def _whole(text: str, start: int, end: int, hyphen: bool) -> bool:
    """True where no letter, digit or hyphen is cut off, an abbreviation's last stop and an allowed hyphen aside."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalnum() or before in ("-", "_", "@", "&", "#"):
        return False
    if text[end - 1] == ".":
        return not after.isalnum()
    if after == "-" and not hyphen:
        return not text[end + 1 : end + 2].isalnum()
    if after == ".":  # `NASA.GOV` and `NASA.gov` are addresses, `NASA.The` lacks a space
        two = text[end + 1 : end + 3]
        return not (two[:1].islower() or (two.isalpha() and two.isupper() and len(two) == 2))
    return not (after.isalnum() or after in ("_", "&", "@"))


@functools.cache
def _index(knowledge: Knowledge) -> tuple[Mapping[str, Known], re.Pattern[str]]:
    """The aliases by their first word, as written and in capitals; and a pattern for words that begin like these."""
    exact: dict[str, list[Alias]] = {}
    upper: dict[str, list[Alias]] = {}
    asked, cues = knowledge.document("patterns")["cues"], _cues(knowledge)
    for name in knowledge.document("patterns")["gazetteers"]:
        for row in knowledge.gazetteer(name):
            written, label, cue, rule = row["alias"], row["label"], row.get("cue"), f"gazetteer/{name}"
            if cue and cue not in cues:
                continue  # `never`: listed for its value only
            alias = Alias(written, label, rule, cues[cue] if cue else None)
            exact.setdefault(WORD.findall(written)[0], []).append(alias)
            shout = written.upper()
            known = not cue or asked[cue].get("capitals")
            if known and len(shout) == len(written) > 3 and shout != written:
                upper.setdefault(WORD.findall(shout)[0], []).append(Alias(shout, label, rule))
    index = {word: _known(exact.get(word, []), upper.get(word, [])) for word in {**exact, **upper}}
    # A class of plain characters: `re` skips to those at full speed.
    first = "".join(sorted({re.escape(word[0]) for word in index}))
    return index, re.compile(rf"[{first}]\w*")


def _known(exact: list[Alias], upper: list[Alias]) -> Known:
    aliases = tuple(sorted(exact, key=_longest_first))
    # `IN`, `OR` and `ON` are states among other words, but any word in a text of capitals.
    plain = [alias for alias in aliases if len(alias.alias) > 2]
    in_capitals = (
        aliases if len(plain) == len(aliases) and not upper else tuple(sorted((*plain, *upper), key=_longest_first))
    )
    return Known(tuple(dict.fromkeys(alias.alias for alias in (*in_capitals, *aliases))), aliases, in_capitals)


def _longest_first(alias: Alias) -> tuple[int, str, str]:
    return -len(alias.alias), alias.alias, alias.rule


@functools.cache
def _cues(knowledge: Knowledge) -> Mapping[str, Cue]:
    words = knowledge.words("patterns")

    def compiled(cue: Mapping[str, str], key: str) -> re.Pattern[str] | None:
        pattern = re.sub(r"\$([a-z_]+)", lambda match: f"(?:{words[match[1]]})", cue.get(key, ""))
        return re.compile(pattern, re.VERBOSE) if pattern else None

    return {
        name: Cue(
            before=compiled(cue, "before"),
            after=compiled(cue, "after"),
            not_before=compiled(cue, "not_before"),
            not_after=compiled(cue, "not_after"),
            anywhere=compiled(cue, "anywhere"),
            either=bool(cue.get("either")),
            hyphen=bool(cue.get("hyphen")),
        )
        for name, cue in knowledge.document("patterns")["cues"].items()
    }
