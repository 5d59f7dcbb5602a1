"""Untranslated rate: the share of segments that kept source text where the target language was expected."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bilingual.metrics.base import METRICS, Corpus, Ratio, primary
from bilingual.text.normalisation import nfc

if TYPE_CHECKING:
    from bilingual.metrics.base import Array

_SCRIPTS = {
    "ko": re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]+"),
    "ja": re.compile("[\u3040-\u30ff\u4e00-\u9fff]+"),
    "zh": re.compile("[\u4e00-\u9fff]+"),
}
_LETTER = re.compile(r"[^\W\d_]")


@METRICS.register("untranslated")
class UntranslatedRate(Ratio):
    """Share of untranslated segments; lower is better.

    A segment is untranslated when it is a copy of its source, or has words in the source's script that no reference
    has, or has not one letter of the target's script although it has letters.
    """

    name = "untranslated"
    title = "untranslated rate"
    needs = frozenset({"sources"})
    higher_is_better = False

    def statistics(self, corpus: Corpus) -> Array:
        """Columns: 1 for an untranslated segment, 1 for a segment."""
        import numpy as np

        references = zip(*corpus.references, strict=True) if corpus.references else [()] * len(corpus)
        rows = np.ones((len(corpus), 2))
        for row, target, source, given in zip(rows, corpus.hypotheses, corpus.sources, references, strict=True):
            row[0] = is_untranslated(source, target, " ".join(given), corpus.source_lang, corpus.target_lang)
        return rows


def is_untranslated(source: str, target: str, reference: str, source_lang: str, target_lang: str) -> bool:
    """Whether a segment kept source text; `reference` tells what may stay as it is."""
    text = nfc(target).strip()
    if not _LETTER.search(text):
        return False
    if text == nfc(source).strip() and text != nfc(reference).strip():
        return True
    own, wanted = _SCRIPTS.get(primary(source_lang)), _SCRIPTS.get(primary(target_lang))
    if own and set(own.findall(text)) - set(own.findall(nfc(reference))):
        return True
    return bool(wanted and not wanted.search(text) and (not reference or wanted.search(nfc(reference))))
