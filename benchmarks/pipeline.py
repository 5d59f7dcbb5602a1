"""What documents cost: throughput against the engine alone, memory, kill -9, two workers, round trips.

    python benchmarks/pipeline.py                 all five, about a quarter of an hour on two cores
    python benchmarks/pipeline.py roundtrip kill  some of them

Text comes from the corpora that ship, the documents are made from it with a fixed seed. Each figure is one line:
what was measured, the number, the bar, and whether it is met.
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from documents import MAKERS, make

ROOT = Path(__file__).parent.parent
BATCH = [sys.executable, "-m", "bilingual.cli", "batch"]
KINDS = ["txt", "html", "md", "json", "srt", "po"]
failures: list[str] = []


def told(what: str, figure: str, bar: str, met: bool) -> None:
    print(f"{'ok  ' if met else 'MISS'}  {what}: {figure}  (bar: {bar})", flush=True)
    if not met:
        failures.append(what)


def sentences() -> list[str]:
    """Korean sentences of the shipped corpora."""
    rows = [row for file in sorted((ROOT / "corpora").rglob("*.tsv")) for row in file.read_text("utf-8").splitlines()]
    return [row.split("\t")[0] for row in rows if "\t" in row]


def document(kind: str, lines: list[str], number: int) -> str:
    if kind == "html":
        return "<html><body>\n" + "\n".join(f"<p>{line}</p>" for line in lines) + "\n</body></html>\n"
    if kind == "json":
        return json.dumps({"id": number, "title": lines[0], "body": "\n".join(lines[1:])}, ensure_ascii=False)
    if kind == "srt":
        cues = [f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{line}\n" for n, line in enumerate(lines, 1)]
        return "\n".join(cues)
    if kind == "po":
        quoted = (line.replace("\\", "\\\\").replace('"', '\\"') for line in dict.fromkeys(lines))
        return "\n".join(f'msgid "{line}"\nmsgstr ""\n' for line in quoted)
    return "\n\n".join(lines) + "\n"


def write_documents(folder: Path, count: int, least: int = 3, most: int = 8) -> None:
    """Mixed documents in ten folders."""
    rnd, pool = random.Random(8), sentences()
    for number in range(count):
        lines = rnd.sample(pool, rnd.randint(least, most))
        place = folder / f"part{number % 10}"
        place.mkdir(parents=True, exist_ok=True)
        kind = KINDS[number % len(KINDS)]
        (place / f"doc{number}.{kind}").write_text(document(kind, lines, number), encoding="utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    files = (p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("manifest"))
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}


def batch(source: Path, output: Path, *options: str) -> float:
    """Seconds that a batch takes, model loading included."""
    began = time.monotonic()
    subprocess.run([*BATCH, str(source), "-o", str(output), *options], check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began


def throughput(folder: Path) -> None:
    """1,000 mixed documents through formats, pipeline and files, against their sentences through the engine."""
    from bilingual.batch.plan import Plan
    from bilingual.batch.work import Reading, process
    from bilingual.engines import load_engine
    from bilingual.engines.base import DecodingOptions, Request
    from bilingual.glossary.termbase import Glossary
    from bilingual.pipeline import Translator

    write_documents(folder / "in", 1000)
    engine = load_engine("ko", "en", package="builtin")
    translator = Translator("ko", "en", glossary=Glossary(), engine=engine)
    engine.translate([Request("시작한다.")], DecodingOptions())
    plan = Plan((str(folder / "in"),), str(folder / "out"))
    asked: list[str] = []
    for task in plan.tasks():
        read = Reading().open(Path(task.source).read_bytes(), task.source)
        asked += [piece.segment.source for piece in translator._prepare(read).pieces]
    ratios = []
    for attempt in range(3):
        began = time.monotonic()
        engine.translate([Request(text) for text in asked], DecodingOptions())
        alone = time.monotonic() - began
        began = time.monotonic()
        plan = Plan((str(folder / "in"),), str(folder / f"out{attempt}"))
        done = sum(record.state == "done" for record in process(plan.tasks(), translator, Reading()))
        whole = time.monotonic() - began
        assert done == 1000
        ratios.append(alone / whole)
        print(
            f"      engine alone {len(asked) / alone:.0f} sentences/s, documents {len(asked) / whole:.0f}", flush=True
        )
    best = sorted(ratios)[1]
    told("throughput of 1,000 documents ÷ engine alone (median of 3)", f"{best:.2f}", "≥ 0.90", best >= 0.90)


def memory(folder: Path) -> None:
    """Peak memory of one process at 100, 1,000 and 10,000 documents."""
    peaks = {}
    for count in (100, 1000, 10_000):
        write_documents(folder / f"in{count}", count, 4, 6)  # a hundred fill the pipeline's window
        command = [
            *BATCH,
            str(folder / f"in{count}"),
            "-o",
            str(folder / f"out{count}"),
            "--beam",
            "1",
            "--no-glossary",
        ]
        pid = os.posix_spawn(sys.executable, [*command, "--package", "builtin"], os.environ)
        _, status, usage = os.wait4(pid, 0)
        assert status == 0
        peaks[count] = usage.ru_maxrss / 1024
    growth = peaks[10_000] / peaks[100]
    figure = ", ".join(f"{count}: {peak:.0f} MB" for count, peak in peaks.items())
    told("peak memory", f"{figure}; 10,000 ÷ 100 = {growth:.2f}", "≤ 1.15", growth <= 1.15)


def kill(folder: Path) -> None:
    """SIGKILL at ten random moments of a run of 500 documents, each followed by going on where it stopped."""
    write_documents(folder / "in", 500)
    options = ["--beam", "1", "--no-glossary", "--package", "builtin"]
    length = batch(folder / "in", folder / "quiet", *options)
    rnd = random.Random(4)
    for attempt in range(10):
        command = [*BATCH, str(folder / "in"), "-o", str(folder / "out"), *options, "-j", str(1 + attempt % 2)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.2 + rnd.random() * length / 3)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    lines = (folder / "out" / "manifest.jsonl").read_bytes().count(b"\n")
    print(f"      after ten kills {lines} of 500 documents were done", flush=True)
    time.sleep(1)
    batch(folder / "in", folder / "out", *options)
    same = tree(folder / "quiet") == tree(folder / "out")
    told("output after ten kills", "identical" if same else "DIFFERENT", "identical to an undisturbed run", same)
    keys = [json.loads(line)["document"] for line in (folder / "out" / "manifest.jsonl").read_text().splitlines()]
    once = sorted(keys) == sorted(tree(folder / "in"))
    told("manifest after ten kills", f"{len(keys)} lines, {len(set(keys))} documents", "500 documents once each", once)


def workers(folder: Path) -> None:
    """Two processes of one thread against one process of one thread, model loading left out by the larger job."""
    write_documents(folder / "in", 800)
    options = ["--threads", "1", "--no-glossary", "--package", "builtin"]
    gains = []
    for attempt in range(3):
        one = batch(folder / "in", folder / f"one{attempt}", *options, "-j", "1")
        two = batch(folder / "in", folder / f"two{attempt}", *options, "-j", "2")
        gains.append(one / two)
        print(f"      one worker {one:.1f} s, two {two:.1f} s", flush=True)
    gain = sorted(gains)[1]
    told("two workers ÷ one (median of 3)", f"{gain:.2f}", "≥ 1.70", gain >= 1.70)


def roundtrip(folder: Path) -> None:
    """The identity engine through the whole pipeline: samples and 1,000 generated documents of each format."""
    from bilingual.engines.echo import EchoEngine
    from bilingual.formats.document.base import format_for, get
    from bilingual.glossary.termbase import Glossary
    from bilingual.pipeline import Translator
    from bilingual.rules import RuleOptions

    translator = Translator("ko", "en", glossary=Glossary(), engine=EchoEngine(), rules=RuleOptions(off=("*",)))

    def differing(documents: Iterator[tuple[bytes, str]], read: Callable[[bytes, str], object]) -> tuple[int, int]:
        count = bad = 0
        for data, name in documents:
            filled, _ = translator.translate_document(read(data, name))  # type: ignore[arg-type]
            count, bad = count + 1, bad + (filled != data)
        return count, bad

    samples = sorted((ROOT / "tests" / "formats" / "document" / "samples").iterdir())
    count, bad = differing(((p.read_bytes(), p.name) for p in samples), lambda d, n: format_for(n).read(d, n))
    told(f"round trip of {count} sample files", f"{bad} differ", "0", not bad)
    for name in MAKERS:
        generated = ((make(name, random.Random(seed)), name) for seed in range(1000))
        count, bad = differing(generated, lambda d, n: get(n).read(d, n))
        told(f"round trip of {count} generated {name} documents", f"{bad} differ", "0", not bad)


PARTS = {"roundtrip": roundtrip, "kill": kill, "memory": memory, "workers": workers, "throughput": throughput}


def main() -> int:
    chosen = sys.argv[1:] or list(PARTS)
    if len(chosen) > 1:  # a process each: the peak memory of a child is never told below that of its parent
        return max(subprocess.run([sys.executable, __file__, name], check=False).returncode for name in chosen)
    for name in chosen:
        print(f"{name}: {(PARTS[name].__doc__ or '').strip()}", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            PARTS[name](Path(folder))
    print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return bool(failures)


if __name__ == "__main__":
    raise SystemExit(main())
