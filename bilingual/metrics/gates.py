"""Gates: when an evaluation counts as failed, by thresholds or by a significant drop from a stored one."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bilingual.errors import ConfigError
from bilingual.metrics.base import METRICS
from bilingual.metrics.evaluation import Evaluation, Measure
from bilingual.metrics.resampling import RESAMPLES, SEED, bootstrap_sums, paired_bootstrap
from bilingual.metrics.stored import Baseline, data_digest

if TYPE_CHECKING:
    from bilingual.metrics.base import Array

LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Gate:
    """One condition and how it ended.

    Attributes:
        kind: `threshold` or `baseline`.
        message: what was found and what was asked.
    """

    metric: str
    kind: str
    passed: bool
    message: str


def parse_thresholds(texts: Iterable[str]) -> dict[str, float]:
    """Read `chrf=50,terms=0.97`, once or several times.

    Raises:
        ConfigError: a part is no `metric=number`, or there is no such metric.
    """
    found = {}
    for part in (part.strip() for text in texts for part in text.split(",") if part.strip()):
        name, _, number = (piece.strip() for piece in part.partition("="))
        METRICS.get(name)
        try:
            found[name] = float(number)
        except ValueError:
            raise ConfigError(
                f"{part!r} is no threshold; write it as chrf=50,terms=0.97", field="--fail-under"
            ) from None
    return found


def threshold_gates(evaluation: Evaluation, thresholds: Mapping[str, float]) -> list[Gate]:
    """One gate a threshold; for error rates (ter, untranslated) it is the highest value allowed.

    Raises:
        ConfigError: a metric with a threshold was not measured, or is undefined on this data.
    """
    gates = []
    for name, limit in thresholds.items():
        if name not in evaluation or math.isnan(evaluation[name].value):
            raise ConfigError(
                f"{name} has a threshold but no value here; give the data that it needs (--src, -g, --terms)",
                field="--fail-under",
            )
        value, upward = evaluation[name].value, evaluation[name].metric.higher_is_better
        passed = value >= limit if upward else value <= limit
        gates.append(
            Gate(name, "threshold", passed, f"{value:.4f}, {'at least' if upward else 'at most'} {limit:g} asked")
        )
    return gates


def baseline_gates(evaluation: Evaluation, baseline: Baseline, *, seed: int = SEED) -> list[Gate]:
    """One gate for each metric that both have: it fails on a drop that the paired bootstrap finds significant.

    Raises:
        ConfigError: the baseline was made on other data.
    """
    if baseline.data != data_digest(evaluation.corpus):
        raise ConfigError("was made on other references or sources; make it again with --save", field="--baseline")
    shared = [measure for measure in evaluation.measures if measure.name in baseline.values]
    return [_against(measure, baseline, seed) for measure in shared if not math.isnan(measure.value)]


def _against(measure: Measure, baseline: Baseline, seed: int) -> Gate:
    before = baseline.values[measure.name]
    delta = measure.value - before
    said = f"{measure.value:.4f}, {before:.4f} before ({delta:+.4f})"
    worse = delta < 0 if measure.metric.higher_is_better else delta > 0
    if not worse:
        return Gate(measure.name, "baseline", True, said)
    rows = baseline.rows.get(measure.name)
    if rows is None or rows.shape != measure.rows.shape:
        return Gate(measure.name, "baseline", False, f"{said}; no statistics are stored to test the drop")
    p_value = _p_value(measure, rows, delta, seed)
    return Gate(measure.name, "baseline", p_value >= LEVEL, f"{said}, p = {p_value:.4f}")


def _p_value(measure: Measure, before: Array, delta: float, seed: int) -> float:
    import numpy as np

    sums = bootstrap_sums(np.concatenate([before, measure.rows], axis=1), RESAMPLES, seed)
    columns = measure.rows.shape[1]
    first, second = measure.metric.value(sums[:, :columns]), measure.metric.value(sums[:, columns:])
    return paired_bootstrap(first, second, delta)
