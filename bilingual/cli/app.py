"""The `bilingual` command: a lazy list of command groups, one module each.

A module of this package offers `app`, a `typer.Typer`. It is imported only when its command is called, so that
`--help` and the small commands start at once.
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from bilingual import __version__
from bilingual.errors import BilingualError

COMMANDS = {
    "translate": "Translate articles under a glossary.",
    "enforce": "Enforce a glossary on the output of another engine.",
    "check": "Report what is wrong in a translation: numbers, terms, omissions …",
    "postedit": "Apply the post-editing rules to a translation.",
    "evaluate": "Score a translation against references, terms and numbers.",
    "compare": "Compare translations of the same text, with significance.",
    "glossary": "Keep a glossary: add, review, search, lint, import, export, extract.",
    "rules": "List, explain, write and test post-editing rules.",
    "engine": "List, install and remove engine packages.",
    "batch": "Translate whole folders, resumably.",
    "memory": "Keep a translation memory.",
    "train": "Train a glossary-aware engine package from parallel text.",
}


class LazyGroup(TyperGroup):
    """A group that imports a command's module when the command is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """All command names, in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """A stand-in with the one-line description, which is all that the list in `--help` shows."""
        if cmd_name not in COMMANDS:
            return None
        return TyperCommand(cmd_name, short_help=COMMANDS[cmd_name], help=COMMANDS[cmd_name])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Import the command that is being called."""
        name, stand_in, rest = super().resolve_command(ctx, args)
        if stand_in is None:
            return name, stand_in, rest
        command = typer.main.get_command(importlib.import_module(f"bilingual.cli.{name}").app)
        command.name = name
        return name, command, rest


app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"bilingual {__version__}")
        raise typer.Exit()


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Translate with a term glossary, offline.

    Results go to standard output, everything else to standard error. Exit codes: 0 clean, 1 findings, 2 usage or
    input error, 3 crash.
    """


def main() -> None:
    """Entry point: runs the command and turns every expected error into one line and an exit code."""
    try:
        app(standalone_mode=True)
    except BilingualError as error:
        typer.secho(f"error: {error}", fg=typer.colors.RED, err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if os.environ.get("BILINGUAL_TRACEBACK"):
            raise
        typer.secho(
            f"crash: {type(error).__name__}: {error}\nThis is a bug; BILINGUAL_TRACEBACK=1 shows where it happened.",
            fg=typer.colors.RED,
            err=True,
        )
        sys.exit(3)
