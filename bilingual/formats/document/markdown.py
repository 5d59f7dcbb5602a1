"""Markdown (CommonMark with tables and strikethrough): code, link targets, HTML and front matter stay byte for byte.

markdown-it-py says which lines hold text and what stands in them; the places within a line are found by walking the
raw text beside its tokens. Where the two disagree the whole stretch is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from bilingual.formats.document.base import Document, DocumentFormat, Slot, Source, Unit, document_of_slots, formats
from bilingual.formats.inline import Tagged, TagKind
from bilingual.formats.paragraphs import Piece, paragraph
from bilingual.text.normalisation import nfc

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\r?\n.*?^\1[ \t]*(?:\r?\n|\Z)", re.S | re.M)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_NOTE_MARK = re.compile(r"\[\^[^\]\s]+\]:?")
_ROLES = {"heading_open": "subhead", "list_item_open": "item", "blockquote_open": "quote", "td_open": "cell",
          "th_open": "cell"}  # fmt: skip


@formats.register("markdown")
@dataclass(frozen=True)
class Markdown(DocumentFormat):
    """Markdown files; headings, paragraphs, list items and table cells are units."""

    name: ClassVar[str] = "markdown"
    suffixes: ClassVar[tuple[str, ...]] = (".md", ".markdown", ".mkd")

    def read(self, data: bytes, name: str = "-", encoding: str | None = None) -> Document:
        """Read Markdown; see `DocumentFormat.read`."""
        source = Source.from_bytes(data, name, encoding)
        slots: list[Slot] = []
        references: dict[str, Any] = {}
        for block in _blocks(source.text, references):
            found = paragraph(list(_pieces(block, source.text)), collapse=True)
            if found is None:
                continue
            line = source.line_of(found.start)
            unit = Unit(f"p{len(slots) + 1}", found.text, found.tags, found.placeholders, line, block.role)
            slots.append(Slot(unit, found.start, found.end, _Writer(block.role, references)))
        return document_of_slots(source, self.name, slots)


@dataclass(frozen=True, slots=True)
class _Block:
    """An inline stretch: its tokens, its content as the parser saw it, and the file offset of each character of it."""

    role: str
    content: str
    offsets: tuple[int, ...]
    children: Sequence[Token]


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("text_join")


def _blocks(text: str, references: dict[str, Any]) -> Iterator[_Block]:
    """Stretches of inline text; `references` receives the link targets that the file defines."""
    head = _FRONT_MATTER.match(text)
    start = head.end() if head else 0
    lines = [(hit.start() + start, hit.group().rstrip("\r\n")) for hit in _LINE.finditer(text[start:])]
    stack: list[tuple[str, str]] = []
    cursor: dict[int, int] = {}
    env: dict[str, Any] = {}
    tokens = _parser().parse(text[start:], env)
    references.update(env.get("references", {}))
    for token in tokens:
        if token.nesting == 1:
            stack.append((token.type, token.tag))
        elif token.nesting == -1:
            stack.pop()
        elif token.type == "inline" and token.map:
            offsets = _locate(token.content, lines, token.map[0], cursor, in_table=_in_table(stack))
            if offsets is not None:
                yield _Block(_role(stack), token.content, offsets, token.children or [])


def _in_table(stack: list[tuple[str, str]]) -> bool:
    return any(kind == "table_open" for kind, _ in stack)


def _role(stack: list[tuple[str, str]]) -> str:
    for kind, tag in reversed(stack):
        if kind == "heading_open" and tag == "h1":
            return "headline"
        if kind in _ROLES:
            return _ROLES[kind]
    return "body"


def _locate(
    content: str, lines: list[tuple[int, str]], first: int, cursor: dict[int, int], *, in_table: bool
) -> tuple[int, ...] | None:
    """File offset of every character of `content` (and of its end), or None when it is not found as it is."""
    offsets: list[int] = []
    end = 0
    for number, piece in enumerate(content.split("\n"), start=first):
        if number >= len(lines):
            return None
        start, raw = lines[number]
        written = piece.replace("|", "\\|") if in_table else piece
        at = raw.find(written, cursor.get(number, 0)) if in_table else _rest_of_line(raw, piece)
        if at < 0:
            return None
        cursor[number] = at + len(written)
        if offsets:
            offsets.append(end)
        escaped = {i - 1 for i, char in enumerate(written) if char == "|"} if in_table else set()
        offsets.extend(start + at + i for i in range(len(written)) if i not in escaped)
        end = start + at + len(written)
    return (*offsets, end)


def _rest_of_line(raw: str, piece: str) -> int:
    """Where the content of a line begins: it reaches to the line's end but for a heading's closing marks."""
    bare = raw.rstrip()
    if bare.endswith(piece.rstrip()):
        return len(bare) - len(piece.rstrip())
    return raw.rfind(piece)


def _pieces(block: _Block, text: str) -> Iterator[Piece]:
    """The stretch as text and tags, walking the raw content beside the parser's tokens."""
    try:
        pieces = list(_Walk(block, text).pieces())
    except _LostError:
        return
    yield from pieces


