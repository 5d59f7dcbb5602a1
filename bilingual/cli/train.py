"""`bilingual train`: parallel text in, an engine package out."""

from __future__ import annotations

import shlex
import sys
import tempfile
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from bilingual.errors import ConfigError, MissingExtraError, OutputError, PackageError

app = typer.Typer(add_completion=False, context_settings={"help_option_names": ["-h", "--help"]})


@app.command()
def train(
    data: Annotated[
        list[str],
        typer.Option(
            "--data",
            help="Parallel text: .tsv, .tmx or .po (also with .gz), or SOURCE,TARGET line files; `:WEIGHT` may follow.",
        ),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The .argosmodel to write.")],
    minutes: Annotated[float | None, typer.Option(help="Wall-clock budget; the run ends well annealed.")] = None,
    steps: Annotated[int | None, typer.Option(help="Budget in optimiser steps instead: repeatable.")] = None,
    start: Annotated[
        Path | None, typer.Option("--from", help="Fine-tune this package (.argosmodel or its unpacked folder).")
    ] = None,
    held_out: Annotated[str | None, typer.Option(help="Parallel text never trained on, for scores on the way.")] = None,
    termbase: Annotated[Path | None, typer.Option(help="TSV of source and target terms to mark in the data.")] = None,
    preset: Annotated[str, typer.Option(help="Size of a new network: tiny, small or base.")] = "small",
    work: Annotated[
        Path | None, typer.Option(help="Folder of checkpoints, default OUTPUT.work; a killed run goes on from it.")
    ] = None,
    source_lang: Annotated[str, typer.Option("--source-lang", "-s", help="Language of the source side.")] = "ko",
    target_lang: Annotated[str, typer.Option("--target-lang", "-t", help="Language of the target side.")] = "en",
    learning_rate: Annotated[float | None, typer.Option(help="Peak; default 1e-3, and 3e-4 with --from.")] = None,
    max_tokens: Annotated[int, typer.Option(help="Positions in a batch.")] = 4096,
    accumulate: Annotated[int, typer.Option(help="Batches an optimiser step.")] = 1,
    threads: Annotated[int, typer.Option(help="CPU threads; 0 for all.")] = 0,
    full_precision: Annotated[bool, typer.Option("--float32", help="Compute in float32 instead of bfloat16.")] = False,
    compile_network: Annotated[bool, typer.Option("--compile", help="Compile the network; worth it on CUDA.")] = False,
    package_version: Annotated[str, typer.Option(help="Version of the package.")] = "1.0",
    licence: Annotated[str, typer.Option(help="Licence of the package, for its card.")] = "not stated",
    seed: Annotated[int, typer.Option(help="Fixes everything that is drawn.")] = 1,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing output.")] = False,
) -> None:
    """Train a glossary-aware engine package, or fine-tune one on your own archive.

    Progress goes to standard error, the path of the package to standard output. Example: `bilingual train --from
    translate-ko_en-1_0.argosmodel --data archive.tmx --minutes 30 -o ours.argosmodel`
    """
    if find_spec("torch") is None:
        raise MissingExtraError("training", "train")
    if output.exists() and not force:
        raise OutputError("exists already; say --force to replace it", path=output)
    if max_tokens < 64 or accumulate < 1:
        raise ConfigError("--max-tokens should be at least 64, --accumulate at least 1")
    from bilingual.train.recipe import Recipe, train
    from bilingual.train.schedule import Schedule
    from bilingual.train.trainer import Settings

    with tempfile.TemporaryDirectory() as scratch:
        recipe = Recipe(
            data=data,
            output=output,
            work=work or output.with_name(f"{output.name}.work"),
            start=_unpacked(start, Path(scratch)) if start else None,
            held_out=held_out,
            termbase=termbase,
            preset=preset,
            source_lang=source_lang,
            target_lang=target_lang,
            minutes=minutes,
            steps=steps,
            version=package_version,
            licence=licence,
            command=shlex.join(["bilingual", *sys.argv[1:]]),
            schedule=Schedule(peak=learning_rate or (3e-4 if start else 1e-3)),
            settings=Settings(
                max_tokens=max_tokens,
                accumulate=accumulate,
                threads=threads,
                half=not full_precision,
                compile=compile_network,
                seed=seed,
            ),
        )
        train(recipe, lambda line: typer.echo(line, err=True))
    typer.echo(output)


def _unpacked(package: Path, scratch: Path) -> Path:
    """The folder of a package; an archive is unpacked into `scratch` after a look at where its files would go."""
    if package.is_dir():
        return package
    try:
        with zipfile.ZipFile(package) as packed:
            names = packed.namelist()
            if any(name.startswith("/") or ".." in Path(name).parts for name in names):
                raise PackageError(f"{package}: would unpack outside its folder; do not use it")
            packed.extractall(scratch)
    except FileNotFoundError:
        raise PackageError(f"{package}: there is no such package") from None
    except (OSError, zipfile.BadZipFile) as error:
        raise PackageError(f"{package}: is no .argosmodel archive ({error})") from None
    found = sorted(scratch.glob("*/metadata.json"))
    if not found:
        raise PackageError(f"{package}: holds no metadata.json, so it is no Argos package")
    return found[0].parent
