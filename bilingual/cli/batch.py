"""`bilingual batch`: whole folders in, a mirrored tree and a manifest out."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from bilingual.cli.options import (
    Beam,
    Device,
    Encoding,
    Force,
    From,
    GlossaryPaths,
    MemoryFile,
    NoGlossary,
    Package,
    To,
    make_translator,
    say,
)
from bilingual.errors import DocumentError
from bilingual.model import Severity

if TYPE_CHECKING:
    from bilingual.batch.manifest import Record
    from bilingual.pipeline import Translator

app = typer.Typer(add_completion=False)


@app.command(
    epilog="""
Examples:

* `bilingual batch archive/ -o english/` translates a tree; the same command goes on after a stop of any kind.
* `bilingual batch 'site/**/*.html' -o site-en/ --jobs 4 -g terms.po` takes what a pattern finds.
* `bilingual batch export/ -o out/ --field title --field body` takes two fields of each JSON or CSV file.
* `bilingual batch archive/ -o english/ --shard 3/16` does one part of sixteen, as a scheduler starts them.
"""
)
def batch(
    inputs: Annotated[list[str], typer.Argument(help="Folders, files and patterns (** for any depth).")],
    output: Annotated[str, typer.Option("-o", "--output", help="Folder of the results; it mirrors the inputs.")],
    source_lang: From = None,
    target_lang: To = None,
    glossary: GlossaryPaths = None,
    no_glossary: NoGlossary = False,
    jobs: Annotated[int, typer.Option("-j", "--jobs", min=1, help="Processes; they divide the cores.")] = 1,
    threads: Annotated[int, typer.Option("--threads", min=0, help="CPU threads of each; 0 divides the cores.")] = 0,
    shard: Annotated[str | None, typer.Option("--shard", help="Do part N of M, e.g. 3/16.", metavar="N/M")] = None,
    dask: Annotated[
        str | None, typer.Option("--dask", help="Run on a Dask cluster: tcp://HOST:PORT, or local.", metavar="ADDRESS")
    ] = None,
    manifest: Annotated[
        str | None, typer.Option("--manifest", help="Manifest to keep. [default: manifest.jsonl in the output folder]")
    ] = None,
    as_format: Annotated[str | None, typer.Option("--as", help="Read every file as this format.")] = None,
    field: Annotated[list[str] | None, typer.Option("--field", help="Field path or column to translate.")] = None,
    fuzzy: Annotated[bool, typer.Option("--fuzzy", help="Replace fuzzy translations in PO files.")] = False,
    article: Annotated[bool, typer.Option("--article", help="Take the article out of each page first.")] = False,
    encoding: Encoding = None,
    package: Package = None,
    memory: MemoryFile = None,
    beam: Beam = None,
    device: Device = None,
    fail_on: Annotated[
        Severity | None, typer.Option("--fail-on", help="Exit with 1 when an issue is at least this severe.")
    ] = None,
    force: Force = False,
) -> None:
    """Translate whole folders. Run it again to go on where it stopped; what is done is not done again."""
    from bilingual.batch.manifest import Manifest
    from bilingual.batch.plan import Plan, Shard
    from bilingual.batch.run import Spread, manifest_path, run_batch
    from bilingual.batch.work import Reading
    from bilingual.cli.progress import progress_of

    part = Shard.parse(shard) if shard else Shard()
    plan = Plan(tuple(inputs), output, part, any_suffix=as_format is not None, as_text=article)
    options = (("fields", tuple(field or ())), ("fuzzy", fuzzy))
    make = partial(
        translator_of,
        source_lang=source_lang,
        target_lang=target_lang,
        glossary=glossary,
        no_glossary=no_glossary,
        package=package,
        memory=memory,
        beam=beam,
        device=device,
    )
    total = sum(1 for _ in plan.tasks())
    _tell_left_out(plan.left_out(), total)
    with Manifest(manifest or manifest_path(output, part)) as kept:
        records = run_batch(
            plan,
            make,
            kept,
            reading=Reading(as_format or "", encoding, options, article),
            spread=Spread(jobs, threads, dask or ""),
            force=force,
        )
        summary = _Summary(fail_on)
        for record in progress_of(records, total=total):
            summary.add(record)
        typer.echo(f"{summary.line()} · {kept.path}")
    if summary.has_findings:
        raise typer.Exit(1)


def translator_of(threads: int, **options: object) -> Translator:
    """A translator of the command's options, here or in a worker process."""
    return make_translator(threads=threads, **options)  # type: ignore[arg-type]


def _tell_left_out(left_out: int, total: int) -> None:
    if not total:
        raise DocumentError("no document was found; name folders, files or patterns with a known suffix")
    if left_out:
        say(f"{left_out} files of other kinds are left out")


class _Summary:
    """Counts for the last line, and whether anything calls for a look."""

    def __init__(self, fail_on: Severity | None) -> None:
        self.fail_on = fail_on
        self.counts: Counter[str] = Counter()
        self.has_findings = False

    def add(self, record: Record | None) -> None:
        """Count a document; tell a failed one at once."""
        if record is None:
            self.counts["done before"] += 1
            return
        self.counts[record.state] += 1
        self.counts["terms"] += record.terms
        self.counts["terms met"] += record.terms_met
        if record.error:
            say(f"{record.document}: {record.error}")
            self.has_findings = True
        if self.fail_on and any(Severity(s).rank >= self.fail_on.rank for s in record.issues):
            self.has_findings = True

    def line(self) -> str:
        """One line: what was done, what failed, how many terms were met."""
        parts = [f"{self.counts['done']} translated"]
        parts += [f"{self.counts[name]} {name}" for name in ("done before", "failed") if self.counts[name]]
        if self.counts["terms"]:
            parts.append(f"{self.counts['terms met']} of {self.counts['terms']} terms met")
        return ", ".join(parts)
