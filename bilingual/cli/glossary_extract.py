"""`bilingual glossary extract`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bilingual.cli.glossary_options import Force, Glossaries, Output, Source, Target, reading, say
from bilingual.errors import ConfigError, OutputError

app = typer.Typer()


@app.command()
def extract(
    documents: Annotated[list[Path], typer.Argument(help="Text files or folders; - is standard input.")],
    *,
    parallel: Annotated[
        bool,
        typer.Option(
            "--parallel", help="The files have translations: TSV of source and target, or NAME.ko and NAME.en."
        ),
    ] = False,
    glossary: Glossaries = None,
    everything: Annotated[bool, typer.Option("--all", help="Propose also what the glossary has already.")] = False,
    field: Annotated[str, typer.Option("--field", help="Subject field of the proposals.")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many, the surest first.")] = 500,
    least: Annotated[float, typer.Option("--min-score", min=0.0, max=1.0, help="Leave out what scores less.")] = 0.3,
    output: Output = Path("-"),
    force: Force = False,
    encoding: Annotated[str | None, typer.Option("--encoding", help="Encoding of the documents.")] = None,
    source: Source = "ko",
    target: Target = "en",
) -> None:
    """Propose new terms from Korean text, with their equivalents when the text is parallel, as a PO file to approve."""
    from bilingual.glossary.corpus import read_corpus
    from bilingual.glossary.extraction import extract as find_terms
    from bilingual.glossary.po_file import new_po
    from bilingual.text.files import write_atomic

    if source != "ko":
        raise ConfigError(f"terms are extracted from Korean text only, not from {source!r}")
    if str(output) != "-" and output.exists() and not force:
        raise OutputError("exists already; choose another name or add --force", path=output)
    store = None if everything else reading(glossary, source, target)
    known = {t.text for c in store.concepts for t in c.terms_in(source)} if store else set()
    options = {"source_lang": source, "target_lang": target, "encoding": encoding}
    corpus = list(read_corpus(documents, parallel=parallel, **options))  # type: ignore[arg-type]
    if not parallel:
        corpus = [sentence._replace(translation="") for sentence in corpus]
    proposals = [p for p in find_terms(corpus, known=known, limit=limit) if p.score >= least]
    file = new_po(output, source_lang=source, target_lang=target)
    file.put_all(p.concept((source, target), field) for p in proposals)
    write_atomic(output, file.render())
    say(f"{len(proposals)} terms proposed from {len(corpus)} sentences; read them, then: bilingual glossary approve")
