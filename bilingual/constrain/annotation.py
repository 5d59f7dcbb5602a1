"""Rung 2: the target term stands in the source, where the engine copies it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bilingual.constrain.finishing import annotation_form
from bilingual.constrain.state import Annotated, Need, State
from bilingual.constrain.workshop import Workshop
from bilingual.engines.base import Hypothesis, Request
from bilingual.model import Rung, Span


def annotate(state: State, markers: tuple[str, str] | None, wanted: Callable[[Need], bool]) -> Annotated:
    """The plain source with the form to copy in place of every wanted term, between the markers if there are any.

    The form of the built-in package's markers is described with the package: opening marker, a space, the term,
    closing marker, then the particle as it stood.
    """
    source = state.plain.text
    pieces: list[str] = []
    spans: list[Span] = []
    done = 0
    length = 0
    for need in state.needs:
        if need.span.start < done:
            spans.append(spans[-1])
            continue
        kept = source[done : need.span.start]
        inner = source[need.span.start : need.span.end]
        if not need.exact and wanted(need):
            form = annotation_form(need)
            inner = f"{markers[0]} {form}{markers[1]}" if markers else form
        pieces += [kept, inner]
        spans.append(Span(length + len(kept), length + len(kept) + len(inner)))
        length = spans[-1].end
        done = need.span.end
    return Annotated("".join(pieces) + source[done:], tuple(spans))


def attempt(states: Sequence[State], workshop: Workshop, *, beam: int = 0, soft: bool = False) -> None:
    """Decode the annotated sources of all states in one batch.

    `beam` 0 takes that of the decoding options; `soft` annotates soft needs too.
    """
    markers = workshop.markers
    sources = [annotate(state, markers, lambda need: need.hard or soft) for state in states]
    requests = [Request(source.text, align=True) for source in sources]
    for state, source, found in zip(states, sources, workshop.translate(requests, beam=beam), strict=True):
        state.add(state.translated(_cleaned(found[0], markers), Rung.ANNOTATION, source))
        state.tried.append(Rung.ANNOTATION)


def _cleaned(hypothesis: Hypothesis, markers: tuple[str, str] | None) -> Hypothesis:
    """The hypothesis without markers that the model copied along with the term."""
    text = hypothesis.text
    if not markers or not any(m in text for m in markers):
        return hypothesis
    for marker in markers:
        text = text.replace(marker, "")
    return Hypothesis(" ".join(text.split()), hypothesis.score)
