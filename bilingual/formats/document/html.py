"""HTML: text between tags and in the attributes that people read; everything else stays byte for byte.

What is translatable follows the HTML Standard (3.2.6.1, the translate attribute) and the element classes of its
rendering section: a block element or `<br>` ends a unit, other elements are inline tags.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from bilingual.errors import DocumentError
from bilingual.formats.document.base import Document, DocumentFormat, Slot, Source, Unit, fill_nested, formats
from bilingual.formats.inline import Tagged, TagKind
from bilingual.formats.markup import Attribute, Token, TokenKind, escape_attribute, escape_text, html_tokens
from bilingual.formats.paragraphs import Piece, paragraph, text_pieces
from bilingual.text.normalisation import nfc

_BLOCKS = frozenset(
    "address article aside blockquote body button caption center col colgroup dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe input legend li link "
    "listing main menu meta nav noframes noscript ol optgroup option p param plaintext pre search section select "
    "source style summary table tbody td template textarea tfoot th thead title tr track ul video audio xmp".split()
)
_OPAQUE = frozenset(
    "audio canvas code iframe kbd listing math noembed noframes object plaintext pre samp script style svg template "
    "textarea var video xmp".split()
)
_CODE = frozenset("code kbd samp var".split())
_NOTE_MARK = re.compile(r"\s*[\[(]?(?:\d{1,3}|\*{1,3}|[†‡§])[)\]]?\s*")
_ROLES = {
    "title": "headline", "h1": "headline", **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), "subhead"),
    "figcaption": "caption", "caption": "caption", "blockquote": "quote", **dict.fromkeys(("li", "dt", "dd"), "item"),
    "td": "cell", "th": "cell",
}  # fmt: skip
_META = frozenset("description keywords og:title og:description og:image:alt twitter:title twitter:description".split())
_ATTRIBUTES = {"title": None, "alt": {"img", "area", "input"}, "placeholder": {"input", "textarea"}, "aria-label": None,
               "abbr": {"th"}, "label": {"option", "optgroup", "track"}}  # fmt: skip
_KOREAN = frozenset(
    {"euc-kr", "ks_c_5601-1987", "ksc5601", "ks_c_5601", "korean", "windows-949", "ms949", "x-windows-949"}
)


@formats.register("html")
@dataclass(frozen=True)
class Html(DocumentFormat):
    """HTML pages and fragments.

    Attributes:
        attributes: whether alt, title, placeholder, aria-label, meta descriptions and the like are translated.
    """

    name: ClassVar[str] = "html"
    suffixes: ClassVar[tuple[str, ...]] = (".html", ".htm", ".xhtml")

    attributes: bool = True

    def read(self, data: bytes, name: str = "-", encoding: str | None = None) -> Document:
        """Read a page; see `DocumentFormat.read`. Broken markup is taken as browsers take it, never refused."""
        source = decode_html(data, name, encoding)
        paragraphs, attributes = markup_slots(source)
        attributes = attributes if self.attributes else []
        slots = sorted([*paragraphs, *attributes], key=lambda s: (s.start, -s.end))

        def filler(targets: Mapping[str, Tagged]) -> bytes:
            filled = fill_nested(source, markup_slots, targets)
            return filled.encode(filled.text)

        return Document(name, self.name, [slot.unit for slot in slots], filler)


def decode_html(data: bytes, name: str, encoding: str | None = None) -> Source:
    """Decode by the encoding asked for, a byte order mark, the page's own declaration, or UTF-8.

    Labels for Korean mean CP949, as in the WHATWG Encoding Standard. A page that is UTF-8 in spite of what it declares
    is read as UTF-8.
    """
    declared = re.search(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w\-:.]+)", data[:8192], re.I)
    label = declared.group(1).decode("ascii", "replace").lower() if declared and not encoding else ""
    if label:
        try:
            return Source.from_bytes(data, name, "cp949" if label in _KOREAN else label)
        except DocumentError:
            return Source.from_bytes(data, name)
    return Source.from_bytes(data, name, encoding)


def markup_slots(source: Source) -> tuple[list[Slot], list[Slot]]:
    """Slots of the paragraphs and of the translatable attributes of a page or fragment, each in file order."""
    return _Reader(source).run()


class _Reader:
    """One pass over the tokens of a page."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.tokens = list(html_tokens(source.text))
        self.partner = _partners(self.tokens)
        self.paragraphs: list[Slot] = []
        self.attributes: list[Slot] = []
        self.run_pieces: list[Piece] = []
        self.begun, self.depth = False, 0
        self.roles: list[str] = []

    def run(self) -> tuple[list[Slot], list[Slot]]:
        """Slots of paragraphs and of attributes, each in file order."""
        index = 0
        while index < len(self.tokens):
            index = self._take(index)
        self._flush()
        return self.paragraphs, self.attributes

    def _take(self, index: int) -> int:
        """Take one token, or a whole element that must not be looked into; returns the index behind it."""
        token = self.tokens[index]
        if token.kind is TokenKind.TEXT:
            self._add(*text_pieces(token.raw, token.start))
            return index + 1
        if token.kind in (TokenKind.OPEN, TokenKind.EMPTY):
            if token.kind is TokenKind.OPEN and (_is_opaque(token) or self._is_note(index)):
                return self._take_opaque(index)
            if not _is_excluded(token):
                self._take_attributes(token)
        if token.name in _BLOCKS:
            self._flush()
            self._track_role(token)
        elif token.name == "br":
            self._take_break(token)
        else:
            self._add(Piece(token.start, token.end, token.raw, _tag_kind(token), token.name))
        return index + 1

    def _take_opaque(self, index: int) -> int:
        close = self.partner.get(index, index)
        token, last = self.tokens[index], self.tokens[close]
        if token.name in _BLOCKS or (_is_excluded(token) and self._holds_block(index, close)):
            self._flush()
            return close + 1
        inner = self.source.text[token.end : last.start]
        shown = token.name in _CODE or (token.name not in _OPAQUE and not self._is_note(index))
        plain = shown and close == index + 2 and inner == html.unescape(inner) == nfc(inner) == " ".join(inner.split())
        if plain:
            self._add(
                Piece(token.start, token.end, token.raw, TagKind.OPEN, token.name),
                Piece(token.end, last.start, inner, keep=True),
                Piece(last.start, last.end, last.raw, TagKind.CLOSE, token.name),
            )
        else:
            raw = self.source.text[token.start : last.end]
            self._add(Piece(token.start, last.end, raw, TagKind.POINT, token.name))
        return close + 1

    def _is_note(self, index: int) -> bool:
        """Whether an element is a note mark, `<sup>1)</sup>` or `<a href="#n1">[1]</a>`: engines lose such numbers."""
        token = self.tokens[index]
        if token.name not in ("sup", "a") or index not in self.partner:
            return False
        inner = self.source.text[token.end : self.tokens[self.partner[index]].start]
        mark = _NOTE_MARK.fullmatch(inner)
        return mark is not None and (token.name == "sup" or inner.startswith("["))

    def _holds_block(self, index: int, close: int) -> bool:
        return any(t.name in _BLOCKS for t in self.tokens[index + 1 : close])

    def _add(self, *pieces: Piece) -> None:
        """Add to the paragraph, and count the pairs that began inside it and are still open."""
        for piece in pieces:
            self.run_pieces.append(piece)
            if piece.kind is None:
                self.begun = self.begun or bool(piece.raw.strip())
            elif self.begun:
                self.depth = max(0, self.depth + (piece.kind is TagKind.OPEN) - (piece.kind is TagKind.CLOSE))

    def _take_break(self, token: Token) -> None:
        """A line break ends the unit unless a pair that began inside it is still open."""
        if not self.depth:
            self._flush()
            return
        self._add(
            Piece(token.start, token.end, token.raw, TagKind.POINT, "br"),
            Piece(token.end, token.end, " "),
        )

    def _track_role(self, token: Token) -> None:
        if token.name not in _ROLES:
            return
        if token.kind is TokenKind.OPEN:
            self.roles.append(token.name)
        elif token.kind is TokenKind.CLOSE and token.name in self.roles:
            while self.roles.pop() != token.name:
                pass

    def _flush(self) -> None:
        found = paragraph(self.run_pieces, collapse=True)
        self.run_pieces, self.begun, self.depth = [], False, 0
        if found is None:
            return
        role = _ROLES[self.roles[-1]] if self.roles else "body"
        unit = Unit(
            f"p{len(self.paragraphs) + 1}",
            found.text,
            found.tags,
            found.placeholders,
            self.source.line_of(found.start),
            role,
        )
        self.paragraphs.append(Slot(unit, found.start, found.end, self._write_text))

    def _take_attributes(self, token: Token) -> None:
        if "=" not in token.raw:
            return
        for attribute in _translatable_attributes(token):
            text = nfc(" ".join(attribute.value.split()))
            if not re.search(r"\w", text):
                continue
            unit = Unit(
                f"a{len(self.attributes) + 1}",
                text,
                line=self.source.line_of(attribute.start),
                role="attribute",
                note=f"{token.name} {attribute.name}",
            )
            quoted = self.source.text[attribute.start - 1] in "\"'"
            write = self._write_attribute if quoted else self._write_bare
            self.attributes.append(Slot(unit, attribute.start, attribute.end, write))

    def _write_text(self, target: Tagged) -> str:
        return target.render(lambda text: self._encodable(escape_text(text)))

    def _write_attribute(self, target: Tagged) -> str:
        return self._encodable(escape_attribute(target.text))

    def _write_bare(self, target: Tagged) -> str:
        return f'"{self._write_attribute(target)}"'

    def _encodable(self, text: str) -> str:
        codec = self.source.codec
        return text.encode(codec, "xmlcharrefreplace").decode(codec)


