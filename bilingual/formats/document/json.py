"""JSON and JSON Lines: chosen string values are units; layout, key order and number forms stay byte for byte."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import ClassVar

from bilingual.errors import DocumentError
from bilingual.formats.document.base import Document, DocumentFormat, Source, formats
from bilingual.formats.document.strings import StringSlot, document_of_strings, reads_as_text

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]|[^\s\[\]{},:"]+')
_VISIBLE = re.compile(r"\S")
_HEADLINES = frozenset({"title", "headline"})


@formats.register("json")
@dataclass(frozen=True)
class Json(DocumentFormat):
    """JSON files, and JSON Lines (one value a line).

    Attributes:
        fields: paths of the values to translate, with `*` for any run of characters: `title`, `items.*.body`, `*.name`
            (list positions count from 0; a JSON Lines record is not part of the path). Empty takes every string that
            reads as text for people.
    """

    name: ClassVar[str] = "json"
    suffixes: ClassVar[tuple[str, ...]] = (".json", ".jsonl", ".ndjson")

    fields: tuple[str, ...] = ()

    def read(self, data: bytes, name: str = "-", encoding: str | None = None) -> Document:
        """Read JSON; see `DocumentFormat.read`."""
        source = Source.from_bytes(data, name, encoding)
        count = _check(source)
        ascii_only = source.text.isascii()
        strings = []
        for record, path, start, end in _values(source.text):
            value = json.loads(source.text[start:end], strict=False)
            wanted = any(fnmatchcase(path, f) for f in self.fields) if self.fields else reads_as_text(value)
            if not wanted:
                continue
            line = source.line_of(start)
            identity = f"{record}:{path}" if count > 1 else path
            role = "headline" if path.rpartition(".")[2].lower() in _HEADLINES else "body"
            write = _ascii if ascii_only else _unicode
            strings.append(StringSlot(identity, start, end, value, write, line, role, note=path))
        return document_of_strings(source, self.name, strings)


def _ascii(value: str) -> str:
    return json.dumps(value)


def _unicode(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _check(source: Source) -> int:
    """Number of records; raises DocumentError, with the line, for anything but JSON or JSON Lines."""
    decoder = json.JSONDecoder(strict=False)
    at, count = 0, 0
    text = source.text
    while (hit := _VISIBLE.search(text, at)) is not None:
        at = hit.start()
        try:
            _, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            raise DocumentError(
                f"is not JSON: {error.msg[:1].lower()}{error.msg[1:]} (column {error.colno}); correct it there",
                path=source.name,
                line=error.lineno,
            ) from None
        except RecursionError:
            raise DocumentError("is nested too deeply to be read; flatten it", path=source.name) from None
        count += 1
    return count


def _values(text: str) -> Iterator[tuple[int, str, int, int]]:
    """Record number (from 1), path, and range with quotes, of every string value of checked JSON."""
    path: list[str | int] = []
    record, expect_key = 1, False
    for hit in _TOKEN.finditer(text):
        token = hit.group()
        if token in "{[":
            path.append("" if token == "{" else 0)
            expect_key = token == "{"
        elif token in "}]":
            path.pop()
            expect_key = False
            record += not path
        elif token == ",":
            if path and isinstance(path[-1], int):
                path[-1] += 1
            else:
                expect_key = True
        elif token == ":":
            expect_key = False
        elif token[0] == '"':
            if expect_key:
                path[-1] = json.loads(token, strict=False)
            else:
                yield record, ".".join(map(str, path)), *hit.span()
                record += not path
        else:
            record += not path
