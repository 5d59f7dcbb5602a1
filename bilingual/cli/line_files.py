"""Line-parallel text files: what `check` and `postedit` read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bilingual.cli.options import chosen_glossary
from bilingual.config import load_settings
from bilingual.errors import ConfigError, DocumentError
from bilingual.model import SegmentTranslation, Translation
from bilingual.text.files import read_text
from bilingual.text.normalisation import nfc

if TYPE_CHECKING:
    from bilingual.glossary.termbase import Glossary
    from bilingual.rules import Item, PostEdited, RuleOptions

Style = Annotated[str | None, typer.Option("--style", help="House style, e.g. ap; see `bilingual rules list`.")]
RuleFiles = Annotated[
    list[Path] | None, typer.Option("--rules", help="Editors' rules: a TOML file or a folder of them; repeatable.")
]
Off = Annotated[
    list[str] | None,
    typer.Option("--off", help="Switch off CODE, CODE@FILE or CODE@FILE:LINE; A* stands for all of a family."),
]


def read_items(source: str, target: str, encoding: str | None, lang: str) -> list[Item]:
    """The lines of two parallel files as items; `-` is standard input for one of them.

    Raises:
        DocumentError: a file cannot be read, or the line counts differ.
        ConfigError: both are standard input.
    """
    from bilingual.rules import segments_from_lines

    if source == target == "-":
        raise ConfigError("only one of the two files can be standard input")
    sources, targets = _lines(source, encoding), _lines(target, encoding)
    if len(sources) != len(targets):
        raise DocumentError(
            f"number of lines: {len(targets)}, but {len(sources)} in {source}; both must have one segment a line",
            path=target,
        )
    return segments_from_lines([nfc(line) for line in sources], targets, lang=lang, file=target)


def _lines(path: str, encoding: str | None) -> list[str]:
    text = read_text(path, encoding).replace("\r\n", "\n")
    return text.removesuffix("\n").split("\n") if text else []


def make_rules(
    source_lang: str | None,
    target_lang: str | None,
    style: str | None,
    files: list[Path] | None,
    off: list[str] | None,
    glossary: list[Path] | None = None,
) -> RuleOptions:
    """What the options, then `bilingual.toml` and the environment, say about rules.

    Without either, editors' rules come from the `rules` folders beside the named glossaries.

    Raises:
        ConfigError: an unknown style, or something to switch off that cannot be read.
        RuleError: a rule file is malformed.
    """
    from bilingual.rules import RuleOptions
    from bilingual.rules.editors import load_rules, rules_beside
    from bilingual.rules.style import STYLES

    settings = load_settings()
    chosen = settings.style if style is None else style
    if chosen and chosen not in STYLES:
        raise ConfigError(f"no house style is called {chosen!r}; there are: {', '.join(STYLES)}", field="--style")
    options = RuleOptions(
        source_lang=source_lang or settings.source_lang,
        target_lang=target_lang or settings.target_lang,
        style=chosen,
        off=tuple(off or ()),
        editors=load_rules(files or settings.rules or rules_beside(glossary or settings.glossary)),
    )
    options.switches  # noqa: B018 - a selector that cannot be read is told before any work is done
    return options


def make_glossary(paths: list[Path] | None, none: bool, options: RuleOptions) -> Glossary:
    """The glossary that the options, then the settings, name."""
    named = paths or [Path(path) for path in load_settings().glossary]
    return chosen_glossary(named, none, options.source_lang, options.target_lang)


def as_translation(items: Sequence[Item], results: Sequence[PostEdited], name: str) -> Translation:
    """Items and what became of them as one translation, for the reports."""
    segments = tuple(
        SegmentTranslation(i.segment, r.target, "", outcomes=r.outcomes, edits=r.edits, issues=r.issues, raw=i.target)
        for i, r in zip(items, results, strict=True)
    )
    source = "\n".join(item.segment.source for item in items)
    return Translation(source, "\n".join(r.target for r in results), segments, name=name)
