"""`bilingual glossary show | search`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from bilingual.cli.glossary_options import Field, Glossaries, Layout, LayoutOption, Source, Target, reading, say
from bilingual.glossary.edit import folded
from bilingual.glossary.entry import comments_of, context_of
from bilingual.model import Concept, ReviewState

if TYPE_CHECKING:
    from bilingual.glossary.store import Store

app = typer.Typer()


@app.command()
def show(
    entries: Annotated[list[str], typer.Argument(help="The entries: their ids, or one of their terms.")],
    *,
    glossary: Glossaries = None,
    field: Field = None,
    layout: LayoutOption = Layout.TERMINAL,
    source: Source = "ko",
    target: Target = "en",
) -> None:
    """Show whole entries."""
    store = reading(glossary, source, target)
    found: list[Concept] = []
    for entry in entries:
        found += [c for _, c in store.find(entry, field)] or [store.one(entry, field)[1]]
    if layout is Layout.JSON:
        _print_json(found)
        return
    typer.echo("\n\n".join(_card(c, store.langs) for c in found))


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="Part of a term, definition or note.")] = "",
    *,
    glossary: Glossaries = None,
    field: Field = None,
    review: Annotated[ReviewState | None, typer.Option("--review", help="Only proposed or approved entries.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Show at most so many.")] = 50,
    layout: LayoutOption = Layout.TERMINAL,
    source: Source = "ko",
    target: Target = "en",
) -> None:
    """Search entries: exact terms first, then beginnings, then parts, then definitions and notes."""
    store = reading(glossary, source, target)
    wanted = folded(text)
    ranked = sorted(
        ((rank, c.terms[0].text, c.id, c) for c in store.concepts if (rank := _rank(c, wanted)) is not None),
        key=lambda row: row[:3],
    )
    found = [row[3] for row in ranked if field is None or row[3].subject_field == field]
    found = [c for c in found if review is None or c.review is review]
    if layout is Layout.JSON:
        _print_json(found[:limit])
        return
    if found:
        typer.echo(_table(found[:limit], store), nl=False)
    shown = "" if len(found) <= limit else f"; the first {limit} are shown (--limit)"
    say(f"{len(found)} of {len(store.concepts)} entries{shown}")


def _rank(concept: Concept, wanted: str) -> int | None:
    forms = [folded(t.text) for t in concept.terms]
    if wanted in forms:
        return 0
    if any(form.startswith(wanted) for form in forms):
        return 1
    if any(wanted in form for form in forms):
        return 2
    rest = folded(f"{concept.definition}\n{concept.note}\n{concept.context}")
    return 3 if wanted in rest else None


def _print_json(concepts: list[Concept]) -> None:
    from bilingual.glossary.record import as_record

    typer.echo(json.dumps([as_record(c, origin=True) for c in concepts], ensure_ascii=False, indent=2))


def _card(concept: Concept, langs: tuple[str, str]) -> str:
    target = concept.preferred(langs[1])
    head = f"{concept.terms[0].text} → {target.text if target else '(no translation)'}"
    rows = [("field", context_of(concept) or "—"), ("review", concept.review), ("id", concept.id)]
    rows += [
        (key, value) for key, _, value in (line.partition(": ") for line in comments_of(concept, langs)) if key != "id"
    ]
    rows += [("note", " ".join(concept.note.split()))] if concept.note else []
    rows.append(("place", concept.origin))
    width = max(len(key) for key, _ in rows)
    return "\n".join([head, *(f"  {key:<{width}}  {value}" for key, value in rows)])


def _table(concepts: list[Concept], store: Store) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from bilingual.reports.terminal import console_for, console_text

    table = Table(*store.langs, "field", "review", "further forms", box=SIMPLE_HEAD, pad_edge=False)
    for concept in concepts:
        target = concept.preferred(store.langs[1])
        further = [
            line for line in comments_of(concept, store.langs) if line[:3] in {f"{code}-" for code in store.langs}
        ]
        row = (concept.terms[0].text, target.text if target else "", context_of(concept), concept.review)
        table.add_row(*row, ", ".join(further))
    console = console_for()
    console.print(table)
    return console_text(console)
