"""Term accuracy: the share of expected terms that a translation has, each occurrence for itself.

A target term counts in any inflection (`small modular reactors`), as a whole word. One stretch of text satisfies one
expectation only, so that a term that the source has twice must be there twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bilingual.metrics.base import METRICS, Corpus, Ratio, primary
from bilingual.metrics.expectations import ExpectedTerm
from bilingual.model import Span
from bilingual.text import english
from bilingual.text.normalisation import nfc

if TYPE_CHECKING:
    from bilingual.metrics.base import Array


@dataclass(frozen=True, slots=True)
class TermCheck:
    """What became of one expected term.

    Attributes:
        span: where it stands in the NFC text, None when it is missing.
        forbidden: where forbidden forms of it stand.
    """

    expected: ExpectedTerm
    span: Span | None
    forbidden: tuple[Span, ...] = ()


def check_terms(text: str, expected: Sequence[ExpectedTerm], lang: str) -> list[TermCheck]:
    """Look for every expected term in one target text; long terms choose first."""
    normal = nfc(text)
    found: dict[int, Span] = {}
    taken: list[Span] = []
    longest_first = sorted(range(len(expected)), key=lambda i: -max(map(len, expected[i].targets)))
    for i in longest_first:
        span = _first_free(normal, expected[i].targets, lang, taken)
        if span is not None:
            found[i] = span
            taken.append(span)
    return [TermCheck(term, found.get(i), _forbidden(normal, term, lang, taken)) for i, term in enumerate(expected)]


def occurrences(form: str, text: str, lang: str) -> list[Span]:
    """Where a form stands in a text: inflected in English; elsewhere as it is written, from the start of a word."""
    if primary(lang) == "en":
        return english.occurrences(form, text)
    return [Span(*hit.span()) for hit in _literal(form).finditer(text)]


@lru_cache(maxsize=50_000)
def _literal(form: str) -> re.Pattern[str]:
    return re.compile((r"(?<!\w)" if form[:1].isalnum() else "") + re.escape(form), re.IGNORECASE)


def _first_free(text: str, forms: Sequence[str], lang: str, taken: Sequence[Span]) -> Span | None:
    for form in forms:
        for span in occurrences(form, text, lang):
            if all(span.end <= other.start or other.end <= span.start for other in taken):
                return span
    return None


def _forbidden(text: str, term: ExpectedTerm, lang: str, taken: Sequence[Span]) -> tuple[Span, ...]:
    spans = [span for form in term.forbidden for span in occurrences(form, text, lang)]
    return tuple(s for s in spans if not any(t.start <= s.start and s.end <= t.end for t in taken))


@METRICS.register("terms")
class TermAccuracy(Ratio):
    """Share of expected terms that are there and have no forbidden form beside them."""

    name = "terms"
    title = "term accuracy"
    needs = frozenset({"terms"})

    def statistics(self, corpus: Corpus) -> Array:
        """Columns: terms met, terms expected."""
        import numpy as np

        rows = np.zeros((len(corpus), 2))
        for row, text, expected in zip(rows, corpus.hypotheses, corpus.terms, strict=True):
            if expected:
                checks = check_terms(text, expected, corpus.target_lang)
                row[:] = sum(check.span is not None and not check.forbidden for check in checks), len(checks)
        return rows
