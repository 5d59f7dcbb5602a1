"""Enforcement on the finished output of another engine, with this engine as aligner and judge.

Only what stands for a term is touched: the aligned words give way to the required form. The other engine's sentence is
never decoded again, since it may be better than anything that this engine would write.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bilingual.constrain.finishing import annotation_form
from bilingual.constrain.forms import find_any
from bilingual.constrain.placement import LEAST_WEIGHT, aligned_span
from bilingual.constrain.repair import splice
from bilingual.constrain.splicing import align, spliced
from bilingual.constrain.state import Candidate, State
from bilingual.constrain.workshop import Workshop
from bilingual.engines.base import Request
from bilingual.model import Rung, Span

_FAINTEST = 0.02


@dataclass(slots=True)
class _Work:
    """A state with the text that is being improved.

    Attributes:
        given_up: needs for which no place was found.
    """

    state: State
    base: Candidate
    given_up: set[int]

    def next_need(self) -> int | None:
        """The first hard need that is still missing."""
        for number, need in enumerate(self.state.needs):
            if need.hard and self.base.realised[number] is None and number not in self.given_up:
                return number
        return None


def enforce(states: Sequence[State], workshop: Workshop) -> None:
    """Bring the missing terms into the states' given candidates, one term a round, the likeliest places competing."""
    works = [_Work(state, state.best(), set()) for state in states if not state.sufficient()]
    translations = _term_translations([w.state for w in works], workshop)
    for least in (LEAST_WEIGHT, _FAINTEST):
        for work in works:
            work.given_up.clear()
        while open_works := [w for w in works if w.next_need() is not None]:
            _round(open_works, workshop, translations, least)
    for work in works:
        done = spliced(work.state, work.base) if work.base.banned else None
        if done is not None:
            work.state.add(done)


def _term_translations(states: Sequence[State], workshop: Workshop) -> dict[str, tuple[str, ...]]:
    """This engine's own translations of the missing terms alone: the other engine may have used one of them."""
    terms = sorted({s.plain.text[s.needs[n].span.start : s.needs[n].span.end] for s in states for n in s.missing()})
    found = workshop.translate([Request(term, n_best=workshop.ladder.n_best) for term in terms])
    return {
        term: tuple(dict.fromkeys(h.text.rstrip(".") for h in hypotheses))
        for term, hypotheses in zip(terms, found, strict=True)
    }


def _round(works: Sequence[_Work], workshop: Workshop, translations: dict[str, tuple[str, ...]], least: float) -> None:
    align([w.state for w in works], [w.base for w in works], workshop)
    fresh: list[tuple[_Work, int, list[Candidate]]] = []
    for work in works:
        number = work.next_need()
        assert number is not None
        options = [
            _replaced(work, number, span) for span in _places(work, number, translations, least, workshop.ladder.places)
        ]
        fresh.append((work, number, [o for o in options if o.realised[number] is not None]))
    _score([(w.state, c) for w, _, options in fresh if len(options) > 1 for c in options], workshop)
    for work, number, options in fresh:
        if not options:
            work.given_up.add(number)
            continue
        work.base = max(options, key=lambda c: (-c.shortfall(work.state.needs), c.score if c.score == c.score else 0))
        work.state.add(work.base)


def _places(work: _Work, number: int, translations: dict[str, tuple[str, ...]], least: float, count: int) -> list[Span]:
    """Where the missing need may stand: at this engine's own translation of it, else at the likeliest places."""
    state, base, need = work.state, work.base, work.state.needs[number]
    surface = state.plain.text[need.span.start : need.span.end]
    taken = [span for span in base.realised if span]
    known = [
        span
        for span in find_any(translations.get(surface, ()), base.text, state.lang)
        if not any(span.start < t.end and t.start < span.end for t in taken)
    ]
    if known:
        return known[:1]
    places: list[Span] = []
    if base.alignment is not None and base.source is not None:
        like = () if need.exact else need.forms
        for _ in range(count):
            span = aligned_span(
                base.alignment, base.source.spans[number], base.text, [*taken, *places], like=like, least=least
            )
            if span is None:
                break
            places.append(span)
    return places


def _replaced(work: _Work, number: int, span: Span) -> Candidate:
    text, _ = splice(work.base.text, span, annotation_form(work.state.needs[number]), work.state.lang)
    return work.state.judge(text, Rung.SPLICE, work.base)


def _score(pairs: Sequence[tuple[State, Candidate]], workshop: Workshop) -> None:
    for (_, candidate), score in zip(pairs, workshop.scores([(s, c.text) for s, c in pairs]), strict=True):
        candidate.score = score
