"""Evaluations and comparisons for people at a terminal, for scripts and for CI servers."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from bilingual.metrics.base import Metric
from bilingual.metrics.comparison import Bucket, Change, Difference
from bilingual.metrics.evaluation import Evaluation
from bilingual.metrics.gates import Gate
from bilingual.metrics.segment_issues import CODES, segment_issues
from bilingual.metrics.stored import as_record
from bilingual.model import Side
from bilingual.reports.findings import Finding, summary_by_code
from bilingual.reports.junit import Case, as_junit
from bilingual.reports.terminal import console_for, console_text
from bilingual.text.normalisation import nfc

if TYPE_CHECKING:
    from rich.table import Table


_BY_DOCUMENT = ("bleu", "chrf++", "ter", "terms", "numbers", "untranslated")


def formatted(value: float, metric: Metric) -> str:
    """A score as papers print it: two digits for percentages, four for shares, a dash when undefined."""
    if math.isnan(value):
        return "–"
    return f"{value:.2f}" if metric.percent else f"{value:.4f}"


def evaluation_findings(evaluation: Evaluation, path: str) -> list[Finding]:
    """The issues of all segments, each with its line in the hypothesis file."""
    corpus = evaluation.corpus
    found = []
    for position in range(len(corpus)):
        for issue in segment_issues(corpus, position):
            text = (
                corpus.sources[position]
                if issue.side is Side.SOURCE and corpus.sources
                else corpus.hypotheses[position]
            )
            found.append(Finding(issue, path, position + 1, nfc(text)))
    return found


def evaluation_as_text(
    evaluation: Evaluation, gates: Sequence[Gate], findings: Sequence[Finding], *, color: bool | None = None
) -> str:
    """Scores with intervals and signatures, scores by document, what is wrong by kind, and the gates."""
    console = console_for(color=color)
    console.print(_score_table(evaluation))
    if len(evaluation.documents) > 1:
        console.print()
        console.print(_document_table(evaluation))
    console.print()
    for measure in evaluation.measures:
        console.print(f"{measure.name:<18}{measure.signature}", style="dim", soft_wrap=True)
    if findings:
        console.print()
        console.print(summary_by_code(findings, CODES), soft_wrap=True)
    for gate in gates:
        style = "green" if gate.passed else "bold red"
        verdict = "passed" if gate.passed else "FAILED"
        console.print(f"{verdict}  {gate.kind} {gate.metric}: {gate.message}", style=style, soft_wrap=True)
    return console_text(console)


def _plain_table(*columns: str, right_from: int = 1) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for number, column in enumerate(columns):
        right = number >= right_from
        table.add_column(column, justify="right" if right else "left", no_wrap=right, overflow="fold")
    return table


def _score_table(evaluation: Evaluation) -> Table:
    table = _plain_table("metric", "score", "± 95 %")
    for measure in evaluation.measures:
        half_width = evaluation.intervals[measure.name].half_width if evaluation.intervals else math.nan
        table.add_row(measure.name, formatted(measure.value, measure.metric), formatted(half_width, measure.metric))
    return table


def _document_table(evaluation: Evaluation) -> Table:
    shown = [measure for measure in evaluation.measures if measure.name in _BY_DOCUMENT] or evaluation.measures
    table = _plain_table("document", "segments", *(measure.name for measure in shown))
    for name, values in evaluation.by_document().items():
        cells = (formatted(values[measure.name], measure.metric) for measure in shown)
        table.add_row(name, str(len(evaluation.documents[name])), *cells)
    return table


def evaluation_as_json(evaluation: Evaluation, gates: Sequence[Gate], findings: Sequence[Finding]) -> str:
    """Scores, gates and findings by kind; without the statistics that only a stored evaluation needs."""
    from collections import Counter

    record = as_record(evaluation, statistics=False)
    record["gates"] = [
        {"metric": gate.metric, "kind": gate.kind, "passed": gate.passed, "message": gate.message} for gate in gates
    ]
    record["findings"] = dict(sorted(Counter(f.issue.code for f in findings).items()))
    return json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def evaluation_as_junit(evaluation: Evaluation, gates: Sequence[Gate]) -> str:
    """One test case a gate, or where there is none a passed one a metric, so that the scores are kept."""
    suite = f"evaluate {evaluation.name}".strip()
    if gates:
        cases = [
            Case(suite, f"{gate.kind} {gate.metric}", "" if gate.passed else gate.message, gate.kind, gate.message)
            for gate in gates
        ]
    else:
        cases = [Case(suite, f"{m.name} = {formatted(m.value, m.metric)}") for m in evaluation.measures]
    return as_junit(cases)


Compared = tuple[Evaluation, Sequence[Difference], Sequence[Bucket], Sequence[Change]]


def comparison_as_text(base: Evaluation, others: Iterable[Compared], judged: str, *, color: bool | None = None) -> str:
    """For each system: differences with p-values, wins and losses, and the segments that changed most."""
    console = console_for(color=color)
    for other, found, kinds, changes in others:
        console.print(f"{other.name} against {base.name}", style="bold", soft_wrap=True)
        console.print(_difference_table(base, found))
        console.print(f"\n{judged} by kind of segment", style="bold")
        console.print(_bucket_table(base, kinds, judged))
        if changes:
            console.print(f"\nsegments that changed most in {judged}", style="bold")
        for change in changes:
            _print_change(console, base, other, change)
        console.print()
    return console_text(console)


def _difference_table(base: Evaluation, found: Sequence[Difference]) -> Table:
    table = _plain_table("metric", "base", "other", "delta", "± 95 %", "p (bootstrap)", "p (randomization)")
    table.add_column("verdict")
    for row in found:
        metric = base[row.metric].metric
        verdict = "no significant difference"
        if row.significant():
            verdict = "better" if row.better else "worse"
        table.add_row(
            row.metric,
            formatted(row.base, metric),
            formatted(row.other, metric),
            ("+" if row.delta > 0 else "") + formatted(row.delta, metric),
            formatted(row.interval.half_width, metric) if row.interval else "",
            _p_value(row.p_bootstrap),
            _p_value(row.p_randomization),
            verdict,
            style={"better": "green", "worse": "red"}.get(verdict),
        )
    return table


def _p_value(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


def _bucket_table(base: Evaluation, kinds: Sequence[Bucket], judged: str) -> Table:
    metric = base[judged].metric
    table = _plain_table("segments", "number", "better", "worse", "same", "base", "other", "delta")
    for row in kinds:
        same = row.segments - row.wins - row.losses
        counts = (str(n) for n in (row.segments, row.wins, row.losses, same))
        values = (formatted(v, metric) for v in (row.base, row.other))
        delta = row.other - row.base
        table.add_row(row.name, *counts, *values, ("+" if delta > 0 else "") + formatted(delta, metric))
    return table


def _print_change(console: Any, base: Evaluation, other: Evaluation, change: Change) -> None:
    from rich.text import Text

    corpus, delta = base.corpus, change.other - change.base
    head = f"line {change.position + 1}: {change.base:.1f} → {change.other:.1f} ({delta:+.1f})"
    rows = [("source", corpus.sources), ("reference", corpus.references[0] if corpus.references else ())]
    rows += [("base", corpus.hypotheses), ("other", other.corpus.hypotheses)]
    console.print(Text(head, "bold cyan"))
    for label, texts in rows:
        if texts:
            console.print(
                Text.assemble((f"  {label:<10}", "dim"), " ".join(texts[change.position].split())), soft_wrap=True
            )


def comparison_as_junit(base: Evaluation, others: Iterable[Compared], judged: str) -> str:
    """One test case for each system and metric; it failed when the system is significantly worse."""
    cases = []
    for other, found, *_ in others:
        for row in found:
            metric = base[row.metric].metric
            told = f"{formatted(row.base, metric)} to {formatted(row.other, metric)}"
            worse = row.significant() and not row.better
            cases.append(Case(f"{other.name} against {base.name}", row.metric, told if worse else "", "worse", told))
    return as_junit(cases or [Case(f"compare with {base.name}", f"nothing measured by {judged}")])


def comparison_as_record(base: Evaluation, others: Iterable[Compared], judged: str) -> dict[str, Any]:
    """A comparison as plain data for JSON; undefined values are null."""
    from dataclasses import asdict

    systems = []
    for other, found, kinds, changes in others:
        systems.append(
            {
                "name": other.name,
                "differences": [{**asdict(row), "significant": row.significant()} for row in found],
                "buckets": [asdict(row) for row in kinds],
                "changes": [{**asdict(row), "line": row.position + 1} for row in changes],
            }
        )
    record = {"version": 1, "base": base.name, "judged_by": judged, "segments": len(base.corpus), "systems": systems}
    cleaned: dict[str, Any] = _without_nan(record)
    return cleaned


def _without_nan(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {key: _without_nan(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_nan(item) for item in value]
    return value
