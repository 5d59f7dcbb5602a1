"""Number accuracy: the share of numbers that say the same on both sides.

`5조 2천억 원` and `5.2 trillion won` are one number said twice; the readers of `bilingual.text.numbers` give both the
same value. A number that the translation invents counts as an error just as one that it loses or changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from bilingual.metrics.base import METRICS, Corpus, Ratio, primary
from bilingual.text.normalisation import nfc
from bilingual.text.numbers import Comparison, Quantity, compare, read_english, read_korean

if TYPE_CHECKING:
    from bilingual.metrics.base import Array

_READERS: Mapping[str, Callable[[str], list[Quantity]]] = {"ko": read_korean, "en": read_english}


def compare_numbers(source: str, target: str, source_lang: str, target_lang: str) -> Comparison:
    """The numbers of a segment and of its translation, paired; both texts are taken in NFC."""
    read_source, read_target = _READERS[primary(source_lang)], _READERS[primary(target_lang)]
    return compare(read_source(nfc(source)), read_target(nfc(target)))


@METRICS.register("numbers")
class NumberAccuracy(Ratio):
    """Numbers that are right, by all numbers of the source and all that the target invents."""

    name = "numbers"
    title = "number accuracy"
    needs = frozenset({"sources"})

    def applies_to(self, corpus: Corpus) -> bool:
        """Only where there are sources, and numbers can be read in both languages."""
        readable = {primary(corpus.source_lang), primary(corpus.target_lang)} <= set(_READERS)
        return readable and super().applies_to(corpus)

    def statistics(self, corpus: Corpus) -> Array:
        """Columns: numbers that are right, numbers of the source plus invented ones."""
        import numpy as np

        rows = np.zeros((len(corpus), 2))
        for row, source, target in zip(rows, corpus.sources, corpus.hypotheses, strict=True):
            found = compare_numbers(source, target, corpus.source_lang, corpus.target_lang)
            right = sum(not pair.unit_differs for pair in found.pairs)
            row[:] = right, len(found.pairs) + len(found.missing) + len(found.unaccounted)
        return rows
