"""Rung 1: another hypothesis of the beam has the terms and is hardly less likely."""

from __future__ import annotations

from collections.abc import Sequence

from bilingual.constrain.state import State
from bilingual.constrain.workshop import Workshop
from bilingual.model import Rung


def attempt(states: Sequence[State], workshop: Workshop) -> None:
    """Promote the best sufficient hypothesis within the margin; costs no decoding."""
    for state in states:
        if not state.spare:
            continue
        state.tried.append(Rung.NBEST)
        floor = state.candidates[0].decoded - workshop.ladder.n_best_margin
        good = [c for c in state.spare if c.shortfall(state.needs) == 0 and c.decoded >= floor]
        if good:
            state.add(max(good, key=lambda c: c.decoded))
