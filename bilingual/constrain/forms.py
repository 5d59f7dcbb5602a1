"""Where a required or forbidden form stands in a target text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bilingual.model import Span
from bilingual.text import english


def find(form: str, text: str, lang: str, *, exact: bool = False) -> list[Span]:
    """Spans of `form` in `text`, left to right and without overlap.

    English is searched tolerantly of inflection, hyphens and case; other languages by letters alone, at word starts
    where the script has words. `exact` asks for the very characters, not inside a longer word.
    """
    if exact or not form:
        pattern = rf"(?<![A-Za-z0-9]){re.escape(form)}(?![A-Za-z0-9])"
        return [Span(*hit.span()) for hit in re.finditer(pattern, text)] if form else []
    if lang.partition("-")[0] == "en":
        return english.occurrences(form, text)
    return [Span(*hit.span()) for hit in _plain_pattern(form).finditer(text)]


@lru_cache(maxsize=20_000)
def _plain_pattern(form: str) -> re.Pattern[str]:
    start = r"(?<!\w)" if form[0].isalnum() else ""
    return re.compile(start + re.escape(form), re.IGNORECASE)


def find_any(forms: Sequence[str], text: str, lang: str, *, exact: bool = False) -> list[Span]:
    """Spans of any of the forms, longest first where they start together, without overlap."""
    found = sorted(
        {span for form in forms for span in find(form, text, lang, exact=exact)}, key=lambda s: (s.start, -s.end)
    )
    kept: list[Span] = []
    for span in found:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def overlaps(first: Span, second: Span) -> bool:
    """Whether two spans share a character."""
    return first.start < second.end and second.start < first.end
