"""What every rung works with: the engine and how it is to be used."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bilingual.constrain.job import LadderOptions
from bilingual.constrain.state import Annotated, Candidate, State
from bilingual.engines.base import Alignment, Capabilities, DecodingOptions, Engine, Hypothesis, Request, ScoringEngine


@dataclass(frozen=True, slots=True)
class Workshop:
    """The engine, the search options and the ladder's options; asks the engine for nothing that it cannot do."""

    engine: Engine
    decoding: DecodingOptions
    ladder: LadderOptions

    @property
    def can(self) -> Capabilities:
        """The engine's capabilities."""
        return self.engine.info.capabilities

    @property
    def markers(self) -> tuple[str, str] | None:
        """Opening and closing term marker to be used in annotated sources, or None."""
        return self.can.term_markers if self.ladder.markers else None

    def translate(self, requests: Sequence[Request], *, beam: int = 0, longest: int = 0) -> list[list[Hypothesis]]:
        """Translate a batch, with a smaller beam and a lower limit of target tokens when they are given."""
        if not requests:
            return []
        able = [
            replace(
                r,
                prefix=r.prefix if self.can.prefix else "",
                suppress=r.suppress if self.can.suppress else (),
                n_best=r.n_best if self.can.n_best else 1,
                align=r.align and self.can.align,
            )
            for r in requests
        ]
        size = min(beam, self.decoding.beam_size) if beam else self.decoding.beam_size
        limit = min(longest, self.decoding.max_length) if longest else self.decoding.max_length
        return self.engine.translate(able, replace(self.decoding, beam_size=size, max_length=limit))

    def scores(self, pairs: Sequence[tuple[State, str]]) -> list[float]:
        """Scores of texts against the plain sources of their states, NaN where the engine cannot tell."""
        if not pairs or not self.can.score or not isinstance(self.engine, ScoringEngine):
            return [math.nan] * len(pairs)
        return self.engine.score([(state.plain.text, text) for state, text in pairs])

    def score(self, states: Sequence[State]) -> None:
        """Score the candidates that stand equal in every state, unless they are scored already."""
        unscored: list[tuple[State, Candidate]] = []
        for state in states:
            rivals = state.rivals()
            if len(rivals) > 1:
                unscored += [(state, c) for c in rivals if math.isnan(c.score)]
        for (_, candidate), score in zip(unscored, self.scores([(s, c.text) for s, c in unscored]), strict=True):
            candidate.score = score

    def align(self, pairs: Sequence[tuple[Annotated, str]]) -> list[Alignment | None]:
        """Alignments of given pairs, None where the engine cannot tell."""
        if not pairs:
            return []
        if not self.can.align or not isinstance(self.engine, ScoringEngine):
            return [None] * len(pairs)
        return list(self.engine.align([(source.text, text) for source, text in pairs]))
