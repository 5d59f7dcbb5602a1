"""A batch on a Dask cluster: the same groups, the same manifest, the model loaded once in each worker process.

Inputs and results are files that every worker sees under the same path (a shared file system, or one machine).
"""

from __future__ import annotations

import pickle
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Any

from bilingual.batch.manifest import FAILED, Record
from bilingual.batch.plan import Task
from bilingual.batch.work import MakeTranslator, Reading, process
from bilingual.errors import BilingualError, ConfigError, MissingExtraError
from bilingual.pipeline import Translator

_AHEAD = 2
_RETRIES = 2

PATIENCE = 10
"""Seconds to wait for the scheduler's first answer."""

_loading = threading.Lock()


def run_cluster(
    groups: Iterator[Sequence[Task]], make: MakeTranslator, reading: Reading, *, address: str, jobs: int, threads: int
) -> Iterator[Record]:
    """Translate groups of documents on a cluster; records as they come.

    A group whose worker dies goes to another one; after the scheduler has given it up its documents are sent one by
    one, so that only the one that kills workers is recorded as failed.

    Args:
        address: of the scheduler (`tcp://host:8786`), or `local` for a cluster of `jobs` processes on this machine.
        jobs: workers of a local cluster.
        threads: CPU threads of each worker's translator.

    Raises:
        MissingExtraError: dask.distributed is not installed.
        ConfigError: no scheduler answers at the address.
        BilingualError: what every document would meet: the package, a setting, a missing library.
    """
    distributed = _library()
    with _client(distributed, address, jobs) as client:
        payload = pickle.dumps((make, reading, threads))
        stream = distributed.as_completed()
        sent: dict[str, Sequence[Task]] = {}

        def send(group: Sequence[Task]) -> None:
            future = client.submit(_work, list(group), payload, pure=False, retries=_RETRIES)
            sent[future.key] = group
            stream.add(future)

        room = _AHEAD * max(1, len(client.scheduler_info()["workers"]) or jobs)
        for group in _first(groups, room):
            send(group)
        for future in stream:
            group = sent.pop(future.key)
            if future.status == "finished":
                yield from future.result()
            else:
                yield from _failed(group, future, send)
            future.release()
            for following in _first(groups, room - len(sent)):
                send(following)


def _first(groups: Iterator[Sequence[Task]], count: int) -> Iterator[Sequence[Task]]:
    for _ in range(count):
        group = next(groups, None)
        if group is None:
            return
        yield group


def _failed(group: Sequence[Task], future: Any, send: Any) -> Iterator[Record]:
    """Divide a group that failed; record a document that failed alone."""
    error = future.exception()
    if isinstance(error, BilingualError):
        raise error
    if len(group) > 1:
        for task in group:
            send([task])
        return
    said = str(error).partition("\n")[0]
    yield Record(group[0].key, FAILED, error=f"its workers were lost ({said}); try it alone")


def _library() -> Any:
    try:
        return import_module("distributed")
    except ImportError:
        raise MissingExtraError("running on a cluster", "dask") from None


@contextmanager
def _client(distributed: Any, address: str, jobs: int) -> Iterator[Any]:
    if address == "local":
        with (
            distributed.LocalCluster(n_workers=jobs, threads_per_worker=1, dashboard_address=None) as cluster,
            distributed.Client(cluster) as client,
        ):
            yield client
        return
    try:
        client = distributed.Client(address, timeout=PATIENCE)
    except (OSError, TimeoutError, ValueError) as error:
        raise ConfigError(
            f"no Dask scheduler answers at {address} ({error}); start one, or say local", field="--dask"
        ) from None
    with client:
        yield client


@cache
def _equipment(payload: bytes) -> tuple[Translator, Reading]:
    make, reading, threads = pickle.loads(payload)
    return make(threads), reading


def _work(group: Sequence[Task], payload: bytes) -> list[Record]:
    """Runs in a worker. The lock keeps two threads of one worker from loading two models at once."""
    with _loading:
        translator, reading = _equipment(payload)
    return list(process(group, translator, reading))
