"""One concept, one English term: what a document has in several acceptable forms gets the preferred one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from bilingual.constrain.forms import find
from bilingual.constrain.repair import splice
from bilingual.constrain.state import Candidate, State

Mention = tuple[int, int]


def harmonise(states: Sequence[State], chosen: Sequence[Candidate]) -> list[Candidate]:
    """The chosen candidates, with admitted forms replaced where their document also has the preferred one.

    Segments belong to one document when their origin names the same file. A full form and its acronym are not two
    forms in this sense.
    """
    mentions: dict[tuple[str, str], dict[str, list[Mention]]] = defaultdict(lambda: defaultdict(list))
    for place, (state, candidate) in enumerate(zip(states, chosen, strict=True)):
        for number, need in enumerate(state.needs):
            form = _form_of(state, candidate, number)
            if form and need.constraint >= 0:
                mentions[state.job.segment.origin.file, need.key][form].append((place, number))
    done = list(chosen)
    for forms in mentions.values():
        if len(forms) > 1:
            for form, places in forms.items():
                for place, number in places:
                    done[place] = _with_preferred(states[place], done[place], number, form)
    return done


def _form_of(state: State, candidate: Candidate, number: int) -> str:
    """The required form that a need is met by; empty for one that is missing or that has no choice."""
    span, forms = candidate.realised[number], state.needs[number].forms
    if span is None or not forms:
        return ""
    surface = candidate.text[span.start : span.end]
    return next((form for form in forms if find(form, surface, state.lang)), "")


def _with_preferred(state: State, candidate: Candidate, number: int, form: str) -> Candidate:
    preferred = state.needs[number].forms[0]
    span = candidate.realised[number]
    if form == preferred or span is None or "(" in preferred or form.isupper() or preferred.isupper():
        return candidate
    text, _ = splice(candidate.text, span, preferred, state.lang)
    done = state.judge(text, candidate.rung, candidate)
    done.score, done.decoded = candidate.score, candidate.decoded
    return done if done.shortfall(state.needs) <= candidate.shortfall(state.needs) else candidate
