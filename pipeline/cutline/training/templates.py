"""The composed captions and the words that fill them, read from the files of `house/`."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

ANGLE = re.compile(r"<([A-Za-z_]+\d?)>")


def _files() -> list[dict[str, Any]]:
    folder = Path(__file__).parent / "house"
    return [tomllib.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.toml"))]


FILES = _files()
STYLES: list[dict[str, Any]] = [style for file in FILES for style in file.get("style", ())]
LABELED: list[tuple[str, str, str]] = [
    (label, name, words)
    for file in FILES
    for label, pools in file.get("pools", {}).items()
    for name, words in pools.items()
]
"""Label, slot and words of each pool whose words are names of that label, for `<slot>`."""


def _words() -> dict[str, list[str]]:
    words: dict[str, list[str]] = {name: list(all_) for file in FILES for name, all_ in file.get("words", {}).items()}
    for _, name, text in LABELED:
        words.setdefault(name, []).extend(re.split(r";\s+", text.strip()))
    return {name: list(dict.fromkeys(pool)) for name, pool in words.items()}


WORDS = _words()
"""All pools by name, each word once."""

MADE: dict[str, str] = {
    name: label for file in FILES for label, names in file.get("made", {}).items() for name in names.split()
}
"""The label of each name that is made or drawn from the gazetteers."""

MAKERS: list[str] = [maker for file in FILES for maker in file.get("makers", {}).get("names", "").split("; ") if maker]

NATIONS: list[dict[str, str]] = [nation for file in FILES for nation in file.get("nation", ())]

LABEL_OF: dict[str, str] = {**MADE, **{name: label for label, name, _ in LABELED}}


def marked_line(line: str) -> str:
    """The line with each `<slot>` as a marked slot.

    >>> marked_line("<person1> in <CITY>")
    '[[PERSON|{person1}]] in [[GPE|{CITY}]]'
    """
    return ANGLE.sub(lambda match: f"[[{LABEL_OF[match[1].rstrip('0123456789').lower()]}|{{{match[1]}}}]]", line)
