"""Scoring one system: the metrics that its data allow, their intervals, and the same for every document and segment."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from bilingual.errors import ConfigError
from bilingual.metrics.base import METRICS, Corpus, Metric
from bilingual.metrics.resampling import RESAMPLES, SEED, Interval, bootstrap_sums, interval
from bilingual.model import Score

if TYPE_CHECKING:
    from bilingual.metrics.base import Array

ORDER = (
    "bleu",
    "chrf",
    "chrf++",
    "ter",
    "terms",
    "wmt21-exact",
    "wmt21-window2",
    "wmt21-window3",
    "wmt21-term",
    "wmt25-success",
    "wmt25-consistency",
    "numbers",
    "untranslated",
)


@dataclass(frozen=True)
class Measure:
    """One metric's statistics of one system.

    Attributes:
        rows: additive statistics, shape (segments, columns).
    """

    metric: Metric
    rows: Array
    signature: str

    @property
    def name(self) -> str:
        """The metric's name."""
        return self.metric.name

    @cached_property
    def value(self) -> float:
        """The score of the whole corpus, NaN when undefined."""
        return float(self.metric.value(self.rows.sum(axis=0)))

    @cached_property
    def segments(self) -> Array:
        """The score of each segment."""
        return self.metric.segment_value(self.rows)

    def value_of(self, positions: Sequence[int]) -> float:
        """The score of some segments together."""
        return float(self.metric.value(self.rows[list(positions)].sum(axis=0)))


@dataclass(frozen=True)
class Evaluation:
    """Everything that was measured of one system.

    Attributes:
        intervals: by metric name; empty when no resamples were asked for.
    """

    name: str
    corpus: Corpus
    measures: tuple[Measure, ...]
    intervals: Mapping[str, Interval] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Measure:
        for measure in self.measures:
            if measure.name == name:
                return measure
        raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        return any(measure.name == name for measure in self.measures)

    @property
    def scores(self) -> tuple[Score, ...]:
        """All scores of the corpus; NaN ones are left out."""
        return tuple(
            Score(m.name, m.value, m.signature, self.intervals[m.name].half_width if self.intervals else None)
            for m in self.measures
            if not math.isnan(m.value)
        )

    @cached_property
    def documents(self) -> dict[str, list[int]]:
        """Positions of each document's segments, in order of first appearance; empty for one document."""
        found: dict[str, list[int]] = {}
        for position, name in enumerate(self.corpus.documents):
            found.setdefault(name, []).append(position)
        return found

    def by_document(self) -> dict[str, dict[str, float]]:
        """Scores of each document by metric name."""
        return {
            name: {measure.name: measure.value_of(positions) for measure in self.measures}
            for name, positions in self.documents.items()
        }


def chosen_metrics(corpus: Corpus, names: Iterable[str] = ()) -> list[Metric]:
    """The named metrics, or all that the corpus allows.

    Raises:
        ConfigError: there is no metric of a name, or the corpus lacks what it needs.
    """
    asked = list(dict.fromkeys(names))
    if not asked:
        known = sorted(METRICS.names(), key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))
        return [metric for metric in (METRICS.get(name)() for name in known) if metric.applies_to(corpus)]
    metrics = [METRICS.get(name)() for name in asked]
    for metric in metrics:
        if not metric.applies_to(corpus):
            missing = ", ".join(sorted(metric.needs - corpus.offers)) or "another language pair"
            raise ConfigError(
                f"the metric {metric.name} needs {missing}; give --ref, --src or the terms, or leave it out"
            )
    return metrics


def evaluate(
    corpus: Corpus, names: Iterable[str] = (), *, name: str = "", resamples: int = RESAMPLES, seed: int = SEED
) -> Evaluation:
    """Score a corpus.

    Args:
        corpus: at least one segment.
        names: metrics; all that the corpus allows when none is named.
        name: of the system, for reports.
        resamples: of the bootstrap that estimates the intervals; 0 makes none.
        seed: of the bootstrap.
    """
    metrics = chosen_metrics(corpus, names)
    measures = tuple(
        Measure(metric, metric.statistics(corpus), metric.signature(corpus, resamples=resamples, seed=seed))
        for metric in metrics
    )
    intervals = _intervals(measures, resamples, seed) if resamples and measures else {}
    return Evaluation(name, corpus, measures, intervals)


def _intervals(measures: Sequence[Measure], resamples: int, seed: int) -> dict[str, Interval]:
    import numpy as np

    sums = bootstrap_sums(np.concatenate([measure.rows for measure in measures], axis=1), resamples, seed)
    cuts = np.cumsum([measure.rows.shape[1] for measure in measures])[:-1]
    parts = np.split(sums, cuts, axis=1)
    return {m.name: interval(m.metric.value(part)) for m, part in zip(measures, parts, strict=True)}
