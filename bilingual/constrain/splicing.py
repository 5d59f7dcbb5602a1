"""Rung 4: the aligned words of the finished text give way to the term."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bilingual.constrain.finishing import annotation_form
from bilingual.constrain.forms import find
from bilingual.constrain.placement import LEAST_WEIGHT, aligned_span
from bilingual.constrain.repair import splice
from bilingual.constrain.state import Candidate, State
from bilingual.constrain.workshop import Workshop
from bilingual.engines.base import Alignment
from bilingual.model import Rung, Span


def attempt(
    states: Sequence[State], bases: Sequence[Candidate], workshop: Workshop, *, least: float = LEAST_WEIGHT
) -> None:
    """Replace, in the given candidate of each state, whatever stands for a term that is missing.

    `least` is the attention that the best word for it must have.
    """
    align(states, bases, workshop)
    for state, base in zip(states, bases, strict=True):
        if Rung.SPLICE not in state.tried:
            state.tried.append(Rung.SPLICE)
        done = spliced(state, base, least)
        if done is not None:
            state.add(done)


def align(states: Sequence[State], bases: Sequence[Candidate], workshop: Workshop) -> None:
    """Give every base candidate an alignment, where the engine can."""
    blind = [(s, c) for s, c in zip(states, bases, strict=True) if c.alignment is None]
    sources = [candidate.source or state.plain for state, candidate in blind]
    pairs = [(source, candidate.text) for source, (_, candidate) in zip(sources, blind, strict=True)]
    for (_, candidate), source, alignment in zip(blind, sources, workshop.align(pairs), strict=True):
        candidate.alignment = alignment
        candidate.source = source


def spliced(state: State, base: Candidate, least: float = LEAST_WEIGHT) -> Candidate | None:
    """The candidate with every missing hard need and every forbidden form replaced, or None when nothing was."""
    edits: dict[Span, str] = {}
    for number, need in enumerate(state.needs):
        if need.hard and base.realised[number] is None:
            place = _place(state, base, number, edits, least)
            if place is not None:
                edits[place] = annotation_form(need)
    for span in base.banned:
        if span not in edits:
            edits[span] = annotation_form(state.needs[_owner(state, base.text[span.start : span.end])])
    text = base.text
    for span in sorted(edits, reverse=True):
        text, _ = splice(text, span, edits[span], state.lang)
    return state.judge(text, Rung.SPLICE, base) if edits else None


def _place(state: State, base: Candidate, number: int, edits: Mapping[Span, str], least: float) -> Span | None:
    """Where a missing need belongs: at one of its forbidden forms, else where attention and likeness point."""
    for span in base.banned:
        if span not in edits and _owner(state, base.text[span.start : span.end]) == number:
            return span
    alignment, source = base.alignment or Alignment((), (), ()), base.source or state.plain
    taken = [*(span for span in base.realised if span), *edits]
    need = state.needs[number]
    like = () if need.exact else need.forms
    return aligned_span(alignment, source.spans[number], base.text, taken, like=like, least=least)


def _owner(state: State, surface: str) -> int:
    """The need that forbids a form; the first, when several do."""
    return next(n for n, need in enumerate(state.needs) if any(find(f, surface, state.lang) for f in need.forbidden))
