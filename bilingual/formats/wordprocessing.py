"""WordprocessingML paragraphs as text with tags, and back: what DOCX parts are made of (ECMA-376, part 1, 17).

A tag's `raw` says what it is: a `<w:rPr>` element (or `<w:rPr/>`) opens a stretch of that formatting, anything else is
written as it stands between runs.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass

from bilingual.formats.document.base import Slot, Source, Unit
from bilingual.formats.inline import Tagged, TagKind
from bilingual.formats.markup import TokenKind, element_ends, escape_text, xml_tokens
from bilingual.formats.paragraphs import Paragraph, Piece, paragraph

_WRAPPERS = frozenset(
    "w:hyperlink w:ins w:moveTo w:smartTag w:sdt w:sdtContent w:fldSimple w:customXml w:dir w:bdo".split()
)
_SPACES = frozenset({"w:br", "w:tab", "w:cr", "w:ptab"})
_PLAIN = "<w:rPr/>"
_UNSEEN = re.compile(r"<w:(?:lang|noProof|webHidden)\b[^>]*/>|\sw:hint=\"[^\"]*\"|\sw:rsid\w*=\"[^\"]*\"")


def style_roles(styles: str) -> dict[str, str]:
    """Roles by style id, from the built-in style names (17.7.4.9) in `word/styles.xml`."""
    found = {}
    for style in re.finditer(r"<w:style\b[^>]*w:styleId=\"([^\"]*)\"[^>]*>(.*?)</w:style>", styles, re.S):
        name = re.search(r"<w:name w:val=\"([^\"]*)\"", style.group(2))
        role = _role_of_style(name.group(1).lower()) if name else ""
        if role:
            found[style.group(1)] = role
    return found


def _role_of_style(name: str) -> str:
    if name in ("title", "heading 1"):
        return "headline"
    if name.startswith(("heading ", "subtitle")):
        return "subhead"
    return {"caption": "caption", "quote": "quote", "intense quote": "quote", "list paragraph": "item"}.get(name, "")


def paragraph_slots(source: Source, roles: Mapping[str, str]) -> tuple[list[Slot], list[Slot]]:
    """Slots of a part's paragraphs, and of paragraphs inside paragraphs (text boxes), each in file order.

    A paragraph without text of its own counts for nothing: what is inside it is then not inside another.
    """
    part = _Part(source, roles)
    outer: list[Slot] = []
    inner: list[Slot] = []
    end = -1
    for index, token in enumerate(part.tokens):
        if token.name != "w:p" or token.kind is not TokenKind.OPEN:
            continue
        slot = part.slot(index)
        if slot is None:
            continue
        if slot.start >= end:
            outer.append(slot)
            end = slot.end
        elif not inner or slot.start >= inner[-1].end:
            inner.append(slot)
    return outer, inner


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes a target as runs.

    Attributes:
        base: formatting of most of the paragraph.
        lead, trail: white space at the paragraph's ends.
        before, after: markup that ends and begins a run, when the slot begins or ends inside one.
    """

    base: str
    lead: str
    trail: str
    before: str
    after: str

    def __call__(self, target: Tagged) -> str:
        """The runs and what stands between them."""
        pieces, done, formats = [self.before], 0, [self.base]
        text = self.lead + target.text + self.trail
        for tag in target.tags:
            at = tag.at + len(self.lead) if tag.at else 0
            at = len(text) if tag.at == len(target.text) and tag.at else at
            pieces.append(_run(text[done:at], formats[-1]))
            done = at
            if tag.raw.startswith("<w:rPr"):
                formats.append(tag.raw)
            elif not tag.raw:
                formats.pop()
            else:
                pieces.append(tag.raw)
        return "".join([*pieces, _run(text[done:], formats[-1]), self.after])


def _run(text: str, properties: str) -> str:
    if not text:
        return ""
    kept = "" if properties == _PLAIN else properties
    return f'<w:r>{kept}<w:t xml:space="preserve">{escape_text(text)}</w:t></w:r>'


