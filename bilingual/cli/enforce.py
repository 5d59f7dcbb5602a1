"""`bilingual enforce`: bring a glossary's terms into the output of another engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bilingual.cli.line_files import read_items
from bilingual.cli.options import Encoding, Force, From, GlossaryPaths, Package, Threads, To, chosen_glossary, say
from bilingual.cli.translate import check_free
from bilingual.model import Report, Rung, SegmentTranslation, Severity, Translation
from bilingual.text.files import write_atomic

if TYPE_CHECKING:
    from bilingual.constrain import Constrained, Job
    from bilingual.engines.base import Engine
    from bilingual.glossary.termbase import Glossary
    from bilingual.rules import Item

app = typer.Typer(add_completion=False)


@app.command(
    epilog="""
Examples:

* `bilingual enforce article.ko article.en` prints the translation with the terms of the glossary that ships.
* `bilingual enforce article.ko article.en -g my-terms.po -o article.fixed.en --report trail.json` keeps it, with the
  trail of every term.
* `some-engine < article.ko | bilingual enforce article.ko -` takes the translation from another program.
"""
)
def enforce(
    source: Annotated[str, typer.Argument(help="The source text, one segment a line.")],
    target: Annotated[str, typer.Argument(help="Its translation, line by line; - is standard input.")],
    source_lang: From = None,
    target_lang: To = None,
    glossary: GlossaryPaths = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", help="Write the text to this file; - is standard output.")
    ] = None,
    report: Annotated[str | None, typer.Option("--report", help="Write the trail of every term as JSON here.")] = None,
    package: Package = None,
    threads: Threads = None,
    encoding: Encoding = None,
    fail_on: Annotated[
        Severity | None, typer.Option("--fail-on", help="Exit with 1 when an issue is at least this severe.")
    ] = None,
    force: Force = False,
) -> None:
    """Enforce a glossary on the output of another engine.

    The words that stand for a term give way to what the glossary says; everything else stays as it is. The engine
    package, the built-in one by default, finds the words and judges the result; it translates nothing.
    """
    from bilingual.config import load_settings
    from bilingual.constrain import Ladder
    from bilingual.engines import load_engine
    from bilingual.engines.argos import Hardware

    settings = load_settings()
    languages = source_lang or settings.source_lang, target_lang or settings.target_lang
    for place in (output, report):
        check_free(place, force)
    items = read_items(source, target, encoding, languages[0])
    words = chosen_glossary(glossary or [Path(p) for p in settings.glossary], False, *languages)
    hardware = Hardware(settings.device, threads=settings.threads if threads is None else threads)
    engine = load_engine(*languages, hardware=hardware, package=package or settings.package or "builtin", notice=say)
    results = Ladder(engine).enforce(jobs_of(items, words), [item.target for item in items])
    text = "".join(f"{result.text}\n" for result in results)
    if output in (None, "-"):
        typer.echo(text, nl=False)
    else:
        write_atomic(Path(str(output)), text)
    if report:
        from bilingual.reports.translation import as_json

        write_atomic(Path(report), as_json(report_of(items, results, words, engine, target)))
    _summarise(items, results, target)
    if fail_on and any(issue.severity.rank >= fail_on.rank for result in results for issue in result.issues):
        raise typer.Exit(1)


def jobs_of(items: Sequence[Item], glossary: Glossary) -> list[Job]:
    """The items' segments as one document, with the constraints of the glossary's terms in them."""
    from dataclasses import replace

    from bilingual.constrain import Job, document_constraints
    from bilingual.glossary.matching import Matcher
    from bilingual.text.protection import find_placeholders

    segments = [replace(item.segment, placeholders=find_placeholders(item.segment.source)) for item in items]
    matches = Matcher(glossary).find_all(segments)
    constraints = document_constraints(segments, matches, glossary)
    return [Job(segment, tuple(found)) for segment, found in zip(segments, constraints, strict=True)]


def report_of(
    items: Sequence[Item], results: Sequence[Constrained], glossary: Glossary, engine: Engine, name: str
) -> Report:
    """The trail of an enforcement; `raw` holds the other engine's text."""
    segments = tuple(
        SegmentTranslation(i.segment, r.text, "", r.score, r.outcomes, issues=r.issues, raw=i.target)
        for i, r in zip(items, results, strict=True)
    )
    source = "\n".join(item.segment.source for item in items)
    done = Translation(source, "\n".join(r.text for r in results), segments, name=name)
    signature = f"enforce|package:{engine.info.package}|model:{engine.info.digest}|glossary:{glossary.digest}"
    return Report((done,), glossary_digest=glossary.digest, signature=signature)


def _summarise(items: Sequence[Item], results: Sequence[Constrained], name: str) -> None:
    rungs = Counter(outcome.rung for result in results for outcome in result.outcomes)
    for item, result in zip(items, results, strict=True):
        for issue in result.issues:
            say(f"{name}:{item.segment.origin.line}: {issue.message}")
    changed = sum(item.target != result.text for item, result in zip(items, results, strict=True))
    say(
        f"{sum(rungs.values())} terms in {len(items)} segments: {rungs[Rung.FREE]} were right, {rungs[Rung.SPLICE]} "
        f"put in, {rungs[Rung.UNMET]} not met; {changed} segments changed"
    )
