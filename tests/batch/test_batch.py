from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from bilingual.batch.local import cores, run_processes
from bilingual.batch.manifest import Manifest, Record, read_manifest
from bilingual.batch.plan import Plan, Shard, Task, groups
from bilingual.batch.run import Spread, run_batch
from bilingual.batch.work import Reading, process
from bilingual.cli.batch import translator_of
from bilingual.engines.echo import EchoEngine
from bilingual.errors import ConfigError, DocumentError, OutputError, PackageError
from bilingual.glossary.termbase import Glossary
from bilingual.pipeline import Translator

ECHO = partial(translator_of, package="echo", no_glossary=True)


def fill(folder: Path, count: int) -> Path:
    for n in range(count):
        place = folder / f"part{n % 3}"
        place.mkdir(parents=True, exist_ok=True)
        if n % 2:
            (place / f"d{n}.txt").write_text(f"제목 {n}\n본문 {n}은 이렇다. 둘째 문장이다.\n")
        else:
            (place / f"d{n}.html").write_text(f"<p>글 {n}은 <b>이렇다</b>.</p>")
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """Everything in a folder but manifests; hidden leftovers count."""
    files = (p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("manifest"))
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}


def run(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bilingual.cli", "batch", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]


def translated(plan: Plan, manifest: Path, **options: object) -> list[Record | None]:
    with Manifest(manifest) as kept:
        spread = options.pop("spread", Spread())
        return list(run_batch(plan, ECHO, kept, reading=Reading(), spread=spread, **options))  # type: ignore[arg-type]


def test_a_tree_is_mirrored_and_every_document_has_one_line(tmp_path: Path) -> None:
    source = fill(tmp_path / "in", 7)
    records = translated(Plan((str(source),), str(tmp_path / "out")), tmp_path / "m.jsonl")
    assert tree(tmp_path / "out") == tree(source)
    assert sorted(r.document for r in records if r) == sorted(tree(source))
    assert {r.state for r in read_manifest(tmp_path / "m.jsonl")} == {"done"}


def test_a_second_run_does_nothing_and_a_changed_document_is_done_again(tmp_path: Path) -> None:
    source = fill(tmp_path / "in", 4)
    plan = Plan((str(source),), str(tmp_path / "out"))
    translated(plan, tmp_path / "m.jsonl")
    assert translated(plan, tmp_path / "m.jsonl") == [None] * 4
    (source / "part0" / "d0.html").write_text("<p>새 글</p>")
    again = [r for r in translated(plan, tmp_path / "m.jsonl") if r]
    assert [r.document for r in again] == ["part0/d0.html"]
    assert len(list(read_manifest(tmp_path / "m.jsonl"))) == 4


def test_a_bad_document_is_told_and_the_others_are_done(tmp_path: Path) -> None:
    source = fill(tmp_path / "in", 3)
    (source / "bad.json").write_text('{"a": ')
    (source / "empty.txt").write_text("")
    (source / "cp949.txt").write_bytes("한글 문서".encode("cp949"))
    done = run(source, "-o", tmp_path / "out", "--package", "echo", "--no-glossary")
    assert done.returncode == 1
    assert "4 translated, 2 failed" in done.stdout
    assert "bad.json" in done.stderr
    assert "--encoding cp949" in done.stderr
    assert not (tmp_path / "out" / "bad.json").exists()
    lines = [json.loads(line) for line in (tmp_path / "out" / "manifest.jsonl").read_text().splitlines()]
    assert {line["document"] for line in lines if line["state"] == "failed"} == {"bad.json", "cp949.txt"}


class Fragile(EchoEngine):
    def translate(self, requests, options):  # type: ignore[no-untyped-def]
        if any("폭탄" in request.source for request in requests):
            raise RuntimeError("boom")
        return super().translate(requests, options)


def test_a_document_that_makes_the_engine_fail_fails_alone(tmp_path: Path) -> None:
    source = fill(tmp_path / "in", 4)
    (source / "bomb.txt").write_text("폭탄이다.")
    translator = Translator("ko", "en", glossary=Glossary(), engine=Fragile())
    records = list(process(Plan((str(source),), str(tmp_path / "out")).tasks(), translator, Reading()))
    assert {r.document: r.error for r in records if r.error} == {"bomb.txt": "RuntimeError: boom"}
    assert len(records) == 5


def test_results_of_others_are_not_replaced_unasked(tmp_path: Path) -> None:
    source = fill(tmp_path / "in", 1)
    target = tmp_path / "out" / "part0" / "d0.html"
    target.parent.mkdir(parents=True)
    target.write_text("mine")
    plan = Plan((str(source),), str(tmp_path / "out"))
    [record] = translated(plan, tmp_path / "m.jsonl")
    assert record
    assert "--force" in record.error
    assert target.read_text() == "mine"
    [record] = translated(plan, tmp_path / "m.jsonl", force=True)
    assert record
    assert record.state == "done"


@pytest.mark.parametrize("count", [1, 3, 16])
def test_shards_divide_the_documents(tmp_path: Path, count: int) -> None:
    source = fill(tmp_path / "in", 40)
    keys = [[t.key for t in Plan((str(source),), "out", Shard(n, count)).tasks()] for n in range(1, count + 1)]
    assert sorted(key for part in keys for key in part) == sorted(tree(source))
    assert count == 1 or all(len(part) < 40 for part in keys)


@pytest.mark.parametrize("text", ["", "3", "0/4", "5/4", "a/b", "1/0", "-1/4"])
def test_other_shards_are_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="3/16"):
        Shard.parse(text)


