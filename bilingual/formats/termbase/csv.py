"""CSV and TSV (RFC 4180): delimiter, byte order mark and encoding are found out.

Tab-separated text in which quotes do not pair up is read as it stands: many programs write TSV without quoting.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from bilingual.errors import DocumentError
from bilingual.formats.termbase.base import Reading, Settings, TermbaseFormat, broken, formats
from bilingual.formats.termbase.table import Row, columns, from_rows, to_rows
from bilingual.model import Concept
from bilingual.text.files import decode

_DELIMITERS = "\t,;|"


@formats.register("csv")
class Csv(TermbaseFormat):
    """Comma-separated, with a header; keeps everything."""

    name = "csv"
    title = "CSV"
    suffixes = (".csv",)
    delimiter = ","

    def read(self, data: bytes, settings: Settings) -> Reading:
        """See `TermbaseFormat.read`."""
        text = decoded(data, settings)
        return from_rows(_rows(text, settings), settings)

    def write(self, concepts: Sequence[Concept], settings: Settings) -> bytes:
        """See `TermbaseFormat.write`."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=self.delimiter, lineterminator="\n")
        writer.writerow(columns(settings.langs))
        writer.writerows(to_rows(concepts, settings.langs))
        return out.getvalue().encode()


@formats.register("tsv")
class Tsv(Csv):
    """Tab-separated, with a header; keeps everything."""

    name = "tsv"
    title = "TSV"
    suffixes = (".tsv",)
    delimiter = "\t"


def decoded(data: bytes, settings: Settings) -> str:
    """The text of a table: UTF-8 or what a byte order mark says, else CP949 where that reads as Korean."""
    try:
        return decode(data, settings.path, settings.encoding)
    except DocumentError as error:
        if settings.encoding is None and "cp949" in error.message:
            return decode(data, settings.path, "cp949")
        raise


def _rows(text: str, settings: Settings) -> list[Row]:
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return _numbered(reader)
    except csv.Error as error:
        if delimiter == "\t":
            return _numbered(csv.reader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))
        message = f"cannot be read as a table ({error}); expected cells separated by {delimiter!r}"
        raise broken(settings, reader.line_num, message) from None


def _numbered(reader: Any) -> list[Row]:
    """The rows of a `csv.reader`, with the line on which each begins."""
    rows: list[Row] = []
    last = 0
    for cells in reader:
        rows.append((last + 1, cells))
        last = reader.line_num
    return rows


def _delimiter(text: str) -> str:
    """The separator that cuts most of the first lines into the same number of cells, more than one."""
    lines = [line for line in text.splitlines()[:50] if line.strip()]
    best, score = ",", 0.0
    for char in _DELIMITERS:
        sizes = [len(row) for row in csv.reader(lines, delimiter=char)]
        common = max(set(sizes), key=sizes.count, default=1)
        agreed = sizes.count(common) / len(sizes) if sizes and common > 1 else 0.0
        if agreed > score:
            best, score = char, agreed
    return best
