"""A batch from its plan to its manifest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bilingual.batch.local import cores, run_processes
from bilingual.batch.manifest import FAILED, Manifest, Record
from bilingual.batch.plan import Plan, Shard, Task, groups
from bilingual.batch.work import MakeTranslator, Reading, digest_of, process
from bilingual.errors import ConfigError, DocumentError
from bilingual.text.files import read_bytes

_PARTIAL = re.compile(r"\.(?P<name>.+)\.[a-z0-9_]{8}")
"""What `write_atomic` calls a file that is not whole yet."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How a batch is spread.

    Attributes:
        jobs: processes.
        threads: CPU threads of each, 0 divides the cores among the processes.
        dask: address of a Dask scheduler, `local`, or empty for none.
    """

    jobs: int = 1
    threads: int = 0
    dask: str = ""

    @property
    def threads_each(self) -> int:
        """Threads of each process: together no more than there are cores.

        Raises:
            ConfigError: more were asked for.
        """
        shared = max(1, cores() // self.jobs)
        if self.threads * self.jobs > max(cores(), self.jobs) and not self.dask:
            raise ConfigError(
                f"{self.jobs} processes of {self.threads} threads would share {cores()} cores; "
                f"at most {shared} threads each",
                field="--threads",
            )
        return self.threads or shared


def manifest_path(output: str, shard: Shard) -> Path:
    """The default place of a manifest: in the output folder, one for each shard."""
    name = "manifest.jsonl" if shard.count == 1 else f"manifest.{shard.number}-of-{shard.count}.jsonl"
    return Path(output) / name


def run_batch(
    plan: Plan, make: MakeTranslator, manifest: Manifest, *, reading: Reading, spread: Spread, force: bool = False
) -> Iterator[Record | None]:
    """Translate what the manifest does not have yet.

    Yields one item for each document of the plan, as it is settled: its record, which then is in the manifest, or None
    when the manifest had it already, done with the same content and signature.

    Args:
        plan: what goes where.
        make: makes the translator; called here once, and once in every worker.
        manifest: open; it receives the records.
        reading: how files are read.
        spread: processes or cluster.
        force: replace results that another run or program has put there.

    Raises:
        BilingualError: what every document would meet: the package, a setting, a missing library.
    """
    threads = spread.threads_each
    translator = make(threads)
    filtered = _Filter(manifest, translator.signature, force)
    todo = filtered.todo(plan.tasks())
    if spread.dask:
        records = _on_cluster(todo, make, reading, spread, threads)
    elif spread.jobs > 1:
        del translator
        records = run_processes(groups(todo), make, reading, jobs=spread.jobs, threads=threads)
    else:
        records = process(todo, translator, reading)
    for record in records:
        yield from filtered.settled()
        manifest.add(record)
        yield record
    yield from filtered.settled()


def _on_cluster(
    todo: Iterator[Task], make: MakeTranslator, reading: Reading, spread: Spread, threads: int
) -> Iterator[Record]:
    """`cluster.run_cluster`, imported when it is asked for."""
    from bilingual.batch.cluster import run_cluster

    return run_cluster(groups(todo), make, reading, address=spread.dask, jobs=spread.jobs, threads=threads)


class _Filter:
    """Decides which documents are to be done, and keeps what it settled by itself."""

    def __init__(self, manifest: Manifest, signature: str, force: bool) -> None:
        self.manifest, self.signature, self.force = manifest, signature, force
        self._settled: list[Record | None] = []
        self._leftovers: dict[Path, dict[str, list[Path]]] = {}

    def settled(self) -> Iterator[Record | None]:
        """Documents that need no work, or that must not be done, since the last call."""
        while self._settled:
            record = self._settled.pop(0)
            if record is not None:
                self.manifest.add(record)
            yield record

    def todo(self, tasks: Iterator[Task]) -> Iterator[Task]:
        """The documents to translate."""
        for task in tasks:
            known = self.manifest.knows(task.key)
            if known and not self.force and self._is_done(task):
                self._settled.append(None)
            elif not known and not self._may_write(task):
                error = f"{task.target} exists already; --force replaces it"
                self._settled.append(Record(task.key, FAILED, error=error))
            else:
                yield task

    def _is_done(self, task: Task) -> bool:
        try:
            digest = digest_of(read_bytes(task.source))
        except DocumentError:
            return False
        return self.manifest.is_done(task.key, digest, self.signature) and Path(task.target).exists()

    def _may_write(self, task: Task) -> bool:
        """Whether a result may be put there: nothing is, or an earlier part of this run was killed writing it."""
        if self.manifest.existed:
            self._sweep(Path(task.target))
            return True
        return self.force or not Path(task.target).exists()

    def _sweep(self, target: Path) -> None:
        """Remove what a killed writer of this target left behind."""
        folder = target.parent
        if folder not in self._leftovers:
            found: dict[str, list[Path]] = {}
            for path in folder.iterdir() if folder.is_dir() else ():
                partial = _PARTIAL.fullmatch(path.name)
                if partial:
                    found.setdefault(partial.group("name"), []).append(path)
            self._leftovers[folder] = found
        for path in self._leftovers[folder].pop(target.name, []):
            path.unlink(missing_ok=True)
