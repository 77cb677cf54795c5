"""What a command line names → the files to read, in order, each with the name that its entries carry as `source`."""

from __future__ import annotations

import gzip
import os
import shutil
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

import pyarrow as pa

SUFFIXES = (".txt", ".jsonl", ".json", ".csv", ".tsv", ".parquet")
PACKED = (".gz", ".zst")
BROKEN = (OSError, EOFError, zlib.error, pa.ArrowException)
"""What a broken file raises while it is being unpacked or read."""


class InputError(ValueError):
    """A named input cannot be taken: the message is for the user, `exit_code` 2 for wrong usage or 3 for its state."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class UnreadableError(ValueError):
    """A file cannot be read as a whole: `remedy` says what to do."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read. `suffix` is the format's, without `.gz` or `.zst`; `named` where the user named it itself."""

    path: Path
    source: str
    suffix: str
    named: bool = True


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files in the order of their `source`, and how many files of other suffixes the folders held."""

    files: tuple[InputFile, ...]
    skipped: int = 0


def suffix_of(name: str) -> str | None:
    """The format's suffix, seen through `.gz` and `.zst`; None where there is no reader for it.

    >>> suffix_of("a/photos.JSONL.gz"), suffix_of("b.doc")
    ('.jsonl', None)
    """
    stem = name.lower()
    for packed in PACKED:
        stem = stem.removesuffix(packed)
    suffix = Path(stem).suffix
    return suffix if suffix in SUFFIXES else None


def standard_input(stream: IO[bytes], folder: Path, input_format: str = "txt") -> InputFile:
    """The stream as a file in `folder`, since a run reads its input twice. Its entries carry the source `stdin`."""
    suffix = "." + ("txt" if input_format == "text" else input_format)
    if suffix not in SUFFIXES:
        known = ", ".join(suffix[1:] for suffix in SUFFIXES)
        raise InputError(f"-: no reader for the format {input_format!r}: --input-format takes {known}", 2)
    path = folder / f"stdin{suffix}"
    with path.open("wb") as file:
        shutil.copyfileobj(stream, file)
    return InputFile(path, "stdin", suffix)


def find_files(inputs: Sequence[str | Path], *, exclude: Path | None = None, stdin: InputFile | None = None) -> Inputs:
    """The files that the inputs name, folders walked recursively, hidden files and the folder `exclude` left out.

    `-` is the file that `standard_input` gave. A file reached twice is read once. Two files of one name keep as much of
    their folders' names as tells them apart.
    Raises InputError: 3 for what is missing, 2 for a named file of an unknown suffix.
    """
    found: dict[Path, InputFile] = {}
    skipped = 0
    for given in map(Path, inputs):
        if stdin and str(given) == "-":
            found[stdin.path] = stdin
        elif given.is_dir():
            for path in _walk(given, exclude.resolve() if exclude else None):
                suffix = suffix_of(path.name)
                skipped += suffix is None
                if suffix:
                    relative = path.relative_to(given).as_posix()
                    found.setdefault(path.resolve(), InputFile(path, _printable(relative), suffix, False))
        else:
            file = _named(given)
            found[given.resolve()] = file
    return Inputs(tuple(sorted(_distinct(found), key=lambda file: file.source)), skipped)


def _named(path: Path) -> InputFile:
    if not path.exists():
        raise InputError(f"{path}: no such file or folder: check the name", 3)
    suffix = suffix_of(path.name)
    if suffix is None:
        known = ", ".join(SUFFIXES)
        raise InputError(f"{path}: no reader for this suffix: use one of {known}, optionally with .gz or .zst", 2)
    return InputFile(path, _printable(path.name), suffix)


def _walk(folder: Path, exclude: Path | None) -> Iterator[Path]:
    for name, folders, files in os.walk(folder):
        here = Path(name)
        folders[:] = sorted(f for f in folders if not f.startswith(".") and (here / f).resolve() != exclude)
        yield from (here / f for f in sorted(files) if not f.startswith(".") and (here / f).is_file())


def _printable(name: str) -> str:
    """The name with bytes that are no UTF-8 replaced, since tables hold UTF-8."""
    return os.fsencode(name).decode("utf-8", "replace")


def _distinct(found: dict[Path, InputFile]) -> list[InputFile]:
    """The files with names of their own: `2019/a.txt` and `2020/a.txt` where both folders gave an `a.txt`."""
    files = list(found.items())
    while True:
        repeated = _repeated(file.source for _, file in files)
        longer = [(path, _lengthened(path, file) if file.source in repeated else file) for path, file in files]
        if longer == files:
            return [file for _, file in files]
        files = longer


def _lengthened(path: Path, file: InputFile) -> InputFile:
    parts = path.parts[1:]
    length = min(file.source.count("/") + 2, len(parts))
    return replace(file, source=_printable("/".join(parts[-length:])))


def _repeated(names: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    return {name for name in names if name in seen or seen.add(name)}  # type: ignore[func-returns-value]


def open_bytes(path: Path) -> IO[bytes]:
    """The file's bytes, unpacked where its name ends in `.gz` or `.zst`."""
    if path.suffix.lower() == ".gz":
        return gzip.open(path, "rb")  # type: ignore[return-value]
    if path.suffix.lower() == ".zst":
        stream: IO[bytes] = pa.CompressedInputStream(pa.OSFile(str(path)), "zstd")
        return stream
    return path.open("rb")