class _LostError(Exception):
    """The raw text and the parser's tokens do not agree."""


class _Walk:
    """A cursor in a block's content that the tokens move along."""

    def __init__(self, block: _Block, text: str) -> None:
        self.block, self.text = block, text
        self.at = 0

    def pieces(self) -> Iterator[Piece]:
        """All pieces of the block; raises _LostError when the walk does not end at its end."""
        yield from self._tokens(self.block.children)
        if self.block.content[self.at :].strip():
            raise _LostError

    def _tokens(self, tokens: Sequence[Token]) -> Iterator[Piece]:
        autolink = False
        for token in tokens:
            if not autolink or token.type == "link_close":
                yield from self._token(token)
            if token.markup == "autolink":
                autolink = token.nesting > 0

    def _token(self, token: Token) -> Iterator[Piece]:
        kind = token.type
        if kind == "text":
            yield from self._plain(token.content)
        elif kind == "text_special":
            yield self._take(len(token.markup), None, said=token.content)
        elif kind == "softbreak":
            yield self._line_end()
        elif kind == "hardbreak":
            yield from self._hard_break()
        elif kind == "code_inline":
            yield from self._code(token)
        elif kind == "html_inline":
            yield self._take(len(token.content), _html_kind(token.content), name=_html_name(token.content))
        elif kind == "image":
            yield self._take(2, TagKind.OPEN, "image")
            yield from self._tokens(token.children or [])
            yield self._take(self._link_tail(), TagKind.CLOSE, "image")
        elif kind in ("link_open", "link_close"):
            yield from self._link(token)
        elif token.nesting:
            self._expect(token.markup)
            yield self._take(len(token.markup), TagKind.OPEN if token.nesting > 0 else TagKind.CLOSE, token.tag)
        else:
            raise _LostError

    def _expect(self, literal: str) -> None:
        if not self.block.content.startswith(literal, self.at):
            raise _LostError

    def _take(self, length: int, kind: TagKind | None, name: str = "", said: str = "", keep: bool = False) -> Piece:
        start, end = self.block.offsets[self.at], self._file_end(self.at + length)
        raw = said or (self.text[start:end] if kind else self.block.content[self.at : self.at + length])
        self.at += length
        return Piece(start, end, raw, kind, name, keep)

    def _file_end(self, at: int) -> int:
        return self.block.offsets[at - 1] + 1 if at > self.at else self.block.offsets[at]

    def _plain(self, content: str) -> Iterator[Piece]:
        """Text, cut at white space on its edges and at footnote marks, which the parser does not know."""
        if not content:
            return
        self._skip_to(content)
        self._expect(content)
        done = 0
        for hit in _NOTE_MARK.finditer(content):
            yield from self._words(content[done : hit.start()])
            yield self._take(len(hit.group()), TagKind.POINT)
            done = hit.end()
        yield from self._words(content[done:])

    def _words(self, text: str) -> Iterator[Piece]:
        lead, core = len(text) - len(text.lstrip()), text.strip()
        for length in (lead, len(core), len(text) - lead - len(core) if core else 0):
            if length:
                yield self._take(length, None)

    def _skip_to(self, content: str) -> None:
        """Leave out indentation and trailing blanks that the parser dropped at line ends."""
        while (
            not self.block.content.startswith(content, self.at) and self.block.content[self.at : self.at + 1] in " \t"
        ):
            if self.block.content[self.at : self.at + 1] == "":
                raise _LostError
            self.at += 1

    def _line_end(self) -> Piece:
        start = self.at
        while self.block.content[self.at : self.at + 1] in (" ", "\t"):
            self.at += 1
        self._expect("\n")
        self.at += 1
        while self.block.content[self.at : self.at + 1] in (" ", "\t"):
            self.at += 1
        return Piece(self.block.offsets[start], self.block.offsets[self.at], " ")

    def _hard_break(self) -> Iterator[Piece]:
        """A break that is kept as a tag, and a space, so that the words beside it stay apart."""
        start = self.block.offsets[self.at]
        self.at += self.block.content.startswith("\\", self.at)
        end = self._line_end().end
        yield Piece(start, end, self.text[start:end], TagKind.POINT, "br")
        yield Piece(end, end, " ")

    def _code(self, token: Token) -> Iterator[Piece]:
        """A code span: its marks are a pair around text that is kept; with line ends in it, one closed tag."""
        marks = len(token.markup)
        self._expect(token.markup)
        end = self.block.content.find(token.markup, self.at + marks)
        while end >= 0 and self.block.content[end + marks : end + marks + 1] == "`":
            run = re.compile("`+").match(self.block.content, end)
            end = self.block.content.find(token.markup, run.end() if run else end + 1)
        if end < 0:
            raise _LostError
        inner = self.block.content[self.at + marks : end]
        if inner != inner.strip() or " ".join(inner.split()) != inner or nfc(inner) != inner:
            yield self._take(end + marks - self.at, TagKind.POINT)
            return
        yield self._take(marks, TagKind.OPEN, "code")
        yield self._take(len(inner), None, "code", keep=True)
        yield self._take(marks, TagKind.CLOSE, "code")

    def _link(self, token: Token) -> Iterator[Piece]:
        opens = token.nesting > 0
        if token.info == "auto" or token.markup == "autolink":
            if opens:
                yield self._take(self.block.content.index(">", self.at) + 1 - self.at, TagKind.POINT)
            return
        self._expect("[" if opens else "]")
        length = 1 if opens else self._link_tail()
        yield self._take(length, TagKind.OPEN if opens else TagKind.CLOSE, "link")

    def _link_tail(self) -> int:
        """Length of `](target "title")`, `][label]` or `]` at the cursor."""
        self._expect("]")
        content, at = self.block.content, self.at + 1
        if content.startswith("(", at):
            hit = _DESTINATION.match(content, at)
            return hit.end() - self.at if hit else 1
        hit = re.compile(r"\[(?:\\.|[^\[\]\\])*\]").match(content, at)
        return hit.end() - self.at if hit else 1


