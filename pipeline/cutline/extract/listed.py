"""Names found by gazetteer: an alias where it stands as a whole word, and as its cue asks.

An alias is marked in its own letters, or in capitals in a text of capitals. A row's `cue` names what must stand around
an ambiguous one (`Georgia`, `Dawn`, `La.`): see `[cues]` in patterns.toml.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cutline.knowledge import Knowledge
from cutline.records import Mention

WORD = re.compile(r"[^\W_]+")
_CAPITALIZED = re.compile(r"[^\W_a-z][^\W_]*")
_LOWER, _UPPER = re.compile("[a-zß-öø-ÿ]+"), re.compile("[A-ZÀ-ÖØ-Þ]+")
_REACH = 60
"""How many characters before and after a name its cue may look at: keeps every cue linear in the text."""


@dataclass(frozen=True, slots=True)
class Alias:
    """One written form of a name, where it is listed, and the cue that it needs, None where it needs none."""

    alias: str
    label: str
    gazetteer: str
    cue: str | None = None


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
        seen = [bool(self.before.search(head))] if self.before else []
        seen += [bool(self.after.match(tail))] if self.after else []
        return any(seen) if self.either else all(seen)


def find_listed(field: str, text: str, knowledge: Knowledge) -> Iterator[Mention]:
    """What the gazetteers find: at each word the longest alias that stands there and whose cue holds."""
    exact, upper = _aliases(knowledge)
    cues = _cues(knowledge)
    capitals = is_capitals(text)
    taken = 0
    for word in _CAPITALIZED.finditer(text):
        start = word.start()
        if start < taken:
            continue
        candidates = exact.get(word[0], ())
        if capitals and word[0] in upper:
            candidates = tuple(sorted((*candidates, *upper[word[0]]), key=_longest_first))
        for alias in candidates:
            end = start + len(alias.alias)
            cue = cues.get(alias.cue or "")
            if not text.startswith(alias.alias, start) or not _whole(text, start, end, bool(cue and cue.hyphen)):
                continue
            if alias.cue is None or (cue and cue.holds(text, start, end)):
                yield Mention(field, start, end, alias.alias, alias.label, f"gazetteer/{alias.gazetteer}")
                taken = end
                break


def is_capitals(text: str) -> bool:
    """True where the text is set in capitals, so that a capital letter says nothing."""
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
    return not (after.isalnum() or after in ("_", "&", "@"))


Index = Mapping[str, tuple[Alias, ...]]


@functools.cache
def _aliases(knowledge: Knowledge) -> tuple[Index, Index]:
    """The aliases by their first word, the longest first: as written, and in capitals."""
    exact: dict[str, list[Alias]] = {}
    upper: dict[str, list[Alias]] = {}
    cues = knowledge.document("patterns")["cues"]
    for name in knowledge.document("patterns")["gazetteers"]:
        for row in knowledge.gazetteer(name):
            alias = Alias(row["alias"], row["label"], name, row.get("cue") or None)
            exact.setdefault(WORD.findall(alias.alias)[0], []).append(alias)
            shout = alias.alias.upper()
            known = alias.cue is None or cues.get(alias.cue, {}).get("capitals")
            if known and len(shout) == len(alias.alias) > 3 and shout != alias.alias:
                upper.setdefault(WORD.findall(shout)[0], []).append(Alias(shout, alias.label, name))
    return _sorted(exact), _sorted(upper)


def _sorted(index: Mapping[str, list[Alias]]) -> Index:
    return {word: tuple(sorted(found, key=_longest_first)) for word, found in index.items()}


def _longest_first(alias: Alias) -> tuple[int, str, str]:
    return -len(alias.alias), alias.alias, alias.gazetteer


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
