"""The term metrics of the WMT21 terminology task (Alam et al. 2021, arXiv:2106.11891): does a term stand as it should?

They compare with the reference, where the terms are marked: exact match asks whether the term's surface is there,
window overlap whether the words around it are the same too, TERm is an edit rate in which the words of terms cost
twice as much. docs/evaluation.md tells where these definitions differ from what the task's own program computes, which
`bilingual.metrics.wmt21_published` repeats.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from bilingual.metrics.base import METRICS, Corpus, Metric, Ratio
from bilingual.metrics.expectations import ExpectedTerm
from bilingual.metrics.terms import check_terms
from bilingual.metrics.weighted_ter import edits
from bilingual.text.normalisation import nfc

if TYPE_CHECKING:
    from bilingual.metrics.base import Array

_TOKEN = re.compile(r"\w+|[^\w\s]")
_TERM_COST = 2.0

Tokens = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A term marked in a reference.

    Attributes:
        start: position of its first token.
        end: position after its last token.
        forms: acceptable translations, tokenised; the reference's own among them.
    """

    start: int
    end: int
    forms: tuple[Tokens, ...]


@dataclass(frozen=True, slots=True)
class MarkedSegment:
    """A tokenised hypothesis with its tokenised reference and the terms in it."""

    hypothesis: Tokens
    reference: Tokens
    marks: tuple[Mark, ...]


def marked(hypothesis: str, reference: str, expected: Sequence[ExpectedTerm], lang: str) -> MarkedSegment:
    """Mark in a reference the expected terms that it has; case does not count, words and signs are tokens."""
    normal = nfc(reference)
    tokens = list(_TOKEN.finditer(normal))
    marks = []
    for check in check_terms(normal, expected, lang):
        inside = [
            i for i, token in enumerate(tokens) if check.span and _within(token, check.span.start, check.span.end)
        ]
        if inside:
            own = tuple(tokens[i].group().casefold() for i in inside)
            forms = dict.fromkeys((own, *(_tokens(form) for form in check.expected.targets)))
            marks.append(Mark(inside[0], inside[-1] + 1, tuple(forms)))
    return MarkedSegment(_tokens(nfc(hypothesis)), tuple(t.group().casefold() for t in tokens), tuple(marks))


def _within(token: re.Match[str], start: int, end: int) -> bool:
    return start < token.end() and token.start() < end


def _tokens(text: str) -> Tokens:
    return tuple(token.casefold() for token in _TOKEN.findall(text))


def exact_matches(segment: MarkedSegment) -> int:
    """How many marked terms the hypothesis has; long terms choose first, and no token serves two terms."""
    taken: set[int] = set()
    met = 0
    for mark in sorted(segment.marks, key=lambda m: -max(map(len, m.forms))):
        place = next((p for form in mark.forms for p in places(form, segment.hypothesis) if not taken & set(p)), None)
        if place is not None:
            taken |= set(place)
            met += 1
    return met


def places(form: Tokens, tokens: Tokens) -> Iterator[range]:
    """Where a form stands among tokens."""
    for start in range(len(tokens) - len(form) + 1):
        if form and tokens[start : start + len(form)] == form:
            yield range(start, start + len(form))


def window_overlap(segment: MarkedSegment, size: int) -> float:
    """Sum over the marked terms of the share of their neighbours that stand around the term in the hypothesis too.

    Neighbours are up to `size` tokens on either side, punctuation left out. Each occurrence in the hypothesis serves
    one term, the pairs with the highest share first; a term that is missing adds nothing. A term that has no
    neighbours in the reference has them all.
    """
    pairs = []
    for number, mark in enumerate(segment.marks):
        wanted = neighbours(segment.reference, mark.start, mark.end, size)
        for place in {p for form in mark.forms for p in places(form, segment.hypothesis)}:
            there = neighbours(segment.hypothesis, place.start, place.stop, size)
            shared = (Counter(wanted) & Counter(there)).total()
            pairs.append((shared / len(wanted) if wanted else 1.0, number, place))
    total, served, taken = 0.0, set[int](), set[int]()
    for share, number, place in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2].start)):
        if number not in served and not taken & set(place):
            served.add(number)
            taken |= set(place)
            total += share
    return total


def neighbours(tokens: Sequence[str], start: int, end: int, size: int) -> list[str]:
    """Up to `size` tokens before `start` and from `end` on that are not punctuation."""
    before = [token for token in reversed(tokens[:start]) if token not in string.punctuation]
    after = [token for token in tokens[end:] if token not in string.punctuation]
    return before[:size] + after[:size]


def term_weights(segment: MarkedSegment) -> list[float]:
    """Cost of each reference token: twice as much for the tokens of a term."""
    weights = [1.0] * len(segment.reference)
    for mark in segment.marks:
        weights[mark.start : mark.end] = [_TERM_COST] * (mark.end - mark.start)
    return weights


def _segments(corpus: Corpus) -> Iterator[MarkedSegment]:
    for hypothesis, reference, expected in zip(corpus.hypotheses, corpus.references[0], corpus.terms, strict=True):
        yield marked(hypothesis, reference, expected, corpus.target_lang)


@METRICS.register("wmt21-exact")
class ExactMatch(Ratio):
    """Share of the first reference's terms that stand in the hypothesis literally."""

    name = "wmt21-exact"
    title = "exact match (WMT21)"
    needs = frozenset({"references", "terms"})

    def statistics(self, corpus: Corpus) -> Array:
        """Columns: terms matched, terms in the reference."""
        import numpy as np

        return np.array([(exact_matches(s), len(s.marks)) for s in _segments(corpus)], dtype=np.float64).reshape(-1, 2)


class WindowOverlap(Ratio):
    """Mean overlap of the words around a term; subclasses say how many on either side."""

    needs = frozenset({"references", "terms"})
    size: ClassVar[int]

    def statistics(self, corpus: Corpus) -> Array:
        """Columns: summed overlap, terms in the reference."""
        import numpy as np

        rows = [(window_overlap(s, self.size), len(s.marks)) for s in _segments(corpus)]
        return np.array(rows, dtype=np.float64).reshape(-1, 2)


@METRICS.register("wmt21-window2")
class WindowOverlap2(WindowOverlap):
    """Window overlap with two words on either side."""

    name = "wmt21-window2"
    title = "window overlap 2 (WMT21)"
    size = 2


@METRICS.register("wmt21-window3")
class WindowOverlap3(WindowOverlap):
    """Window overlap with three words on either side."""

    name = "wmt21-window3"
    title = "window overlap 3 (WMT21)"
    size = 3


@METRICS.register("wmt21-term")
class TermBiasedTer(Metric):
    """1−TERm: one minus the edit rate in which missing or replaced words of terms cost twice as much."""

    name = "wmt21-term"
    title = "1−TERm (WMT21)"
    needs = frozenset({"references", "terms"})

    def statistics(self, corpus: Corpus) -> Array:
        """Columns: weighted edits, weighted length of the reference."""
        import numpy as np

        rows = []
        for segment in _segments(corpus):
            weights = term_weights(segment)
            rows.append((edits(segment.hypothesis, segment.reference, weights), sum(weights)))
        return np.array(rows, dtype=np.float64).reshape(-1, 2)

    def value(self, sums: Array) -> Array:
        """NaN when there is no reference word."""
        import numpy as np

        cost, length = sums[..., 0], sums[..., 1]
        return 1 - np.divide(cost, length, out=np.full_like(cost, np.nan), where=length > 0)
