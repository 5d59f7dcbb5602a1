"""Paragraphs found in a stream of markup: their text, their inline tags and where the whole stands in the file."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bilingual.formats.inline import Tag, TagKind
from bilingual.model import Placeholder, Span
from bilingual.text.normalisation import nfc


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a paragraph.

    Attributes:
        start, end: half-open range in the file.
        raw: what the tag carries through; for text the text itself, decoded.
        kind: None for text, else what the tag does.
        name: element name; an opening tag pairs with the next closing tag of the same name at the same depth.
        keep: text that must reach the target verbatim.
    """

    start: int
    end: int
    raw: str
    kind: TagKind | None = None
    name: str = ""
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text with its tags and the range in the file that it fills."""

    text: str
    tags: tuple[Tag, ...]
    placeholders: tuple[Placeholder, ...]
    start: int
    end: int


_EDGE = re.compile(r"\s+|&[#\w]+;")


def text_pieces(raw: str, start: int, unescape: Callable[[str], str] = html.unescape) -> Iterator[Piece]:
    """A stretch of character data as up to three pieces: the white space before, the text, the white space after.

    Character references to white space (`&nbsp;`) count as white space.
    """
    low = 0
    while (hit := _EDGE.match(raw, low)) and unescape(hit.group()).isspace():
        low = hit.end()
    high = len(raw)
    while high > low and (cut := _trailing_space(raw, low, high, unescape)) < high:
        high = cut
    for begin, end in ((0, low), (low, high), (high, len(raw))):
        if end > begin:
            yield Piece(start + begin, start + end, unescape(raw[begin:end]))


def _trailing_space(raw: str, low: int, high: int, unescape: Callable[[str], str]) -> int:
    """Offset where the white space or the one reference to white space that ends at `high` begins, else `high`."""
    if raw[high - 1].isspace():
        return low + len(raw[low:high].rstrip())
    hit = re.search(r"&[#\w]{1,12};$", raw[max(low, high - 14) : high])
    return high - len(hit.group()) if hit and unescape(hit.group()).isspace() else high


def paragraph(pieces: Sequence[Piece], *, collapse: bool = False) -> Paragraph | None:
    """Assemble a paragraph, with white space and tags at its edges left outside; None when it has no word.

    Args:
        pieces: in file order, adjacent; text as `text_pieces` cuts it.
        collapse: runs of white space count as one space, as HTML displays them.
    """
    pairs = _pairs(pieces)
    texts = [i for i, p in enumerate(pieces) if p.kind is None and p.raw.strip()]
    if not texts:
        return None
    low = high = texts[0]
    for i in range(len(pieces)):
        if texts[0] <= i <= texts[-1] or texts[0] <= pairs.get(i, -1) <= texts[-1]:
            low, high = min(low, i), max(high, i)
    text, tags, kept = _assemble(pieces, range(low, high + 1), pairs, collapse)
    lead, core = len(text) - len(text.lstrip()), text.strip()
    if not re.search(r"\w", core):
        return None
    return Paragraph(
        core,
        tuple(Tag(min(max(0, t.at - lead), len(core)), t.raw, t.kind, t.pair) for t in tags),
        tuple(Placeholder(Span(s - lead, e - lead), text[s:e], kind) for s, e, kind in kept),
        pieces[low].start,
        pieces[high].end,
    )


def _pairs(pieces: Sequence[Piece]) -> dict[int, int]:
    """Index of the partner of every opening and closing tag that has one."""
    found: dict[int, int] = {}
    stack: list[int] = []
    unclosed: Counter[str] = Counter()
    for i, piece in enumerate(pieces):
        if piece.kind is TagKind.OPEN:
            stack.append(i)
            unclosed[piece.name] += 1
        elif piece.kind is TagKind.CLOSE and unclosed[piece.name]:
            opener = stack.pop()
            while pieces[opener].name != piece.name:
                unclosed[pieces[opener].name] -= 1
                opener = stack.pop()
            unclosed[piece.name] -= 1
            found[opener], found[i] = i, opener
    return found


def _assemble(
    pieces: Sequence[Piece], indices: range, pairs: dict[int, int], collapse: bool
) -> tuple[str, list[Tag], list[tuple[int, int, str]]]:
    """Text without tags, tags by offset in it, and the ranges that must be kept."""
    parts, tags, kept = [""], [], []
    length = 0
    for index in indices:
        piece = pieces[index]
        if piece.kind is None:
            addition = nfc(piece.raw)
            if collapse:
                addition = re.sub(r"[ \t\r\n\f]+", " ", addition)
                addition = addition[1:] if addition[:1] == " " and parts[-1][-1:] in ("", " ") else addition
            if piece.keep and addition.strip():
                kept.append((length, length + len(addition), piece.name or "code"))
            if addition:
                parts.append(addition)
            length += len(addition)
            continue
        partner = pairs.get(index)
        kind = TagKind.POINT if partner is None else piece.kind
        tags.append(Tag(length, piece.raw, kind, index if partner is None else min(index, partner)))
    return "".join(parts), tags, kept
