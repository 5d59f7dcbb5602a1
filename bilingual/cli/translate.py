"""`bilingual translate`: articles in, translations and their trail out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bilingual.cli.line_files import Off, RuleFiles, Style, make_rules
from bilingual.cli.options import (
    Beam,
    Device,
    Encoding,
    Force,
    From,
    GlossaryPaths,
    Kiwi,
    MemoryFile,
    NoGlossary,
    Package,
    Threads,
    To,
    make_translator,
    say,
)
from bilingual.errors import ConfigError, OutputError
from bilingual.model import Report, Severity

if TYPE_CHECKING:
    from bilingual.formats.document.base import Document
    from bilingual.model import Translation
    from bilingual.pipeline import Translator

app = typer.Typer(add_completion=False)

_STREAMED = 4 << 20
_BLOCK = 256 << 10


@app.command(
    epilog="""
Examples:

* `bilingual translate article.txt` prints the English.
* `bilingual translate article.txt -o article.en.txt --side-by-side article.html` keeps it, with a page to look at.
* `cat article.txt | bilingual translate - --report trail.json` reads and writes the standard streams.
* `bilingual translate *.txt -g my-terms.po -o out/` translates several files with a glossary of your own.
"""
)
def translate(
    files: Annotated[list[str] | None, typer.Argument(help="Files to translate; - is standard input.")] = None,
    source_lang: From = None,
    target_lang: To = None,
    glossary: GlossaryPaths = None,
    no_glossary: NoGlossary = False,
    output: Annotated[
        str | None, typer.Option("-o", "--output", help="File, or folder for several files; - is standard output.")
    ] = None,
    report: Annotated[str | None, typer.Option("--report", help="Write the trail of every term as JSON here.")] = None,
    side_by_side: Annotated[
        str | None, typer.Option("--side-by-side", help="Write source and target side by side as one HTML page here.")
    ] = None,
    as_format: Annotated[
        str | None, typer.Option("--as", help="Read the input as this format (text, html, docx …), whatever its name.")
    ] = None,
    article: Annotated[
        bool, typer.Option("--article", help="Take the article out of a saved news page or a pasted one first.")
    ] = False,
    style: Style = None,
    rules: RuleFiles = None,
    off: Off = None,
    encoding: Encoding = None,
    package: Package = None,
    memory: MemoryFile = None,
    beam: Beam = None,
    threads: Threads = None,
    device: Device = None,
    kiwi: Kiwi = False,
    fail_on: Annotated[
        Severity | None, typer.Option("--fail-on", help="Exit with 1 when an issue is at least this severe.")
    ] = None,
    force: Force = False,
) -> None:
    """Translate articles; every glossary term comes out as the glossary says."""
    names = list(files or ["-"])
    targets = output_places(names, output, target_lang or "en", suffix=".txt" if article else "")
    for place in [*targets, report, side_by_side]:
        check_free(place, force)
    translator = make_translator(
        source_lang=source_lang,
        target_lang=target_lang,
        glossary=glossary,
        no_glossary=no_glossary,
        package=package,
        memory=memory,
        beam=beam,
        threads=threads,
        device=device,
        rules=make_rules(source_lang, target_lang, style, rules, off, glossary),
        use_kiwi=kiwi,
    )
    documents = (
        (place, document)
        for name, place in zip(names, targets, strict=True)
        for document in open_documents(name, as_format, article, encoding)
    )
    keep = bool(report or side_by_side or fail_on)
    kept = _translate_all(translator, documents, targets, len(names), keep=keep)
    _write_reports(Report(tuple(kept), (), translator.glossary.digest, translator.signature), report, side_by_side)
    if fail_on and any(i.severity.rank >= fail_on.rank for t in kept for i in t.issues):
        raise typer.Exit(1)


def _translate_all(
    translator: Translator, documents: Iterator[tuple[str, Document]], targets: Sequence[str], total: int, *, keep: bool
) -> list[Translation]:
    """Write every document's translation to its place; the trails come back only when they are wanted."""
    from bilingual.cli.progress import progress_of
    from bilingual.text.files import AtomicFile

    kept: list[Translation] = []
    places: list[str] = []
    with ExitStack() as stack:
        outputs = {place: stack.enter_context(AtomicFile(place)) for place in dict.fromkeys(targets)}
        stream = translator.translate_documents(_noting(documents, places))
        for filled, done in progress_of(stream, total=total if total > 1 else None):
            outputs[places.pop(0)].write(filled)
            if keep:
                kept.append(done)
            _tell_problems(done)
    return kept