_DESTINATION = re.compile(
    r"""\(\s*(?:<(?:\\.|[^<>\\\n])*>|(?:\\.|[^\s()\\]|\((?:\\.|[^\s()\\]|\((?:\\.|[^\s()\\])*\))*\))*)"""
    r"""(?:\s+(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\)))?\s*\)""",
    re.S,
)


def _html_name(tag: str) -> str:
    hit = re.match(r"</?([A-Za-z][\w\-]*)", tag)
    return "html " + hit.group(1).lower() if hit else ""


def _html_kind(tag: str) -> TagKind:
    if tag.startswith("</"):
        return TagKind.CLOSE
    return TagKind.OPEN if re.match(r"<[A-Za-z]", tag) and not tag.endswith("/>") else TagKind.POINT


_EMPHASIS = {"*": "em", "_": "em", "**": "strong", "__": "strong", "~~": "del"}


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes a target so that a Markdown reader sees just its text and its tags.

    Plain when that reads right; else with escapes; where emphasis would still not be seen, because punctuation stands
    inside its marks and a letter outside (CommonMark 0.31, 6.2), as the HTML that Markdown allows.
    """

    role: str
    references: dict[str, Any]

    def __call__(self, target: Tagged) -> str:
        """The markup."""
        for escape, as_html in ((_one_line, False), (_escaped, False), (_escaped, True)):
            marked = _with_html(target) if as_html else target
            markup = _render(marked, escape)
            if self._reads_as(marked, escape, target.text):
                break
        return markup.replace("|", "\\|") if self.role == "cell" else markup

    def _reads_as(self, marked: Tagged, escape: Callable[[str], str], text: str) -> bool:
        plain = replace(marked, tags=tuple(replace(t, raw="\\\n") if "\n" in t.raw else t for t in marked.tags))
        parsed = _parser().parse(_render(plain, escape), {"references": self.references})
        if len(parsed) != 3 or parsed[0].type != "paragraph_open":
            return False
        expected = "".join(text[a:b] + mark for a, b, mark in _between_notes(marked))
        return "".join(_seen(parsed[1].children or []).split()) == "".join(expected.split())


def _between_notes(target: Tagged) -> Iterator[tuple[int, int, str]]:
    """Stretches of text and the footnote mark after each: the parser takes such marks for text."""
    done = 0
    for tag in target.tags:
        if _NOTE_MARK.fullmatch(tag.raw):
            yield done, tag.at, tag.raw
            done = tag.at
    yield done, len(target.text), ""


def _seen(tokens: Sequence[Token]) -> str:
    """The text that a reader of these tokens sees, but for automatic links, which are tags here."""
    parts, autolink = [], False
    for token in tokens:
        if token.markup == "autolink":
            autolink = token.nesting > 0
        elif token.type == "image":
            parts.append(_seen(token.children or []))
        elif token.type in ("text", "text_special", "code_inline") and not autolink:
            parts.append(token.content)
    return "".join(parts)


def _with_html(target: Tagged) -> Tagged:
    """Emphasis marks as HTML elements."""
    tags = []
    for tag in target.tags:
        name = _EMPHASIS.get(tag.raw)
        slash = "/" if tag.kind is TagKind.CLOSE else ""
        tags.append(replace(tag, raw=f"<{slash}{name}>") if name else tag)
    return Tagged(target.text, tuple(tags))


def _render(target: Tagged, escape: Callable[[str], str]) -> str:
    """Markup of a target, with everything escaped but the inside of code spans."""
    pieces, done, in_code = [], 0, False
    for tag in target.tags:
        text = target.text[done : tag.at]
        pieces += [text if in_code else escape(text), tag.raw]
        done = tag.at
        in_code = tag.kind is TagKind.OPEN and not tag.raw.strip("`")
    return "".join([*pieces, escape(target.text[done:])])


def _one_line(text: str) -> str:
    return text.replace("\n", " ")


def _escaped(text: str) -> str:
    text = re.sub(r"([\\`*_{}\[\]<>#~&!])", r"\\\1", _one_line(text))
    return re.sub(r"^([-+=]|\d+(?=[.)]))", lambda m: f"\\{m[1]}" if not m[1].isdigit() else f"{m[1]}\\", text)
