"""The term metrics of the WMT25 terminology task: success rate and consistency.

Success rate follows the task's own program: a term counts when its surface stands anywhere in the output, case aside,
or its lemmas in the lemmatised output. Consistency follows Semenov and Bojar (2022): the translation that a term has
most often is its pseudo-reference, and every occurrence is compared with that.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from bilingual.metrics.base import METRICS, Corpus, Ratio, primary
from bilingual.metrics.expectations import ExpectedTerm
from bilingual.metrics.terms import check_terms
from bilingual.text import english
from bilingual.text.normalisation import nfc

if TYPE_CHECKING:
    from bilingual.metrics.base import Array

_WORD = re.compile(r"\w+|[^\w\s]")


@METRICS.register("wmt25-success")
class SuccessRate(Ratio):
    """Share of the terms of each segment that the output has by surface or by lemma, each term once a segment."""

    name = "wmt25-success"
    title = "success rate (WMT25)"
    needs = frozenset({"terms"})

    def statistics(self, corpus: Corpus) -> Array:
        """Columns: terms found, terms of the segment."""
        import numpy as np

        rows = np.zeros((len(corpus), 2))
        for row, text, expected in zip(rows, corpus.hypotheses, corpus.terms, strict=True):
            distinct = {term.key: term for term in expected}
            if distinct:
                surface = nfc(text).lower()
                lemmas = _lemmas(surface, corpus.target_lang)
                met = sum(_stands(term, surface, lemmas, corpus.target_lang) for term in distinct.values())
                row[:] = met, len(distinct)
        return rows


@METRICS.register("wmt25-consistency")
class Consistency(Ratio):
    """Share of term occurrences translated as the term is translated most often in the whole text."""

    name = "wmt25-consistency"
    title = "consistency (WMT25)"
    needs = frozenset({"terms"})

    def statistics(self, corpus: Corpus) -> Array:
        """Columns: occurrences that agree with their term's usual translation, occurrences.

        An occurrence without any known translation agrees with nothing.
        """
        import numpy as np

        used = [
            [(check.expected.key, _form(check.expected, text, corpus.target_lang)) for check in checks]
            for text, checks in (
                (nfc(text), check_terms(text, expected, corpus.target_lang))
                for text, expected in zip(corpus.hypotheses, corpus.terms, strict=True)
            )
        ]
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for key, form in (pair for pairs in used for pair in pairs):
            counts[key][form] += bool(form)
        usual = {key: forms.most_common(1)[0][0] for key, forms in counts.items()}
        return np.array(
            [(sum(bool(form) and form == usual[key] for key, form in pairs), len(pairs)) for pairs in used],
            dtype=np.float64,
        ).reshape(-1, 2)


def _form(expected: ExpectedTerm, text: str, lang: str) -> str:
    """Which of its known translations an occurrence has, forbidden ones among them; empty when none."""
    for form in (*expected.targets, *expected.forbidden):
        if check_terms(text, [ExpectedTerm(expected.source, (form,))], lang)[0].span is not None:
            return form
    return ""


def _stands(expected: ExpectedTerm, surface: str, lemmas: str, lang: str) -> bool:
    return any(form.lower() in surface or _lemmas(form.lower(), lang) in lemmas for form in expected.targets)


@lru_cache(maxsize=50_000)
def _lemmas(text: str, lang: str) -> str:
    """Lemmas of a lower-case text between separators; the words themselves where there is no lemmatiser."""
    words = _WORD.findall(text)
    english_text = primary(lang) == "en"
    return "|" + "|".join(_lemma(word) if english_text else word for word in words) + "|"


@lru_cache(maxsize=100_000)
def _lemma(word: str) -> str:
    return english.lemma(word)
