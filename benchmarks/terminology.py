"""Ways to make an engine obey a term list, compared on one annotated set.

    python benchmarks/terminology.py --set ../shared/eval/terms/dev.jsonl [--out DIR] [--package NAME] [--limit N]
        [--modes proper,random,none] [--systems "ladder;rung splice"]
        [--stored ../shared/eval/systems/flores-dev.argos.en]

The set has one JSON object a line, as in the terminology task of WMT25: `id`, `ko`, `en`, `proper` and `random` (Korean
term to English term). *Proper* terms are what an editor would enter, *random* ones ordinary words; the mode *none* has
no terms at all, and every system must then give what the engine alone gives. For each mode a table: term success
(surface or inflected form, and WMT25's own measures), BLEU, chrF++ and TER with the p-value of a paired bootstrap
against the engine alone, seconds as a ratio to the engine alone (wall clock, and processor time, which a busy machine
disturbs less), and the rungs that met the terms. Scores are marked + or - where they differ from the engine alone with
p < .05.

`--stored` also enforces the terms on the stored output of another engine: line N of the file is the translation of the
items whose `id` ends in `:N` and begins with the file's name up to the first full stop.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bilingual.constrain import Constrained, Job, Ladder, LadderOptions
from bilingual.constrain.forms import overlaps
from bilingual.engines import load_engine
from bilingual.engines.base import DecodingOptions, Engine, Request
from bilingual.metrics.base import METRICS, Corpus
from bilingual.metrics.comparison import differences
from bilingual.metrics.evaluation import Evaluation, evaluate
from bilingual.metrics.expectations import ExpectedTerm
from bilingual.model import Constraint, Match, Rung, Segment, Span, Term
from bilingual.text.english import occurrences
from bilingual.text.normalisation import nfc

METRIC_NAMES = ("terms", "wmt25-success", "wmt25-consistency", "bleu", "chrf++", "ter")
HEADS = {"wmt25-success": "wmt25", "wmt25-consistency": "consist."}
Translate = Callable[[Sequence[Job]], list[Constrained]]


@dataclass(frozen=True)
class Row:
    """One line of the set."""

    id: str
    source: str
    reference: str
    terms: dict[str, dict[str, str]]


@dataclass
class Run:
    """What one system made of one mode."""

    name: str
    results: list[Constrained]
    wall: float = 0.0
    processor: float = 0.0
    evaluation: Evaluation | None = None
    marks: dict[str, float] = field(default_factory=dict)


def read_set(path: Path, limit: int | None) -> list[Row]:
    """The rows of a set."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[:limit] if line.strip()]
    return [
        Row(
            r["id"],
            nfc(r["ko"]),
            r["en"],
            {m: {nfc(k): v for k, v in r.get(m, {}).items()} for m in ("proper", "random")},
        )
        for r in rows
    ]


def job_of(row: Row, mode: str) -> Job:
    """A row's terms as hard constraints, each at its first occurrence at the start of a word, longest terms first."""
    taken: list[Span] = []
    constraints = []
    for korean, english in sorted(row.terms.get(mode, {}).items(), key=lambda item: -len(item[0])):
        starts = [i for i in range(len(row.source)) if row.source.startswith(korean, i)]
        starts.sort(key=lambda i: (i > 0 and "가" <= row.source[i - 1] <= "힣", i))
        spans = [Span(i, i + len(korean)) for i in starts]
        span = next((s for s in spans if not any(overlaps(s, t) for t in taken)), None)
        if span is not None:
            taken.append(span)
            match = Match(row.id, korean, span, korean, Term(korean, "ko"))
            constraints.append(Constraint(match, (english,)))
    constraints.sort(key=lambda c: c.match.span)
    return Job(Segment(row.id, row.source), tuple(constraints))


def engine_alone(engine: Engine) -> Translate:
    """The engine without any terms."""

    def translate(jobs: Sequence[Job]) -> list[Constrained]:
        return _plain(engine, [job.segment.source for job in jobs])

    return translate


def _plain(engine: Engine, sources: Sequence[str]) -> list[Constrained]:
    return [Constrained(h[0].text) for h in engine.translate([Request(s) for s in sources], DecodingOptions())]


def find_and_replace(engine: Engine) -> Translate:
    """The engine's own translation of each term alone is looked up in its output and replaced."""

    def translate(jobs: Sequence[Job]) -> list[Constrained]:
        texts = [c.text for c in _plain(engine, [job.segment.source for job in jobs])]
        terms = sorted({c.match.surface for job in jobs for c in job.constraints})
        alone = dict(zip(terms, (c.text.rstrip(".") for c in _plain(engine, terms)), strict=True))
        return [Constrained(_replaced(text, job, alone)) for text, job in zip(texts, jobs, strict=True)]

    return translate


