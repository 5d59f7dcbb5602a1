"""Options that the translating commands share, and the translator that they make."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bilingual.config import Settings, load_settings

if TYPE_CHECKING:
    from bilingual.glossary.termbase import Glossary
    from bilingual.pipeline import Translator
    from bilingual.rules import RuleOptions

From = Annotated[str | None, typer.Option("--from", help="Source language. [default: ko]", metavar="LANG")]
To = Annotated[str | None, typer.Option("--to", help="Target language. [default: en]", metavar="LANG")]
GlossaryPaths = Annotated[
    list[Path] | None,
    typer.Option(
        "-g",
        "--glossary",
        help="PO file or folder of PO files; repeatable, later ones win. [default: the glossary that ships]",
    ),
]
NoGlossary = Annotated[bool, typer.Option("--no-glossary", help="Translate without a glossary.")]
Encoding = Annotated[str | None, typer.Option("--encoding", help="Encoding of the input, e.g. cp949. [default: utf-8]")]
Package = Annotated[
    str | None,
    typer.Option("--package", help="Engine package: a name from `bilingual engine list`, a folder, or builtin."),
]
Beam = Annotated[int | None, typer.Option("--beam", min=1, max=64, help="Beam size; 1 is fastest. [default: 4]")]
Threads = Annotated[int | None, typer.Option("--threads", min=0, help="CPU threads; 0 takes all. [default: 0]")]
Device = Annotated[str | None, typer.Option("--device", help="cpu, cuda or auto. [default: cpu]")]
MemoryFile = Annotated[
    Path | None,
    typer.Option("--memory", help="Translation memory: approved translations are used again, new output is cached."),
]
Kiwi = Annotated[
    bool, typer.Option("--kiwi", help="Let kiwipiepy decide where the Korean grammar is unsure of a term's boundary.")
]
Force = Annotated[bool, typer.Option("-f", "--force", help="Replace output files that exist.")]


def say(message: str) -> None:
    """A line for the person at the terminal, on standard error."""
    typer.echo(message, err=True)


def chosen_glossary(paths: list[Path] | None, none: bool, source_lang: str, target_lang: str) -> Glossary:
    """The glossary that the options name: several merged in order, none, or the one that ships."""
    from bilingual.glossary.termbase import Glossary
    from bilingual.pipeline import shipped_glossary

    if none:
        return Glossary((), source_lang, target_lang, "none")
    if not paths:
        return shipped_glossary(source_lang, target_lang)
    loaded = [Glossary.load(path, source_lang=source_lang, target_lang=target_lang) for path in paths]
    return loaded[0].merged_with(loaded[1:]) if len(loaded) > 1 else loaded[0]


def make_translator(
    *,
    source_lang: str | None = None,
    target_lang: str | None = None,
    glossary: list[Path] | None = None,
    no_glossary: bool = False,
    package: str | None = None,
    beam: int | None = None,
    threads: int | None = None,
    device: str | None = None,
    rules: RuleOptions | None = None,
    use_kiwi: bool = False,
    memory: Path | None = None,
    settings: Settings | None = None,
) -> Translator:
    """A translator as the options, then `bilingual.toml` and the environment, say.

    Raises:
        BilingualError: a setting, the glossary or the engine package cannot be used.
    """
    from bilingual.engines import load_engine
    from bilingual.engines.argos import Hardware
    from bilingual.engines.base import DecodingOptions
    from bilingual.memory.store import Memory
    from bilingual.pipeline import Translator

    chosen = settings or load_settings()
    source = source_lang or chosen.source_lang
    target = target_lang or chosen.target_lang
    paths = glossary or [Path(p) for p in chosen.glossary]
    hardware = Hardware(device or chosen.device, threads=chosen.threads if threads is None else threads)
    engine = load_engine(source, target, hardware=hardware, package=package or chosen.package or None, notice=say)
    return Translator(
        source,
        target,
        glossary=chosen_glossary(paths, no_glossary, source, target),
        engine=engine,
        decoding=DecodingOptions(beam_size=beam or chosen.beam_size),
        rules=rules,
        use_kiwi=use_kiwi,
        memory=Memory(memory) if memory else None,
    )
