"""Comparing systems on the same text: differences with their significance, where they come from, and who changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bilingual.metrics.evaluation import Evaluation, Measure
from bilingual.metrics.resampling import (
    RESAMPLES,
    SEED,
    SHUFFLES,
    Interval,
    approximate_randomization,
    bootstrap_sums,
    interval,
    paired_bootstrap,
    shuffled_values,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bilingual.metrics.base import Array

_PREFERRED = ("chrf++", "chrf", "bleu", "ter", "terms")
_TIE = 1e-9


@dataclass(frozen=True, slots=True)
class Difference:
    """One metric's change from the base system to another.

    Attributes:
        delta: other minus base, in the metric's unit.
        interval: of the delta over paired resamples.
        p_bootstrap: two-sided p-value of the paired bootstrap, None when not asked for.
        p_randomization: two-sided p-value of approximate randomization, None when not asked for.
        better: whether the change is for the better; False when there is none.
    """

    metric: str
    base: float
    other: float
    delta: float
    interval: Interval | None
    p_bootstrap: float | None
    p_randomization: float | None
    better: bool

    def significant(self, level: float = 0.05) -> bool:
        """Whether all tests that were made reject equality at `level`."""
        made = [p for p in (self.p_bootstrap, self.p_randomization) if p is not None]
        return bool(made) and max(made) < level


@dataclass(frozen=True, slots=True)
class Bucket:
    """Segments of one kind: how the metric of the whole bucket and its segments changed."""

    name: str
    segments: int
    wins: int
    losses: int
    base: float
    other: float


@dataclass(frozen=True, slots=True)
class Change:
    """One segment's change in the metric that the comparison is sorted by."""

    position: int
    base: float
    other: float


def differences(
    base: Evaluation, other: Evaluation, *, resamples: int = RESAMPLES, shuffles: int = SHUFFLES, seed: int = SEED
) -> list[Difference]:
    """Compare all metrics that both systems were scored with; 0 trials leave a test out."""
    pairs = [(measure, other[measure.name]) for measure in base.measures if measure.name in other]
    boot = _bootstrapped(pairs, resamples, seed) if resamples else [None] * len(pairs)
    return [_difference(one, two, values, shuffles, seed) for (one, two), values in zip(pairs, boot, strict=True)]


def _bootstrapped(
    pairs: Sequence[tuple[Measure, Measure]], resamples: int, seed: int
) -> list[tuple[Array, Array] | None]:
    import numpy as np

    rows = [rows for one, two in pairs for rows in (one.rows, two.rows)]
    sums = bootstrap_sums(np.concatenate(rows, axis=1), resamples, seed)
    parts = np.split(sums, np.cumsum([part.shape[1] for part in rows])[:-1], axis=1)
    return [
        (one.metric.value(first), one.metric.value(second))
        for (one, _), first, second in zip(pairs, parts[::2], parts[1::2], strict=True)
    ]


def _difference(one: Measure, two: Measure, boot: tuple[Array, Array] | None, shuffles: int, seed: int) -> Difference:
    delta = two.value - one.value
    p_shuffled = None
    if shuffles:
        values = shuffled_values(one.rows, two.rows, one.metric.value, shuffles, seed)
        p_shuffled = approximate_randomization(*values, delta)
    return Difference(
        metric=one.name,
        base=one.value,
        other=two.value,
        delta=delta,
        interval=interval(boot[1] - boot[0]) if boot else None,
        p_bootstrap=paired_bootstrap(*boot, delta) if boot else None,
        p_randomization=p_shuffled,
        better=delta > 0 if one.metric.higher_is_better else delta < 0,
    )


def judged_by(base: Evaluation) -> str:
    """The metric that segments are compared by: chrF++ where there is one."""
    return next((name for name in _PREFERRED if name in base), base.measures[0].name)


def gains(base: Evaluation, other: Evaluation, metric: str) -> Array:
    """Each segment's gain, positive for the better whatever the metric's direction; 0 where it is undefined."""
    import numpy as np

    sign = 1 if base[metric].metric.higher_is_better else -1
    return np.nan_to_num(sign * (other[metric].segments - base[metric].segments))


def buckets(base: Evaluation, other: Evaluation, metric: str) -> list[Bucket]:
    """Wins and losses by length, by terms and by numbers."""
    import numpy as np

    gain = gains(base, other, metric)
    found = []
    for name, chosen in _kinds(base):
        positions = np.flatnonzero(chosen)
        if len(positions):
            won, lost = int((gain[positions] > _TIE).sum()), int((gain[positions] < -_TIE).sum())
            values = (side[metric].value_of(positions.tolist()) for side in (base, other))
            found.append(Bucket(name, len(positions), won, lost, *values))
    return found


def most_changed(base: Evaluation, other: Evaluation, metric: str, count: int) -> list[Change]:
    """The segments that changed most, for better or worse, largest change first."""
    import numpy as np

    gain = gains(base, other, metric)
    order = np.argsort(-np.abs(gain), kind="stable")[:count]
    one, two = base[metric].segments, other[metric].segments
    return [Change(int(i), float(one[i]), float(two[i])) for i in order if abs(gain[i]) > _TIE]


def _kinds(base: Evaluation) -> list[tuple[str, NDArray[np.bool_]]]:
    import numpy as np

    corpus = base.corpus
    texts = corpus.references[0] if corpus.references else corpus.sources or corpus.hypotheses
    words = np.array([len(text.split()) for text in texts])
    everything = np.ones(len(corpus), dtype=bool)
    kinds = [("all", everything), ("1–9 words", words < 10), ("10–19 words", (words >= 10) & (words < 20))]
    kinds += [("20–39 words", (words >= 20) & (words < 40)), ("40 words or more", words >= 40)]
    flags: list[tuple[str, Callable[[], list[bool]]]] = [
        ("numbers", lambda: [any(c.isdigit() for c in text) for text in corpus.sources or texts])
    ]
    if corpus.terms:
        flags.insert(0, ("terms", lambda: [bool(expected) for expected in corpus.terms]))
    for name, find in flags:
        having = np.array(find(), dtype=bool)
        kinds += [(f"with {name}", having), (f"without {name}", ~having)]
    return kinds