def _noting(documents: Iterator[tuple[str, Document]], places: list[str]) -> Iterator[Document]:
    for place, document in documents:
        places.append(place)
        yield document


def output_places(names: Sequence[str], output: str | None, target_lang: str, *, suffix: str = "") -> list[str]:
    """Where the translation of each input goes: `-`, one file, or `NAME.en.txt` in a folder.

    Args:
        names: the inputs.
        output: what `--output` says.
        target_lang: stands before the suffix of names in a folder.
        suffix: of the results, when it is not that of the inputs.

    Raises:
        ConfigError: several inputs were given and one file to write.
    """
    if output is None or output == "-":
        return ["-"] * len(names)
    folder = Path(output)
    if not folder.is_dir() and not output.endswith("/"):
        if len(names) > 1:
            raise ConfigError(f"{len(names)} inputs need a folder to go to; make it first", field=f"--output {output}")
        return [output]
    if not folder.is_dir():
        raise OutputError("there is no such folder; make it first", path=output)
    if "-" in names:
        raise ConfigError("standard input has no name to write into a folder; name a file", field=f"--output {output}")
    places = [str(folder / f"{Path(n).stem}.{target_lang}{suffix or Path(n).suffix}") for n in names]
    twice = next((p for p in places if places.count(p) > 1), None)
    if twice:
        raise ConfigError(f"two inputs would be written to {twice}; translate them apart", field=f"--output {output}")
    return places


def check_free(place: str | None, force: bool) -> None:
    """Make sure that an output can be written before any work is done.

    Raises:
        OutputError: the file exists and may not be replaced, or its folder does not exist.
    """
    if place is None or place == "-":
        return
    path = Path(place)
    if path.exists() and not force:
        raise OutputError("exists already; --force replaces it", path=place)
    if not path.parent.is_dir():
        raise OutputError("its folder does not exist; make it first", path=place)


def open_documents(name: str, as_format: str | None, article: bool, encoding: str | None) -> Iterator[Document]:
    """The document of a file, or many small ones in a row for a plain text that is too large to hold."""
    from bilingual.formats.document.base import format_for, get
    from bilingual.text.files import read_bytes

    path = Path(name)
    if article:
        from bilingual.formats.article import read_article

        yield read_article(read_bytes(name), name, encoding)
        return
    reader = get(as_format) if as_format else format_for(name)
    if reader.name == "text" and name != "-" and path.is_file() and path.stat().st_size > _STREAMED:
        line = 0
        for block in _blocks(path):
            yield _moved_down(reader.read(block, name, encoding), line)
            line += block.count(b"\n")
        return
    yield reader.read(read_bytes(name), name, encoding)


def _moved_down(document: Document, lines: int) -> Document:
    """The document with its line numbers as they are in the whole file."""
    from bilingual.formats.document.base import Document

    units = [replace(unit, line=unit.line + lines) for unit in document.units]
    return Document(document.name, document.format, units, document.fill)


def _blocks(path: Path) -> Iterator[bytes]:
    """A large file in pieces that end with a line; UTF-16 and UTF-32 cannot be cut so and come whole."""
    with path.open("rb") as stream:
        block = stream.readlines(_BLOCK)
        if block and b"\x00" in block[0][:4096]:
            yield b"".join(block) + stream.read()
            return
        while block:
            yield b"".join(block)
            block = stream.readlines(_BLOCK)


def _tell_problems(done: Translation) -> None:
    """One line on standard error for each term that could not be met."""
    for segment in done.segments:
        for issue in segment.issues:
            if issue.severity.rank >= Severity.MAJOR.rank and issue.mqm_type.startswith("terminology"):
                line = f":{segment.segment.origin.line}" if segment.segment.origin.line else ""
                say(f"{done.name or '-'}{line}: {issue.message}")


def _write_reports(report: Report, trail: str | None, page: str | None) -> None:
    from bilingual.text.files import write_atomic

    if trail:
        from bilingual.reports.translation import as_json

        write_atomic(trail, as_json(report))
    if page:
        from bilingual.reports.side_by_side import as_html

        title = ", ".join(t.name for t in report.translations if t.name not in ("", "-"))
        write_atomic(page, as_html(report, title or "Translation"))
