"""Markup cut into tokens by offset, so that everything but the text can be given back byte for byte.

One scanner serves HTML, XLIFF and the XML inside DOCX: parsers that build trees do not say where a node stood.
Tokens join to the input: `"".join(t.raw for t in tokens(text)) == text`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from bilingual.errors import DocumentError


class TokenKind(StrEnum):
    """Kinds of markup token; `OTHER` is comments, declarations, processing instructions and raw script or style."""

    TEXT = "text"
    OPEN = "open"
    CLOSE = "close"
    EMPTY = "empty"
    CDATA = "cdata"
    OTHER = "other"


class Attribute(NamedTuple):
    """An attribute: lower-case name in HTML, decoded value, half-open range of the raw value, quotes left out."""

    name: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of markup; `name` is the element's, empty for text; `start` is its offset in the file."""

    kind: TokenKind
    start: int
    raw: str
    name: str = ""

    @property
    def end(self) -> int:
        """Offset just behind the token."""
        return self.start + len(self.raw)

    def attributes(self) -> list[Attribute]:
        """The attributes of an opening or empty tag, in order."""
        found = []
        for hit in _ATTRIBUTE.finditer(self.raw, 1 + len(self.name)):
            group = next((g for g in ("double", "single", "bare") if hit.group(g) is not None), None)
            start, end = hit.span(group) if group else (hit.end(), hit.end())
            name = hit.group("name")
            value = html.unescape(self.raw[start:end])
            found.append(Attribute(name, value, self.start + start, self.start + end))
        return found

    def get(self, name: str) -> str | None:
        """Value of an attribute, None when the tag has none of that name (case counts only in XML)."""
        lower = name.lower()
        return next((a.value for a in self.attributes() if a.name == name or a.name.lower() == lower), None)


_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s"'<>/=]+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'=<>`]+)))?"""
)
_TAG = r"""<(?P<close>/?)(?P<name>[A-Za-z_][^\s/>]*)(?:[^<>"']|"[^"]*"|'[^']*')*?(?P<empty>/?)>"""
_LOOSE_TAG = r"""<(?P<close2>/?)(?P<name2>[A-Za-z][^\s/>]*)[^>]*>"""
_XML = re.compile(rf"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<!DOCTYPE(?:[^\[>]|\[.*?\])*>|{_TAG}", re.S)
_HTML = re.compile(rf"<!--.*?(?:--!?>|\Z)|<[!?][^>]*>|{_TAG}|{_LOOSE_TAG}", re.S | re.I)

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
"""Elements without content or end tag (HTML Standard, 13.1.2)."""

_RAW_TEXT = frozenset("script style xmp iframe noembed noframes plaintext textarea".split())


def xml_tokens(text: str) -> Iterator[Token]:
    """Tokens of well-formed XML; call `check_xml` first."""
    done = 0
    for hit in _XML.finditer(text):
        if hit.start() > done:
            yield Token(TokenKind.TEXT, done, text[done : hit.start()])
        yield _xml_token(hit)
        done = hit.end()
    if done < len(text):
        yield Token(TokenKind.TEXT, done, text[done:])


def _xml_token(hit: re.Match[str]) -> Token:
    name = hit.group("name")
    if name is None:
        kind = TokenKind.CDATA if hit.group().startswith("<![CDATA[") else TokenKind.OTHER
        return Token(kind, hit.start(), hit.group())
    if hit.group("close"):
        return Token(TokenKind.CLOSE, hit.start(), hit.group(), name)
    kind = TokenKind.EMPTY if hit.group().endswith("/>") else TokenKind.OPEN
    return Token(kind, hit.start(), hit.group(), name)


def html_tokens(text: str) -> Iterator[Token]:
    """Tokens of HTML as it is found: never fails; a `<` that begins no tag is text."""
    done = position = 0
    while hit := _HTML.search(text, position):
        if hit.start() > done:
            yield Token(TokenKind.TEXT, done, text[done : hit.start()])
        token = _html_token(hit)
        yield token
        done = position = hit.end()
        if token.kind is TokenKind.OPEN and token.name in _RAW_TEXT:
            close = re.compile(rf"</{re.escape(token.name)}(?=[\s/>])", re.I).search(text, done)
            position = close.start() if close else len(text)
            if position > done:
                yield Token(TokenKind.OTHER, done, text[done:position])
            done = position
    if done < len(text):
        yield Token(TokenKind.TEXT, done, text[done:])


def _html_token(hit: re.Match[str]) -> Token:
    name = (hit.group("name") or hit.group("name2") or "").lower()
    if not name:
        return Token(TokenKind.OTHER, hit.start(), hit.group())
    if hit.group("close") or hit.group("close2"):
        return Token(TokenKind.CLOSE, hit.start(), hit.group(), name)
    kind = TokenKind.EMPTY if name in VOID or hit.group("empty") else TokenKind.OPEN
    return Token(kind, hit.start(), hit.group(), name)


def check_xml(text: str, name: str) -> None:
    """Raise DocumentError, with the line, when `text` is not well-formed XML or defines entities of its own."""
    from xml.parsers import expat

    parser = expat.ParserCreate(encoding="utf-8", namespace_separator=None)

    def refuse(entity: str, *_: object) -> None:
        raise DocumentError(
            f"defines an XML entity ({entity}); expand entities first, they are not read for safety",
            path=name,
            line=parser.CurrentLineNumber,
        )

    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(text.encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError as error:
        reason = expat.errors.messages[error.code]
        raise DocumentError(
            f"is not well-formed XML ({reason}, column {error.offset + 1}); repair it in the program that wrote it",
            path=name,
            line=error.lineno,
        ) from None


def escape_text(text: str) -> str:
    """Text as it stands between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_attribute(text: str) -> str:
    """Text as it stands in a quoted attribute."""
    return escape_text(text).replace('"', "&quot;").replace("'", "&#39;")


def local_name(name: str) -> str:
    """An XML name without its prefix."""
    return name.rpartition(":")[2]


def element_ends(tokens: list[Token]) -> list[int]:
    """For every token of well-formed XML the index of its element's last token; its own when it is no start tag."""
    ends = list(range(len(tokens)))
    stack: list[int] = []
    for index, token in enumerate(tokens):
        if token.kind is TokenKind.OPEN:
            stack.append(index)
        elif token.kind is TokenKind.CLOSE and stack:
            ends[stack.pop()] = index
    return ends
