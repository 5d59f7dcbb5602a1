"""Drives forbidden forms out: decodes again with their token sequences suppressed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilingual.constrain.forms import find
from bilingual.constrain.state import Candidate, State
from bilingual.constrain.workshop import Workshop
from bilingual.engines.base import Request

# A small model that is denied its word may fall back on copying the source word.
_HANGUL = re.compile("[가-힣]")


def attempt(states: Sequence[State], workshop: Workshop) -> None:
    """Decode the source of every state's best candidate again without the forbidden forms that stand in it."""
    if not workshop.can.suppress:
        return
    again = [(s, s.best()) for s in states if s.best().banned]
    requests = [
        Request((best.source or state.plain).text, suppress=banned_forms(state, best), align=True)
        for state, best in again
    ]
    results = workshop.translate(requests, beam=workshop.ladder.annotation_beam)
    for (state, best), found in zip(again, results, strict=True):
        if not _HANGUL.search(found[0].text) or _HANGUL.search(best.text):
            state.add(state.translated(found[0], best.rung, best.source or state.plain))


def banned_forms(state: State, candidate: Candidate) -> tuple[str, ...]:
    """What to suppress: the forbidden words as they stand in the candidate, and their dictionary forms.

    A form inside a required one is left out, since suppressing it would shut out the required one too.
    """
    surfaces = {candidate.text[span.start : span.end] for span in candidate.banned}
    listed = {
        form
        for need in state.needs
        for form in need.forbidden
        if any(find(form, surface, state.lang) for surface in surfaces)
    }
    required = [form for need in state.needs for form in need.forms]
    return tuple(sorted(f for f in surfaces | listed if not any(find(f, r, state.lang) for r in required)))
