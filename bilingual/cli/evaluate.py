"""`bilingual evaluate`: score a translation, or the current engine on a test suite, and gate on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bilingual.cli.options import Encoding, Force, Package, make_translator, say
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
from bilingual.model import Severity
from bilingual.reports.findings import Finding, Format, fails, render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bilingual.metrics.base import Corpus
    from bilingual.metrics.evaluation import Evaluation
    from bilingual.metrics.gates import Gate

app = typer.Typer(add_completion=False)


@app.command(
    epilog="""
Examples:

* `bilingual evaluate out.en --ref ref.en` scores by BLEU, chrF, chrF++ and TER.
* `bilingual evaluate out.en --ref ref.en --src in.ko -g glossary/ko-en --report scores.html` adds terms and numbers.
* `bilingual evaluate out.en -r ref.en --fail-under chrf=50 --save scores.json` gates, and keeps the scores;
  `--baseline scores.json` fails later on a significant drop.
* `bilingual evaluate --suite corpora/suite-news` translates a suite with the current engine and scores it.
"""
)
def evaluate(
    hypothesis: Annotated[
        str | None, typer.Argument(help="Translation to score, one segment a line; - is standard input.")
    ] = None,
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
    seed: Seed = 12345,
    suite: Annotated[str | None, typer.Option("--suite", help="Folder of a test suite to translate and score.")] = None,
    package: Package = None,
    layout: Annotated[Format, typer.Option("--format", help="What is printed.")] = Format.TERMINAL,
    report: Annotated[str | None, typer.Option("--report", help="Write one HTML page with every segment here.")] = None,
    save: Annotated[str | None, typer.Option("--save", help="Write the scores here, for a later --baseline.")] = None,
    fail_under: Annotated[
        list[str] | None, typer.Option("--fail-under", help="Exit with 1 below these, e.g. chrf=50,terms=0.97.")
    ] = None,
    baseline: Annotated[
        str | None, typer.Option("--baseline", help="Exit with 1 on a significant drop from these scores.")
    ] = None,
    fail_on: Annotated[
        Severity | None,
        typer.Option("--fail-on", help="Exit with 1 when a segment has a finding at least this severe."),
    ] = None,
    output: Output = None,
    encoding: Encoding = None,
    force: Force = False,
) -> None:
    """Score a translation against references, terms and numbers."""
    from bilingual.metrics import evaluation as scoring
    from bilingual.metrics.gates import baseline_gates, parse_thresholds, threshold_gates
    from bilingual.metrics.stored import as_record, read_baseline
    from bilingual.reports.evaluation import evaluation_findings
    from bilingual.reports.evaluation_page import as_html

    for place in (report, save, output):
        check_free(place, force)
    thresholds = parse_thresholds(fail_under or [])
    before = read_baseline(baseline) if baseline else None
    if suite:
        if hypothesis or references or source or terms or documents:
            raise ConfigError("brings its own texts; leave the other files out", field="--suite")
        name, corpus, own = translated_suite(suite, glossary, package, tokenizer)
        measured = names_of(metrics) or list(own)
        thresholds = {metric: limit for metric, limit in own.items() if metric in measured} | thresholds
    else:
        if hypothesis is None:
            raise ConfigError("give the translation to score, or --suite", field="HYPOTHESIS")
        name = hypothesis
        corpus = read_corpus(
            hypothesis,
            Given(
                references,
                source,
                glossary,
                terms,
                term_field,
                documents,
                source_lang,
                target_lang,
                tokenizer,
                encoding,
            ),
        )
    if not corpus.offers:
        raise ConfigError("there is nothing to score by; give --ref, --src or --terms", field="--ref")
    result = scoring.evaluate(corpus, names_of(metrics), name=Path(name).name, resamples=resamples, seed=seed)
    gates = threshold_gates(result, thresholds) + (baseline_gates(result, before, seed=seed) if before else [])
    if save:
        put(json.dumps(as_record(result), ensure_ascii=False, allow_nan=False) + "\n", save)
    if report:
        put(as_html(result, gates), report)
    findings = evaluation_findings(result, name)
    put(_printed(result, gates, findings, layout), output)
    if not all(gate.passed for gate in gates) or (fail_on and fails(findings, fail_on)):
        raise typer.Exit(1)


def translated_suite(
    folder: str, glossary: list[Path] | None, package: str | None, tokenizer: str
) -> tuple[str, Corpus, dict[str, float]]:
    """Translate a suite with the engine and glossary that the options name; returns name, corpus and gates."""
    from bilingual.metrics.base import Corpus
    from bilingual.metrics.expectations import expected_by_glossary
    from bilingual.metrics.suite import read_suite

    suite = read_suite(folder)
    translator = make_translator(
        source_lang=suite.source_lang, target_lang=suite.target_lang, glossary=glossary, package=package
    )
    say(f"translating {len(suite.sources)} segments of {suite.name} with {translator.signature}")
    articles = suite.articles()
    texts = translator.translate_many("\n".join(lines) for _, lines in articles)
    outputs = [line for translation in texts for line in translation.target.split("\n")]
    if len(outputs) != len(suite.sources):
        raise ConfigError(f"the engine made {len(outputs)} lines out of {len(suite.sources)}", field="--suite")
    terms = expected_by_glossary(translator.glossary, suite.sources, suite.documents)
    corpus = Corpus(
        outputs,
        suite.references,
        suite.sources,
        terms,
        suite.documents,
        suite.source_lang,
        suite.target_lang,
        tokenizer,
    )
    return suite.name, corpus, suite.gates


def _printed(result: Evaluation, gates: Sequence[Gate], findings: Sequence[Finding], layout: Format) -> str:
    from bilingual.metrics.segment_issues import CODES
    from bilingual.reports import evaluation as reports

    if layout is Format.JUNIT:
        return reports.evaluation_as_junit(result, gates)
    if layout in (Format.SARIF, Format.GITHUB):
        return render(findings, layout, tool_rules=CODES)
    write = reports.evaluation_as_json if layout is Format.JSON else reports.evaluation_as_text
    return write(result, gates, findings)
