"""PO catalogues (gettext): empty translations are filled and flagged fuzzy; a human's are never touched.

Read by position rather than through polib, so that wrapping, comments and the order of everything stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from bilingual.errors import DocumentError
from bilingual.formats.document.base import Change, Document, DocumentFormat, Source, Unit, formats, rewrite
from bilingual.formats.document.strings import StringDocument, StringSlot
from bilingual.formats.inline import Tagged
from bilingual.text.normalisation import nfc

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_KEYWORD = re.compile(r'\s*(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s*(?=")')
_STRING = re.compile(r'\s*"((?:[^"\\]|\\.)*)"\s*$')
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_WRITTEN = str.maketrans({v: f"\\{k}" for k, v in _ESCAPES.items()} | {'"': '\\"', "\\": "\\\\"})


@dataclass(slots=True)
class _Field:
    """A keyword's string and its half-open range in the file, whole lines."""

    start: int
    end: int
    line: int
    value: str = ""


@dataclass(slots=True)
class _Entry:
    """One message. Offsets are -1 where the entry lacks the thing."""

    flags_at: int = -1
    body_at: int = -1
    flags: str = ""
    comments: list[str] = field(default_factory=list)
    fields: dict[str, _Field] = field(default_factory=dict)

    def value(self, key: str) -> str:
        """A field's string, empty when the entry has no such field."""
        return self.fields[key].value if key in self.fields else ""

    @property
    def targets(self) -> list[str]:
        """Its msgstr keys, in order."""
        return [key for key in self.fields if key.startswith("msgstr")]


@formats.register("po")
@dataclass(frozen=True)
class Po(DocumentFormat):
    """Catalogues of messages.

    Attributes:
        fuzzy: whether fuzzy translations are replaced as well.
    """

    name: ClassVar[str] = "po"
    suffixes: ClassVar[tuple[str, ...]] = (".po", ".pot")

    fuzzy: bool = False

    def read(self, data: bytes, name: str = "-", encoding: str | None = None) -> Document:
        """Read a catalogue; see `DocumentFormat.read`. Translated messages are units that are not translatable."""
        declared = re.search(rb"charset=([\w\-]+)", data[:4096])
        label = declared.group(1).decode("ascii") if declared and declared.group(1) != b"CHARSET" else None
        source = Source.from_bytes(data, name, encoding or label)
        messages = [
            message
            for number, entry in enumerate(_entries(source), start=1)
            if entry.value("msgid")
            for message in [_Message(number, entry, self.fuzzy)]
        ]
        units = [unit for message in messages for unit in message.units()]
        if not messages and data.strip() and b"msgid" not in data:
            raise DocumentError("holds no message; expected PO, with msgid and msgstr lines", path=name)
        plurals = _plural_count(source.text)

        def filler(targets: Mapping[str, Tagged]) -> bytes:
            changes = [change for m in messages if m.has(targets) for change in m.changes(targets, plurals, source)]
            return source.encode(rewrite(source.text, changes))

        return Document(name, self.name, units, filler)


