"""Test suites: a folder with source, references and gates that a translator is measured by.

A suite is a folder with a `suite.toml`::

    from = "ko"
    to = "en"
    source = "source.ko"              # one segment a line
    references = ["reference.en"]
    documents = "documents.txt"       # optional: name of each line's document

    [gates]                           # optional, as for --fail-under
    chrf = 45
    terms = 0.95
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from itertools import groupby
from os import PathLike
from pathlib import Path
from typing import Any

from bilingual.errors import DocumentError
from bilingual.metrics.base import METRICS
from bilingual.metrics.reading import check_parallel, read_lines
from bilingual.text.files import read_text

FILE = "suite.toml"


@dataclass(frozen=True, slots=True)
class Suite:
    """A test suite in memory; all sequences are parallel.

    Attributes:
        gates: threshold by metric.
    """

    name: str
    source_lang: str
    target_lang: str
    sources: tuple[str, ...]
    references: tuple[tuple[str, ...], ...]
    documents: tuple[str, ...]
    gates: dict[str, float]

    def articles(self) -> list[tuple[str, list[str]]]:
        """Documents with their source lines, in order."""
        positions = groupby(range(len(self.sources)), key=lambda i: self.documents[i])
        return [(name, [self.sources[i] for i in group]) for name, group in positions]


def read_suite(folder: str | PathLike[str]) -> Suite:
    """Read a suite.

    Raises:
        DocumentError: the folder is no suite, a file is missing, or files are not parallel.
    """
    place = Path(folder) / FILE
    try:
        record = tomllib.loads(read_text(place))
    except tomllib.TOMLDecodeError as error:
        raise DocumentError(f"is not TOML ({error})", path=place) from None
    source = Path(folder) / _text(record, "source", place)
    sources = read_lines(source)
    references = []
    for name in _texts(record, "references", place):
        lines = read_lines(Path(folder) / name)
        check_parallel(Path(folder) / name, lines, source, sources)
        references.append(tuple(lines))
    documents = [Path(folder).name] * len(sources)
    if "documents" in record:
        listed = Path(folder) / _text(record, "documents", place)
        documents = read_lines(listed)
        check_parallel(listed, documents, source, sources)
    return Suite(
        name=Path(folder).resolve().name,
        source_lang=_text(record, "from", place),
        target_lang=_text(record, "to", place),
        sources=tuple(sources),
        references=tuple(references),
        documents=tuple(documents),
        gates=_gates(record.get("gates", {}), place),
    )


def _text(record: dict[str, Any], field: str, place: Path) -> str:
    value = record.get(field)
    if not isinstance(value, str) or not value:
        raise DocumentError("a text was expected", path=place, field=field)
    return value


def _texts(record: dict[str, Any], field: str, place: Path) -> list[str]:
    value = record.get(field)
    if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
        raise DocumentError("a list of file names was expected", path=place, field=field)
    return value


def _gates(value: object, place: Path) -> dict[str, float]:
    if not isinstance(value, dict):
        raise DocumentError("a table of metric = number was expected", path=place, field="gates")
    for name, limit in value.items():
        METRICS.get(name)
        if isinstance(limit, bool) or not isinstance(limit, (int, float)):
            raise DocumentError(f"a number was expected, found {limit!r}", path=place, field=f"gates.{name}")
    return {name: float(limit) for name, limit in value.items()}
