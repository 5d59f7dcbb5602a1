"""Stand-ins for what must survive byte for byte: short codes such as X1, which engines copy where they mangle a URL."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bilingual.model import Span

_LETTERS = "XZQKWVJYHG"


@dataclass(frozen=True, slots=True)
class Hidden:
    """A source in which some spans are replaced by stand-ins.

    Attributes:
        spans: where each of the given spans lies in `text`, in their order.
        meanings: the text that each stand-in stands for.
    """

    text: str
    spans: tuple[Span, ...]
    meanings: Mapping[str, str]


def hide(source: str, spans: Sequence[Span], verbatim: Sequence[str | None]) -> Hidden:
    """Put a stand-in in place of every span that has a verbatim text.

    Args:
        source: the text.
        spans: sorted by start; one that begins inside the one before shares its place.
        verbatim: for each span what the stand-in will stand for, None to leave the span as it is.
    """
    letter = free_letter(source)
    pieces: list[str] = []
    places: list[Span] = []
    meanings: dict[str, str] = {}
    done = 0
    length = 0
    for span, meaning in zip(spans, verbatim, strict=True):
        if span.start < done:
            places.append(places[-1])
            continue
        inner = source[span.start : span.end]
        kept = source[done : span.start]
        after = ""
        if meaning is not None:
            inner = f"{letter}{len(meanings) + 1}"
            meanings[inner] = meaning
            kept += _gap(source[: span.start][-1:])
            after = _gap(source[span.end : span.end + 1])
        pieces += [kept, inner, after]
        places.append(Span(length + len(kept), length + len(kept) + len(inner)))
        length = places[-1].end + len(after)
        done = span.end
    return Hidden("".join(pieces) + source[done:], tuple(places), meanings)


def _gap(neighbour: str) -> str:
    """A space where a letter or digit would run into the stand-in ({name}2028 → X1 2028)."""
    return " " if neighbour.isascii() and neighbour.isalnum() else ""


def free_letter(source: str) -> str:
    """A capital letter that no digit follows anywhere in the source."""
    return next((c for c in _LETTERS if not re.search(rf"{c}\d", source)), "XQ")


def reveal(text: str, spans: Sequence[Span | None], meanings: Mapping[str, str]) -> tuple[str, tuple[Span | None, ...]]:
    """`text` with its stand-ins turned back, and the spans moved along."""
    if not meanings:
        return text, tuple(spans)
    names = "|".join(sorted(map(re.escape, meanings), key=len, reverse=True))
    hits = list(re.finditer(rf"(?<![A-Za-z0-9])(?:{names})(?![A-Za-z0-9])", text))
    pieces: list[str] = []
    done = 0
    for hit in hits:
        pieces += [text[done : hit.start()], meanings[hit.group()]]
        done = hit.end()
    growth = [(hit.end(), len(meanings[hit.group()]) - len(hit.group())) for hit in hits]

    def moved(offset: int) -> int:
        return offset + sum(more for end, more in growth if end <= offset)

    shifted = tuple(Span(moved(s.start), moved(s.end)) if s else None for s in spans)
    return "".join(pieces) + text[done:], shifted


def hidden_in(text: str, meanings: Mapping[str, str]) -> str:
    """`text` with what the stand-ins stand for hidden behind them."""
    for name, meaning in meanings.items():
        text = text.replace(meaning, name, 1)
    return text
