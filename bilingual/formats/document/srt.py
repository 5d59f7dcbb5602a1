"""SubRip subtitles (SRT): numbers, times and formatting tags stay byte for byte; a subtitle is a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from bilingual.errors import DocumentError
from bilingual.formats.document.base import Document, DocumentFormat, Source, document_of_slots, formats
from bilingual.formats.document.subtitles import cue_slots

_TIME = r"\d{1,3}:\d{2}:\d{2}[,.]\d{1,3}"
_TIMING = re.compile(rf"^[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}[^\r\n]*(?:\r\n|\n|\r|\Z)", re.M)
_NEXT = re.compile(rf"(?:(?:\r\n|\n|\r)[ \t]*)+(?:\d+[ \t]*(?:\r\n|\n|\r))?(?=[ \t]*{_TIME}[ \t]*-->)|\s*\Z")


@formats.register("srt")
@dataclass(frozen=True)
class Srt(DocumentFormat):
    """Subtitles.

    Attributes:
        width: longest line in characters; a longer subtitle is broken into lines of about the same length. 42 is what
            broadcasters' guidelines for Latin script have in common.
    """

    name: ClassVar[str] = "srt"
    suffixes: ClassVar[tuple[str, ...]] = (".srt",)

    width: int = 42

    def read(self, data: bytes, name: str = "-", encoding: str | None = None) -> Document:
        """Read subtitles; see `DocumentFormat.read`."""
        source = Source.from_bytes(data, name, encoding)
        slots = [
            slot for n, cue in enumerate(_cues(source), 1) for slot in cue_slots(source, f"c{n}", *cue, self.width)
        ]
        return document_of_slots(source, self.name, slots)


def _cues(source: Source) -> Iterator[tuple[int, int]]:
    """Half-open ranges of the subtitles' text."""
    text = source.text
    first = _TIMING.search(text)
    if first is None and text.strip():
        raise DocumentError(
            "holds no time line; expected SRT: a number, then 00:00:01,000 --> 00:00:02,500, then text",
            path=source.name,
            line=1,
        )
    at = 0
    while timing := _TIMING.search(text, at):
        end = _NEXT.search(text, max(timing.end() - 1, timing.start() + 1))
        at = max(timing.end(), end.start() if end else len(text))
        yield timing.end(), at
