"""`bilingual postedit`: run the rules over a translation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bilingual.cli.line_files import Off, RuleFiles, Style, as_translation, make_glossary, make_rules, read_items
from bilingual.cli.options import Encoding, Force, From, GlossaryPaths, NoGlossary, To, say
from bilingual.cli.translate import check_free
from bilingual.model import Report, Severity
from bilingual.text.files import write_atomic

app = typer.Typer(add_completion=False)


@app.command(
    epilog="""
Examples:

* `bilingual postedit article.ko article.en` prints the corrected text.
* `bilingual postedit article.ko article.en -o article.fixed.en --trail trail.json` keeps it, with every edit.
* `bilingual postedit article.ko article.en --style ap --rules rules/` adds a house style and your own rules.
"""
)
def postedit(
    source: Annotated[str, typer.Argument(help="The source text, one segment a line.")],
    target: Annotated[str, typer.Argument(help="Its translation, line by line; - is standard input.")],
    source_lang: From = None,
    target_lang: To = None,
    glossary: GlossaryPaths = None,
    no_glossary: NoGlossary = False,
    style: Style = None,
    rules: RuleFiles = None,
    off: Off = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", help="Write the text to this file; - is standard output.")
    ] = None,
    trail: Annotated[str | None, typer.Option("--trail", help="Write every edit and issue as JSON here.")] = None,
    fail_on: Annotated[
        Severity | None,
        typer.Option("--fail-on", help="Exit with 1 when an issue is left that is at least this severe."),
    ] = None,
    encoding: Encoding = None,
    force: Force = False,
) -> None:
    """Correct numbers, terms, spacing and style in a translation; every edit is on record."""
    from bilingual.rules import postedit as run_rules

    options = make_rules(source_lang, target_lang, style, rules, off, glossary)
    for place in (output, trail):
        check_free(place, force)
    items = read_items(source, target, encoding, options.source_lang)
    words = make_glossary(glossary, no_glossary, options)
    results = run_rules(items, words, options=options)
    text = "".join(f"{result.target}\n" for result in results)
    if output in (None, "-"):
        typer.echo(text, nl=False)
    else:
        write_atomic(Path(str(output)), text)
    if trail:
        from bilingual.reports.translation import as_json

        report = Report((as_translation(items, results, target),), glossary_digest=words.digest)
        write_atomic(Path(trail), as_json(report))
    edits = sum(len(result.edits) for result in results)
    issues = [issue for result in results for issue in result.issues]
    say(f"{edits} edits in {len(items)} segments; {len(issues)} issues left")
    if fail_on and any(issue.severity.rank >= fail_on.rank for issue in issues):
        raise typer.Exit(1)
