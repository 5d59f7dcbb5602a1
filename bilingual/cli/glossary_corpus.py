"""`bilingual glossary stats | coverage | concordance`."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bilingual.cli.glossary_options import (
    Field,
    Glossaries,
    Layout,
    LayoutOption,
    Source,
    Target,
    reading,
    reading_paths,
    say,
)

if TYPE_CHECKING:
    from bilingual.glossary.concordance import Hit
    from bilingual.glossary.coverage import Coverage

app = typer.Typer()

Corpus = Annotated[
    list[Path],
    typer.Argument(help="Text files or folders; TSV of source and target, or NAME.ko beside NAME.en, is parallel."),
]
Encoding = Annotated[str | None, typer.Option("--encoding", help="Encoding of the corpus.")]


@app.command()
def stats(
    glossary: Glossaries = None,
    *,
    layout: LayoutOption = Layout.TERMINAL,
    source: Source = "ko",
    target: Target = "en",
) -> None:
    """Count what a glossary holds."""
    from bilingual.glossary.coverage import figures

    store = reading(glossary, source, target)
    counted = figures(store.concepts, store.langs)
    if layout is Layout.JSON:
        typer.echo(json.dumps(counted, ensure_ascii=False, indent=2))
        return
    for heading, rows in counted.items():
        typer.echo(heading)
        width = max((len(name) for name in rows), default=0)
        for name, count in rows.items():
            typer.echo(f"  {name:<{width}}  {count:>6}")


@app.command()
def coverage(
    corpus: Corpus,
    *,
    glossary: Glossaries = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many entries of each list to print.")] = 20,
    layout: LayoutOption = Layout.TERMINAL,
    encoding: Encoding = None,
    source: Source = "ko",
    target: Target = "en",
) -> None:
    """Say which entries occur in a corpus, how often and where, which never do, and which frequent terms have none."""
    from bilingual.glossary.corpus import read_corpus
    from bilingual.glossary.coverage import cover
    from bilingual.glossary.po import read_glossary

    paths = reading_paths(glossary, source, target)
    listed = read_glossary(paths, source_lang=source, target_lang=target, include_proposed=True)
    sentences = list(read_corpus(corpus, source_lang=source, target_lang=target, encoding=encoding))
    result = cover(listed, sentences, unlisted=limit if source == "ko" else 0)
    if layout is Layout.JSON:
        typer.echo(json.dumps(_coverage_record(result), ensure_ascii=False, indent=2))
    else:
        _print_coverage(result, limit)


def _coverage_record(result: Coverage) -> dict[str, Any]:
    return {
        "sentences": result.sentences,
        "covered": result.covered,
        "found": [{"id": o.concept.id, "count": o.count, "files": list(o.files)} for o in result.found],
        "missing": [c.id for c in result.missing],
        "unlisted": [{"text": text, "count": count} for text, count in result.unlisted],
    }


def _print_coverage(result: Coverage, limit: int) -> None:
    entries, total = len(result.found), len(result.found) + len(result.missing)
    typer.echo(f"{entries} of {total} entries occur; {result.covered} of {result.sentences} sentences hold one")
    typer.echo("\nmost frequent:")
    for one in result.found[:limit]:
        files = f"{len(one.files)} files" if len(one.files) > 1 else one.files[0]
        typer.echo(f"  {one.count:>5}  {one.concept.id}  ({files})")
    typer.echo(f"\nnever ({len(result.missing)}):")
    for concept in result.missing[:limit]:
        typer.echo(f"         {concept.id}")
    if result.unlisted:
        typer.echo("\nfrequent, without an entry:")
        for text, count in result.unlisted:
            typer.echo(f"  {count:>5}  {text}")


@app.command()
def concordance(
    term: Annotated[str, typer.Argument(help="A term of either language, or the id of an entry.")],
    corpus: Corpus,
    *,
    glossary: Glossaries = None,
    field: Field = None,
    width: Annotated[int, typer.Option("--width", min=10, help="Columns on each side of the keyword.")] = 36,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Print at most so many.")] = 100,
    layout: LayoutOption = Layout.TERMINAL,
    encoding: Encoding = None,
    source: Source = "ko",
    target: Target = "en",
) -> None:
    """Show a term in context, with the translation below where the corpus is parallel."""
    from bilingual.glossary.concordance import ad_hoc, target_concordance
    from bilingual.glossary.concordance import concordance as find_hits
    from bilingual.glossary.corpus import read_corpus

    sentences = read_corpus(corpus, source_lang=source, target_lang=target, encoding=encoding)
    store = reading(glossary, source, target)
    concepts = [c for _, c in store.find(term, field)]
    foreign = not any("가" <= char <= "힣" for char in term) and source == "ko"
    if concepts or not foreign:
        hits = find_hits(concepts or [ad_hoc(term, source)], sentences, store.langs)
    else:
        hits = target_concordance(term, sentences)
    shown = list(islice(hits, limit))
    if layout is Layout.JSON:
        typer.echo(json.dumps([_hit_record(h) for h in shown], ensure_ascii=False, indent=2))
    else:
        _print_hits(shown, width)
    say(f"{len(shown)} occurrences" + (f" (the first {limit})" if len(shown) == limit else ""))


def _hit_record(hit: Hit) -> dict[str, Any]:
    record: dict[str, Any] = {"file": hit.sentence.file, "line": hit.sentence.line, "text": hit.sentence.text}
    record |= {"span": list(hit.span)} if hit.span.end else {}
    record |= {"translation": hit.sentence.translation} if hit.sentence.translation else {}
    return record | ({"target_span": list(hit.target)} if hit.target else {})


def _print_hits(hits: list[Hit], width: int) -> None:
    from bilingual.glossary.concordance import around
    from bilingual.model import Span
    from bilingual.reports.terminal import console_for, console_text

    console = console_for()
    console.width = 10_000
    place = max((len(h.sentence.place) for h in hits), default=0)
    nowhere = Span(0, 0)
    for hit in hits:
        lines = [(hit.sentence.text, hit.span)] if hit.span.end else []
        lines += [(hit.sentence.translation, hit.target or nowhere)] if hit.sentence.translation else []
        for number, (text, span) in enumerate(lines):
            left, key, right = around(text, span, width)
            label = hit.sentence.place if not number else ""
            console.print(f"{label:<{place}}  {left}", end="")
            console.print(key, style="bold green", end="")
            console.print(right)
        if not hit.span.end:
            console.print(f"{'':<{place}}  {' ' * width}{hit.sentence.text}")
    typer.echo(console_text(console), nl=False)
