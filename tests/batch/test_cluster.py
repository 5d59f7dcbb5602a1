from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from bilingual.batch import cluster
from bilingual.batch.cluster import run_cluster
from bilingual.batch.plan import Task
from bilingual.batch.work import Reading
from bilingual.cli.batch import translator_of
from bilingual.errors import ConfigError

distributed = pytest.importorskip("distributed")

MAKE = partial(translator_of, package="builtin", no_glossary=True, beam=1)


def tasks(folder: Path, count: int) -> Iterator[list[Task]]:
    (folder / "in").mkdir()
    for n in range(count):
        source = folder / "in" / f"d{n}.txt"
        source.write_text(f"문의는 n{n}@example.kr 로 받는다.\n" * 6)
        yield [Task(source.name, str(source), str(folder / "out" / source.name))]


@pytest.mark.engine
def test_a_cluster_that_loses_a_worker_does_every_document_once(tmp_path: Path) -> None:
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as local,
        distributed.Client(local) as client,
    ):
        address = local.scheduler_address
        workers = client.run(os.getpid)
        done = []
        for record in run_cluster(tasks(tmp_path, 16), MAKE, Reading(), address=address, jobs=2, threads=1):
            if not done:
                os.kill(next(iter(workers.values())), signal.SIGKILL)
            done.append(record)
    assert sorted(r.document for r in done) == sorted(f"d{n}.txt" for n in range(16))
    assert {r.state for r in done} == {"done"}
    texts = {r.document: (tmp_path / "out" / r.document).read_text() for r in done}
    assert all(texts[f"d{n}.txt"].count(f"n{n}@example.kr") == 6 for n in range(16))


def test_an_address_without_a_scheduler_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    with pytest.raises(ConfigError, match="no Dask scheduler answers"):
        list(run_cluster(tasks(tmp_path, 1), MAKE, Reading(), address="tcp://127.0.0.1:1", jobs=1, threads=1))
