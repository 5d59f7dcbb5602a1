"""Rung 2: the target term stands in the source, where the engine copies it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bilingual.constrain.finishing import annotation_form
from bilingual.constrain.forms import overlaps
from bilingual.constrain.repair import splice
from bilingual.constrain.state import Annotated, Need, State
from bilingual.constrain.workshop import Workshop
from bilingual.engines.base import Hypothesis, Request
from bilingual.model import Rung, Span


def annotate(state: State, form_of: Callable[[int, Need], str | None]) -> Annotated:
    """The plain source with `form_of` each need in its place; None leaves the source as it is there."""
    source = state.plain.text
    pieces: list[str] = []
    spans: list[Span] = []
    done = 0
    length = 0
    for number, need in enumerate(state.needs):
        if need.span.start < done:
            spans.append(spans[-1])
            continue
        kept = source[done : need.span.start]
        inner = None if need.exact else form_of(number, need)
        inner = source[need.span.start : need.span.end] if inner is None else inner
        pieces += [kept, inner]
        spans.append(Span(length + len(kept), length + len(kept) + len(inner)))
        length = spans[-1].end
        done = need.span.end
    return Annotated("".join(pieces) + source[done:], tuple(spans))


def marked(need: Need, markers: tuple[str, str] | None) -> str:
    """The form to copy, between the markers if there are any.

    The form of the built-in package's markers is described with the package: opening marker, a space, the term,
    closing marker, then the particle as it stood.
    """
    form = annotation_form(need)
    return f"{markers[0]} {form}{markers[1]}" if markers else form


def with_terms(state: State, workshop: Workshop, *, soft: bool = False) -> Annotated:
    """The source with every hard need, and with every soft one if asked for, annotated."""
    return annotate(state, lambda _, need: marked(need, workshop.markers) if need.hard or soft else None)


def attempt(states: Sequence[State], workshop: Workshop, *, beam: int = 0, soft: bool = False) -> None:
    """Decode the annotated sources of all states in one batch.

    `beam` 0 takes that of the decoding options; `soft` annotates soft needs too.
    """
    sources = [with_terms(state, workshop, soft=soft) for state in states]
    requests = [Request(source.text, align=True) for source in sources]
    for state, source, found in zip(states, sources, workshop.translate(requests, beam=beam), strict=True):
        state.add(state.translated(_cleaned(found[0], workshop.markers), Rung.ANNOTATION, source))
        state.tried.append(Rung.ANNOTATION)


def attempt_codes(states: Sequence[State], workshop: Workshop) -> None:
    """Decode again with a short code in place of every term that was not copied, and put the term in its place.

    Engines copy a code like X1 when they paraphrase or drop a word that they do not know.
    """
    sources = [_with_codes(state, workshop.markers) for state in states]
    requests = [Request(source.text, align=True) for source in sources]
    results = workshop.translate(requests, beam=workshop.ladder.code_beam)
    for state, source, found in zip(states, sources, results, strict=True):
        hypothesis = _with_terms_for_codes(_cleaned(found[0], workshop.markers), state)
        state.add(state.translated(hypothesis, Rung.ANNOTATION, source))


def _with_codes(state: State, markers: tuple[str, str] | None) -> Annotated:
    missing = state.missing()

    def form_of(number: int, need: Need) -> str | None:
        if number in missing:
            return state.code(number)
        return marked(need, markers) if need.hard else None

    return annotate(state, form_of)


def _with_terms_for_codes(hypothesis: Hypothesis, state: State) -> Hypothesis:
    """The hypothesis with the terms in place of their codes, its alignment moved along."""
    text, alignment = hypothesis.text, hypothesis.alignment
    spans = alignment.target_spans if alignment else ()
    for number in state.missing():
        pattern = re.compile(rf"(?<![A-Za-z0-9]){state.code(number)}(?:s(?![A-Za-z]))?(?![A-Za-z0-9])")
        for hit in reversed(list(pattern.finditer(text))):
            length = len(text)
            text, place = splice(text, Span(*hit.span()), annotation_form(state.needs[number]), state.lang)
            spans = tuple(_moved(span, Span(*hit.span()), place, len(text) - length) for span in spans)
    return Hypothesis(text, hypothesis.score, replace(alignment, target_spans=spans) if alignment else None)


def _moved(span: Span, old: Span, new: Span, growth: int) -> Span:
    if overlaps(span, old):
        return new
    return Span(span.start + growth, span.end + growth) if span.start >= old.end else span


def _cleaned(hypothesis: Hypothesis, markers: tuple[str, str] | None) -> Hypothesis:
    """The hypothesis without markers that the model copied along with the term."""
    text = hypothesis.text
    if not markers or not any(m in text for m in markers):
        return hypothesis
    for marker in markers:
        text = text.replace(marker, "")
    return Hypothesis(" ".join(text.split()), hypothesis.score)
