"""Plain text: every line that is not blank is a unit; line ends, indentation, byte order mark and blank lines stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from bilingual.formats.document.base import Document, DocumentFormat, Slot, Source, Unit, document_of_slots, formats
from bilingual.text.normalisation import nfc

_SENTENCE_END = re.compile(r"[.!?。?!][\"'”’」』)\]]*$")
_CAPTION = re.compile(r"^(?:[▲△◀▶]|\[?사진\s*(?:[=:]|설명|제공)|\(사진\b|\[그래픽|\[표)")
_ITEM = re.compile(r"^(?:[-*•·‧○●◦□■◆▷※]|\d{1,2}[.)]|[①-⑳]|[가-하][.)])\s")

_HEADLINE_LENGTH = 60
"""Longest headline in characters; Korean newspapers keep theirs within two lines of about 25."""


@formats.register("text")
@dataclass(frozen=True)
class PlainText(DocumentFormat):
    """Plain text, one paragraph a line."""

    name: ClassVar[str] = "text"
    suffixes: ClassVar[tuple[str, ...]] = (".txt", ".text")

    def read(self, data: bytes, name: str = "-", encoding: str | None = None) -> Document:
        """Read plain text; see `DocumentFormat.read`."""
        source = Source.from_bytes(data, name, encoding)
        return document_of_slots(source, self.name, text_slots(source))


def text_slots(source: Source) -> list[Slot]:
    """One slot for every line that is not blank."""
    lines = list(_lines(source.text))
    roles = line_roles([text for _, _, text in lines])
    return [
        Slot(Unit(f"l{number}", nfc(text), line=number, role=role), start, start + len(text))
        for (number, start, text), role in zip(lines, roles, strict=True)
    ]


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Number, offset and stripped text of every line that is not blank."""
    offset = 0
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        core = line.strip()
        if core:
            yield number, offset + len(line) - len(line.lstrip()), core
        offset += len(line)


def line_roles(lines: list[str]) -> list[str]:
    """The role of each line of an article: headline, subhead, caption, item or body.

    The first line is the headline when it is short, ends no sentence and sentences follow; other such lines between
    sentences are subheads. Form alone decides, not the words, so that any language gets the same.
    """
    roles = [_role(line) for line in lines]
    heads = [role == "body" and _is_head(line) for role, line in zip(roles, lines, strict=True)]
    if all(heads) or not heads[0]:
        return roles
    last = max(index for index, head in enumerate(heads) if not head)
    for index in range(last):
        if heads[index]:
            roles[index] = "subhead" if index else "headline"
    return roles


def _is_head(line: str) -> bool:
    return len(line) <= _HEADLINE_LENGTH and not _SENTENCE_END.search(line)


def _role(line: str) -> str:
    if _CAPTION.match(line):
        return "caption"
    return "item" if _ITEM.match(line) else "body"
