"""`bilingual glossary`: keep a glossary."""

from __future__ import annotations

import typer

from bilingual.cli import (
    glossary_edit,
    glossary_exchange,
    glossary_extract,
    glossary_lint,
    glossary_review,
    glossary_show,
)

app = typer.Typer(no_args_is_help=True, help="Keep a glossary: add, review, search, lint, import, export, extract.")
for part in (glossary_edit, glossary_review, glossary_show, glossary_lint, glossary_extract, glossary_exchange):
    app.add_typer(part.app)
