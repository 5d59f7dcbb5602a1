"""From matches to constraints."""

from __future__ import annotations

from collections.abc import Iterable

from bilingual.glossary.termbase import Glossary
from bilingual.model import (
    Concept,
    Constraint,
    Match,
    PartOfSpeech,
    ReviewState,
    Segment,
    Strength,
    Term,
    TermStatus,
    TermType,
)


def constraints_for(segment: Segment, matches: Iterable[Match], glossary: Glossary) -> list[Constraint]:
    """The constraints that the matches of one segment put on its translation, in source order.

    A concept without a usable target term gives none, and so does a noun that 하다 or 되다 turns into a verb
    (수주했다): its translation is a verb (won), and forcing the noun (order) would read badly. A match that is not
    sure, and a concept that no editor has approved yet, give soft constraints.

    Raises:
        KeyError: a match names a concept that the glossary does not have.
    """
    target_lang = glossary.source_lang if segment.lang == glossary.target_lang else glossary.target_lang
    found = []
    for match in sorted(matches, key=lambda m: (m.span.start, -m.span.end)):
        concept = glossary.by_id[match.concept_id]
        required = required_forms(concept, match, target_lang)
        if not required or _is_noun_used_as_verb(match):
            continue
        approved = match.sure and concept.review is ReviewState.APPROVED
        found.append(
            Constraint(
                match=match,
                required=required,
                forbidden=_forbidden_forms(concept, required, target_lang),
                strength=Strength.HARD if approved else Strength.SOFT,
            )
        )
    return found


def _is_noun_used_as_verb(match: Match) -> bool:
    return match.evidence.startswith("verb:") and match.term.part_of_speech is not PartOfSpeech.VERB


def required_forms(concept: Concept, match: Match, target_lang: str) -> tuple[str, ...]:
    """Acceptable target forms of one match, best first.

    The form that mirrors the source comes first: an acronym for an acronym, the full form for a full form. Admitted
    terms are acceptable, after the preferred one.
    """
    if concept.do_not_translate:
        return (match.surface,)
    usable = concept.terms_in(target_lang, TermStatus.PREFERRED, TermStatus.ADMITTED)
    full = [t for t in usable if t.term_type is not TermType.ACRONYM]
    acronyms = [t for t in usable if t.term_type is TermType.ACRONYM]
    full.sort(key=lambda t: (t.status is not TermStatus.PREFERRED, t.term_type is TermType.VARIANT))
    terms: list[Term] = acronyms + full if match.term.term_type is TermType.ACRONYM or not full else full
    return tuple(dict.fromkeys(t.text for t in terms))


def _forbidden_forms(concept: Concept, required: tuple[str, ...], target_lang: str) -> tuple[str, ...]:
    banned = concept.terms_in(target_lang, TermStatus.FORBIDDEN, TermStatus.DEPRECATED)
    allowed = {form.casefold() for form in required}
    return tuple(dict.fromkeys(t.text for t in banned if t.text.casefold() not in allowed))
