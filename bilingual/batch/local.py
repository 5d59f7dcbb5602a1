"""A batch over several processes of one machine; a worker that dies takes at most one document with it."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing import get_context

from bilingual.batch.manifest import FAILED, Record
from bilingual.batch.plan import Task
from bilingual.batch.work import MakeTranslator, Reading, process
from bilingual.pipeline import Translator

_AHEAD = 2
"""Groups in flight for each worker: one that it works on and one that waits."""

_WATCH = 0.5
"""Seconds between two looks of a worker at whether its parent lives."""

_make: Callable[[], tuple[Translator, Reading]] | None = None


def cores() -> int:
    """Number of CPU cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run_processes(
    groups: Iterator[Sequence[Task]], make: MakeTranslator, reading: Reading, *, jobs: int, threads: int
) -> Iterator[Record]:
    """Translate groups of documents in `jobs` processes of `threads` threads each; records as they come.

    When a worker is killed, the documents that were on their way are done again, one at a time; one that kills its
    worker again is recorded as failed.

    Raises:
        BilingualError: what every document would meet: the package, a setting, a missing library.
    """
    workers = _Workers(make, reading, jobs, threads)
    try:
        yield from workers.run(groups)
    finally:
        workers.pool.shutdown(wait=True, cancel_futures=True)


class _Workers:
    """A pool that is renewed when one of its processes dies, and what it is working on."""

    def __init__(self, make: MakeTranslator, reading: Reading, jobs: int, threads: int) -> None:
        self._begin = (make, reading, threads, os.getpid())
        self.jobs = jobs
        self.waiting: dict[Future[list[Record]], Sequence[Task]] = {}
        self.pool = self._new_pool()

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.jobs, mp_context=get_context("spawn"), initializer=_begin, initargs=self._begin)

    def run(self, groups: Iterator[Sequence[Task]]) -> Iterator[Record]:
        """Records of all groups, with a bounded number of groups in flight."""
        while self._fill(groups):
            finished, _ = wait(self.waiting, return_when=FIRST_COMPLETED)
            suspects: list[Task] = []
            for future in finished:
                group = self.waiting.pop(future)
                try:
                    yield from future.result()
                except BrokenProcessPool:
                    suspects.extend(group)
            if suspects:
                suspects.extend(task for group in self.waiting.values() for task in group)
                self.waiting.clear()
                self.pool = self._new_pool()
                for task in suspects:
                    yield from self._alone(task)

    def _fill(self, groups: Iterator[Sequence[Task]]) -> bool:
        """Submit what there is room for; whether anything is on its way."""
        while len(self.waiting) < self.jobs * _AHEAD and (group := next(groups, None)) is not None:
            try:
                self.waiting[self.pool.submit(_work, group)] = group
            except BrokenProcessPool:
                self.pool = self._new_pool()
                self.waiting[self.pool.submit(_work, group)] = group
        return bool(self.waiting)

    def _alone(self, task: Task) -> list[Record]:
        try:
            return self.pool.submit(_work, [task]).result()
        except BrokenProcessPool:
            self.pool = self._new_pool()
            error = "its worker was killed while it translated this document (out of memory?); try it alone"
            return [Record(task.key, FAILED, error=error)]


def _begin(make: MakeTranslator, reading: Reading, threads: int, parent: int) -> None:
    global _make  # noqa: PLW0603 - a worker process has one translator for all its tasks
    _make = lambda: (make(threads), reading)  # noqa: E731
    threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: int) -> None:
    """End with the process that started this one: a killed parent cannot tell its workers to stop."""
    while os.getppid() == parent:
        time.sleep(_WATCH)
    os._exit(1)


@cache
def _equipment() -> tuple[Translator, Reading]:
    """The translator of this worker, made by its first task, so that an error in making it is told as any other."""
    assert _make is not None
    return _make()


def _work(group: Sequence[Task]) -> list[Record]:
    return list(process(group, *_equipment()))
