"""Worker processes: started once, fed in order, a bounded number of batches under way.

They are spawned, not forked: Arrow and the tokenizers keep threads, and a fork copies locks that those threads hold.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import connection, get_context, parent_process
from typing import Any, Protocol, TypeVar

from cutline.engine.work import EngineError

AHEAD = 2
"""Batches under way a worker: one that it works on and one that waits, so that it is never idle."""

T = TypeVar("T")
R = TypeVar("R")


class Mapper(Protocol):
    """The results of a function over an iterable, in order, while the iterable is read only a little ahead."""

    def __call__(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """The results."""


@contextmanager
def workers(number: int, prepare: Callable[..., None], *arguments: Any) -> Iterator[Mapper]:
    """A mapper over `number` processes, `prepare(*arguments)` called once in each; over this process where it is one.

    On an error or an interrupt the batches under way are finished (a second or two), the rest is dropped.
    """
    if number <= 1:
        prepare(*arguments)
        yield _in_this_process
        return
    executor = ProcessPoolExecutor(number, get_context("spawn"), _begin, (prepare, arguments))
    try:
        yield _Pool(executor, number)
    except BrokenProcessPool as error:
        reason = "a worker process died, perhaps killed for want of memory"
        raise EngineError(f"{reason}: run again with fewer --workers") from error
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _in_this_process(function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
    return map(function, tasks)


class _Pool:
    """The mapper over the processes of an executor."""

    def __init__(self, executor: ProcessPoolExecutor, number: int) -> None:
        self.executor, self.window = executor, number * AHEAD

    def __call__(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        under_way: deque[Future[R]] = deque()
        for task in tasks:
            under_way.append(self._submit(function, task))
            if len(under_way) > self.window:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()

    def _submit(self, function: Callable[[T], R], task: T) -> Future[R]:
        try:
            return self.executor.submit(function, task)
        except OSError as error:  # Python 3.11 finds a closed pipe when the pool breaks at this very moment
            raise BrokenProcessPool("the pool broke") from error


def _begin(prepare: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    """An interrupt is the main process's to answer, and a worker whose parent was killed must not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()
    prepare(*arguments)


def _follow_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
