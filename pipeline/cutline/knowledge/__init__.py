"""The knowledge a curator edits, loaded and checked: TOML rules with their own evidence, CSV gazetteers.

A rule file holds `groups` (the closed vocabulary of named groups), `[words]` (sub-patterns by name, used as `$name`)
and `[[pattern]]` blocks. A rule that does not prove itself with `finds` does not load. A user's own folder lies over
the built-in one: its rules come first and replace those of the same name, its gazetteer rows are added.
"""

from __future__ import annotations

import csv
import functools
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

BUILT_IN = Path(__file__).parent


class KnowledgeError(ValueError):
    """A fault in a knowledge file: it says the file, the rule, what is wrong and what would be right."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled pattern with its evidence. `finds` maps a text to what the rule makes of it; `options` is the rest."""

    rule: str
    regex: re.Pattern[str]
    finds: Mapping[str, Any]
    ignores: tuple[str, ...] = ()
    label: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Knowledge:
    """Rules and gazetteers from the built-in folder and, laid over it, a user's own.

    There is one object for each list of folders: the stages' caches find it by identity, many times an entry.

    >>> import pickle
    >>> Knowledge() is Knowledge((BUILT_IN,)) is pickle.loads(pickle.dumps(Knowledge()))
    True
    """

    folders: tuple[Path, ...] = (BUILT_IN,)

    def __new__(cls, folders: tuple[Path, ...] = (BUILT_IN,)) -> Knowledge:
        """The object of these folders."""
        return _KNOWN.setdefault(folders, object.__new__(cls))

    def __reduce__(self) -> tuple[type[Knowledge], tuple[tuple[Path, ...]]]:
        """Its folders: where it is unpickled it is that process's own."""
        return Knowledge, (self.folders,)

    def rules(self, name: str) -> tuple[Rule, ...]:
        """The rules of `NAME.toml` in order, the user's first."""
        return _rules(self, name)

    def words(self, name: str) -> Mapping[str, str]:
        """The sub-patterns of `NAME.toml` with every `$name` in them filled in."""
        return _words(self, name)

    def document(self, name: str) -> Mapping[str, Any]:
        """`NAME.toml` as parsed; the user's tables are laid over key by key, the user's arrays come first."""
        return _document(self, name)

    def gazetteer(self, name: str) -> tuple[Mapping[str, str], ...]:
        """The rows of `gazetteers/NAME.csv`, one alias a row; a user's row replaces the built-in one of its alias."""
        return _gazetteer(self, name)

    def check(self) -> None:
        """Nothing where every file of the user's folder loads and has a built-in one's name; else KnowledgeError."""
        for folder in self.folders[1:]:
            files = [*sorted(folder.glob("*.toml")), *sorted(folder.glob("gazetteers/*.csv"))]
            if not files:
                raise KnowledgeError(f"{folder}: neither *.toml nor gazetteers/*.csv in it: put your rules there")
            for path in files:
                _check(self, path, path.relative_to(folder))


_KNOWN: dict[tuple[Path, ...], Knowledge] = {}


def _check(knowledge: Knowledge, path: Path, relative: Path) -> None:
    if not (BUILT_IN / relative).is_file():
        known = sorted(each.name for each in (BUILT_IN / relative).parent.glob(f"*{path.suffix}"))
        raise KnowledgeError(f"{path}: no stage reads a file of this name: use one of {', '.join(known)}")
    if path.suffix == ".csv":
        knowledge.gazetteer(path.stem)
    else:
        knowledge.rules(path.stem)


def load(directory: Path | None = None) -> Knowledge:
    """The built-in knowledge, with a user's folder over it where one is named."""
    if directory is None:
        return Knowledge()
    if not directory.is_dir():
        raise KnowledgeError(f"{directory}: no such folder: name a folder with *.toml rules and gazetteers/*.csv")
    return Knowledge((BUILT_IN, directory.resolve()))


@functools.cache
def _document(knowledge: Knowledge, name: str) -> Mapping[str, Any]:
    merged: dict[str, Any] = {}
    for path in [folder / f"{name}.toml" for folder in knowledge.folders if (folder / f"{name}.toml").is_file()]:
        try:
            document = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise KnowledgeError(f"{path}: not a TOML file: {error}: mend the line it names") from error
        merged = _laid_over(merged, document)
    if not merged:
        raise KnowledgeError(f"{name}.toml: no such file in {', '.join(map(str, knowledge.folders))}")
    return merged


