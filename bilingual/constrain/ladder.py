"""The ladder of ways to make an engine obey: each rung is climbed only by the segments that still need it."""

from __future__ import annotations

from collections.abc import Sequence

from bilingual.constrain import annotation, enforcing, free, nbest, prefix, splicing, suppression, unmet
from bilingual.constrain.consistency import harmonise
from bilingual.constrain.finishing import finish, keep_placeholders
from bilingual.constrain.job import Constrained, Job, LadderOptions
from bilingual.constrain.standins import hidden_in, reveal
from bilingual.constrain.state import Candidate, State, state_for
from bilingual.constrain.workshop import Workshop
from bilingual.engines.base import DecodingOptions, Engine
from bilingual.model import Outcome, Rung, Span

_FAINTEST = 0.02


class Ladder:
    """Translates segments so that their constraints hold, and says how each was met.

    Args:
        engine: any engine; rungs that it cannot serve are left out.
        decoding: how to search.
        options: how to climb.
    """

    def __init__(
        self, engine: Engine, decoding: DecodingOptions | None = None, options: LadderOptions | None = None
    ) -> None:
        self._workshop = Workshop(engine, decoding or DecodingOptions(), options or LadderOptions())
        self._lang = engine.info.target_lang

    def translate(self, jobs: Sequence[Job]) -> list[Constrained]:
        """Translate all jobs, batched together at each rung; the results are in the order of the jobs.

        A job without constraints or placeholders is translated as the engine alone would.

        Raises:
            EngineError: the engine failed.
        """
        states = [state_for(job, self._lang, self._workshop.ladder.soft_margin) for job in jobs]
        self._make_base(states)
        if self._allowed(Rung.NBEST):
            nbest.attempt(_needy(states), self._workshop)
        if self._allowed(Rung.ANNOTATION):
            self._annotate(_needy(states))
        suppression.attempt(states, self._workshop)
        self._force(_needy(states))
        self._soften(states)
        return _concluded(states)

    def enforce(self, jobs: Sequence[Job], texts: Sequence[str]) -> list[Constrained]:
        """Bring the constraints into given translations of another engine, changing as little as possible.

        The engine only aligns and scores. A constraint that the given text meets is recorded as met by `Rung.FREE`.

        Args:
            jobs: segments and their constraints.
            texts: the translation of each segment.

        Raises:
            ValueError: there are not as many texts as jobs.
            EngineError: the engine failed.
        """
        states = [state_for(job, self._lang, self._workshop.ladder.soft_margin) for job in jobs]
        for state, text in zip(states, texts, strict=True):
            given = state.judge(hidden_in(text, state.meanings), Rung.FREE)
            given.source = state.plain
            state.add(given)
            state.tried.append(Rung.FREE)
        enforcing.enforce(states, self._workshop)
        return _concluded(states)

    def _allowed(self, rung: Rung) -> bool:
        """Whether a rung is asked for and the engine can serve it."""
        can = self._workshop.can
        able = {
            Rung.NBEST: can.n_best,
            Rung.ANNOTATION: can.score or self._workshop.markers is not None,
            Rung.PREFIX: can.prefix,
        }
        return rung in self._workshop.ladder.rungs and able.get(rung, True)

    def _make_base(self, states: Sequence[State]) -> None:
        """The first translation of every state: of the plain source, or at once of the annotated one."""
        at_once = self._workshop.markers is not None
        if self._workshop.ladder.free_first is not None:
            at_once = not self._workshop.ladder.free_first
        marked = [s for s in states if s.annotatable()] if at_once and self._allowed(Rung.ANNOTATION) else []
        chosen = set(map(id, marked))
        free.attempt([s for s in states if id(s) not in chosen], self._workshop)
        annotation.attempt(marked, self._workshop)

    def _annotate(self, states: Sequence[State]) -> None:
        fresh = [s for s in states if Rung.ANNOTATION not in s.tried and s.annotatable()]
        annotation.attempt(fresh, self._workshop, beam=self._workshop.ladder.annotation_beam)
        if self._workshop.ladder.codes:
            annotation.attempt_codes([s for s in _needy(states) if s.annotatable()], self._workshop)

    def _force(self, states: Sequence[State]) -> None:
        """The last two rungs compete: what is forced and what is spliced are compared by score."""
        bases = [s.best() for s in states]
        if self._allowed(Rung.PREFIX):
            prefix.attempt(states, self._workshop)
        if self._allowed(Rung.SPLICE):
            splicing.attempt(states, bases, self._workshop)
            still = _needy(states)
            splicing.attempt(still, [s.best() for s in still], self._workshop, least=_FAINTEST)
        self._workshop.score(states)

    def _soften(self, states: Sequence[State]) -> None:
        """Let soft constraints try the annotated source; the scores decide whether it is worth its fluency."""
        if not self._allowed(Rung.ANNOTATION) or not self._workshop.can.score:
            return
        wanting = [s for s in states if s.best().missing_soft(s.needs)]
        annotation.attempt(wanting, self._workshop, beam=self._workshop.ladder.annotation_beam, soft=True)
        self._workshop.score(wanting)


def _needy(states: Sequence[State]) -> list[State]:
    return [state for state in states if not state.sufficient()]


def _concluded(states: Sequence[State]) -> list[Constrained]:
    chosen = harmonise(states, [finish(state, state.best()) for state in states])
    return [conclude(state, candidate) for state, candidate in zip(states, chosen, strict=True)]


def conclude(state: State, chosen: Candidate) -> Constrained:
    """The chosen candidate of a state with nothing lost, and the trail of its constraints."""
    best = keep_placeholders(state, chosen)
    text, realised = reveal(best.text, best.realised, state.meanings)
    _, banned = reveal(best.text, best.banned, state.meanings)
    outcomes = tuple(_outcome(state, best, text, realised, number) for number in range(len(state.job.constraints)))
    return Constrained(
        text=text,
        score=best.score if best.score == best.score else best.decoded,
        outcomes=outcomes,
        issues=unmet.issues(state, text, outcomes, [span for span in banned if span]),
        tried=tuple(state.tried),
        candidates=len(state.candidates) + len(state.spare),
    )


def _outcome(state: State, best: Candidate, text: str, realised: Sequence[Span | None], number: int) -> Outcome:
    constraint = state.job.constraints[number]
    place = next((n for n, need in enumerate(state.needs) if need.constraint == number), None)
    span = None if place is None else realised[place]
    if place is None or span is None:
        return Outcome(constraint, Rung.UNMET, reason=unmet.reason(state, best, place))
    return Outcome(constraint, best.rungs[place], text[span.start : span.end], span)
