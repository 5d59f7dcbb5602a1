"""`bilingual glossary import | export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bilingual.cli.glossary_options import Field, Force, Glossaries, Output, Source, Target, editing, reading, say
from bilingual.errors import GlossaryError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bilingual.formats.termbase import Loss

app = typer.Typer()

FormatName = Annotated[str | None, typer.Option("--as", help="Format; default by the file's ending.", metavar="FORMAT")]


@app.command("import")
def import_(
    path: Annotated[Path, typer.Argument(help="The file to read; - is standard input.")],
    *,
    output: Output = Path("-"),
    into: Annotated[Path | None, typer.Option("--into", help="PO file or folder to add the entries to.")] = None,
    name: FormatName = None,
    force: Force = False,
    columns: Annotated[
        str | None, typer.Option("--columns", help="Names of a table's columns, where it has no header: ko,en,field.")
    ] = None,
    field: Annotated[str | None, typer.Option("--field", help="Subject field of entries that have none.")] = None,
    proposed: Annotated[bool, typer.Option("--proposed", help="Mark all entries as proposed.")] = False,
    encoding: Annotated[str | None, typer.Option("--encoding", help="Encoding of the file.")] = None,
    source: Source = "ko",
    target: Target = "en",
) -> None:
    """Read a glossary of another format and write it as PO, saying what had to be dropped."""
    from dataclasses import replace

    from bilingual.formats.termbase import Settings, format_for
    from bilingual.glossary.edit import with_context
    from bilingual.glossary.po_file import new_po
    from bilingual.model import ReviewState
    from bilingual.text.files import read_bytes, write_atomic

    kind = format_for(path, name)
    names = tuple(c.strip() for c in columns.split(",")) if columns else ()
    found = kind.read(read_bytes(path), Settings(source, target, path, encoding, names))
    concepts = [c if c.subject_field or not field else with_context(c, field, c.sense) for c in found.concepts]
    if proposed:
        concepts = [replace(c, review=ReviewState.PROPOSED) for c in concepts]
    _report(f"{len(concepts)} entries read as {kind.title}", found.losses)
    if into:
        store = editing([into], source, target)
        added = store.add(concepts)
        store.save()
        say(f"{added} added; {len(concepts) - added} had an entry already and were left out")
        return
    _free(output, force)
    file = new_po(output, source_lang=source, target_lang=target)
    file.put_all(concepts)
    write_atomic(output, file.render())


@app.command()
def export(
    glossary: Glossaries = None,
    *,
    output: Output = Path("-"),
    name: FormatName = None,
    force: Force = False,
    field: Field = None,
    proposed: Annotated[bool, typer.Option("--proposed/--approved", help="With the proposed entries, or not.")] = False,
    source: Source = "ko",
    target: Target = "en",
) -> None:
    """Write a glossary in another format, saying what it cannot hold."""
    from bilingual.formats.termbase import Settings, format_for, losses
    from bilingual.model import ReviewState
    from bilingual.text.files import write_atomic

    if str(output) == "-" and not name:
        raise GlossaryError("say the format with --as, or name a file with -o")
    kind = format_for(output, name)
    store = reading(glossary, source, target)
    concepts = [c for c in store.concepts if field is None or c.subject_field == field]
    if not proposed:
        concepts = [c for c in concepts if c.review is ReviewState.APPROVED]
    _free(output, force)
    write_atomic(output, kind.write(concepts, Settings(source, target, output)))
    _report(f"{len(concepts)} entries written as {kind.title}", losses(concepts, kind, store.langs))


def _free(output: Path, force: bool) -> None:
    if str(output) != "-" and output.exists() and not force:
        raise OutputError("exists already; choose another name or add --force", path=output)


def _report(done: str, lost: Iterable[Loss]) -> None:
    rows = [f"  {loss.what}: {loss.entries}" for loss in lost]
    say(done + ("; dropped (entries concerned):" if rows else ""))
    for row in rows:
        say(row)