def _laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(below)
    for key, value in above.items():
        old = result.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            result[key] = {**old, **value}
        elif isinstance(old, list) and isinstance(value, list):
            result[key] = value + old
        else:
            result[key] = value
    return result


@functools.cache
def _words(knowledge: Knowledge, name: str) -> Mapping[str, str]:
    raw: Mapping[str, str] = _document(knowledge, name).get("words", {})
    filled: dict[str, str] = {}
    for word in raw:
        filled[word] = _filled(f'{name}.toml, word "{word}"', raw[word], raw)
    return filled


def _filled(place: str, pattern: str, words: Mapping[str, str], depth: int = 0) -> str:
    """The pattern with each `$name` replaced by that word in a group of its own. `$` before no letter is left alone."""
    if depth > 20:
        raise KnowledgeError(f"{place}: words refer to each other in a circle: break it")

    def fill(match: re.Match[str]) -> str:
        if match[1] not in words:
            raise KnowledgeError(f"{place}: no word ${match[1]}; known words: {', '.join(words) or 'none'}")
        return f"(?:{_filled(place, words[match[1]], words, depth + 1)})"

    return re.sub(r"\$([a-z][a-z_0-9]*)", fill, pattern)


@functools.cache
def _rules(knowledge: Knowledge, name: str) -> tuple[Rule, ...]:
    document = _document(knowledge, name)
    raw_words: Mapping[str, str] = document.get("words", {})
    groups = frozenset(document.get("groups", ()))
    rules: dict[str, Rule] = {}
    for block in document.get("pattern", ()):
        rule = _rule(name, block, raw_words, groups)
        rules.setdefault(rule.rule, rule)
    return tuple(rules.values())


def _rule(name: str, block: Mapping[str, Any], words: Mapping[str, str], groups: frozenset[str]) -> Rule:
    place = f'{name}.toml, rule "{block.get("rule", "?")}"'
    for key in ("rule", "regex", "finds"):
        if not block.get(key):
            raise KnowledgeError(f"{place}: no {key}: a rule has a name, a regex and evidence of what it finds")
    flags = re.VERBOSE | (re.IGNORECASE if block.get("ignore_case") else 0)
    try:
        regex = re.compile(_filled(place, block["regex"], words), flags)
    except re.error as error:
        raise KnowledgeError(f"{place}: the regex does not compile: {error}: mend it") from error
    unknown = sorted(set(regex.groupindex) - groups)
    if unknown:
        raise KnowledgeError(f"{place}: no group {unknown[0]!r}; known groups: {', '.join(sorted(groups)) or 'none'}")
    known = {"rule", "regex", "finds", "ignores", "label", "ignore_case"}
    return Rule(
        rule=block["rule"],
        regex=regex,
        finds=block["finds"],
        ignores=tuple(block.get("ignores", ())),
        label=block.get("label"),
        options={key: value for key, value in block.items() if key not in known},
    )


@functools.cache
def _gazetteer(knowledge: Knowledge, name: str) -> tuple[Mapping[str, str], ...]:
    rows: dict[str, Mapping[str, str]] = {}
    paths = [folder / "gazetteers" / f"{name}.csv" for folder in knowledge.folders]
    if not any(path.is_file() for path in paths):
        raise KnowledgeError(f"gazetteers/{name}.csv: no such file in {', '.join(map(str, knowledge.folders))}")
    for path in filter(Path.is_file, paths):
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            if "alias" not in (reader.fieldnames or ()):
                raise KnowledgeError(f"{path}:1: no column alias: the first line names the columns, alias among them")
            for number, row in enumerate(reader, 2):
                if not row["alias"]:
                    raise KnowledgeError(f"{path}:{number}: an empty alias: fill it in or take the row out")
                alias = unicodedata.normalize("NFC", row["alias"])
                # Springfield stands once for each region that has one.
                where = f"{row['region']}\t{row.get('country_code', '')}" if row.get("region") else ""
                rows[f"{alias}\t{row.get('label') or row.get('kind') or ''}\t{where}"] = {**row, "alias": alias}
    return tuple(rows.values())
