"""`bilingual glossary merge | diff`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from bilingual.cli.glossary_options import Layout, LayoutOption, Source, Target, say
from bilingual.glossary.store import Store

app = typer.Typer()


@app.command()
def merge(
    base: Annotated[Path, typer.Argument(help="The state that both sides started from (git: %O).")],
    ours: Annotated[Path, typer.Argument(help="Our state (git: %A).")],
    theirs: Annotated[Path, typer.Argument(help="Their state (git: %B).")],
    *,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Where the result goes; default: it replaces OURS.")
    ] = None,
    source: Source = "ko",
    target: Target = "en",
) -> None:
    """Merge two edited versions of a glossary file by concept; conflicts become marked entries, nothing is lost.

    As a git merge driver: git config merge.bilingual.driver "bilingual glossary merge %O %A %B", and in
    .gitattributes: *.po merge=bilingual
    """
    from bilingual.glossary.merge import merge as merge_files
    from bilingual.glossary.po import read_po
    from bilingual.text.files import write_atomic

    before, mine, other = (read_po(p, source_lang=source, target_lang=target) for p in (base, ours, theirs))
    conflicts = merge_files(before, mine, other)
    if output:
        write_atomic(output, mine.render())
    else:
        mine.save()
    for conflict in conflicts:
        say(f"conflict in {conflict.concept_id}: {'; '.join(conflict.reasons)}")
    if conflicts:
        entries = "1 conflict is" if len(conflicts) == 1 else f"{len(conflicts)} conflicts are"
        say(f"{entries} marked in {output or ours}: keep one version of each and approve it")
        raise typer.Exit(1)


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="File or folder as it was.")],
    new: Annotated[Path, typer.Argument(help="File or folder as it is.")],
    *,
    layout: LayoutOption = Layout.TERMINAL,
    source: Source = "ko",
    target: Target = "en",
) -> None:
    """Show what changed between two states of a glossary, by concept; exit code 1 when something did."""
    from bilingual.glossary.diff import diff as compare

    before, after = (Store.open([p], source_lang=source, target_lang=target) for p in (old, new))
    changes = compare(before.concepts, after.concepts)
    if layout is Layout.JSON:
        typer.echo(json.dumps([c.as_record() for c in changes], ensure_ascii=False, indent=2))
    else:
        signs = {"added": "+", "removed": "-", "changed": "~", "moved": ">"}
        for change in changes:
            preferred = change.concept.preferred(target)
            typer.echo(f"{signs[change.kind]} {change.concept.id}  {preferred.text if preferred else '(untranslated)'}")
            for line in change.details:
                typer.echo(f"    {line}")
        counts = ", ".join(
            f"{sum(c.kind == k for c in changes)} {k}" for k in signs if any(c.kind == k for c in changes)
        )
        say(counts or "no differences")
    if changes:
        raise typer.Exit(1)
