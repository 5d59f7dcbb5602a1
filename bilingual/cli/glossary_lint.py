"""`bilingual glossary lint`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bilingual.cli.glossary_options import Glossaries, Source, Target, reading, say
from bilingual.errors import GlossaryError
from bilingual.model import Issue, Severity, Span
from bilingual.reports.findings import Finding, Format, render

if TYPE_CHECKING:
    from bilingual.glossary.lint.base import Located

app = typer.Typer()

Codes = Annotated[list[str] | None, typer.Option("--select", help="Only these codes (G203, or G2 for all of them).")]
Ignored = Annotated[list[str] | None, typer.Option("--ignore", help="Not these codes.")]


@app.command()
def lint(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders; default as for -g.")] = None,
    *,
    glossary: Glossaries = None,
    repair: Annotated[bool, typer.Option("--fix", help="Repair what can be repaired without losing anything.")] = False,
    select: Codes = None,
    ignore: Ignored = None,
    layout: Annotated[Format, typer.Option("--format", help="How findings are printed.")] = Format.TERMINAL,
    fail_on: Annotated[
        Severity, typer.Option("--fail-on", help="Lowest severity that makes the exit code 1.")
    ] = Severity.MINOR,
    rules: Annotated[bool, typer.Option("--rules", help="List the rules and stop.")] = False,
    source: Source = "ko",
    target: Target = "en",
) -> None:
    """Check a glossary: duplicates, contradictions, wrong script, left particles and more."""
    from bilingual.glossary.lint import fix, summaries
    from bilingual.glossary.lint import lint as find_problems

    if rules:
        typer.echo("\n".join(f"{code}  {text}" for code, text in sorted(summaries().items())))
        return
    faults: list[GlossaryError] = []
    store = reading([*(paths or ()), *(glossary or ())] or None, source, target, faults)
    options = {"select": select or (), "ignore": ignore or ()}
    problems = find_problems(store, faults, **options)
    if repair:
        done = fix(store, problems)
        say(f"repaired {done} of {len(problems)} findings")
        if done:
            store.save()
            faults.clear()
            again = reading([*(paths or ()), *(glossary or ())] or None, source, target, faults)
            problems = find_problems(again, faults, **options)
    typer.echo(render([_finding(p) for p in problems], layout, tool_rules=summaries()), nl=False)
    if any(p.severity.rank >= fail_on.rank for p in problems):
        raise typer.Exit(1)


def _finding(located: Located) -> Finding:
    problem = located.problem
    issue = Issue(
        code=located.code,
        mqm_type="terminology",
        severity=located.severity,
        message=problem.message,
        span=Span(0, len(problem.text)) if problem.text else None,
        suggestion=problem.suggestion,
        segment_id=located.concept_id,
    )
    return Finding(issue, located.file, located.line, problem.text)
