"""What subtitle formats share: a cue's lines are one unit, speakers' turns are units of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bilingual.formats.document.base import Slot, Source, Unit
from bilingual.formats.inline import Tagged, TagKind
from bilingual.formats.paragraphs import Piece, paragraph, text_pieces

_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>|<\d[\d:.]*>|\{\\[^{}\n]*\}")
_TURN = re.compile(r"^[ \t]*[-–—][ \t]?", re.M)


def cue_slots(
    source: Source,
    id: str,  # noqa: A002 - what it is
    start: int,
    end: int,
    width: int,
    unescape: Callable[[str], str] = str,
    escape: Callable[[str], str] = str,
) -> Iterator[Slot]:
    """Slots of one cue whose text stands at the half-open range of the file.

    Lines that all begin with a dash are turns of a dialogue: a unit each. Otherwise the lines are one sentence run.
    """
    parts = _turns(source.text[start:end], start)
    for number, (low, high) in enumerate(parts, start=1):
        found = paragraph(list(_pieces(source.text[low:high], low, unescape)), collapse=True)
        if found is None:
            continue
        unit = Unit(
            id if len(parts) == 1 else f"{id}.{number}",
            found.text,
            found.tags,
            found.placeholders,
            source.line_of(found.start),
            "subtitle",
        )
        limit = width if len(parts) == 1 else 0
        yield Slot(unit, found.start, found.end, _Writer(limit, source.line_end, escape))


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes a cue in lines of about the same length."""

    width: int
    line_end: str
    escape: Callable[[str], str]

    def __call__(self, target: Tagged) -> str:
        """The cue's markup."""
        return _wrapped(target, self.width).render(self.escape).replace("\n", self.line_end)


def _turns(text: str, start: int) -> list[tuple[int, int]]:
    """Ranges of the turns, dashes left out; the whole range when it is no dialogue."""
    turns = list(_TURN.finditer(text))
    lines = [line for line in text.splitlines() if line.strip()]
    if len(turns) < 2 or len(turns) != len(lines):
        return [(start, start + len(text))]
    ends = [turn.start() for turn in turns[1:]] + [len(text)]
    return [(start + turn.end(), start + end) for turn, end in zip(turns, ends, strict=True)]


def _pieces(text: str, start: int, unescape: Callable[[str], str]) -> Iterator[Piece]:
    done = 0
    for hit in _TAG.finditer(text):
        yield from text_pieces(text[done : hit.start()], start + done, unescape)
        name = re.match(r"</?([A-Za-z]+)", hit.group())
        kind = TagKind.POINT
        if name:
            kind = TagKind.CLOSE if hit.group().startswith("</") else TagKind.OPEN
        yield Piece(start + hit.start(), start + hit.end(), hit.group(), kind, name.group(1).lower() if name else "")
        done = hit.end()
    yield from text_pieces(text[done:], start + done, unescape)


def _wrapped(target: Tagged, width: int) -> Tagged:
    """The target with the space nearest its middle made a line end, when it is longer than `width`."""
    text = target.text
    if not width or len(text) <= width or "\n" in text:
        return target
    count = -(-len(text) // width)
    for part in range(1, count):
        ideal = len(text) * part // count
        spaces = [m.start() for m in re.finditer(r"(?<=\S) (?=\S)", text)]
        if spaces:
            at = min(spaces, key=lambda s: (abs(s - ideal) - 4 * (text[s - 1] in ",.;:?!"), s))
            text = f"{text[:at]}\n{text[at + 1 :]}"
    return Tagged(text, target.tags)
