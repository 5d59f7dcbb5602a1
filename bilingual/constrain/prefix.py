"""Rung 3: the output up to the aligned place, then the required form, then whatever the engine goes on with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bilingual.constrain.annotation import with_terms
from bilingual.constrain.finishing import annotation_form
from bilingual.constrain.placement import likely_starts
from bilingual.constrain.repair import capitalised, with_right_article
from bilingual.constrain.splicing import align
from bilingual.constrain.state import Annotated, Candidate, Need, State
from bilingual.constrain.workshop import Workshop
from bilingual.engines.base import Hypothesis, Request
from bilingual.model import Rung

_GROUP = 240
_SPARE_TOKENS = 12
_CHARACTERS_A_TOKEN = 3


@dataclass(slots=True)
class _Climber:
    """A state on this rung.

    Attributes:
        base: the candidate that is being improved.
        floor: end of the last form forced into it; forcing goes from left to right.
        given_up: needs for which no place was found.
    """

    state: State
    base: Candidate
    floor: int
    given_up: set[int]

    def missing(self) -> list[int]:
        """Hard needs still to be forced."""
        return [
            n
            for n, need in enumerate(self.state.needs)
            if need.hard and self.base.realised[n] is None and n not in self.given_up
        ]


def attempt(states: Sequence[State], workshop: Workshop) -> None:
    """Force one missing term a round into every state; all places and forms of a round are decoded in one batch."""
    climbers = [_Climber(state, state.best(), 0, set()) for state in states]
    for state in states:
        state.tried.append(Rung.PREFIX)
    for _ in range(workshop.ladder.rounds):
        climbers = [c for c in climbers if c.missing()]
        if not climbers:
            return
        align([c.state for c in climbers], [c.base for c in climbers], workshop)
        _force(climbers, workshop)


def _force(climbers: Sequence[_Climber], workshop: Workshop) -> None:
    requests: list[Request] = []
    owners: list[tuple[_Climber, int, Annotated]] = []
    for climber in climbers:
        number, places = _next_need(climber, workshop.ladder.positions)
        need = climber.state.needs[number]
        source = with_terms(climber.state, workshop)
        for place in places:
            requests.append(Request(source.text, prefix=_prefix(climber.base.text, place, need), align=True))
            owners.append((climber, number, source))
    results = _decoded(requests, [len(climber.base.text) for climber, _, _ in owners], workshop)
    fresh: dict[int, list[Candidate]] = {}
    for (climber, _, source), request, found in zip(owners, requests, results, strict=True):
        candidate = climber.state.translated(found[0], Rung.PREFIX, source, climber.base)
        candidate.forced = len(request.prefix)
        candidate.rungs = tuple(
            rung if span and span.end <= candidate.forced else Rung.PREFIX
            for rung, span in zip(candidate.rungs, candidate.realised, strict=True)
        )
        climber.state.add(candidate)
        fresh.setdefault(id(climber), []).append(candidate)
    workshop.score([c.state for c in climbers])
    numbers = {id(climber): number for climber, number, _ in owners}
    for climber in climbers:
        _advance(climber, fresh[id(climber)], numbers[id(climber)])


def _decoded(requests: Sequence[Request], lengths: Sequence[int], workshop: Workshop) -> list[list[Hypothesis]]:
    """Decode in groups of like length, so that no batch waits for an output that has lost its way.

    The groups are few, since small batches waste time.
    """
    groups: dict[int, list[int]] = {}
    for number, length in enumerate(lengths):
        groups.setdefault(-(-length // _GROUP), []).append(number)
    results: list[list[Hypothesis]] = [[] for _ in requests]
    for size, numbers in groups.items():
        longest = _SPARE_TOKENS + size * _GROUP // _CHARACTERS_A_TOKEN
        found = workshop.translate([requests[n] for n in numbers], beam=workshop.ladder.prefix_beam, longest=longest)
        for number, hypotheses in zip(numbers, found, strict=True):
            results[number] = hypotheses
    return results


def _advance(climber: _Climber, fresh: Sequence[Candidate], number: int) -> None:
    best = climber.state.best()
    if any(best is candidate for candidate in fresh) and best.realised[number] is not None:
        climber.base = best
        climber.floor = best.forced
    else:
        climber.given_up.add(number)


def _next_need(climber: _Climber, count: int) -> tuple[int, list[int]]:
    """The missing need whose place is leftmost, and the offsets at which it may begin."""
    state, base = climber.state, climber.base
    taken = [span for span in base.realised if span]
    options = []
    for number in climber.missing():
        span = base.source.spans[number] if base.source else state.needs[number].span
        places = likely_starts(base.alignment, span, base.text, taken, count, climber.floor)
        options.append((places[0], number, places))
    _, number, places = min(options)
    return number, places


def _prefix(text: str, place: int, need: Need) -> str:
    if need.exact:
        return text[:place] + need.forms[0]
    form = annotation_form(need)
    before = with_right_article(text[:place], form)
    return before + capitalised(form, before)
