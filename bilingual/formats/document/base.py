"""The seam between files and the pipeline: a document is units of text in a skeleton.

A format reads bytes into a `Document`; the pipeline translates `Document.units`; `Document.fill` gives the file back
with the targets in place and every other byte as it was. A unit whose target equals its text keeps its own bytes.

A format is one module of this package, registered by `@formats.register(name)`; third parties use the entry-point
group `bilingual.document_formats`.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from os import PathLike
from pathlib import PurePath
from typing import Any, ClassVar

from bilingual.errors import ConfigError, DocumentError
from bilingual.formats.inline import Tag, Tagged, project
from bilingual.model import Placeholder
from bilingual.registry import Registry
from bilingual.text.files import decode

Target = str | Tagged


@dataclass(frozen=True, slots=True)
class Unit:
    """One translatable stretch of a document: a paragraph, a cell, a catalogue entry, a subtitle.

    Attributes:
        id: unique in the document and stable as long as the document does not change.
        text: NFC, without inline tags and without surrounding white space; not empty.
        tags: inline markup, by offsets in `text`.
        placeholders: stretches of `text` that the format knows must be kept verbatim (code, `translate="no"`).
        line: 1-based line of the file where the unit begins, 0 where lines mean nothing.
        role: headline, subhead, body, caption, quote, item, cell, attribute, message or subtitle.
        translatable: False for text that is shown but must stay (a human's translation, `translate="no"`).
        note: context for whoever translates: a comment, a field path.
        existing: the target that the file holds already, empty when none.
    """

    id: str
    text: str
    tags: tuple[Tag, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()
    line: int = 0
    role: str = "body"
    translatable: bool = True
    note: str = ""
    existing: str = ""

    @property
    def tagged(self) -> Tagged:
        """Text and tags together, as `bilingual.formats.inline.project` takes them."""
        return Tagged(self.text, self.tags)


class Document:
    """A file read: its units and the way back.

    Args:
        name: file name for messages and reports.
        format: name of the format.
        units: in document order.
        filler: gives the file's bytes for the targets of changed units, each with all its tags.
        dropped: what was left out on purpose (article mode), one line each.
    """

    def __init__(
        self,
        name: str,
        format: str,  # noqa: A002 - the word users know
        units: Sequence[Unit],
        filler: Callable[[Mapping[str, Tagged]], bytes],
        *,
        dropped: Sequence[str] = (),
    ) -> None:
        self.name = name
        self.format = format
        self.units = tuple(units)
        self.dropped = tuple(dropped)
        self._filler = filler

    def fill(self, targets: Mapping[str, Target]) -> bytes:
        """The file with these targets, by unit id; units that are missing or unchanged keep their bytes.

        A target given as `str` for a unit with tags has them put in by relative position; give a `Tagged` made by
        `inline.project` to place them by alignment.

        Raises:
            DocumentError: an id is unknown, tags are missing or added, or the file's encoding lacks a character.
        """
        by_id = {unit.id: unit for unit in self.units}
        changed: dict[str, Tagged] = {}
        for key, target in targets.items():
            unit = by_id.get(key)
            if unit is None:
                raise DocumentError(f"no unit is called {key!r}; a target must carry the id of a unit", path=self.name)
            if target in (unit.text, unit.tagged):
                continue
            tagged = project(unit.tagged, target) if isinstance(target, str) else target
            if sorted(t.raw for t in tagged.tags) != sorted(t.raw for t in unit.tags):
                raise DocumentError(
                    f"the target of unit {key!r} has other inline tags than its source; each must stand in it once",
                    path=self.name,
                )
            changed[key] = tagged
        return self._filler(changed)

    def __repr__(self) -> str:
        return f"<Document {self.name!r} ({self.format}, {len(self.units)} units)>"


class DocumentFormat(ABC):
    """A file format. Subclasses are frozen dataclasses whose fields are the format's options.

    Attributes:
        name: as in `--as NAME`.
        suffixes: of file names, lower case, with the dot.
    """

    name: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]]

    @abstractmethod
    def read(self, data: bytes, name: str = "-", encoding: str | None = None) -> Document:
        """Read a whole file.

        Args:
            data: its bytes.
            name: for messages.
            encoding: overrides a byte order mark, the file's own declaration and the default, UTF-8.

        Raises:
            DocumentError: the bytes are not of this format; the message says line, found, expected, what to do.
            MissingExtraError: the format needs an optional library.
        """


formats: Registry[type[DocumentFormat]] = Registry(
    "document format", package="bilingual.formats.document", group="bilingual.document_formats"
)


def get(name: str, **options: Any) -> DocumentFormat:
    """The format called `name` with these options; raises ConfigError for an unknown name or option."""
    kind = formats.get(name)
    known = {f.name for f in fields(kind)}  # type: ignore[arg-type]
    unknown = sorted(set(options) - known)
    if unknown:
        offer = ", ".join(sorted(known)) or "none"
        raise ConfigError(f"format {name} has no option {unknown[0]!r}; its options: {offer}")
    return kind(**options)


def format_for(path: str | PathLike[str], **options: Any) -> DocumentFormat:
    """The format that a file's suffix names; standard input (`-`) and files without a suffix are plain text.

    Options that the format does not have are ignored, so that one set serves a folder of mixed files.

    Raises:
        DocumentError: no format has the suffix.
    """
    suffix = PurePath(path).suffix.lower()
    for name, kind in formats:
        if suffix in kind.suffixes or (not suffix and name == "text"):
            known = {f.name for f in fields(kind)}  # type: ignore[arg-type]
            return kind(**{key: value for key, value in options.items() if key in known})
    offer = ", ".join(sorted(s for _, kind in formats for s in kind.suffixes))
    raise DocumentError(f"no format reads {suffix} files; say one with --as (text, html …). Known: {offer}", path=path)


def known_suffixes() -> frozenset[str]:
    """All suffixes that `format_for` accepts."""
    return frozenset(s for _, kind in formats for s in kind.suffixes)


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """A text file decoded so that it can be encoded again to the same bytes.

    Attributes:
        text: decoded, without byte order mark, line ends as they are.
        codec: name of the encoding that gives the bytes back.
        mark: the byte order mark's bytes, empty when there was none.
    """

    text: str
    codec: str
    mark: bytes
    name: str
    _line_starts: list[int] = field(default_factory=list, compare=False, repr=False)

    @classmethod
    def from_bytes(cls, data: bytes, name: str, encoding: str | None = None) -> Source:
        """Decode; raises DocumentError for another encoding, binary data, or bytes that cannot be given back."""
        mark, codec = next(((m, c) for m, c in _MARKS if data.startswith(m)), (b"", encoding or "utf-8"))
        if encoding and not _same_family(encoding, codec):
            mark, codec = b"", encoding
        body = data[len(mark) :]
        text = decode(body, name, codec, strip_mark=False) if body else ""
        source = cls(text, codec, mark, name)
        if source.encode(text) != data:
            raise DocumentError(f"cannot be given back byte for byte in {codec}; convert it to UTF-8", path=name)
        return source

    def encode(self, text: str) -> bytes:
        """The file's bytes for `text`; characters that the encoding lacks become their nearest equivalent.

        Raises:
            DocumentError: the encoding has neither a character nor an equivalent.
        """
        try:
            return self.mark + text.encode(self.codec)
        except UnicodeEncodeError:
            return self.mark + "".join(self._encodable(c) for c in text).encode(self.codec)

    def _encodable(self, char: str) -> str:
        plain = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
        for candidate in (char, _NEAREST.get(char, char), plain):
            try:
                candidate.encode(self.codec)
            except UnicodeEncodeError:
                continue
            return candidate
        raise DocumentError(
            f"{self.codec} has no character {char!r} (U+{ord(char):04X}); convert the file to UTF-8", path=self.name
        )

    @property
    def line_end(self) -> str:
        """How the first line of the file ends; a line feed when it has only one."""
        first = self.text.find("\n")
        return "\r\n" if first > 0 and self.text[first - 1] == "\r" else "\n"

    def line_of(self, offset: int) -> int:
        """1-based line of an offset in `text`."""
        if not self._line_starts:
            self._line_starts.append(0)
            self._line_starts.extend(hit.end() for hit in re.finditer("\n", self.text))
        return bisect_right(self._line_starts, offset)


_NEAREST = {"—": "-", "–": "-", "−": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " "}


def _same_family(one: str, other: str) -> bool:
    """Whether an encoding asked for is what a byte order mark says: utf-16 for utf-16-le."""
    try:
        asked = codecs.lookup(one).name.removesuffix("-sig")
    except LookupError:
        return False
    return other.startswith(asked)


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a unit's text stands in a text file, and how its target is written there.

    Attributes:
        start, end: half-open range in `Source.text` that the target replaces.
        write: from the target to what stands in the file; by default text and tags as they are.
    """

    unit: Unit
    start: int
    end: int
    write: Callable[[Tagged], str] = Tagged.render


Change = tuple[int, int, str]
"""Half-open range of a text and what replaces it."""


def rewrite(text: str, changes: Iterable[Change]) -> str:
    """`text` with all changes made; their ranges must not overlap."""
    pieces, done = [], 0
    for start, end, new in sorted(changes):
        pieces += [text[done:start], new]
        done = end
    return "".join([*pieces, text[done:]])


def splice(text: str, slots: Iterable[Slot], targets: Mapping[str, Tagged]) -> str:
    """`text` with the targets of these slots written in; slots must not overlap."""
    return rewrite(text, ((slot.start, slot.end, slot.write(targets[slot.unit.id])) for slot in slots))


def fill_nested(
    source: Source,
    read: Callable[[Source], tuple[Sequence[Slot], Sequence[Slot]]],
    targets: Mapping[str, Tagged],
) -> Source:
    """The text with targets in slots that may lie inside others: attributes of inline tags, text boxes of paragraphs.

    Inner slots come first; the outer ones are then read again, with the new inner text in their tags.

    Args:
        source: the text before.
        read: gives the outer and the inner slots of a text; the same ids in the same order for a filled one.
        targets: by unit id.
    """
    outer, inner = read(source)
    chosen = [slot for slot in inner if slot.unit.id in targets]
    if chosen:
        source = replace(source, text=splice(source.text, chosen, targets), _line_starts=[])
        outer, _ = read(source)
    own = {slot.unit.id: _with_tags_of(targets[slot.unit.id], slot.unit) for slot in outer if slot.unit.id in targets}
    text = splice(source.text, (slot for slot in outer if slot.unit.id in own), own)
    return replace(source, text=text, _line_starts=[])


def _with_tags_of(target: Tagged, unit: Unit) -> Tagged:
    raws = {(tag.pair, tag.kind): tag.raw for tag in unit.tags}
    return Tagged(target.text, tuple(replace(tag, raw=raws[tag.pair, tag.kind]) for tag in target.tags))


def document_of_slots(source: Source, format: str, slots: Sequence[Slot]) -> Document:  # noqa: A002
    """A document whose units stand at `slots` of a text file: in order, without overlap."""
    by_id = {slot.unit.id: slot for slot in slots}

    def filler(targets: Mapping[str, Tagged]) -> bytes:
        return source.encode(splice(source.text, (by_id[key] for key in targets), targets))

    return Document(source.name, format, [slot.unit for slot in slots], filler)
