"""sacrebleu's own signature for scores that are counted here."""

from __future__ import annotations

from typing import Any

from bilingual.metrics.base import Corpus


def signature_of(metric: Any, corpus: Corpus, resamples: int, seed: int) -> str:
    """The signature that a `sacrebleu.metrics` object prints once it has scored a corpus of this kind."""
    metric.num_refs = len(corpus.references)
    if resamples:
        metric.n_bootstrap = resamples
        metric.seed = str(seed)
    return str(metric.get_signature())