def test_globs_mirror_below_their_fixed_part(tmp_path: Path) -> None:
    source = fill(tmp_path / "in", 6)
    keys = {t.key for t in Plan((f"{source}/**/*.txt",), "out").tasks()}
    assert keys == {key for key in tree(source) if key.endswith(".txt")}


def test_inputs_that_are_not_there_and_results_over_sources_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no such file"):
        list(Plan((str(tmp_path / "none"),), "out").tasks())
    source = fill(tmp_path / "in", 1)
    with pytest.raises(ConfigError, match="replaced by its own translation"):
        list(Plan((str(source),), str(source)).tasks())


def test_the_output_folder_inside_the_input_is_not_read(tmp_path: Path) -> None:
    source = fill(tmp_path / "in", 2)
    plan = Plan((str(source),), str(source / "out"))
    translated(plan, tmp_path / "m.jsonl")
    assert len(list(plan.tasks())) == 2


def test_a_torn_line_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "m.jsonl"
    with Manifest(path) as manifest:
        manifest.add(Record("a", "done", digest="1", signature="s"))
    with path.open("ab") as stream:
        stream.write(b'{"document": "b", "sta')
    with Manifest(path) as manifest:
        assert manifest.is_done("a", "1", "s")
        assert not manifest.is_done("a", "2", "s")
        assert not manifest.knows("b")
        manifest.add(Record("b", "failed"))
    assert [r.document for r in read_manifest(path)] == ["a", "b"]


def test_a_manifest_is_open_once(tmp_path: Path) -> None:
    with Manifest(tmp_path / "m.jsonl"), pytest.raises(OutputError, match="another run"):
        Manifest(tmp_path / "m.jsonl")


def test_a_file_of_another_kind_is_no_manifest(tmp_path: Path) -> None:
    (tmp_path / "m.jsonl").write_text("[]\n")
    with pytest.raises(DocumentError, match="no line of a manifest"):
        Manifest(tmp_path / "m.jsonl")


def test_groups_are_bounded(tmp_path: Path) -> None:
    source = fill(tmp_path / "in", 10)
    tasks = list(Plan((str(source),), "out").tasks())
    assert [len(g) for g in groups(iter(tasks), most=4)] == [4, 4, 2]
    assert all(len(g) == 1 for g in groups(iter(tasks), size=1))


def test_processes_share_the_cores() -> None:
    assert Spread(jobs=cores() * 2).threads_each == 1
    assert Spread(jobs=1).threads_each == cores()
    with pytest.raises(ConfigError, match="threads"):
        _ = Spread(jobs=cores(), threads=2).threads_each


def test_two_processes_do_what_one_does(tmp_path: Path) -> None:
    source = fill(tmp_path / "in", 12)
    translated(Plan((str(source),), str(tmp_path / "out")), tmp_path / "m.jsonl", spread=Spread(jobs=2))
    assert tree(tmp_path / "out") == tree(source)


def test_an_error_that_all_would_meet_ends_the_run(tmp_path: Path) -> None:
    source = fill(tmp_path / "in", 2)
    make = partial(translator_of, package="none-such")
    tasks = groups(Plan((str(source),), str(tmp_path / "out")).tasks())
    with pytest.raises(PackageError, match="none-such"):
        list(run_processes(tasks, make, Reading(), jobs=1, threads=1))


def killed(arguments: list[object], after: float) -> None:
    """Start a batch and kill it, without any chance to clean up, after so many seconds."""
    command = [sys.executable, "-m", "bilingual.cli", "batch", *map(str, arguments)]
    process_ = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after)
    os.kill(process_.pid, signal.SIGKILL)
    process_.wait()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_killed_run_goes_on_with_nothing_lost_or_repeated(tmp_path: Path, jobs: int) -> None:
    source = fill(tmp_path / "in", 300)
    arguments = [source, "-o", tmp_path / "out", "--package", "echo", "--no-glossary", "-j", jobs]
    for after in (0.35, 0.5, 0.6):
        killed(arguments, after)
    time.sleep(0.8)
    assert run(*arguments).returncode == 0
    assert tree(tmp_path / "out") == tree(source)
    records = [r.document for r in read_manifest(tmp_path / "out" / "manifest.jsonl")]
    assert sorted(records) == sorted(tree(source))


def slow_tasks(folder: Path, count: int) -> Iterator[list[Task]]:
    source = folder / "in"
    source.mkdir()
    for n in range(count):
        (source / f"d{n}.txt").write_text("정부는 중소기업의 수출을 늘리기 위해 새로운 지원 정책을 발표했다.\n" * 6)
        yield [Task(f"d{n}.txt", str(source / f"d{n}.txt"), str(folder / "out" / f"d{n}.txt"))]


@pytest.mark.engine
def test_a_killed_worker_loses_nothing(tmp_path: Path) -> None:
    make = partial(translator_of, package="builtin", no_glossary=True, beam=1)
    records = []
    for record in run_processes(slow_tasks(tmp_path, 12), make, Reading(), jobs=2, threads=1):
        if not records:
            children = subprocess.run(
                ["pgrep", "-P", str(os.getpid()), "-f", "spawn_main"], capture_output=True, text=True, check=False
            )
            os.kill(int(children.stdout.split()[0]), signal.SIGKILL)
        records.append(record)
    assert sorted(r.document for r in records) == sorted(f"d{n}.txt" for n in range(12))
    assert {r.state for r in records} == {"done"}
