"""`bilingual rules`: list, explain, write and test post-editing rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bilingual.cli.line_files import RuleFiles
from bilingual.errors import ConfigError, RuleError

if TYPE_CHECKING:
    from bilingual.rules.editors import EditorRule

app = typer.Typer(no_args_is_help=True, add_completion=False, help="List, explain, write and test post-editing rules.")

_TEMPLATE = """[[rule]]
code = "{code}"
title = "What it corrects, in a few words"
reason = "Why; it is shown beside every edit"
# Either a regular expression on the target, with groups for the replacement …
pattern = 'chip[ -]maker'
replacement = "chipmaker"
# … or a term, found as whole words in any inflection:  term = "chip maker"
# source = '반도체'            # only where the source matches
# source-not = '감자'          # only where it does not
# scope = ["headline"]        # headline, body, quote, caption; all when left out
# ignore-case = true
# keep-case = false           # do not capitalise after a capitalised match

[[rule.example]]
target = "The chip-maker hired 300 people."
expected = "The chipmaker hired 300 people."

[[rule.counter-example]]
target = "The chip was made in Suwon."
"""


@app.command("list")
def list_rules(rules: RuleFiles = None) -> None:
    """List all rules and checks in the order in which they run."""
    from bilingual.rules import CHECKS, RULES
    from bilingual.rules.editors import load_rules
    from bilingual.rules.style import STYLES

    shipped = [rule for _, rule in RULES]
    own = [rule.as_rule() for rule in load_rules(rules or ())]
    typer.echo("Rules, in the order in which they run")
    for rule in sorted([*shipped, *own], key=lambda r: (r.order, r.code)):
        when = f"  (--style {', '.join(sorted(rule.styles))})" if rule.styles else ""
        typer.echo(f"  {rule.code:6} {rule.title}{when}")
    typer.echo("\nChecks")
    for _, check in CHECKS:
        typer.echo(f"  {check.code:6} {check.title}")
    typer.echo("\nHouse styles")
    for name, text in STYLES.items():
        typer.echo(f"  {name:11} {text}")


@app.command()
def explain(
    code: Annotated[str, typer.Argument(help="Code of a rule or check, such as N001.")], rules: RuleFiles = None
) -> None:
    """Say what a rule does, why, and when it does not apply."""
    from bilingual.rules import CHECKS, RULES
    from bilingual.rules.editors import load_rules

    wanted = code.upper()
    for own in load_rules(rules or ()):
        if own.code == wanted:
            _explain_own(own)
            return
    known = dict(RULES) | dict(CHECKS)
    found = known.get(wanted) or next((c for _, c in CHECKS if wanted in c.explanation), None)
    if found is None:
        raise ConfigError(f"no rule or check is called {code!r}; see `bilingual rules list`")
    typer.echo(f"{found.code}  {found.title}  [{found.family}]\n\n{found.explanation}")


def _explain_own(own: EditorRule) -> None:
    typer.echo(f"{own.code}  {own.title or own.reason}  [{own.origin}]\n\n{own.reason}\n")
    typer.echo(f"{own.pattern or own.term!r} → {own.replacement!r}")
    for example in own.examples:
        typer.echo(f"  - {example.target}\n  + {example.expected}")
    for example in own.counter_examples:
        typer.echo(f"  = {example.target}")


@app.command("test")
def test_rules(
    files: Annotated[list[Path], typer.Argument(help="Rule files or folders of them.")],
) -> None:
    """Run the examples and counter-examples of editors' rules; exit with 1 when one fails."""
    from bilingual.rules.editors import load_rules

    failed = count = 0
    for rule in load_rules(files):
        examples = len(rule.examples) + len(rule.counter_examples)
        count += examples
        said = [f"{rule.origin}: {line}" for line in _failures(rule)]
        if not rule.examples:
            said.append(f"{rule.origin}: has no [[rule.example]]; show what it does")
        failed += bool(said)
        for line in said:
            typer.echo(line)
    typer.echo(f"{count} examples; {failed} rules fail" if failed else f"{count} examples, all as expected")
    if failed:
        raise typer.Exit(1)


def _failures(rule: EditorRule) -> list[str]:
    try:
        return rule.failures()
    except RuleError as error:
        return [error.message]


@app.command()
def new(
    file: Annotated[Path, typer.Argument(help="File to write, such as rules/house.toml.")],
    code: Annotated[str, typer.Option("--code", help="Code of the new rule.")] = "E001",
) -> None:
    """Write a rule to start from; added to the file when it exists."""
    from bilingual.rules.editors import load_rules
    from bilingual.text.files import read_text, write_atomic

    if not code[:1].isupper() or not code.isalnum():
        raise ConfigError(f"{code!r} is no code; write capital letters and digits, such as E002", field="--code")
    before = ""
    if file.exists():
        if any(rule.code == code for rule in load_rules([file])):
            raise ConfigError(f"{file} has a rule {code} already; give another", field="--code")
        before = read_text(file).rstrip("\n") + "\n\n"
    file.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(file, before + _TEMPLATE.format(code=code))
    typer.echo(f"wrote {code} to {file}; change it, then run: bilingual rules test {file}", err=True)
