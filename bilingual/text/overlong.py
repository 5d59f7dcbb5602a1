"""Cutting sentences that are too long for an engine; joining the pieces gives the sentence back."""

from __future__ import annotations

import re

_CLAUSE_END = re.compile(r"[,;:，；、·]\s+|[)\]」』”’\"]\s+|\s+(?=[(\[「『“‘])")
_SPACE = re.compile(r"\s+")


def split_overlong(sentence: str, limit: int) -> list[str]:
    """Cut `sentence` into pieces of at most `limit` code points.

    The cut is made after a comma or bracket in the second half of the piece, else at a space there, else anywhere.
    White space stays at the end of the piece before it.

    Raises:
        ValueError: `limit` is below 1.
    """
    if limit < 1:
        raise ValueError(f"a limit of at least 1 was expected, found {limit}")
    pieces: list[str] = []
    start = 0
    while len(sentence) - start > limit:
        end = _cut(sentence, start, start + limit)
        pieces.append(sentence[start:end])
        start = end
    pieces.append(sentence[start:])
    return pieces


def _cut(sentence: str, start: int, stop: int) -> int:
    middle = start + (stop - start) // 2
    for pattern in (_CLAUSE_END, _SPACE):
        cuts = [hit.end() for hit in pattern.finditer(sentence, middle, stop)]
        if cuts:
            return cuts[-1]
    return stop
