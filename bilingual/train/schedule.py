"""Learning rate by the share of the budget that is spent, so that a run always ends well annealed."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from bilingual.errors import ConfigError


@dataclass(slots=True)
class Budget:
    """What a run may spend: wall-clock minutes, or optimiser steps (which makes a run repeatable).

    Attributes:
        spent: seconds used before this process started.
    """

    minutes: float | None = None
    steps: int | None = None
    spent: float = 0.0
    _started: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        if (self.minutes is None) == (self.steps is None):
            raise ConfigError("give either --minutes or --steps, the budget of the run")
        limit = self.minutes if self.minutes is not None else self.steps
        if limit is None or limit <= 0:
            raise ConfigError(f"the budget is {limit}; more than 0 was expected")

    @property
    def seconds(self) -> float:
        """Time used, interruptions not counted."""
        return self.spent + time.monotonic() - self._started

    def progress(self, step: int) -> float:
        """Share of the budget used after `step` steps; 1 and above is the end."""
        if self.steps is not None:
            return step / self.steps
        return self.seconds / (60 * (self.minutes or 1))

    def remaining(self, step: int) -> float:
        """Seconds left, estimated from the rate so far when the budget is in steps."""
        done = self.progress(step)
        if self.minutes is not None:
            return max(0.0, 60 * self.minutes - self.seconds)
        return self.seconds * (1 - done) / done if done else float("inf")


@dataclass(frozen=True, slots=True)
class Schedule:
    """Linear warm-up over steps, a plateau, and a linear cool-down over the last share of the budget.

    Attributes:
        peak: learning rate of the plateau.
        warmup: steps until the peak.
        cooldown: share of the budget in which the rate falls to `floor` times the peak.
    """

    peak: float = 1e-3
    warmup: int = 300
    cooldown: float = 0.5
    floor: float = 0.02

    def rate(self, step: int, progress: float) -> float:
        """Learning rate of step number `step` (from 0) at `progress` (0 to 1) of the budget."""
        warm = min(1.0, (step + 1) / self.warmup)
        cool = 1.0 if not self.cooldown else min(1.0, (1 - progress) / self.cooldown)
        return self.peak * warm * max(self.floor, cool)
