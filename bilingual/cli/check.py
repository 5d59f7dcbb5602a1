"""`bilingual check`: what is wrong in a translation."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bilingual.cli.line_files import Off, as_translation, make_glossary, make_rules, read_items
from bilingual.cli.options import Encoding, Force, From, GlossaryPaths, NoGlossary, To
from bilingual.cli.translate import check_free
from bilingual.model import Issue, Report, Severity, Side
from bilingual.reports.findings import Finding, fails, render
from bilingual.text.files import write_atomic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bilingual.rules import Item

app = typer.Typer(add_completion=False)


class Layout(StrEnum):
    """How findings are printed."""

    TERMINAL = "terminal"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"
    HTML = "html"


@app.command(
    epilog="""
Examples:

* `bilingual check article.ko article.en` lists what is wrong.
* `bilingual check article.ko article.en -g terms.po --format sarif -o findings.sarif --fail-on major` gates a pipeline.
* `bilingual check article.ko article.en --off 'B*' --off N102@article.en:12` leaves out what is known.
"""
)
def check(
    source: Annotated[str, typer.Argument(help="The source text, one segment a line.")],
    target: Annotated[str, typer.Argument(help="Its translation, line by line; - is standard input.")],
    source_lang: From = None,
    target_lang: To = None,
    glossary: GlossaryPaths = None,
    no_glossary: NoGlossary = False,
    off: Off = None,
    layout: Annotated[Layout, typer.Option("--format", help="How findings are printed.")] = Layout.TERMINAL,
    output: Annotated[str | None, typer.Option("-o", "--output", help="Write to this file.")] = None,
    fail_on: Annotated[
        Severity, typer.Option("--fail-on", help="Lowest severity that makes the exit code 1.")
    ] = Severity.MINOR,
    encoding: Encoding = None,
    force: Force = False,
) -> None:
    """Report wrong numbers, missing terms, omissions, repetitions and more, typed as in MQM."""
    from bilingual.rules import check as find_issues
    from bilingual.rules import issue_codes

    options = make_rules(source_lang, target_lang, None, None, off)
    check_free(output, force)
    items = read_items(source, target, encoding, options.source_lang)
    issues = find_issues(items, make_glossary(glossary, no_glossary, options), options=options)
    findings = _findings(items, issues, source)
    text = _page(items, issues, target) if layout is Layout.HTML else render(findings, layout, tool_rules=issue_codes())
    if output in (None, "-"):
        typer.echo(text, nl=False)
    else:
        write_atomic(Path(str(output)), text)
    if fails(findings, fail_on):
        raise typer.Exit(1)


def _findings(items: Sequence[Item], issues: Sequence[Sequence[Issue]], source: str) -> list[Finding]:
    """Each issue at its line: of the target file, or of the source file when it points at the source."""
    found = []
    for item, rows in zip(items, issues, strict=True):
        for issue in rows:
            at_source = issue.side is Side.SOURCE
            file = source if at_source else item.segment.origin.file
            context = item.segment.source if at_source else item.target
            found.append(Finding(issue, file, item.segment.origin.line, context, 1))
    return found


def _page(items: Sequence[Item], issues: Sequence[Sequence[Issue]], name: str) -> str:
    from bilingual.reports.side_by_side import as_html
    from bilingual.rules import PostEdited

    results = [PostEdited(item.target, (), tuple(rows)) for item, rows in zip(items, issues, strict=True)]
    return as_html(Report((as_translation(items, results, name),)), title=f"Check of {name}")
