"""XML with line numbers, and nothing that reaches outside the file: expat with entities refused."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, field

from bilingual.formats.termbase.base import Settings, broken


@dataclass(slots=True)
class Node:
    """An element: local name, attributes (`xml:lang` as written), 1-based line, text and children in order."""

    name: str
    attributes: dict[str, str]
    line: int
    pieces: list[str] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text inside, white space collapsed."""
        whole = "".join(self._texts()) if self.children else self.pieces[0]
        return " ".join(whole.split())

    def _texts(self) -> Iterator[str]:
        for index, piece in enumerate(self.pieces):
            yield piece
            if index < len(self.children):
                yield from self.children[index]._texts()

    def find(self, names: Container[str]) -> Iterator[Node]:
        """The outermost elements of these names, in document order: this one, or those below it."""
        if self.name in names:
            yield self
            return
        for child in self.children:
            yield from child.find(names)


def parse_xml(data: bytes, settings: Settings) -> Node:
    """The root element; raises GlossaryError for what is not well-formed or declares entities."""
    from xml.parsers import expat

    parser = expat.ParserCreate(settings.encoding)
    root = Node("", {}, 0, [""])
    stack = [root]

    def opened(name: str, attributes: dict[str, str]) -> None:
        node = Node(name.rpartition(":")[2], attributes, parser.CurrentLineNumber, [""])
        stack[-1].children.append(node)
        stack[-1].pieces.append("")
        stack.append(node)

    def refused(name: str, *_: object) -> None:
        raise broken(settings, parser.CurrentLineNumber, f"declares the entity {name!r}; expected none")

    def text(data: str) -> None:
        stack[-1].pieces[-1] += data

    parser.buffer_text = True
    parser.StartElementHandler = opened
    parser.EndElementHandler = lambda _: stack.pop()
    parser.CharacterDataHandler = text
    parser.EntityDeclHandler = refused
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = expat.errors.messages[error.code]
        raise broken(settings, error.lineno, f"is not well-formed XML ({reason}) at column {error.offset}") from None
    return root.children[0]
