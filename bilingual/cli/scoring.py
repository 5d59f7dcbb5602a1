"""What `evaluate` and `compare` share: their options, and the corpus that these make."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bilingual.errors import ConfigError, OutputError

if TYPE_CHECKING:
    from bilingual.metrics.base import Corpus
    from bilingual.metrics.expectations import ExpectedTerm

References = Annotated[
    list[str] | None, typer.Option("-r", "--ref", help="Reference, one segment a line; repeatable for several.")
]
Source = Annotated[str | None, typer.Option("-s", "--src", help="Source text: for terms, numbers, untranslated text.")]
ScoredGlossary = Annotated[
    list[Path] | None,
    typer.Option("-g", "--glossary", help="PO file or folder whose terms are expected; repeatable. Needs --src."),
]
Terms = Annotated[
    str | None,
    typer.Option("--terms", help='JSON lines with the terms of each segment: {"terms": {"원전": "nuclear plant"}}.'),
]
TermField = Annotated[
    str, typer.Option("--term-field", help="Member of --terms to take: terms, else proper, else random, unless named.")
]
Documents = Annotated[str | None, typer.Option("--documents", help="Name of each segment's document, one a line.")]
Metrics = Annotated[
    str,
    typer.Option(
        "-m", "--metrics", help="Comma-separated; all that the data allow by default. See docs/evaluation.md."
    ),
]
Tokenizer = Annotated[
    str,
    typer.Option("--tokenize", help="sacrebleu tokenizer for BLEU (13a, char, ko-mecab, …); auto follows the target."),
]
Output = Annotated[
    str | None, typer.Option("-o", "--output", help="Write what is printed to this file instead; - is standard output.")
]
Resamples = Annotated[int, typer.Option("--resamples", min=0, help="Bootstrap resamples for intervals; 0 for none.")]
Seed = Annotated[int, typer.Option("--seed", help="Of the resampling.")]


@dataclass(frozen=True, slots=True)
class Given:
    """The options that say what to score by."""

    references: list[str] | None
    source: str | None
    glossary: list[Path] | None
    terms: str | None
    term_field: str
    documents: str | None
    source_lang: str
    target_lang: str
    tokenizer: str
    encoding: str | None


def check_free(place: str | None, force: bool) -> None:
    """Raise OutputError when an output file exists and may not be replaced."""
    if place and place != "-" and Path(place).exists() and not force:
        raise OutputError("exists already; --force replaces it", path=place)


def put(text: str, place: str | None) -> None:
    """Write a result to a file, or to standard output when there is none."""
    from bilingual.text.files import write_atomic

    write_atomic(place or "-", text)


def names_of(metrics: str) -> list[str]:
    """The metrics of a comma-separated list."""
    return [name.strip() for name in metrics.split(",") if name.strip()]


def read_corpus(hypothesis: str, given: Given) -> Corpus:
    """Read and check everything that one hypothesis file is scored with.

    Raises:
        InputError: files are missing, not parallel, in the wrong language or encoding.
    """
    from bilingual.metrics.base import Corpus
    from bilingual.metrics.reading import check_language, check_parallel, check_translated, read_lines

    source_lang, target_lang = given.source_lang, given.target_lang
    lines = read_lines(hypothesis, given.encoding)
    references = []
    for path in given.references or []:
        reference = read_lines(path, given.encoding)
        check_parallel(hypothesis, lines, path, reference)
        check_language(path, reference, target_lang, source_lang, "was the source given as --ref?")
        references.append(reference)
    check_language(hypothesis, lines, target_lang, source_lang, "was the source given as the hypothesis?")
    sources: list[str] = []
    if given.source:
        sources = read_lines(given.source, given.encoding)
        check_parallel(hypothesis, lines, given.source, sources)
        check_translated(hypothesis, lines, given.source, sources)
        check_language(given.source, sources, source_lang, target_lang, "was a translation given as --src?")
    documents: list[str] = []
    if given.documents:
        documents = read_lines(given.documents, given.encoding)
        check_parallel(hypothesis, lines, given.documents, documents)
    terms = expected_terms(hypothesis, lines, sources, documents, given)
    return Corpus(lines, references, sources, terms, documents, source_lang, target_lang, given.tokenizer)


def expected_terms(
    hypothesis: str, lines: list[str], sources: list[str], documents: list[str], given: Given
) -> list[tuple[ExpectedTerm, ...]]:
    """The terms that each segment should have, by --terms or by the glossary.

    Raises:
        ConfigError: both were given, or a glossary without a source.
    """
    from bilingual.metrics.expectations import expected_by_glossary, read_expected
    from bilingual.metrics.reading import check_parallel

    if given.terms and given.glossary:
        raise ConfigError("expects other terms than --glossary does; give one of them", field="--terms")
    if given.terms:
        terms = read_expected(given.terms, field=given.term_field, encoding=given.encoding)
        check_parallel(hypothesis, lines, given.terms, [""] * len(terms))
        return terms
    if not given.glossary:
        return []
    if not sources:
        raise ConfigError("needs the source text to find terms in; add --src", field="--glossary")
    from bilingual.cli.options import chosen_glossary

    glossary = chosen_glossary(given.glossary, False, given.source_lang, given.target_lang)
    return expected_by_glossary(glossary, sources, documents)
