"""`bilingual engine`: list, install and remove engine packages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bilingual.cli.options import say
from bilingual.errors import ConfigError, OutputError, PackageError

if TYPE_CHECKING:
    from bilingual.engines.packages import EnginePackage

app = typer.Typer(no_args_is_help=True, add_completion=False, help="List, install and remove engine packages.")

Name = Annotated[str, typer.Argument(help="Name from `bilingual engine list`, or a pair like ko-en.")]


@app.command("list")
def list_packages() -> None:
    """List the packages that can translate, the built-in one last."""
    from rich.table import Table

    from bilingual.engines.packages import builtin_packages, installed_packages
    from bilingual.reports.terminal import console_for, console_text

    broken: list[str] = []
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in ("pair", "name", "version", "size", "term markers", "where"):
        table.add_column(column, justify="right" if column == "size" else "left", no_wrap=column != "where")
    for package in installed_packages(broken) + builtin_packages():
        table.add_row(
            f"{package.from_code} → {package.to_code}",
            package.name,
            package.version,
            f"{package.size / 1e6:.0f} MB",
            "".join(package.term_markers or ()) or "–",
            "built in" if package.builtin else str(package.path),
        )
    console = console_for()
    console.print(table)
    typer.echo(console_text(console), nl=False)
    for message in broken:
        say(f"left out: {message}")


@app.command()
def info(name: Name = "ko-en") -> None:
    """Show one package: languages, version, digest, card.

    Examples: `bilingual engine info`, `bilingual engine info translate-ko_en-1_1`
    """
    package = _found(name)
    rows = {
        "name": package.name,
        "pair": f"{package.from_name or package.from_code} → {package.to_name or package.to_code}",
        "version": package.version,
        "model": package.digest,
        "size": f"{package.size / 1e6:.1f} MB",
        "term markers": "".join(package.term_markers or ()) or "none",
        "folder": str(package.path),
    }
    for key, value in rows.items():
        typer.echo(f"{key:13} {value}")
    if package.card:
        typer.echo(f"\n{package.card.rstrip()}")


@app.command()
def install(
    what: Annotated[list[str], typer.Argument(help="Two language codes (downloads), or one .argosmodel file.")],
) -> None:
    """Install a package from Argos's index, or from a file. The only command that uses the network.

    Examples: `bilingual engine install ko en`, `bilingual engine install ./translate-ko_en-1_1.argosmodel`
    """
    from bilingual.engines.packages import download, install_archive

    pair = (what[0], what[1]) if len(what) == 2 else None
    if len(what) > 2:
        raise ConfigError(f"two language codes or one file were expected, found {len(what)} words", field="install")
    archive = download(*pair) if pair else Path(what[0])
    try:
        package = install_archive(archive, pair)
    finally:
        if pair:
            archive.unlink(missing_ok=True)
    say(f"installed {package.name} ({package.from_code} → {package.to_code}) in {package.path}")


@app.command()
def remove(name: Name) -> None:
    """Remove an installed package.

    Example: `bilingual engine remove translate-ko_en-1_1`
    """
    from bilingual.engines.packages import remove_package

    package = _found(name, installed_only=True)
    remove_package(package)
    say(f"removed {package.name}")


@app.command()
def export(
    output: Annotated[Path, typer.Argument(help="File to write, ending in .argosmodel.")],
    name: Annotated[str, typer.Option("--package", help="Which package.")] = "builtin",
    force: Annotated[bool, typer.Option("-f", "--force", help="Replace the file when it exists.")] = False,
) -> None:
    """Write a package as an .argosmodel file, for Argos Translate or LibreTranslate on another machine.

    Example: `bilingual engine export ko_en.argosmodel`
    """
    from bilingual.engines.packages import builtin_packages, pack

    if output.exists() and not force:
        raise OutputError("exists already; --force replaces it", path=output)
    package = builtin_packages()[0] if name == "builtin" else _found(name)
    pack(package, output)
    say(f"wrote {package.name} to {output}")


def _found(name: str, installed_only: bool = False) -> EnginePackage:
    from bilingual.engines.packages import builtin_packages, installed_packages

    everything = installed_packages() + ([] if installed_only else builtin_packages())
    for package in everything:
        if name in (package.name, f"{package.from_code}-{package.to_code}", f"{package.from_code}_{package.to_code}"):
            return package
    known = ", ".join(p.name for p in everything) or "none"
    raise PackageError(f"no package is called {name!r}; there are: {known}")
