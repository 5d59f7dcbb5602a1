"""Approved translations used again: as they stand while their terms stand, brought up to date when those changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bilingual.glossary.termbase import Glossary
from bilingual.memory.store import Memory, MemoryUnit
from bilingual.model import Concept, Constraint, Outcome, Rung, Span, Strength
from bilingual.text.english import occurrences, pluralise


@dataclass(frozen=True, slots=True)
class Recalled:
    """An approved translation.

    Attributes:
        outcomes: one for each constraint, in order.
        updated: whether terms were replaced in it because the glossary has changed since it was approved.
    """

    text: str
    outcomes: tuple[Outcome, ...]
    updated: bool = False


def terms_digest(concepts: Iterable[Concept], target_lang: str) -> str:
    """Digest of what the glossary demands of a sentence in which these concepts stand: 12 hexadecimal digits."""
    rows = sorted((c.id, [(t.text, t.status.value) for t in c.terms_in(target_lang)]) for c in set(concepts))
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:12]


def recall(memory: Memory, source: str, constraints: Sequence[Constraint], glossary: Glossary) -> Recalled | None:
    """The approved translation of a sentence, if there is one that the glossary can agree with.

    1. Approved under the same terms: as it stands, even where a term was left out on purpose.
    2. Approved under other terms, or not known under which: as it stands when it meets every constraint.
    3. Otherwise each term that it does not meet is put in the place of another term of the same concept.

    None when nothing is approved, or when a hard constraint cannot be met so: the sentence is then translated anew.
    """
    concepts = [glossary.by_id[c.match.concept_id] for c in constraints]
    now = terms_digest(concepts, glossary.target_lang)
    for unit in memory.exact(source, glossary.source_lang, glossary.target_lang):
        if unit.under == now:
            return Recalled(unit.target, _outcomes(unit.target, constraints, glossary.target_lang))
        updated = _updated(unit, constraints, glossary)
        outcomes = _outcomes(updated, constraints, glossary.target_lang)
        if not any(_is_broken(o, updated, glossary.target_lang) for o in outcomes):
            return Recalled(updated, outcomes, updated != unit.target)
    return None


def _outcomes(target: str, constraints: Sequence[Constraint], lang: str) -> tuple[Outcome, ...]:
    """Where each constraint is met; mentions of one concept take its occurrences from left to right."""
    used: dict[str, int] = {}
    outcomes = []
    for constraint in constraints:
        spans = [s for form in constraint.required for s in _find(form, target, lang)]
        number = used.get(constraint.match.concept_id, 0)
        used[constraint.match.concept_id] = number + 1
        if spans:
            span = spans[min(number, len(spans) - 1)]
            outcomes.append(Outcome(constraint, Rung.MEMORY, target[span.start : span.end], span))
        else:
            outcomes.append(Outcome(constraint, Rung.UNMET, reason="the approved translation says it otherwise"))
    return tuple(outcomes)


def _is_broken(outcome: Outcome, target: str, lang: str) -> bool:
    constraint = outcome.constraint
    banned = any(_find(form, target, lang) for form in constraint.forbidden)
    return banned or (outcome.span is None and constraint.strength is Strength.HARD)


def _updated(unit: MemoryUnit, constraints: Sequence[Constraint], glossary: Glossary) -> str:
    """The target with terms of today in place of other terms of their concepts: former, deprecated, forbidden ones."""
    text, lang = unit.target, glossary.target_lang
    for constraint in constraints:
        if not constraint.required or any(_find(form, text, lang) for form in constraint.required):
            continue
        concept = glossary.by_id[constraint.match.concept_id]
        others = [t.text for t in concept.terms_in(lang) if t.text not in constraint.required]
        for other in sorted({*others, *constraint.forbidden}, key=len, reverse=True):
            for span in reversed(_find(other, text, lang)):
                text = (
                    text[: span.start]
                    + _like(text[span.start : span.end], other, constraint.required[0])
                    + text[span.end :]
                )
    return text


def _like(found: str, form: str, wanted: str) -> str:
    """The wanted term in the number, and with the capital, of what was found."""
    said = pluralise(wanted) if found.lower() == pluralise(form).lower() != form.lower() else wanted
    return said[:1].upper() + said[1:] if found[:1].isupper() and not form[:1].isupper() else said


def _find(form: str, text: str, lang: str) -> list[Span]:
    if lang.partition("-")[0] == "en":
        return occurrences(form, text)
    start, found = text.find(form), []
    while form and start >= 0:
        found.append(Span(start, start + len(form)))
        start = text.find(form, start + len(form))
    return found