def _replaced(text: str, job: Job, alone: dict[str, str]) -> str:
    for c in job.constraints:
        places = occurrences(alone[c.match.surface], text)
        if places and not occurrences(c.required[0], text):
            text = text[: places[0].start] + c.required[0] + text[places[0].end :]
    return text


def codes(engine: Engine) -> Translate:
    """Each term is a code in the source (X1, X2 …), which is turned into the target term afterwards."""

    def translate(jobs: Sequence[Job]) -> list[Constrained]:
        coded = [_substituted(job, lambda number, _: f"X{number + 1}") for job in jobs]
        done = []
        for result, job in zip(_plain(engine, coded), jobs, strict=True):
            text = result.text
            for number, c in reversed(list(enumerate(job.constraints))):
                text = text.replace(f"X{number + 1}", c.required[0])
            done.append(Constrained(text))
        return done

    return translate


def code_switching(engine: Engine) -> Translate:
    """The bare target term stands in the source in place of the source term."""

    def translate(jobs: Sequence[Job]) -> list[Constrained]:
        return _plain(engine, [_substituted(job, lambda _, constraint: constraint.required[0]) for job in jobs])

    return translate


def _substituted(job: Job, form: Callable[[int, Constraint], str]) -> str:
    text = job.segment.source
    for number, c in reversed(list(enumerate(job.constraints))):
        text = text[: c.match.span.start] + form(number, c) + text[c.match.span.end :]
    return text


def ladder(engine: Engine, options: LadderOptions) -> Translate:
    """Our ladder."""
    return Ladder(engine, options=options).translate


def systems(engine: Engine) -> dict[str, Translate]:
    """All systems by name, the engine alone first."""
    everything = LadderOptions()

    def only(*rungs: Rung) -> Translate:
        return ladder(engine, replace(everything, rungs=frozenset(rungs)))

    return {
        "engine alone": engine_alone(engine),
        "find-and-replace": find_and_replace(engine),
        "placeholders": codes(engine),
        "code-switching": code_switching(engine),
        "rung n-best": only(Rung.FREE, Rung.NBEST),
        "rung annotation": only(Rung.ANNOTATION),
        "rung prefix": only(Rung.FREE, Rung.PREFIX),
        "rung splice": only(Rung.FREE, Rung.SPLICE),
        "ladder": ladder(engine, everything),
        "ladder, no markers": ladder(engine, replace(everything, markers=False)),
    }


def timed(name: str, translate: Translate, jobs: Sequence[Job]) -> Run:
    """Run one system."""
    wall, processor = time.perf_counter(), time.process_time()
    results = translate(jobs)
    return Run(name, results, time.perf_counter() - wall, time.process_time() - processor)


def judge(run: Run, rows: Sequence[Row], mode: str, base: Run | None) -> None:
    """Score a run, and compare it with the base."""
    expected = [tuple(ExpectedTerm(k, (v,), concept=k) for k, v in row.terms.get(mode, {}).items()) for row in rows]
    corpus = Corpus(
        hypotheses=[r.text for r in run.results],
        references=[[row.reference for row in rows]],
        sources=[row.source for row in rows],
        terms=expected,
    )
    known = METRICS.names()
    wanted = [n for n in METRIC_NAMES if n in known and (mode != "none" or n in ("bleu", "chrf++", "ter"))]
    run.evaluation = evaluate(corpus, wanted, name=run.name, resamples=0)
    if base is not None and base.evaluation is not None:
        for d in differences(base.evaluation, run.evaluation, resamples=1000, shuffles=0):
            run.marks[d.metric] = d.p_bootstrap if d.p_bootstrap is not None else 1.0