class _Message:
    """An entry with its strings as documents."""

    def __init__(self, number: int, entry: _Entry, fuzzy: bool) -> None:
        self.entry = entry
        translated = any(entry.value(key) for key in entry.targets)
        fillable = bool(entry.targets) and (not translated or (fuzzy and "fuzzy" in entry.flags))
        context = [entry.value("msgctxt")] if entry.value("msgctxt") else []
        slot = StringSlot(
            id=f"m{number}",
            start=0,
            end=0,
            value=entry.value("msgid"),
            write=str,
            line=entry.fields["msgid"].line,
            role="message",
            note=" · ".join([*context, *entry.comments]),
            translatable=fillable,
            existing=nfc(entry.value(entry.targets[0])).strip() if entry.targets else "",
        )
        self.singular = StringDocument(slot)
        self.plural: StringDocument | None = None
        if "msgid_plural" in entry.fields:
            last = nfc(entry.value(entry.targets[-1])).strip() if entry.targets else ""
            value = entry.value("msgid_plural")
            self.plural = StringDocument(replace(slot, id=f"m{number}.plural", value=value, existing=last))

    @property
    def strings(self) -> list[StringDocument]:
        """The message, and its plural when there is one."""
        return [self.singular, *([self.plural] if self.plural else [])]

    def units(self) -> list[Unit]:
        """Units of both strings."""
        return [unit for string in self.strings for unit in string.units]

    def has(self, targets: Mapping[str, Tagged]) -> bool:
        """Whether any unit of the message has a target."""
        return any(unit.id in targets for unit in self.units())

    def changes(self, targets: Mapping[str, Tagged], plurals: int, source: Source) -> Iterator[Change]:
        """Replacements (start, end, text) that fill the message and flag it as fuzzy."""
        entry, line_end, text = self.entry, source.line_end, source.text
        singular = self.singular.fill(targets)
        if self.plural is None:
            values = {"msgstr": singular}
        else:
            plural = self.plural.fill(targets)
            count = max(plurals, len(entry.targets))
            values = {f"msgstr[{i}]": singular if i == 0 and count > 1 else plural for i in range(count)}
        start, end = entry.fields[entry.targets[0]].start, entry.fields[entry.targets[-1]].end
        written = "".join(_written(key, value, line_end) for key, value in values.items())
        yield start, end, written if text[end - 1] == "\n" else written.removesuffix(line_end)
        if "fuzzy" in entry.flags:
            return
        if entry.flags_at >= 0:
            yield entry.flags_at + 2, entry.flags_at + 2, " fuzzy,"
        else:
            yield entry.body_at, entry.body_at, f"#, fuzzy{line_end}"


def _written(key: str, value: str, line_end: str) -> str:
    """A field as gettext writes it: on one line, or an empty string and then one line of the file a line of text."""
    lines = value.splitlines(keepends=True) if "\n" in value[:-1] else [value]
    strings = [f'"{line.translate(_WRITTEN)}"' for line in lines]
    return line_end.join([f"{key} {strings[0]}"] if len(strings) == 1 else [f'{key} ""', *strings]) + line_end


def _plural_count(text: str) -> int:
    hit = re.search(r"nplurals\s*=\s*(\d{1,2})", text[:8192])
    return int(hit.group(1)) if hit else 2


def _entries(source: Source) -> Iterator[_Entry]:
    """The live entries; obsolete ones (`#~`) are comments. Raises DocumentError for a line that is not PO."""
    entry, current = _Entry(), None
    for number, hit in enumerate(_LINE.finditer(source.text), start=1):
        line = hit.group().rstrip("\r\n")
        keyword = _KEYWORD.match(line)
        if entry.targets and (line.startswith("#") or not line.strip() or _starts_entry(keyword)):
            yield entry
            entry, current = _Entry(), None
        if not line.strip() or line.startswith("#~"):
            continue
        if line.startswith("#"):
            _take_comment(entry, line, hit.start())
            continue
        string = _STRING.match(line, keyword.end() if keyword else 0)
        if string is None or (keyword is None and current is None):
            raise DocumentError(
                f"found {line.strip()[:40]!r}; expected a comment, or msgid or msgstr with a string in quotes",
                path=source.name,
                line=number,
            )
        if keyword:
            entry.body_at = hit.start() if entry.body_at < 0 else entry.body_at
            current = entry.fields[keyword.group(1)] = _Field(hit.start(), hit.end(), number)
        if current:
            current.value += _unescape(string.group(1))
            current.end = hit.end()
    if entry.targets:
        yield entry


def _starts_entry(keyword: re.Match[str] | None) -> bool:
    return keyword is not None and keyword.group(1) in ("msgctxt", "msgid")


def _take_comment(entry: _Entry, line: str, start: int) -> None:
    if line.startswith("#,"):
        entry.flags_at, entry.flags = start, entry.flags + line[2:]
    elif line.startswith("#|"):
        entry.body_at = start if entry.body_at < 0 else entry.body_at
    elif not line.startswith("#:"):
        entry.comments.append(line.lstrip("#.").strip())


def _unescape(raw: str) -> str:
    return re.sub(r"\\(.)", lambda m: _ESCAPES.get(m.group(1), m.group(1)), raw)
