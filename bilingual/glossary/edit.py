"""Changes to one concept, as pure functions: what the editing commands do to an entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from unicodedata import normalize

from bilingual.errors import GlossaryError
from bilingual.glossary.entry import TERM_KINDS, clean, default_id
from bilingual.model import Concept, PartOfSpeech, ReviewState, Term, TermStatus, TermType


def folded(text: str) -> str:
    """A form with case, spaces and compatibility variants taken away: how forms are compared."""
    return "".join((text if text.isascii() else normalize("NFKC", text)).casefold().split())


def new_concept(
    source: str,
    target: str,
    *,
    langs: tuple[str, str],
    subject_field: str = "",
    sense: str = "",
    review: ReviewState = ReviewState.APPROVED,
) -> Concept:
    """A concept with its two preferred terms; an empty `target` leaves it untranslated.

    Raises:
        GlossaryError: the source term is empty, or the field has a slash (which would start the sense).
    """
    source, target, field = clean(source), clean(target), clean(subject_field)
    if not source:
        raise GlossaryError("found an empty source term; expected the preferred term")
    if "/" in field:
        raise GlossaryError(f"found the field {field!r}; expected no slash (give the sense by itself)")
    terms = [Term(source, langs[0])] + ([Term(target, langs[1])] if target else [])
    return Concept(default_id(field, clean(sense), source), tuple(terms), field, clean(sense), review=review)


def with_term(concept: Concept, text: str, lang: str, kind: str, langs: tuple[str, str]) -> Concept:
    """Add a form (`kind` as in PO: admitted, variant, acronym, deprecated, forbidden), or change what the form is.

    Raises:
        GlossaryError: the form is the preferred term, which needs another one in its place first.
    """
    wanted = clean(text)
    preferred = concept.preferred(lang)
    if preferred and preferred.text == wanted:
        raise GlossaryError(
            f"{wanted!r} is the preferred term; name the term that takes its place", field=f"entry {concept.id!r}"
        )
    status, term_type = TERM_KINDS[kind]
    old = next((t for t in concept.terms_in(lang) if t.text == wanted), None)
    term = replace(old or _like(concept, wanted, lang), status=status, term_type=term_type)
    terms = [term if t is old else t for t in concept.terms] + ([] if old else [term])
    return replace(concept, terms=in_order(terms, langs))


def without_term(concept: Concept, text: str, lang: str) -> Concept:
    """Take a form away that is not the preferred one; raises GlossaryError when there is no such form."""
    wanted = clean(text)
    kept = tuple(t for t in concept.terms if (t.lang, t.text) != (lang, wanted) or t is concept.preferred(lang))
    if len(kept) == len(concept.terms):
        raise GlossaryError(f"found no further {lang} form {wanted!r}", field=f"entry {concept.id!r}")
    return replace(concept, terms=kept)


def with_preferred(concept: Concept, text: str, lang: str, langs: tuple[str, str], *, keep: str = "") -> Concept:
    """Set the preferred term of a language; `keep` says as what kind the old one stays, empty drops it.

    The id follows the source term unless it was chosen by hand.
    """
    wanted, old = clean(text), concept.preferred(lang)
    if not wanted:
        raise GlossaryError("found an empty term; expected the preferred one", field=f"entry {concept.id!r}")
    if old and old.text == wanted:
        return concept
    term = replace(old or _like(concept, wanted, lang), text=wanted)
    rest = [t for t in concept.terms if t is not old and (t.lang, t.text) != (lang, wanted)]
    terms = [term, *rest]
    if keep and old:
        status, term_type = TERM_KINDS[keep]
        terms.append(replace(old, status=status, term_type=term_type))
    changed = replace(concept, terms=in_order(terms, langs))
    return with_context(changed, concept.subject_field, concept.sense, before=concept)


def with_context(concept: Concept, subject_field: str, sense: str, *, before: Concept | None = None) -> Concept:
    """Move a concept to another field or sense; a default id follows, one chosen by hand stays."""
    old = before or concept
    chosen = old.id != default_id(old.subject_field, old.sense, old.terms[0].text)
    identity = concept.id if chosen else default_id(subject_field, sense, concept.terms[0].text)
    return replace(concept, id=identity, subject_field=subject_field, sense=sense)


def with_grammar(
    concept: Concept,
    *,
    source_lang: str,
    part_of_speech: PartOfSpeech | None = None,
    case_sensitive: bool | None = None,
    compounds: bool | None = None,
    suffixes: Sequence[str] | None = None,
) -> Concept:
    """Set what holds for all forms: part of speech and case; compounds and suffixes for source forms only."""

    def changed(term: Term) -> Term:
        korean = term.lang == source_lang
        return replace(
            term,
            part_of_speech=part_of_speech or term.part_of_speech,
            case_sensitive=term.case_sensitive if case_sensitive is None else case_sensitive,
            compounds=compounds if compounds is not None and korean else term.compounds,
            suffixes=tuple(suffixes) if suffixes is not None and korean else term.suffixes,
        )

    return replace(concept, terms=tuple(changed(t) for t in concept.terms))


def in_order(terms: Iterable[Term], langs: tuple[str, str]) -> tuple[Term, ...]:
    """Terms as an entry holds them: source before target, the preferred one first, the others as they come."""
    return tuple(sorted(terms, key=lambda t: (langs.index(t.lang), t.status is not TermStatus.PREFERRED)))


def _like(concept: Concept, text: str, lang: str) -> Term:
    """A new form with the grammar of the entry's other forms of that language."""
    model = next((t for t in concept.terms if t.lang == lang), None)
    if model is None:
        first = concept.terms[0]
        return Term(text, lang, part_of_speech=first.part_of_speech, case_sensitive=first.case_sensitive)
    return replace(model, text=text, status=TermStatus.PREFERRED, term_type=TermType.FULL_FORM)
