"""CSV and TSV: chosen columns are units; separators, quoting and line ends stay byte for byte (RFC 4180)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from bilingual.errors import ConfigError, DocumentError
from bilingual.formats.document.base import Document, DocumentFormat, Source, formats
from bilingual.formats.document.strings import StringSlot, document_of_strings, reads_as_text

_SEPARATORS = ",;\t|"


@formats.register("csv")
@dataclass(frozen=True)
class Csv(DocumentFormat):
    """Tables as text.

    Attributes:
        fields: columns to translate, by the name in the first row or by number from 1. Empty takes every cell that
            reads as text for people.
        separator: empty finds it out from the first row.
        header: whether the first row names the columns and stays as it is.
    """

    name: ClassVar[str] = "csv"
    suffixes: ClassVar[tuple[str, ...]] = (".csv", ".tsv")

    fields: tuple[str, ...] = ()
    separator: str = ""
    header: bool = True

    def read(self, data: bytes, name: str = "-", encoding: str | None = None) -> Document:
        """Read a table; see `DocumentFormat.read`. Raises ConfigError for a column that the table does not have."""
        source = Source.from_bytes(data, name, encoding)
        separator = self.separator or _sniff(source.text)
        cells = list(_cells(source, separator))
        names = [c.value.strip() for c in cells if c.row == 1]
        wanted = self._columns(names, name)
        strings = []
        for cell in cells:
            if (cell.row == 1 and self.header) or (wanted is not None and cell.column not in wanted):
                continue
            if wanted is None and not reads_as_text(cell.value):
                continue
            column = names[cell.column - 1] if self.header and cell.column <= len(names) else str(cell.column)
            write = _Writer(separator, source.text[cell.start : cell.start + 1] == '"')
            strings.append(
                StringSlot(
                    f"r{cell.row}c{cell.column}", cell.start, cell.end, cell.value, write, cell.line, "cell", column
                )
            )
        return document_of_strings(source, self.name, strings)

    def _columns(self, names: list[str], path: str) -> set[int] | None:
        """Numbers of the columns asked for, None for all that read as text."""
        if not self.fields or not names:
            return None
        found = set()
        for field in self.fields:
            if field in names and self.header:
                found.add(names.index(field) + 1)
            elif field.isdecimal() and 1 <= int(field) <= len(names):
                found.add(int(field))
            else:
                offer = ", ".join(names)
                raise ConfigError(f"the table has no column {field!r}; its columns: {offer}", path=path, field="fields")
        return found


class _Cell(NamedTuple):
    """A cell: row and column from 1, line, half-open range with its quotes, value without."""

    row: int
    column: int
    line: int
    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes a cell as RFC 4180 has it, quoted when it was or must be."""

    separator: str
    quoted: bool

    def __call__(self, value: str) -> str:
        """The cell with its quotes."""
        if self.quoted or re.search(rf'["\r\n]|{re.escape(self.separator)}', value):
            return '"' + value.replace('"', '""') + '"'
        return value


def _sniff(text: str) -> str:
    """The separator that stands most often in the first row outside quotes; a comma when there is none."""
    first = re.sub(r'"(?:[^"]|"")*"', "", text[:65536]).lstrip("\r\n").split("\n", 1)[0]
    return max(_SEPARATORS, key=first.count)


def _cells(source: Source, separator: str) -> Iterator[_Cell]:
    pattern = re.compile(rf'(?:"(?P<quoted>(?:[^"]|"")*)"|(?P<bare>[^\r\n{re.escape(separator)}]*))')
    text, at, row, column, line = source.text, 0, 1, 1, 1
    while at < len(text):
        hit = pattern.match(text, at)
        quoted = hit.group("quoted") if hit else None
        end = hit.end() if hit else at
        if text[end : end + 1] not in ("", "\r", "\n", separator) or (quoted is None and text[at : at + 1] == '"'):
            raise DocumentError(
                "a quoted cell does not end before its separator; double the quotes inside it",
                path=source.name,
                line=line,
            )
        value = quoted.replace('""', '"') if quoted is not None else text[at:end]
        yield _Cell(row, column, line, at, end, value)
        line += text.count("\n", at, end)
        at = end
        if text[at : at + 1] == separator:
            at, column = at + 1, column + 1
        else:
            step = 2 if text.startswith("\r\n", at) else 1
            at, row, column, line = at + step, row + 1, 1, line + 1
