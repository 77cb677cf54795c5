"""`run.json` and `quarantine.jsonl`: what made the dataset, and what could not be read. No clock and no machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from cutline.records import Fault

PACKAGES = ("cutline", "spacy", "pyarrow", "ftfy", "charset-normalizer")
"""What the bytes of the output depend on."""


def versions() -> dict[str, str | None]:
    """The versions of PACKAGES as installed, None for one that is not."""
    return {name: _version(name) for name in PACKAGES}


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def checksum(path: Path) -> str:
    """The SHA-256 of a file, or of a folder's files with their relative names, hidden ones and caches apart."""
    digest = hashlib.sha256()
    if not path.is_dir():
        _add(digest, path)
        return digest.hexdigest()
    names = sorted(file.relative_to(path).as_posix() for file in path.rglob("*") if file.is_file())
    for name in names:
        if not any(part.startswith((".", "__")) for part in name.split("/")):
            digest.update(name.encode() + b"\0")
            _add(digest, path / name)
    return digest.hexdigest()


def _add(digest: Any, path: Path) -> None:
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)


def write_run(folder: Path, facts: Mapping[str, Any]) -> None:
    """The facts of the run as `run.json`, keys sorted."""
    text = json.dumps(facts, ensure_ascii=False, indent=2, sort_keys=True)
    (folder / "run.json").write_text(text + "\n", "utf-8")


def fault_line(fault: Fault) -> str:
    """The fault as a line of `quarantine.jsonl`; half a surrogate pair, which UTF-8 cannot hold, is replaced."""
    row = {"place": fault.place, "reason": fault.reason, "remedy": fault.remedy, "excerpt": fault.excerpt}
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "replace").decode() + "\n"
