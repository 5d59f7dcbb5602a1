"""What goes into the ladder and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bilingual.model import Constraint, Issue, Outcome, Rung, Segment


@dataclass(frozen=True, slots=True)
class Job:
    """One segment to translate under its constraints.

    Attributes:
        constraints: in source order, without overlapping spans.
    """

    segment: Segment
    constraints: tuple[Constraint, ...] = ()


@dataclass(frozen=True, slots=True)
class Constrained:
    """One translated segment.

    Attributes:
        score: mean log-probability a target token as the engine gave it, NaN when it cannot tell.
        outcomes: one for each constraint of the job, in its order.
        issues: what could not be met, and why.
        tried: the rungs that were climbed, in order.
        candidates: how many different translations were looked at.
    """

    text: str
    score: float = float("nan")
    outcomes: tuple[Outcome, ...] = ()
    issues: tuple[Issue, ...] = ()
    tried: tuple[Rung, ...] = (Rung.FREE,)
    candidates: int = 1


@dataclass(frozen=True, slots=True)
class LadderOptions:
    """How the ladder climbs.

    Attributes:
        rungs: the rungs that may be used; without FREE, the first of the others makes the base translation.
        markers: use the package's term markers, where it has any, when the source is annotated.
        codes: put a short code in place of a term that the engine does not copy, on the annotation rung.
        free_first: translate the plain source before the annotated one. None decides by the package: one with term
            markers gets its annotated source at once, since a pass over both would double the time.
        n_best: hypotheses looked at on the n-best rung.
        n_best_margin: how far below the best hypothesis a sufficient one may score (nats a token).
        soft_margin: how much fluency a soft constraint may cost (nats a token).
        annotation_beam: beam size when the annotated source is decoded after the plain one.
        code_beam: beam size when a source with codes is decoded.
        prefix_beam: beam size behind a forced prefix.
        positions: places tried for each term on the prefix rung.
        places: places tried for each term when another engine's output is corrected.
        rounds: most terms forced into one segment, left to right.
    """

    rungs: frozenset[Rung] = field(default_factory=lambda: frozenset(Rung))
    markers: bool = True
    codes: bool = True
    free_first: bool | None = None
    n_best: int = 4
    n_best_margin: float = 0.3
    soft_margin: float = 0.1
    annotation_beam: int = 1
    code_beam: int = 1
    prefix_beam: int = 1
    positions: int = 1
    places: int = 2
    rounds: int = 4
