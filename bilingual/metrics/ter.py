"""TER (Snover et al. 2006) as sacrebleu counts it: edits with shifts by the mean length of the references."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bilingual.metrics.base import METRICS, Corpus, Ratio, primary
from bilingual.metrics.sacrebleu_signature import signature_of

if TYPE_CHECKING:
    from bilingual.metrics.base import Array


@METRICS.register("ter")
class Ter(Ratio):
    """Translation edit rate; lower is better."""

    name = "ter"
    title = "TER"
    higher_is_better = False
    percent = True

    def statistics(self, corpus: Corpus) -> Array:
        """Columns: edits to the nearest reference, mean length of the references."""
        import numpy as np

        metric = _metric(corpus)
        scores = [
            metric.sentence_score(hypothesis, list(references))
            for hypothesis, *references in zip(corpus.hypotheses, *corpus.references, strict=True)
        ]
        rows: Array = np.array([(s.num_edits, s.ref_length) for s in scores], dtype=np.float64).reshape(-1, 2)
        return rows

    def signature(self, corpus: Corpus, *, resamples: int = 0, seed: int = 0) -> str:
        """The signature that sacrebleu prints."""
        return signature_of(_metric(corpus), corpus, resamples, seed)


def _metric(corpus: Corpus) -> Any:
    from sacrebleu.metrics.ter import TER

    unspaced = primary(corpus.target_lang) in {"ja", "zh"}
    return TER(normalized=unspaced, asian_support=unspaced)
