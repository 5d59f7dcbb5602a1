"""XLIFF 1.2 and 2.x: empty or new segments are filled and their state set; finished ones are never touched.

Names and states are those of the OASIS standards. Inline codes are carried through: `g`, `pc`, `mrk` and the
bpt/ept, bx/ex, sc/ec, sm/em pairs as pairs, the others as points.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from bilingual.errors import DocumentError
from bilingual.formats.document.base import Change, Document, DocumentFormat, Source, Unit, formats, rewrite
from bilingual.formats.inline import Tagged, TagKind
from bilingual.formats.markup import Token, TokenKind, check_xml, element_ends, escape_text, local_name, xml_tokens
from bilingual.formats.paragraphs import Paragraph, Piece, paragraph, text_pieces

_OPEN_STATES = frozenset({"new", "needs-translation", "initial"})
_PAIRED = frozenset({"g", "pc", "mrk"})
_STARTS = {"bpt": "bpt", "bx": "bpt", "sc": "sc", "sm": "sm"}
_ENDS = {"ept": "bpt", "ex": "bpt", "ec": "sc", "em": "sm"}
_HOLDERS = frozenset({"xliff", "file", "body", "group", "trans-unit", "unit", "segment"})


@dataclass(slots=True)
class _Segment:
    """A `trans-unit` (1.2) or `segment` (2.x) by token indices; -1 for what it lacks."""

    id: str
    holder: int
    source: int = -1
    insert_after: int = -1
    target: int = -1
    state: str = ""
    translatable: bool = True
    note: str = ""
    preserve: bool = False


@formats.register("xliff")
@dataclass(frozen=True)
class Xliff(DocumentFormat):
    """Localisation interchange files."""

    name: ClassVar[str] = "xliff"
    suffixes: ClassVar[tuple[str, ...]] = (".xlf", ".xliff")

    def read(self, data: bytes, name: str = "-", encoding: str | None = None) -> Document:
        """Read XLIFF; see `DocumentFormat.read`. Translated segments are units that are not translatable."""
        declared = re.match(rb"<\?xml[^>]*encoding=[\"']([\w\-]+)", data)
        source = Source.from_bytes(data, name, encoding or (declared.group(1).decode() if declared else None))
        check_xml(source.text, name)
        return _Reader(source).document()


class _Reader:
    """One pass over the file."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.tokens = list(xml_tokens(source.text))
        self.ends = element_ends(self.tokens)
        root = next((t for t in self.tokens if t.kind in (TokenKind.OPEN, TokenKind.EMPTY)), None)
        if root is None or local_name(root.name) != "xliff":
            found = f"<{root.name}>" if root else "nothing"
            raise DocumentError(f"the root element is {found}; expected <xliff>", path=source.name, line=1)
        self.modern = (root.get("version") or "1.2").startswith("2")

    def document(self) -> Document:
        """Units, and the way back."""
        found: dict[str, tuple[_Segment, Paragraph]] = {}
        units = []
        for segment in self._segments():
            body = self._paragraph(segment.source, segment.preserve)
            if body is None:
                continue
            existing = self._paragraph(segment.target, segment.preserve) if segment.target >= 0 else None
            line = self.source.line_of(body.start)
            identity = segment.id if segment.id not in found else f"{segment.id}#{len(found) + 1}"
            found[identity] = segment, body
            unit = Unit(identity, body.text, body.tags, body.placeholders, line, "message", note=segment.note)
            state = segment.translatable and (existing is None or segment.state in _OPEN_STATES)
            units.append(replace(unit, translatable=state, existing=existing.text if existing else ""))

        def filler(targets: Mapping[str, Tagged]) -> bytes:
            changes = [c for key, target in targets.items() for c in self._changes(*found[key], target)]
            return self.source.encode(rewrite(self.source.text, changes))

        return Document(self.source.name, "xliff", units, filler)

    def _segments(self) -> Iterator[_Segment]:
        """Segments in file order."""
        unit_id, note = "", ""
        inherited = self._inherited()
        segment_name = "segment" if self.modern else "trans-unit"
        for index, token in enumerate(self.tokens):
            name = local_name(token.name)
            if token.kind is TokenKind.CLOSE:
                continue
            if name in ("unit", "trans-unit"):
                unit_id, note = token.get("id") or str(index), ""
            elif name == "note":
                note = self._text(index)
            if name == segment_name and token.kind is TokenKind.OPEN:
                yield self._segment(index, unit_id, note, *inherited[index])

    def _inherited(self) -> dict[int, tuple[bool, bool]]:
        """Whether to translate, and whether white space is kept, for every element that may hold segments."""
        found: dict[int, tuple[bool, bool]] = {}
        stack: list[tuple[int, bool, bool]] = []
        for index, token in enumerate(self.tokens):
            if local_name(token.name) not in _HOLDERS or token.kind is TokenKind.CLOSE:
                continue
            while stack and stack[-1][0] < index:
                stack.pop()
            translate, preserve = stack[-1][1:] if stack else (True, False)
            translate = (token.get("translate") or ("yes" if translate else "no")) != "no"
            preserve = (token.get("xml:space") or ("preserve" if preserve else "")) == "preserve"
            stack.append((self.ends[index], translate, preserve))
            found[index] = translate, preserve
        return found

    def _segment(self, index: int, unit_id: str, note: str, translate: bool, preserve: bool) -> _Segment:
        token = self.tokens[index]
        own = token.get("id")
        segment = _Segment(f"{unit_id}/{own}" if self.modern and own else unit_id, index, note=note, preserve=preserve)
        segment.translatable = translate and (self.modern or token.get("approved") != "yes")
        segment.state = (token.get("state") or "initial") if self.modern else ""
        child = index + 1
        while child < self.ends[index]:
            name = local_name(self.tokens[child].name)
            if name == "source":
                segment.source = child
            if name in ("source", "seg-source"):
                segment.insert_after = self.ends[child]
            elif name == "target":
                segment.target = child
                segment.state = segment.state if self.modern else self.tokens[child].get("state") or ""
            elif name == "note":
                segment.note = self._text(child)
            child = self.ends[child] + 1
        return segment

    def _text(self, index: int) -> str:
        start, end = self.tokens[index].end, self.tokens[self.ends[index]].start
        return html.unescape(re.sub(r"<[^>]*>", "", self.source.text[start:end])).strip()

    def _paragraph(self, index: int, preserve: bool) -> Paragraph | None:
        return paragraph(list(self._pieces(index)), collapse=not preserve) if index >= 0 else None

    def _pieces(self, index: int) -> Iterator[Piece]:
        """Text and inline codes inside an element."""
        at, last = index + 1, self.ends[index]
        while at < last:
            token = self.tokens[at]
            name = local_name(token.name)
            if token.kind is TokenKind.TEXT:
                yield from text_pieces(token.raw, token.start)
            elif token.kind is TokenKind.CDATA:
                yield Piece(token.start, token.end, token.raw[9:-3])
            elif name in _PAIRED and token.kind in (TokenKind.OPEN, TokenKind.CLOSE) and not self._protected(token):
                kind = TagKind.OPEN if token.kind is TokenKind.OPEN else TagKind.CLOSE
                yield Piece(token.start, token.end, token.raw, kind, name)
            else:
                end = self.tokens[self.ends[at]].end
                kind, pair = _code_kind(token, name)
                yield Piece(token.start, end, self.source.text[token.start : end], kind, pair)
                at = self.ends[at]
            at += 1

    def _protected(self, token: Token) -> bool:
        return token.kind is TokenKind.OPEN and (token.get("mtype") == "protected" or token.get("translate") == "no")

    def _changes(self, segment: _Segment, body: Paragraph, target: Tagged) -> Iterator[Change]:
        """The target element, in place of an empty one or behind the source, and the state."""
        text, tokens = self.source.text, self.tokens
        source, source_end = tokens[segment.source], tokens[self.ends[segment.source]]
        content = text[source.end : body.start] + target.render(escape_text) + text[body.end : source_end.start]
        prefix = source.name.removesuffix("source")
        if segment.target >= 0:
            old, end = tokens[segment.target], tokens[self.ends[segment.target]].end
            opening = old.raw.removesuffix("/>").rstrip() + ">" if old.kind is TokenKind.EMPTY else old.raw
            if not self.modern:
                opening = _with_state(opening, "needs-review-translation")
            yield old.start, end, f"{opening}{content}</{old.name}>"
        else:
            before = tokens[segment.source - 1]
            indent = before.raw if before.kind is TokenKind.TEXT and not before.raw.strip() else ""
            state = "" if self.modern else ' state="needs-review-translation"'
            at = tokens[segment.insert_after].end
            yield at, at, f"{indent}<{prefix}target{state}>{content}</{prefix}target>"
        if self.modern:
            holder = tokens[segment.holder]
            yield holder.start, holder.end, _with_state(holder.raw, "translated")


def _with_state(tag: str, state: str) -> str:
    """A start tag with its `state` set; sub-states belong to the old one and go."""
    tag = re.sub(r"\s+(?:state-qualifier|subState)=(?:\"[^\"]*\"|'[^']*')", "", tag)
    if re.search(r"\sstate=", tag):
        return re.sub(r"(\sstate=)(?:\"[^\"]*\"|'[^']*')", rf'\1"{state}"', tag)
    return f'{tag[:-1].rstrip()} state="{state}">'


def _code_kind(token: Token, name: str) -> tuple[TagKind, str]:
    """What an inline code does, and the name by which its partner is found."""
    if name in _STARTS:
        return TagKind.OPEN, f"{_STARTS[name]} {token.get('rid') or token.get('id')}"
    if name in _ENDS:
        return TagKind.CLOSE, f"{_ENDS[name]} {token.get('rid') or token.get('startRef') or token.get('id')}"
    return TagKind.POINT, name