@dataclass(frozen=True, slots=True)
class _Atom:
    """One thing in a paragraph: text with its formatting, or raw markup that opens, closes or stands.

    Attributes:
        run: token index of the run that it stands in, -1 for what stands between runs.
    """

    start: int
    end: int
    raw: str
    kind: TagKind | None
    name: str = ""
    properties: str = ""
    run: int = -1


class _Part:
    """The tokens of one part."""

    def __init__(self, source: Source, roles: Mapping[str, str]) -> None:
        self.source, self.roles = source, roles
        self.tokens = list(xml_tokens(source.text))
        self.ends = element_ends(self.tokens)

    def slot(self, index: int) -> Slot | None:
        """The slot of the paragraph that begins at a token, None when it has no text."""
        atoms = list(self._atoms(index + 1, self.ends[index]))
        sizes: Counter[str] = Counter()
        for atom in atoms:
            if atom.kind is None:
                sizes[atom.properties] += len(atom.raw)
        if not sizes:
            return None
        base = sizes.most_common(1)[0][0]
        pieces = list(_formatted(atoms, base))
        found = paragraph(pieces, collapse=True)
        if found is None:
            return None
        text = "".join(p.raw for p in pieces if p.kind is None and found.start <= p.start and p.end <= found.end)
        lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        unit = Unit("", found.text, found.tags, found.placeholders, 0, self._role(index))
        before, after = self._run_edges(atoms, found)
        return Slot(unit, found.start, found.end, _Writer(base, lead, trail, before, after))

    def _run_edges(self, atoms: list[_Atom], found: Paragraph) -> tuple[str, str]:
        """What ends a run before the slot and begins one behind it, where it begins or ends inside a run."""
        before = after = ""
        for atom in atoms:
            if atom.run < 0:
                continue
            if atom.start == found.start and atom.start > self.tokens[atom.run].start:
                before = "</w:r>"
            if atom.end == found.end and atom.end < self.tokens[self.ends[atom.run]].end:
                child = self._children(atom.run)[0]
                head = (
                    self.tokens[child].start
                    if self.tokens[child].name != "w:rPr"
                    else self.tokens[self.ends[child]].end
                )
                after = self.source.text[self.tokens[atom.run].start : head]
        return before, after

    def _role(self, index: int) -> str:
        head = self.source.text[self.tokens[index].end : self.tokens[index].end + 2000]
        properties = re.match(r"\s*<w:pPr>(.*?)</w:pPr>", head, re.S)
        if not properties:
            return "body"
        style = re.search(r"<w:pStyle w:val=\"([^\"]*)\"", properties.group(1))
        if style and style.group(1) in self.roles:
            return self.roles[style.group(1)]
        return "item" if "<w:numPr>" in properties.group(1) else "body"

    def _atoms(self, at: int, last: int) -> Iterator[_Atom]:
        """The children of a paragraph or of a wrapper in it."""
        while at < last:
            token, end = self.tokens[at], self.ends[at]
            if token.name == "w:r" and token.kind is TokenKind.OPEN:
                at = yield from self._runs(at, last)
                continue
            if token.name in _WRAPPERS and token.kind is TokenKind.OPEN:
                inner = self._content(at)
                raw = self.source.text[token.start : self.tokens[inner].start]
                closing = self.tokens[end]
                yield _Atom(token.start, self.tokens[inner].start, raw, TagKind.OPEN, f"{token.name}{at}")
                stop = end if token.name != "w:sdt" else end - 1
                yield from self._atoms(inner, stop)
                tail = self.source.text[self.tokens[stop].start : closing.end]
                yield _Atom(self.tokens[stop].start, closing.end, tail, TagKind.CLOSE, f"{token.name}{at}")
            elif token.name and token.name != "w:pPr" and token.kind is not TokenKind.CLOSE:
                yield self._raw(at)
            at = end + 1

    def _content(self, at: int) -> int:
        """Index of the first token inside a wrapper; the properties of a content control belong to its tag."""
        if self.tokens[at].name != "w:sdt":
            return at + 1
        inner = at + 1
        while inner < self.ends[at] and self.tokens[inner].name != "w:sdtContent":
            inner = self.ends[inner] + 1
        return min(inner + 1, self.ends[at])

    def _raw(self, at: int, kind: TagKind = TagKind.POINT, name: str = "", until: int | None = None) -> _Atom:
        start, end = self.tokens[at].start, self.tokens[self.ends[at] if until is None else until].end
        return _Atom(start, end, self.source.text[start:end], kind, name)

    def _runs(self, at: int, last: int) -> Generator[_Atom, None, int]:
        """One run, or a field's runs up to its separator; returns the index behind."""
        field = self._field_mark(at)
        if field == "begin":
            until = self._separator(at, last)
            yield self._raw(at, TagKind.OPEN, "field", self.ends[until])
            return self.ends[until] + 1
        if field:
            yield self._raw(at, TagKind.CLOSE, "field")
        else:
            yield from self._run_atoms(at)
        return self.ends[at] + 1

    def _field_mark(self, at: int) -> str:
        for token in self.tokens[at : self.ends[at]]:
            if token.name == "w:fldChar":
                return token.get("w:fldCharType") or ""
        return ""

    def _separator(self, at: int, last: int) -> int:
        """Index of the run that separates a field's code from its result; its end when there is no result."""
        depth, run = 0, at
        while run < last:
            if self.tokens[run].name == "w:r" and self.tokens[run].kind is TokenKind.OPEN:
                mark = self._field_mark(run)
                depth += (mark == "begin") - (mark == "end")
                if (mark == "separate" and depth == 1) or (mark == "end" and depth == 0):
                    return run
            run = self.ends[run] + 1
        return at

    def _run_atoms(self, at: int) -> Iterator[_Atom]:
        """Text of a run with its formatting; everything else in it as a run of its own."""
        first, last = self.tokens[at], self.ends[at]
        children = self._children(at)
        properties = ""
        if children and self.tokens[children[0]].name == "w:rPr":
            own = self._raw(children.pop(0)).raw
            properties = own if _UNSEEN.sub("", own) not in (_PLAIN, "<w:rPr></w:rPr>") else ""
        for number, child in enumerate(children):
            token = self.tokens[child]
            start = first.start if number == 0 else token.start
            end = self.tokens[last].end if number == len(children) - 1 else self.tokens[self.ends[child]].end
            if token.name == "w:t":
                inside = (
                    self.source.text[token.end : self.tokens[self.ends[child]].start]
                    if self.ends[child] > child
                    else ""
                )
                yield _Atom(start, end, html.unescape(inside), None, properties=_normal(properties), run=at)
            else:
                raw = f"<w:r>{properties}{self._raw(child).raw}</w:r>"
                yield _Atom(start, end, raw, TagKind.POINT, run=at)
                if token.name in _SPACES:
                    yield _Atom(end, end, " ", None, properties=_normal(properties))

    def _children(self, at: int) -> list[int]:
        found, child = [], at + 1
        while child < self.ends[at]:
            if self.tokens[child].name:
                found.append(child)
            child = self.ends[child] + 1
        return found


def _normal(properties: str) -> str:
    """Formatting without what no reader sees: language, proofing, font hints. Word splits runs at these."""
    plain = _UNSEEN.sub("", properties).replace("<w:rFonts/>", "")
    return _PLAIN if plain in ("", "<w:rPr></w:rPr>", _PLAIN) else plain


def _formatted(atoms: list[_Atom], base: str) -> Iterator[Piece]:
    """Atoms as pieces, stretches of formatting other than `base` between a pair of tags without width."""
    current, end = base, 0
    for atom in atoms:
        wanted = atom.properties if atom.kind is None else current if atom.kind is TagKind.POINT else base
        if wanted != current:
            if current != base:
                yield Piece(end, end, "", TagKind.CLOSE, "formatting")
            if wanted != base:
                yield Piece(atom.start, atom.start, wanted, TagKind.OPEN, "formatting")
            current = wanted
        yield Piece(atom.start, atom.end, atom.raw, atom.kind, atom.name)
        end = atom.end
    if current != base:
        yield Piece(end, end, "", TagKind.CLOSE, "formatting")
