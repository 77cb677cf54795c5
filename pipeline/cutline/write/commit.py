"""The output folder is put in place as a whole: a killed run leaves the previous dataset or the new one, never a mix.

A run writes into `.NAME.cutline-new` beside the folder. When all is written, the files of the old folder that are not
ours are hard-linked into it, and the two folders change places in one system call (`renameat2` with RENAME_EXCHANGE,
Linux). Where the file system cannot do that, the old folder is moved to `.NAME.cutline-old` and the new one into its
place: a run killed between these two renames leaves no folder, and the next run moves the old one back.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cutline.tables import TABLES

OURS = frozenset(
    [f"{table}.{kind}" for table in TABLES for kind in ("csv", "parquet")]
    + ["datapackage.json", "run.json", "quarantine.jsonl"]
)
"""What a run replaces or removes in the output folder. Every other name in it survives."""

AT_FDCWD, RENAME_EXCHANGE = -100, 2


class OutputError(ValueError):
    """The output folder cannot be written: it says which, why and what to do."""


@contextmanager
def staged(output: Path) -> Iterator[Path]:
    """A fresh folder to write into, put in the place of `output` at the end, or removed where an error breaks out."""
    output = output.resolve()
    new, old = output.with_name(f".{output.name}.cutline-new"), output.with_name(f".{output.name}.cutline-old")
    _check(output)
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        lock = _lock_fresh(new, output)
    except OSError as error:
        raise OutputError(f"{output}: cannot be written: {error.strerror}: name another folder") from error
    try:
        _recover(output, old)
        yield new
        _adopt_foreign(output, new)
        _sync(new)
        _put_in_place(new, output, old)
    finally:
        shutil.rmtree(new, ignore_errors=True)
        os.close(lock)


def _check(output: Path) -> None:
    if output.exists() and not output.is_dir():
        raise OutputError(f"{output}: is not a folder: name a folder to write into")
    if output.is_mount():
        raise OutputError(f"{output}: is a mount point, which cannot be replaced as a whole: name a folder inside it")


def _lock_fresh(new: Path, output: Path) -> int:
    """The descriptor of the empty folder `new`, locked. The lock dies with the process, so a stale folder is reused."""
    while True:
        new.mkdir(exist_ok=True)
        lock = os.open(new, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(lock)
            raise OutputError(f"{output}: another run is writing it: wait for that run") from error
        # Another run may have moved the folder away between its being opened and locked.
        if new.exists() and os.fstat(lock).st_ino == new.stat().st_ino:
            break
        os.close(lock)
    for path in new.iterdir():
        _remove(path)
    return lock


def _recover(output: Path, old: Path) -> None:
    """What a killed run left: the old folder comes back where there is none, and goes where a newer one stands."""
    if old.exists() and not output.exists():
        old.rename(output)
    _remove(old)


def _adopt_foreign(output: Path, new: Path) -> None:
    """Files and folders of the old output that are not ours, in the new one too: linked, or copied where links fail."""
    if not output.is_dir():
        return
    for path in sorted(output.iterdir()):
        target = new / path.name
        if path.name in OURS:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, target, symlinks=True, copy_function=_link)
        else:
            _link(path, target)
    shutil.copymode(output, new)


def _link(source: str | Path, target: str | Path) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def _sync(folder: Path) -> None:
    """The bytes on the disk before the names are: power may fail, too."""
    for path in [*folder.rglob("*"), folder]:
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            continue
        with suppress(PermissionError):  # a foreign file that we may link and not read
            descriptor = os.open(path, os.O_RDONLY)
            os.fsync(descriptor)
            os.close(descriptor)


def _put_in_place(new: Path, output: Path, old: Path) -> None:
    if not output.exists():
        new.rename(output)
        return
    # Locked, so that no other run takes the old folder for a stale one while it stands under the new one's name.
    lock = os.open(output, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if exchange(new, output):
            new.rename(old)
        else:
            output.rename(old)
            new.rename(output)
        _remove(old)
    finally:
        os.close(lock)


def exchange(one: Path, other: Path) -> bool:
    """True where the two paths have changed places in one step, False where the system cannot do that."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    return bool(renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