def _partners(tokens: list[Token]) -> dict[int, int]:
    """Index of the end tag of every start tag that has one, matched by name."""
    found: dict[int, int] = {}
    stacks: dict[str, list[int]] = {}
    for i, token in enumerate(tokens):
        if token.kind is TokenKind.OPEN:
            stacks.setdefault(token.name, []).append(i)
        elif token.kind is TokenKind.CLOSE and stacks.get(token.name):
            found[stacks[token.name].pop()] = i
    return found


def _tag_kind(token: Token) -> TagKind:
    return {TokenKind.OPEN: TagKind.OPEN, TokenKind.CLOSE: TagKind.CLOSE}.get(token.kind, TagKind.POINT)


def _is_opaque(token: Token) -> bool:
    return token.name in _OPAQUE or _is_excluded(token)


def _is_excluded(token: Token) -> bool:
    """Whether the author asked for no translation: `translate="no"`, or the class of the translation services."""
    if "translate" not in token.raw:
        return False
    return (token.get("translate") or "").lower() == "no" or "notranslate" in (token.get("class") or "").split()


def _translatable_attributes(token: Token) -> Iterator[Attribute]:
    attributes = token.attributes()
    values = {a.name.lower(): a.value.lower() for a in attributes}
    for attribute in attributes:
        name = attribute.name.lower()
        if name in _ATTRIBUTES:
            elements = _ATTRIBUTES[name]
            wanted = elements is None or token.name in elements
        elif name == "content":
            wanted = token.name == "meta" and (values.get("name") or values.get("property") or "") in _META
        elif name == "value":
            wanted = token.name == "input" and values.get("type") in ("submit", "button", "reset")
        else:
            wanted = False
        if wanted:
            yield attribute
