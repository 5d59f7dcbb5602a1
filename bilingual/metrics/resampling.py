"""Confidence intervals and paired significance tests, the ones that sacrebleu makes, from the same random numbers.

With its default seed, 12345, intervals and p-values are those of `sacrebleu --confidence` and `--paired-bs`,
`--paired-ar`. What differs is the work: all metrics share the resamples, a resample is a row of counts, and sums of
thousands of resamples are one matrix product.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bilingual.metrics.base import Array

SEED = 12345
RESAMPLES = 1000
SHUFFLES = 10_000
_BLOCK_ITEMS = 4_000_000


class Interval(NamedTuple):
    """Mean and half-width of the 95 % interval over the resamples."""

    mean: float
    half_width: float


def bootstrap_sums(rows: Array, resamples: int = RESAMPLES, seed: int = SEED) -> Array:
    """Sums of rows over bootstrap resamples (Koehn 2004): shape (segments, columns) to (resamples, columns).

    Columns of several metrics, and of several systems, may stand side by side: they are resampled together.
    """
    import numpy as np

    rng = np.random.default_rng(seed)
    sums = []
    for count in _blocks(resamples, len(rows), 1):
        drawn = rng.choice(len(rows), size=(count, len(rows)), replace=True)
        drawn += np.arange(count)[:, None] * len(rows)
        weights = np.bincount(drawn.ravel(), minlength=count * len(rows)).reshape(count, -1)
        sums.append(weights.astype(np.float64) @ rows)
    return np.concatenate(sums)


def shuffled_sums(first: Array, second: Array, shuffles: int = SHUFFLES, seed: int = SEED) -> tuple[Array, Array]:
    """Sums of two systems' rows after swapping segments at random between them (Riezler and Maxwell 2005)."""
    import numpy as np

    rng = np.random.default_rng(seed)
    both = first + second
    sums = []
    for count in _blocks(shuffles, len(first), 32):
        stays = rng.integers(2, size=(count, len(first)), dtype=bool)
        sums.append(stays.astype(np.float64) @ (first - second))
    one: Array = np.concatenate(sums) + second.sum(axis=0)
    return one, both.sum(axis=0) - one


def interval(values: Array) -> Interval:
    """The middle 95 % of resampled values; undefined ones are left out, NaN when none is left."""
    import numpy as np

    kept = np.sort(values[~np.isnan(values)])
    if not len(kept):
        return Interval(float("nan"), float("nan"))
    cut = len(kept) // 40
    return Interval(float(kept.mean()), float(kept[len(kept) - cut - 1] - kept[cut]) / 2)


def paired_bootstrap(first: Array, second: Array, difference: float) -> float:
    """P-value of a difference from the values of both systems on the same resamples; two-sided."""
    import numpy as np

    seen = np.abs(second - first)
    return _p_value(seen - np.nanmean(seen), abs(difference))


def approximate_randomization(first: Array, second: Array, difference: float) -> float:
    """P-value of a difference from the values of both shuffled systems; two-sided."""
    import numpy as np

    return _p_value(np.abs(second - first), abs(difference))


def shuffled_values(
    first: Array, second: Array, value: Callable[[Array], Array], shuffles: int = SHUFFLES, seed: int = SEED
) -> tuple[Array, Array]:
    """Values of both systems over all shuffles."""
    one, other = shuffled_sums(first, second, shuffles, seed)
    return value(one), value(other)


def _p_value(values: NDArray[np.float64], difference: float) -> float:
    """Share of values beyond the difference; the one added on both sides keeps the test honest for few trials.

    No difference at all is never significant, even where no trial made one.
    """
    if difference == 0:
        return 1.0
    return (int((values > difference).sum()) + 1) / (len(values) + 1)


def _blocks(total: int, width: int, multiple: int) -> Iterator[int]:
    """Cut `total` trials into blocks of bounded size.

    Booleans are drawn 32 from one random word, so that blocks of any other multiple would give other numbers than one
    large draw does.
    """
    size = max(_BLOCK_ITEMS // max(width, 1) // multiple, 1) * multiple
    for start in range(0, total, size):
        yield min(size, total - start)
