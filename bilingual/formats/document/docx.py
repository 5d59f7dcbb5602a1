"""DOCX (Office Open XML, ECMA-376): paragraphs are units; runs, styles, fields and pictures are carried as tags.

Text whose formatting differs from most of its paragraph is a pair of tags. Only the parts of the package that hold
changed paragraphs are written anew; every other part keeps its bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from bilingual.errors import DocumentError
from bilingual.formats.document.base import Document, DocumentFormat, Slot, Source, Unit, fill_nested, formats
from bilingual.formats.inline import Tagged
from bilingual.formats.markup import check_xml
from bilingual.formats.wordprocessing import paragraph_slots, style_roles

_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_LARGEST = 512 * 1024 * 1024


@formats.register("docx")
@dataclass(frozen=True)
class Docx(DocumentFormat):
    """Word documents: body, headers, footers, footnotes, endnotes and text boxes."""

    name: ClassVar[str] = "docx"
    suffixes: ClassVar[tuple[str, ...]] = (".docx",)

    def read(self, data: bytes, name: str = "-", encoding: str | None = None) -> Document:
        """Read a document; see `DocumentFormat.read`. `encoding` does not apply."""
        members = _members(data, name)
        roles = style_roles(members.pop("word/styles.xml", b"").decode("utf-8", "replace"))
        parts: dict[str, Source] = {}
        units: list[Unit] = []
        for part in sorted(members, key=lambda p: (p != "word/document.xml", p)):
            source = Source.from_bytes(members[part], f"{name}!{part}")
            check_xml(source.text, source.name)
            parts[part] = source
            outer, inner = _read(source, part, roles)
            units += [slot.unit for slot in sorted([*outer, *inner], key=lambda s: (s.start, -s.end))]

        def filler(targets: Mapping[str, Tagged]) -> bytes:
            changed = {}
            for part, source in parts.items():
                own = {key: target for key, target in targets.items() if key.startswith(_prefix(part))}
                if own:
                    filled = fill_nested(source, partial(_read, part=part, roles=roles), own)
                    changed[part] = filled.encode(filled.text)
            return _repacked(data, changed) if changed else data

        return Document(name, self.name, units, filler)


def _read(source: Source, part: str, roles: Mapping[str, str]) -> tuple[list[Slot], list[Slot]]:
    """Slots of a part's paragraphs and of the paragraphs inside them (text boxes), with ids of the whole document."""
    outer, inner = paragraph_slots(source, roles)
    return _named(outer, f"{_prefix(part)}p"), _named(inner, f"{_prefix(part)}b")


def _named(slots: list[Slot], prefix: str) -> list[Slot]:
    return [replace(slot, unit=replace(slot.unit, id=f"{prefix}{n}")) for n, slot in enumerate(slots, start=1)]


def _prefix(part: str) -> str:
    return part.removeprefix("word/").removesuffix(".xml") + "/"


def _members(data: bytes, name: str) -> dict[str, bytes]:
    """The parts that are read; raises DocumentError for anything but a DOCX package."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            wanted = [i for i in package.infolist() if _PARTS.fullmatch(i.filename) or i.filename == "word/styles.xml"]
            if sum(info.file_size for info in wanted) > _LARGEST:
                raise DocumentError("unpacks to more than 512 MB of text; split the document", path=name)
            members = {info.filename: package.read(info) for info in wanted}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        hint = (
            "is an old .doc or encrypted" if data.startswith(b"\xd0\xcf\x11\xe0") else f"is no DOCX package ({error})"
        )
        raise DocumentError(f"{hint}; save it as .docx without a password", path=name) from None
    if "word/document.xml" not in members:
        raise DocumentError("has no word/document.xml; expected a Word document (.docx)", path=name)
    return members


def _repacked(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The package with these parts replaced; order, dates and compression of all parts are kept."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(result, "w") as written:
        written.comment = package.comment
        for info in package.infolist():
            content = changed.get(info.filename)
            written.writestr(info, package.read(info) if content is None else content)
    return result.getvalue()
