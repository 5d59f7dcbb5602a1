"""Rung 4: the aligned words of the finished text give way to the term."""

from __future__ import annotations

from collections.abc import Sequence

from bilingual.constrain.placement import aligned_span
from bilingual.constrain.repair import splice
from bilingual.constrain.state import Candidate, State
from bilingual.constrain.workshop import Workshop
from bilingual.model import Rung, Span


def attempt(states: Sequence[State], bases: Sequence[Candidate], workshop: Workshop) -> None:
    """Replace, in the given candidate of each state, whatever stands for a term that is missing."""
    blind = [(s, c) for s, c in zip(states, bases, strict=True) if c.alignment is None]
    sources = [candidate.source or state.plain for state, candidate in blind]
    pairs = [(source, candidate.text) for source, (_, candidate) in zip(sources, blind, strict=True)]
    for (_, candidate), source, alignment in zip(blind, sources, workshop.align(pairs), strict=True):
        candidate.alignment = alignment
        candidate.source = source
    for state, base in zip(states, bases, strict=True):
        if Rung.SPLICE not in state.tried:
            state.tried.append(Rung.SPLICE)
        done = spliced(state, base)
        if done is not None:
            state.add(done)


def spliced(state: State, base: Candidate) -> Candidate | None:
    """The candidate with every missing hard need and every forbidden form replaced, or None when nothing was."""
    edits: list[tuple[Span, str]] = []
    taken = [span for span in base.realised if span]
    for number, need in enumerate(state.needs):
        if not need.hard or base.realised[number] is not None:
            continue
        place = _banned_place(base, edits) if need.forbidden else None
        if place is None and base.alignment is not None and base.source is not None:
            place = aligned_span(base.alignment, base.source.spans[number], base.text, taken)
        if place is None:
            continue
        taken.append(place)
        edits.append((place, need.forms[0]))
    text = base.text
    for span, form in sorted(edits, reverse=True):
        text, _ = splice(text, span, form, state.lang)
    return state.judge(text, Rung.SPLICE, base) if edits else None


def _banned_place(base: Candidate, edits: Sequence[tuple[Span, str]]) -> Span | None:
    used = {span for span, _ in edits}
    return next((span for span in base.banned if span not in used), None)
