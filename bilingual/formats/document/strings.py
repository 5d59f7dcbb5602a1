"""Documents made of strings: JSON values, CSV cells, catalogue messages. Each string is a small document of its own.

A string with markup is read as HTML, any other as plain text, line by line; so a CMS export with article bodies in its
fields gets the same treatment as pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bilingual.formats.document.base import Document, Source, Unit, fill_nested, rewrite, splice
from bilingual.formats.document.html import markup_slots
from bilingual.formats.document.text import text_slots
from bilingual.formats.inline import Tagged

_MARKUP = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>")


@dataclass(frozen=True, slots=True)
class StringSlot:
    """Where a string stands in the file.

    Attributes:
        id: unique in the file, e.g. the field path.
        start, end: half-open range in `Source.text` that is replaced.
        value: the string, decoded.
        write: from the new value to what stands in the file.
        existing: the target that the file holds already.
    """

    id: str
    start: int
    end: int
    value: str
    write: Callable[[str], str]
    line: int = 0
    role: str = "body"
    note: str = ""
    translatable: bool = True
    existing: str = ""


class StringDocument:
    """One string as a document."""

    def __init__(self, slot: StringSlot) -> None:
        self.slot = slot
        self.source = Source(slot.value, "utf-8", b"", slot.id)
        self.is_markup = bool(_MARKUP.search(slot.value))
        paragraphs, attributes = markup_slots(self.source) if self.is_markup else (text_slots(self.source), [])
        alone = len(paragraphs) + len(attributes) == 1
        self.inner_ids: dict[str, str] = {}
        slots = sorted([*paragraphs, *attributes], key=lambda s: (s.start, -s.end))
        self.units = [self._named(slot.unit, alone) for slot in slots]

    def _named(self, inner: Unit, alone: bool) -> Unit:
        own = self.slot
        unit = replace(
            inner,
            id=own.id if alone else f"{own.id}/{inner.id}",
            line=own.line,
            role=inner.role if self.is_markup and inner.role != "body" else own.role,
            note=own.note,
            translatable=own.translatable,
            existing=own.existing if alone else "",
        )
        self.inner_ids[unit.id] = inner.id
        return unit

    def fill(self, targets: Mapping[str, Tagged]) -> str:
        """The string with its targets."""
        own = {inner: targets[key] for key, inner in self.inner_ids.items() if key in targets}
        if self.is_markup:
            return fill_nested(self.source, markup_slots, own).text
        return splice(self.source.text, (s for s in text_slots(self.source) if s.unit.id in own), own)


def document_of_strings(source: Source, format: str, strings: Sequence[StringSlot]) -> Document:  # noqa: A002
    """A document whose units stand in strings of a text file: in order, without overlap."""
    inners = [inner for inner in map(StringDocument, _unique(strings)) if inner.units]
    home = {unit.id: inner for inner in inners for unit in inner.units}

    def filler(targets: Mapping[str, Tagged]) -> bytes:
        changed = {id(home[key]): home[key] for key in targets}
        slots = [(inner.slot, inner.fill(targets)) for inner in changed.values()]
        return source.encode(rewrite(source.text, ((s.start, s.end, s.write(value)) for s, value in slots)))

    return Document(source.name, format, [unit for inner in inners for unit in inner.units], filler)


def _unique(strings: Sequence[StringSlot]) -> Iterator[StringSlot]:
    """The strings with a number added to an id that stands twice (a JSON key given twice)."""
    seen: Counter[str] = Counter()
    for slot in strings:
        seen[slot.id] += 1
        yield slot if seen[slot.id] == 1 else replace(slot, id=f"{slot.id}#{seen[slot.id]}")


def reads_as_text(value: str) -> bool:
    """Whether a string is for people: it has a letter beyond ASCII, or two words; not a URL, a number or a key."""
    if re.search(r"[^\W\d_]", value) is None or re.fullmatch(r"\s*(?:https?|ftp|mailto|data):\S*\s*", value):
        return False
    return re.search(r"[^\x00-\x7f]", value) is not None or re.search(r"[A-Za-z]{2,}\s+[A-Za-z]{2,}", value) is not None
