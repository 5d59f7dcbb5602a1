"""`bilingual glossary`: keep a glossary."""

from __future__ import annotations

import gc

import typer

from bilingual.cli import (
    glossary_compare,
    glossary_corpus,
    glossary_edit,
    glossary_exchange,
    glossary_extract,
    glossary_lint,
    glossary_review,
    glossary_show,
)

app = typer.Typer(no_args_is_help=True, add_completion=False)
PARTS = (
    glossary_edit,
    glossary_review,
    glossary_show,
    glossary_lint,
    glossary_exchange,
    glossary_compare,
    glossary_corpus,
    glossary_extract,
)
for part in PARTS:
    app.add_typer(part.app)


@app.callback()
def root() -> None:
    """Keep a glossary: add, review, search, lint, import, export, extract."""
    # A command reads its glossary once and ends; tracing many small objects for cycles would take a third of the time.
    gc.set_threshold(500_000)