def table(runs: Sequence[Run], base: Run) -> str:
    """The table of one mode."""
    measures = base.evaluation.measures if base.evaluation else ()
    heads = ["system", *(HEADS.get(m.name, m.name) for m in measures), "time", "cpu", "rungs"]
    lines = [heads]
    for run in runs:
        assert run.evaluation is not None
        cells = [run.name]
        for m in run.evaluation.measures:
            digits = 2 if m.metric.percent else 3
            cells.append(f"{m.value:.{digits}f}{_mark(run, base, m.name)}")
        cells += [f"{run.wall / base.wall:.2f}x", f"{run.processor / base.processor:.2f}x", _rungs(run)]
        lines.append(cells)
    widths = [max(len(line[i]) for line in lines) for i in range(len(heads))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _mark(run: Run, base: Run, metric: str) -> str:
    assert run.evaluation is not None
    assert base.evaluation is not None
    if run.marks.get(metric, 1.0) >= 0.05:
        return " "
    higher = run.evaluation[metric].value > base.evaluation[metric].value
    return "+" if higher is run.evaluation[metric].metric.higher_is_better else "-"


def _rungs(run: Run) -> str:
    counts = Counter(o.rung for r in run.results for o in r.outcomes)
    return " ".join(f"{rung.value}:{counts[rung]}" for rung in Rung if counts[rung])


def enforced(engine: Engine, rows: Sequence[Row], path: Path, mode: str) -> str:
    """The table of terms enforced on another engine's stored output."""
    lines = path.read_text(encoding="utf-8").splitlines()
    prefix = path.name.partition(".")[0] + ":"
    chosen = [row for row in rows if row.id.startswith(prefix)]
    texts = [lines[int(row.id.removeprefix(prefix))] for row in chosen]
    jobs = [job_of(row, mode) for row in chosen]
    base = Run("before", [Constrained(text) for text in texts], 1.0, 1.0)
    judge(base, chosen, mode, None)
    after = timed("enforced", lambda batch: Ladder(engine).enforce(batch, texts), jobs)
    judge(after, chosen, mode, base)
    return f"{table([base, after], base)}\n({after.wall:.1f} s for {len(chosen)} sentences)"


def signatures(run: Run) -> str:
    """The signatures of the scores in the tables."""
    assert run.evaluation is not None
    return "\n".join(f"{m.name}: {m.signature}" for m in run.evaluation.measures)


def write_out(folder: Path, run: Run, mode: str) -> None:
    """One hypothesis file for each system and mode, in the set's order."""
    folder.mkdir(parents=True, exist_ok=True)
    name = run.name.replace(", ", "-").replace(" ", "-")
    text = "".join(r.text.replace("\n", " ") + "\n" for r in run.results)
    (folder / f"{name}.{mode}.en").write_text(text, encoding="utf-8")


def measure_mode(engine: Engine, rows: Sequence[Row], mode: str, names: Sequence[str], out: Path | None) -> list[Run]:
    """Run and print one mode; the engine alone always runs, once before and once after for its time."""
    jobs = [job_of(row, mode) for row in rows]
    available = systems(engine)
    available["engine alone"](jobs[:40])
    base = timed("engine alone", available["engine alone"], jobs)
    judge(base, rows, mode, None)
    runs = [base]
    for name in names or list(available)[1:]:
        runs.append(timed(name, available[name], jobs))
        judge(runs[-1], rows, mode, base)
    again = timed("engine alone", available["engine alone"], jobs)
    base.wall, base.processor = (base.wall + again.wall) / 2, (base.processor + again.processor) / 2
    for run in runs if out else ():
        write_out(out or Path(), run, mode)
    count = sum(len(job.constraints) for job in jobs)
    print(f"\nmode {mode}: {len(rows)} sentences, {count} terms; engine alone {base.wall:.1f} s")
    print(table(runs, base), flush=True)
    if mode == "none":
        for run in runs[1:]:
            same = sum(a.text == b.text for a, b in zip(run.results, base.results, strict=True))
            print(f"identical to the engine alone: {run.name}: {same} of {len(rows)}")
    return runs


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--set", type=Path, required=True, dest="path")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--package", default="builtin")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--modes", default="proper,random,none")
    parser.add_argument("--systems", default="")
    parser.add_argument("--stored", type=Path, action="append", default=[])
    options: Any = parser.parse_args(arguments)
    engine = load_engine("ko", "en", package=options.package)
    rows = read_set(options.path, options.limit)
    info = engine.info
    print(f"{info.package} {info.version} ({info.digest}), beam {DecodingOptions().beam_size}, {os.cpu_count()} cores")
    names = [name.strip() for name in options.systems.split(";") if name.strip()]
    runs = [measure_mode(engine, rows, mode, names, options.out)[0] for mode in options.modes.split(",") if mode]
    for path in options.stored:
        for mode in ("proper", "random"):
            print(f"\n{path.name}, mode {mode}: enforced by {info.package}")
            print(enforced(engine, rows, path, mode), flush=True)
    print(f"\n{signatures(runs[0])}" if runs else "")


if __name__ == "__main__":
    main()
