"""Last touches on the chosen translation: the capitals of its terms, and the acronym after its first mention."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilingual.constrain.state import Candidate, Need, State
from bilingual.model import Rung, Span

_GLOSSED = re.compile(r"(?P<full>.+\S)\s*\((?P<gloss>[^()]+)\)$")


def annotation_form(need: Need) -> str:
    """The form that stands in an annotated source and in a forced prefix: the first one, without a gloss.

    The gloss is added afterwards, since engines lose brackets more easily than words.
    """
    hit = _GLOSSED.match(need.forms[0])
    return hit["full"] if hit and hit["full"] in need.forms else need.forms[0]


def finish(state: State, chosen: Candidate) -> Candidate:
    """The candidate with the capitals of its terms restored and first mentions glossed; itself when all is well."""
    text = chosen.text
    order = sorted((span, number) for number, span in enumerate(chosen.realised) if span)
    for span, number in reversed(order):
        need = state.needs[number]
        if not need.exact:
            text = with_gloss(with_form_casing(text, span, need.forms), span, need.forms[0])
    if text == chosen.text:
        return chosen
    done = state.judge(text, chosen.rung, chosen)
    done.score, done.decoded = chosen.score, chosen.decoded
    return done if done.shortfall(state.needs) <= chosen.shortfall(state.needs) else chosen


def with_form_casing(text: str, span: Span, forms: Sequence[str]) -> str:
    """`text` with the words at `span` given the capitals of the form that they realise, where it has any."""
    found = text[span.start : span.end]
    if found.isupper():
        return text
    for form in forms:
        same = found.lower().startswith(form.lower())
        if same and form != form.lower() and not found.startswith(form):
            return text[: span.start] + form + text[span.start + len(form) :]
    return text


def with_gloss(text: str, span: Span, form: str) -> str:
    """`text` with the bracketed gloss of `form` after `span`, unless the span has it or it follows already."""
    hit = _GLOSSED.match(form)
    if not hit or hit["gloss"] in text[span.start : span.end]:
        return text
    gloss = f"({hit['gloss']})"
    following = text[span.end :].lstrip()
    if following.startswith(gloss):
        return text
    garbled = re.match(r"\s*\([A-Za-z0-9\- ]{1,12}\)", text[span.end :])
    rest = text[span.end + garbled.end() :] if garbled else text[span.end :]
    return f"{text[: span.end]} {gloss}{rest}"


def keep_placeholders(state: State, chosen: Candidate) -> Candidate:
    """The candidate with every lost placeholder added before its final punctuation: none may get lost."""
    lost = [
        need.forms[0]
        for need, span in zip(state.needs, chosen.realised, strict=True)
        if need.constraint < 0 and span is None
    ]
    if not lost:
        return chosen
    hit = re.search(r"[.!?…]*[\"'”’]*$", chosen.text)
    cut = hit.start() if hit else len(chosen.text)
    text = " ".join([chosen.text[:cut], *lost]) + chosen.text[cut:]
    done = state.judge(text.strip(), Rung.SPLICE, chosen)
    done.score, done.decoded = chosen.score, chosen.decoded
    return done
