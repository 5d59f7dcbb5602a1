"""Rung 0: the unconstrained translation already has the terms."""

from __future__ import annotations

from collections.abc import Sequence

from bilingual.constrain.state import State
from bilingual.constrain.workshop import Workshop
from bilingual.engines.base import Request
from bilingual.model import Rung


def attempt(states: Sequence[State], workshop: Workshop) -> None:
    """Translate the plain sources in one batch; further hypotheses of the beam are put aside for the n-best rung."""
    wanted = workshop.ladder.n_best if Rung.NBEST in workshop.ladder.rungs else 1
    n_best = min(wanted, workshop.decoding.beam_size)
    requests = [Request(s.plain.text, n_best=n_best if s.needs else 1, align=bool(s.needs)) for s in states]
    for state, found in zip(states, workshop.translate(requests), strict=True):
        candidates = [
            state.translated(h, Rung.NBEST if number else Rung.FREE, state.plain) for number, h in enumerate(found)
        ]
        state.add(candidates[0])
        state.spare = candidates[1:]
        state.tried.append(Rung.FREE)
