"""WebVTT (W3C): cue settings, voices, classes, notes, styles and regions stay byte for byte; a cue is a unit."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from bilingual.errors import DocumentError
from bilingual.formats.document.base import Document, DocumentFormat, Source, document_of_slots, formats
from bilingual.formats.document.subtitles import cue_slots
from bilingual.formats.markup import escape_text

_BLOCK = re.compile(r"(?:[^\r\n]+(?:\r\n|\n|\r|\Z))+")
_TIME = r"(?:\d{2,}:)?\d{2}:\d{2}\.\d{3}"
_TIMING = re.compile(rf"^[ \t]*{_TIME}[ \t]+-->[ \t]+{_TIME}[^\r\n]*(?:\r\n|\n|\r|\Z)", re.M)


@formats.register("webvtt")
@dataclass(frozen=True)
class WebVtt(DocumentFormat):
    """Web subtitles.

    Attributes:
        width: longest line in characters, as in SRT.
    """

    name: ClassVar[str] = "webvtt"
    suffixes: ClassVar[tuple[str, ...]] = (".vtt",)

    width: int = 42

    def read(self, data: bytes, name: str = "-", encoding: str | None = None) -> Document:
        """Read cues; see `DocumentFormat.read`."""
        source = Source.from_bytes(data, name, encoding)
        if source.text.strip() and not re.match(r"WEBVTT(?:[ \t\r\n]|\Z)", source.text):
            raise DocumentError("does not begin with WEBVTT; add that line, or name SRT files .srt", path=name, line=1)
        slots = [
            slot
            for number, (start, end) in enumerate(_cues(source.text), start=1)
            for slot in cue_slots(source, f"c{number}", start, end, self.width, html.unescape, escape_text)
        ]
        return document_of_slots(source, self.name, slots)


def _cues(text: str) -> Iterator[tuple[int, int]]:
    """Half-open ranges of the cues' text: what follows the time line in a block that has one."""
    for block in _BLOCK.finditer(text):
        timing = _TIMING.search(text, block.start(), block.end())
        if timing and timing.end() < block.end():
            yield timing.end(), block.end()
