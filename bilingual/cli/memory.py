"""`bilingual memory`: keep a translation memory, and look into it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bilingual.cli.options import Encoding, Force, From, GlossaryPaths, NoGlossary, To, chosen_glossary, say
from bilingual.errors import DocumentError, OutputError

if TYPE_CHECKING:
    from bilingual.memory.store import MemoryUnit

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Keep a translation memory.")

Store = Annotated[Path, typer.Argument(help="The memory: one file.", metavar="MEMORY")]
_READ = (".tmx", ".po", ".xlf", ".xliff", ".tsv")


@app.command()
def add(
    memory: Store,
    files: Annotated[list[Path], typer.Argument(help="Translations: .tmx, .po, .xlf or .tsv (source, tab, target).")],
    source_lang: From = None,
    target_lang: To = None,
    glossary: GlossaryPaths = None,
    no_glossary: NoGlossary = False,
    approved: Annotated[
        bool, typer.Option("--approved/--proposed", help="Whether a person stands for them; only such are used again.")
    ] = True,
    encoding: Encoding = None,
) -> None:
    """Add translations; the terms of today are noted, so that a later change of them is seen."""
    from bilingual.memory.store import Memory

    source, target = source_lang or "ko", target_lang or "en"
    for file in files:
        if file.suffix.lower() not in _READ:
            raise DocumentError(f"expected one of {', '.join(_READ)}", path=file)
    store = Memory(memory)
    terms = chosen_glossary(glossary, no_glossary, source, target)
    from bilingual.memory.noting import under_glossary

    for file in files:
        units = read_units(file, source, target, approved=approved, encoding=encoding)
        new = store.add(under_glossary(units, terms) if approved and len(terms) else units)
        say(f"{file}: {new} new")
    _tell(store.counts())


def read_units(
    file: Path, source_lang: str, target_lang: str, *, approved: bool = True, encoding: str | None = None
) -> Iterator[MemoryUnit]:
    """The translations in a file; in PO and XLIFF those that are finished.

    Raises:
        DocumentError: the file cannot be read.
    """
    from bilingual.memory.store import MemoryUnit

    for source, target in _pairs(file, source_lang, target_lang, encoding):
        yield MemoryUnit(source, target, source_lang, target_lang, approved, file.name)


def _pairs(file: Path, source_lang: str, target_lang: str, encoding: str | None) -> Iterable[tuple[str, str]]:
    if file.suffix.lower() == ".tmx":
        from bilingual.formats.tmx import read_tmx

        return ((pair.source, pair.target) for pair in read_tmx(file, source_lang, target_lang))
    if file.suffix.lower() == ".tsv":
        return _rows(file, encoding)
    from bilingual.formats.document.base import format_for
    from bilingual.text.files import read_bytes

    document = format_for(file, fuzzy=True).read(read_bytes(file), str(file), encoding)
    return ((u.text, u.existing) for u in document.units if u.existing and not u.translatable)


def _rows(file: Path, encoding: str | None) -> Iterator[tuple[str, str]]:
    from bilingual.text.files import read_text

    for number, line in enumerate(read_text(file, encoding).splitlines(), start=1):
        source, tab, rest = line.partition("\t")
        if not tab and line.strip():
            raise DocumentError("found no tab; expected source, tab, target", path=file, line=number)
        if line.strip():
            yield source, rest.partition("\t")[0]


@app.command()
def lookup(
    memory: Store,
    text: Annotated[str, typer.Argument(help="A sentence.")],
    source_lang: From = None,
    target_lang: To = None,
    least: Annotated[float, typer.Option("--least", min=0, max=1, help="Smallest likeness that counts.")] = 0.7,
    most: Annotated[int, typer.Option("--most", min=1, help="How many at most.")] = 5,
) -> None:
    """Show translations of this sentence and of sentences like it. Exits with 1 when there are none."""
    from bilingual.memory.store import open_memory

    found = open_memory(memory).near(text, source_lang or "ko", target_lang or "en", least=least, most=most)
    for match in found:
        typer.echo(f"{match.score:4.0%}  {match.unit.source}\n      {match.unit.target}  ({_state(match.unit)})")
    raise typer.Exit(0 if found else 1)


@app.command()
def search(
    memory: Store,
    words: Annotated[str, typer.Argument(help="Words of a source sentence, next to each other.")],
    source_lang: From = None,
    target_lang: To = None,
    most: Annotated[int, typer.Option("--most", min=1, help="How many at most.")] = 20,
) -> None:
    """Show how words were translated before. Exits with 1 when they were not."""
    from bilingual.memory.store import open_memory

    found = open_memory(memory).search(words, source_lang or "ko", target_lang or "en", most=most)
    for unit in found:
        typer.echo(f"{unit.source}\n      {unit.target}  ({_state(unit)})")
    raise typer.Exit(0 if found else 1)


@app.command()
def export(
    memory: Store,
    output: Annotated[Path, typer.Option("-o", "--output", help="TMX file to write.")],
    source_lang: From = None,
    target_lang: To = None,
    force: Force = False,
) -> None:
    """Write the approved translations as TMX."""
    from bilingual.formats.tmx import Pair, write_tmx
    from bilingual.memory.store import open_memory
    from bilingual.text.files import AtomicFile

    if output.exists() and not force:
        raise OutputError("exists already; --force replaces it", path=output)
    source, target = source_lang or "ko", target_lang or "en"
    units = open_memory(memory).units(source, target)
    with AtomicFile(str(output)) as file:
        count = write_tmx(file, (Pair(u.source, u.target, u.origin) for u in units if u.approved), source, target)
    say(f"{output}: {count} translations")


@app.command()
def info(memory: Store) -> None:
    """Count what the memory holds."""
    from bilingual.memory.store import open_memory

    _tell(open_memory(memory).counts())


@app.command("clear-cache")
def clear_cache(memory: Store) -> None:
    """Forget the engine's output; the translations stay."""
    from bilingual.memory.store import open_memory

    typer.echo(f"{open_memory(memory).clear_cache()} outputs forgotten")


def _state(unit: MemoryUnit) -> str:
    return " · ".join(filter(None, ["approved" if unit.approved else "proposed", unit.origin]))


def _tell(counts: dict[str, int]) -> None:
    typer.echo(", ".join(f"{number} {name}" for name, number in counts.items()))
