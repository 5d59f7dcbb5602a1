"""Terminology: the glossary's forbidden, deprecated and misspelt forms, acronyms, and names spelt alike."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilingual.model import Concept, Edit, Issue, PartOfSpeech, Severity, Side, Span, Term, TermStatus, TermType
from bilingual.rules.base import Context, check, rule
from bilingual.text import english

_UNWANTED = (TermStatus.FORBIDDEN, TermStatus.DEPRECATED)
# Acronyms that general readers know better than their full forms.
_HOUSEHOLD = frozenset(
    "AI CEO CIA DNA EU EV FBI GDP GPS HIV IMF IT LED NASA NATO OECD OPEC PC SUV TV UAE UK UN UNESCO UNICEF US USA WHO "
    "WTO".split()
)
_WANTED = (TermStatus.PREFERRED, TermStatus.ADMITTED)


def _occurrences(term: Term, target: str, context: Context) -> list[Span]:
    """Where a target term stands; inflected in English, literal in other languages."""
    if context.target_lang[:2] == "en":
        return english.occurrences(term.text, target, case_sensitive=term.case_sensitive)
    return [Span(*found.span()) for found in re.finditer(re.escape(term.text), target)]


def _covered(span: Span, others: list[Span]) -> bool:
    return any(other.start <= span.start and span.end <= other.end for other in others)


def _unwanted(target: str, concept: Concept, context: Context) -> Iterator[tuple[Term, Span]]:
    """Forbidden and deprecated forms of a concept in the target that are not part of a wanted form."""
    unwanted = concept.terms_in(context.target_lang, *_UNWANTED)
    if not unwanted:
        return
    wanted = [s for t in concept.terms_in(context.target_lang, *_WANTED) for s in _occurrences(t, target, context)]
    for term in unwanted:
        for span in _occurrences(term, target, context):
            if not _covered(span, wanted):
                yield term, span


@rule("T001", "Forbidden and deprecated terms give way to the preferred one", order=30)
def preferred_term(source: str, target: str, context: Context) -> Iterator[Edit]:
    """Replace a form that the glossary forbids or deprecates by the preferred term, number and casing kept.

    Only where the source has the concept, so that the same word in another sense stays. Not applied inside a longer
    wanted form, or to a concept without a preferred target term.
    """
    for concept in context.concepts:
        preferred = concept.preferred(context.target_lang)
        if preferred is None:
            continue
        for term, span in _unwanted(target, concept, context):
            surface = target[slice(*span)]
            start, after = _article(target, span.start, _like(surface, term.text, preferred.text))
            reason = f"{term.text!r} is {term.status}; the preferred term is {preferred.text!r}"
            yield Edit("T001", Span(start, span.end), target[start : span.end], after, reason, concept.id)


def _like(surface: str, form: str, preferred: str) -> str:
    """The preferred term in the number and the casing of the surface it replaces."""
    plural = surface.lower() == english.pluralise(form).lower() != form.lower()
    possessive = surface.lower().endswith(("'s", "’s")) and not form.lower().endswith(("'s", "’s"))
    text = english.pluralise(preferred) if plural else preferred
    text += surface[-2:] if possessive else ""
    return text[:1].upper() + text[1:] if surface[:1].isupper() and not form[:1].isupper() else text


def _article(target: str, start: int, phrase: str) -> tuple[int, str]:
    """Take an indefinite article before `start` along when the new phrase needs the other one."""
    found = re.search(r"\b([Aa]n?)\s$", target[max(0, start - 4) : start])
    if found is None or english.indefinite_article(phrase) == found[1].lower():
        return start, phrase
    article = english.indefinite_article(phrase)
    return start - len(found[0]), f"{article.capitalize() if found[1][0] == 'A' else article} {phrase}"


@rule("T002", "Terms keep the glossary's casing", order=31)
def casing(source: str, target: str, context: Context) -> Iterator[Edit]:
    """Give names and case-sensitive terms the capitals of the glossary (smr → SMR, busan port → Busan Port).

    Not applied to common nouns, in a headline, or where the whole sentence is in capitals.
    """
    if not context.concepts or context.segment.role == "headline" or target.isupper():
        return
    for concept in context.concepts:
        for term in concept.terms_in(context.target_lang, *_WANTED):
            if not (term.part_of_speech is PartOfSpeech.PROPER_NOUN or term.case_sensitive or term.text.isupper()):
                continue
            for found in re.finditer(rf"\b{re.escape(term.text)}\b", target, re.IGNORECASE):
                if found[0] != term.text and found[0] != term.text[:1].upper() + term.text[1:]:
                    reason = f"the glossary writes {term.text!r}"
                    yield Edit("T002", Span(*found.span()), found[0], term.text, reason, concept.id)


@rule("T003", "An acronym is written out at first mention", order=32)
def acronym(source: str, target: str, context: Context) -> Iterator[Edit]:
    """Write the full form with the acronym in parentheses where a document first mentions the concept.

    Not applied in headlines and quotes, where the full form stands already, where the source uses the acronym itself,
    before a name (CEO Tim Cook), where the acronym is the preferred term, or to household acronyms (FBI, GDP).
    """
    if context.segment.role in ("headline", "quote"):
        return
    for concept in context.concepts:
        short, full = concept.acronym(context.target_lang), concept.preferred(context.target_lang)
        if not short or not full or full.term_type is TermType.ACRONYM or full.text == short.text:
            continue
        if short.text in _HOUSEHOLD or short.text in source or _occurrences(full, target, context):
            continue
        found = re.search(rf"(?<![\w(/-]){re.escape(short.text)}(?![\w)/-])(?!\s[A-Z])", target)
        if found and context.facts.first_mention.get(concept.id) == context.index:
            yield _written_out(target, found, full, short, concept)


def _written_out(target: str, found: re.Match[str], full: Term, short: Term, concept: Concept) -> Edit:
    """The edit at an acronym, with the article that the full form needs."""
    start, phrase = _article(target, found.start(), f"{full.text} ({short.text})")
    if " of " in full.text and not re.search(
        r"\b(?:the|an?|its|his|her|their|[’']s)\s$", target[:start], re.IGNORECASE
    ):
        phrase = f"the {phrase}"
    if start == 0:
        phrase = phrase[:1].upper() + phrase[1:]
    reason = "first mention in the document"
    return Edit("T003", Span(start, found.end()), target[start : found.end()], phrase, reason, concept.id)


@rule("T004", "A name is spelt alike throughout a document", order=33)
def name_spelling(source: str, target: str, context: Context) -> Iterator[Edit]:
    """Write a Korean name as the document mostly writes it (Lee Jae-Myung, Lee Jaemyung → Lee Jae-myung).

    Only spellings that differ in hyphen, space or casing are one name; which of them wins is decided over the whole
    document, the glossary's spelling first. Not applied across different letters: Jeong and Jung may be two people.
    """
    for variant, chosen in context.facts.names.items():
        if variant not in target:
            continue
        for found in re.finditer(rf"(?<![\w-]){re.escape(variant)}(?![\w-])", target):
            yield Edit("T004", Span(*found.span()), variant, chosen, "one spelling of a name in a document")


@check("T101", "Terminology")
def terminology(source: str, target: str, context: Context) -> Iterator[Issue]:
    """T101: a term of the glossary is missing. T102: a forbidden (T104: deprecated) form is used.

    T103: a concept is rendered in different wanted forms within a document (the preferred one and another). Proposed
    concepts, and matches of which the matcher is not sure, are minor.
    """
    yield from _unmet(target, context)
    for concept in context.concepts:
        for term, span in _unwanted(target, concept, context):
            forbidden = term.status is TermStatus.FORBIDDEN
            preferred = concept.preferred(context.target_lang)
            yield Issue(
                "T102" if forbidden else "T104",
                "terminology/inconsistent with terminology resource",
                Severity.MAJOR if forbidden else Severity.MINOR,
                f"{term.text!r} is {term.status}",
                span=span,
                suggestion=preferred.text if preferred else "",
            )
        yield from _inconsistent(target, concept, context)


def _unmet(target: str, context: Context) -> Iterator[Issue]:
    met = {o.constraint.match.concept_id for o in context.outcomes if o.span is not None}
    spans = {o.constraint.match.concept_id: o.constraint.match.span for o in context.outcomes}
    for concept in context.concepts:
        wanted = concept.terms_in(context.target_lang, *_WANTED)
        if concept.id in met or not wanted or any(_occurrences(term, target, context) for term in wanted):
            continue
        preferred = concept.preferred(context.target_lang) or wanted[0]
        sure = context.facts.sure.get((context.index, concept.id), True)
        yield Issue(
            "T101",
            "terminology/inconsistent with terminology resource",
            Severity.MAJOR if sure else Severity.MINOR,
            f"{preferred.text!r} ({concept.id}) is not in the target",
            Side.SOURCE,
            spans.get(concept.id) or context.facts.spans.get((context.index, concept.id)),
            preferred.text,
        )


def _inconsistent(target: str, concept: Concept, context: Context) -> Iterator[Issue]:
    forms = context.facts.renderings.get(concept.id, ())
    if len(forms) < 2:
        return
    for term in concept.terms_in(context.target_lang, TermStatus.ADMITTED):
        if term.text not in forms[1:] or term.term_type is TermType.ACRONYM:
            continue
        usual = english.occurrences(forms[0], target)
        for span in _occurrences(term, target, context):
            if _covered(span, usual):
                continue
            message = f"{term.text!r} here, {forms[0]!r} before"
            yield Issue("T103", "terminology/inconsistent use", Severity.MINOR, message, span=span, suggestion=forms[0])
