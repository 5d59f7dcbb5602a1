"""`bilingual compare`: how other translations of the same text differ from one, and whether that is chance."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bilingual.cli.options import Encoding, Force
from bilingual.cli.scoring import (
    Documents,
    Given,
    Metrics,
    Output,
    References,
    Resamples,
    ScoredGlossary,
    Seed,
    Source,
    TermField,
    Terms,
    Tokenizer,
    check_free,
    names_of,
    put,
    read_corpus,
)
from bilingual.errors import ConfigError

app = typer.Typer(add_completion=False)


class Layout(StrEnum):
    """How a comparison is printed."""

    TERMINAL = "terminal"
    JSON = "json"
    JUNIT = "junit"


@app.command(
    epilog="""
Examples:

* `bilingual compare old.en new.en --ref ref.en` says what got better and worse, with p-values.
* `bilingual compare old.en new.en other.en --ref ref.en --src in.ko -g glossary/ko-en --changed 20`
"""
)
def compare(
    base: Annotated[str, typer.Argument(help="Translation that the others are compared with, one segment a line.")],
    others: Annotated[list[str], typer.Argument(help="Other translations of the same text.")],
    references: References = None,
    source: Source = None,
    glossary: ScoredGlossary = None,
    terms: Terms = None,
    term_field: TermField = "",
    documents: Documents = None,
    metrics: Metrics = "",
    source_lang: Annotated[str, typer.Option("--from", help="Source language.", metavar="LANG")] = "ko",
    target_lang: Annotated[str, typer.Option("--to", help="Target language.", metavar="LANG")] = "en",
    tokenizer: Tokenizer = "auto",
    resamples: Resamples = 1000,
    shuffles: Annotated[
        int, typer.Option("--shuffles", min=0, help="Trials of approximate randomization; 0 for none.")
    ] = 10_000,
    seed: Seed = 12345,
    changed: Annotated[
        int, typer.Option("--changed", min=0, help="How many of the most changed segments to show.")
    ] = 5,
    layout: Annotated[Layout, typer.Option("--format", help="What is printed.")] = Layout.TERMINAL,
    fail_on_worse: Annotated[
        bool, typer.Option("--fail-on-worse", help="Exit with 1 when a metric is significantly worse.")
    ] = False,
    output: Output = None,
    encoding: Encoding = None,
    force: Force = False,
) -> None:
    """Compare translations of the same text, with significance."""
    from bilingual.metrics import comparison
    from bilingual.metrics.evaluation import evaluate
    from bilingual.metrics.reading import check_language, check_parallel, read_lines
    from bilingual.reports.evaluation import comparison_as_junit, comparison_as_record, comparison_as_text

    check_free(output, force)
    given = Given(
        references, source, glossary, terms, term_field, documents, source_lang, target_lang, tokenizer, encoding
    )
    corpus = read_corpus(base, given)
    if not corpus.offers:
        raise ConfigError("there is nothing to compare by; give --ref, --src or --terms", field="--ref")
    first = evaluate(corpus, names_of(metrics), name=Path(base).name, resamples=0, seed=seed)
    judged = comparison.judged_by(first)
    found = []
    for path in others:
        lines = read_lines(path, encoding)
        check_parallel(path, lines, base, corpus.hypotheses)
        check_language(path, lines, target_lang, source_lang, "was the source given as a translation?")
        measured = [measure.name for measure in first.measures]
        second = evaluate(corpus.with_hypotheses(lines), measured, name=Path(path).name, resamples=0, seed=seed)
        rows = comparison.differences(first, second, resamples=resamples, shuffles=shuffles, seed=seed)
        kinds = comparison.buckets(first, second, judged)
        found.append((second, rows, kinds, comparison.most_changed(first, second, judged, changed)))
    if layout is Layout.JSON:
        record = comparison_as_record(first, found, judged)
        put(json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False) + "\n", output)
    else:
        write = comparison_as_junit if layout is Layout.JUNIT else comparison_as_text
        put(write(first, found, judged), output)
    if fail_on_worse and any(row.significant() and not row.better for _, rows, *_ in found for row in rows):
        raise typer.Exit(1)
