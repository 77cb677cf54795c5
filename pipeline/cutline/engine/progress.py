"""Progress on a terminal: how much is done, how fast, how long it will take. Silent elsewhere."""

from __future__ import annotations

import time
from typing import TextIO

EVERY = 0.2


class Progress:
    """One line that is written over, at most five times a second."""

    def __init__(self, stream: TextIO | None, total: int) -> None:
        self.stream = stream if stream is not None and stream.isatty() else None
        self.total, self.done, self.entries = max(total, 1), 0, 0
        self.start = self.shown = time.monotonic()

    def add(self, characters: int, entries: int) -> None:
        """Note a finished batch."""
        self.done += characters
        self.entries += entries
        now = time.monotonic()
        if self.stream and now - self.shown >= EVERY:
            self.shown = now
            self.stream.write(f"\r{line(self.done, self.total, self.entries, now - self.start)}\033[K")
            self.stream.flush()

    def close(self) -> None:
        """Take the line away."""
        if self.stream:
            self.stream.write("\r\033[K")
            self.stream.flush()


def line(done: int, total: int, entries: int, seconds: float) -> str:
    """The line's words.

    >>> line(250, 1000, 500, 10.0)
    ' 25 %  500 entries  50/s  0:30 left'
    """
    left = round(seconds * (total - done) / max(done, 1))
    hours, rest = divmod(left, 3600)
    clock = f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"
    rate = entries / max(seconds, 0.001)
    return f"{min(100 * done // total, 100):3} %  {entries:,} entries  {rate:,.0f}/s  {clock} left"
