"""What a metric is: additive statistics a segment, and a value of their sum.

Everything else follows from that one split: the score of a corpus, of a document, of a segment, of thousands of
bootstrap resamples (Koehn 2004) and of shuffled system pairs (Riezler and Maxwell 2005) are values of different sums
of the same rows.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from bilingual.registry import Registry

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bilingual.metrics.expectations import ExpectedTerm

    Array = NDArray[np.float64]


def primary(lang: str) -> str:
    """The primary subtag of a BCP 47 tag: `en` of `en-GB`."""
    return lang.partition("-")[0].lower()


@dataclass(frozen=True, slots=True)
class Corpus:
    """One system's output with everything it can be judged by; all sequences are parallel, one item a segment.

    Attributes:
        references: one or more reference streams.
        sources: empty when there are none.
        terms: expected terms of each segment, empty when there are none.
        documents: name of each segment's document, empty when the corpus is one document.
        tokenizer: a sacrebleu tokenizer for BLEU, or `auto` for the one of the target language.
    """

    hypotheses: Sequence[str]
    references: Sequence[Sequence[str]] = ()
    sources: Sequence[str] = ()
    terms: Sequence[Sequence[ExpectedTerm]] = ()
    documents: Sequence[str] = ()
    source_lang: str = "ko"
    target_lang: str = "en"
    tokenizer: str = "auto"

    def __len__(self) -> int:
        return len(self.hypotheses)

    @property
    def offers(self) -> frozenset[str]:
        """What the corpus has beside hypotheses: `references`, `sources`, `terms`."""
        return frozenset(name for name in ("references", "sources", "terms") if getattr(self, name))

    def with_hypotheses(self, hypotheses: Sequence[str]) -> Corpus:
        """The same corpus, translated by another system."""
        from dataclasses import replace

        return replace(self, hypotheses=hypotheses)


class Metric(ABC):
    """One metric; instances hold its settings and no data.

    Attributes:
        name: what the command line and the reports call it, lower case.
        title: how papers write it.
        needs: what a corpus must offer.
        higher_is_better: False for error rates.
        percent: whether values run from 0 to 100 (sacrebleu's habit) and not from 0 to 1.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    needs: ClassVar[frozenset[str]] = frozenset({"references"})
    higher_is_better: ClassVar[bool] = True
    percent: ClassVar[bool] = False

    def applies_to(self, corpus: Corpus) -> bool:
        """Whether the corpus has what the metric needs."""
        return self.needs <= corpus.offers

    @abstractmethod
    def statistics(self, corpus: Corpus) -> Array:
        """One row of additive statistics for each segment: shape (segments, columns)."""

    @abstractmethod
    def value(self, sums: Array) -> Array:
        """The metric's value of summed rows: shape (…, columns) to shape (…).

        NaN where the sums leave it undefined (no term was expected, no reference word).
        """

    def segment_value(self, rows: Array) -> Array:
        """Values of single segments, where a metric's authors define them otherwise than for a corpus."""
        return self.value(rows)

    def signature(self, corpus: Corpus, *, resamples: int = 0, seed: int = 0) -> str:
        """Everything needed to get the same value again, in sacrebleu's `key:value|…` form."""
        from bilingual import __version__

        resampled = f"|bs:{resamples}|seed:{seed}" if resamples else ""
        return f"metric:{self.name}{resampled}|lang:{corpus.source_lang}-{corpus.target_lang}|bilingual:{__version__}"


class Ratio(Metric):
    """A metric whose two columns are a numerator and a denominator."""

    def value(self, sums: Array) -> Array:
        """Numerator by denominator, NaN where nothing was counted."""
        import numpy as np

        good, total = sums[..., 0], sums[..., 1]
        return np.divide(good, total, out=np.full_like(good, np.nan), where=total > 0) * (100 if self.percent else 1)


METRICS: Registry[type[Metric]] = Registry("metric", package="bilingual.metrics", group="bilingual.metrics")
