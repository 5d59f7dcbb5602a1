"""Options that the glossary commands share, and how they open what these name."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bilingual.errors import GlossaryError
from bilingual.glossary.places import local_folder, shipped_folder
from bilingual.glossary.store import Store

Glossaries = Annotated[
    list[Path] | None,
    typer.Option(
        "-g",
        "--glossary",
        envvar="BILINGUAL_GLOSSARY",
        help="PO file or folder of PO files; repeatable. Default: glossary/ko-en here, else the shipped glossary.",
    ),
]
EditedGlossary = Annotated[
    list[Path] | None,
    typer.Option(
        "-g",
        "--glossary",
        envvar="BILINGUAL_GLOSSARY",
        help="PO file or folder to change (a folder has one file a field). Default: glossary/ko-en here.",
    ),
]
Source = Annotated[str, typer.Option("--from", help="Source language.", metavar="LANG")]
Target = Annotated[str, typer.Option("--to", help="Target language.", metavar="LANG")]
Field = Annotated[str | None, typer.Option("--field", help="Only entries of this subject field.")]
Output = Annotated[Path, typer.Option("-o", "--output", help="File to write; - is standard output.")]
Force = Annotated[bool, typer.Option("--force", help="Replace the output file when it exists.")]


class Layout(StrEnum):
    """How a list is printed."""

    TERMINAL = "terminal"
    JSON = "json"


LayoutOption = Annotated[Layout, typer.Option("--format", help="How the result is printed.")]


def reading(paths: list[Path] | None, source: str, target: str, faults: list[GlossaryError] | None = None) -> Store:
    """Open what is named, else the folder here, else the shipped glossary."""
    return Store.open(reading_paths(paths, source, target), source_lang=source, target_lang=target, faults=faults)


def reading_paths(paths: list[Path] | None, source: str, target: str) -> list[Path]:
    """The paths that `reading` opens."""
    if paths:
        return paths
    try:
        return [local_folder(source, target)]
    except GlossaryError:
        return [shipped_folder(source, target)]


def editing(paths: list[Path] | None, source: str, target: str) -> Store:
    """Open what is named, else the folder here; the shipped glossary of an installation is never changed."""
    return Store.open(paths or [local_folder(source, target)], source_lang=source, target_lang=target)


def say(message: str) -> None:
    """A line for the person at the terminal, on standard error."""
    typer.echo(message, err=True)
