"""Rules on one entry as a whole: what is missing, what contradicts itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from unicodedata import is_normalized

from bilingual.glossary.lint.base import Entry, Problem, View, rule
from bilingual.model import Concept, ReviewState, Severity, Term, TermStatus, TermType

_PADDED = re.compile(r'^(?:msgid|msgstr|msgctxt)\s+"(?:\s|.*\s"\s*$)|^#\. ?[a-z-]+:(?: {2,}.*|.*[ \t]+)$', re.MULTILINE)
_USABLE = (TermStatus.PREFERRED, TermStatus.ADMITTED)


def _same(concept: Concept) -> Concept:
    """Writing an entry anew is what tidies its spacing and normal form."""
    return concept


@rule("G201", Severity.MINOR, "an entry has no translation")
def untranslated(entry: Entry, view: View) -> Iterator[Problem]:
    if entry.preferred(1) is None:
        proposed = entry.concept.review is ReviewState.PROPOSED
        severity = Severity.NEUTRAL if proposed else Severity.MAJOR
        yield Problem("found no translation; expected the preferred target term", severity=severity)


@rule("G202", Severity.MINOR, "a translation equals its source, and the entry does not say so")
def equal_to_source(entry: Entry, view: View) -> Iterator[Problem]:
    source, target = entry.preferred(0), entry.preferred(1)
    if source and target and source.text == target.text and not entry.concept.do_not_translate:
        yield Problem(
            "the translation equals the source; expected 'do-not-translate: yes' if that is meant",
            source.text,
            "#. do-not-translate: yes",
            fix=lambda c: replace(c, do_not_translate=True),
        )


@rule("G203", Severity.MAJOR, "a translation differs though the entry says do-not-translate")
def translated_all_the_same(entry: Entry, view: View) -> Iterator[Problem]:
    source, target = entry.preferred(0), entry.preferred(1)
    if entry.concept.do_not_translate and source and target and source.text != target.text:
        yield Problem(f"is not to be translated, but is translated as {target.text!r}", target.text, source.text)


@rule("G204", Severity.MINOR, "an entry has no subject field")
def no_field(entry: Entry, view: View) -> Iterator[Problem]:
    if not entry.concept.subject_field:
        yield Problem("found no subject field; expected one in msgctxt")


@rule("G205", Severity.NEUTRAL, "an entry awaits approval")
def unreviewed(entry: Entry, view: View) -> Iterator[Problem]:
    if entry.concept.review is ReviewState.PROPOSED:
        yield Problem(
            "is proposed only; translation does not use it",
            suggestion=f"bilingual glossary approve {entry.concept.id!r}",
        )


@rule("G206", Severity.MINOR, "stray white space around a text")
def stray_space(entry: Entry, view: View) -> Iterator[Problem]:
    if _PADDED.search(entry.block.raw):
        yield Problem("found white space at the beginning or end of a text", fix=_same)


@rule("G207", Severity.MINOR, "a text is not in Unicode's composed form (NFC)")
def not_composed(entry: Entry, view: View) -> Iterator[Problem]:
    if not is_normalized("NFC", entry.block.raw):
        yield Problem("found decomposed characters; expected NFC", fix=_same)


@rule("G208", Severity.MINOR, "a form stands twice in one entry")
def listed_twice(entry: Entry, view: View) -> Iterator[Problem]:
    counts = Counter((t.lang, t.text) for t in entry.concept.terms)
    for (lang, text), count in counts.items():
        if count > 1:
            alike = {t.status in _USABLE for t in entry.concept.terms if (t.lang, t.text) == (lang, text)} == {True}
            yield Problem(f"found the {lang} form {count} times", text, fix=_once if alike else None)


def _once(concept: Concept) -> Concept:
    kept: dict[tuple[str, str], Term] = {}
    for term in concept.terms:
        kept.setdefault((term.lang, term.text), term)
    return replace(concept, terms=tuple(kept.values()))


@rule("G209", Severity.MAJOR, "a form is forbidden or deprecated and also in use, within one entry")
def forbidden_and_used(entry: Entry, view: View) -> Iterator[Problem]:
    used = {(t.lang, t.text) for t in entry.concept.terms if t.status in _USABLE}
    for term in entry.concept.terms:
        if term.status not in _USABLE and (term.lang, term.text) in used:
            yield Problem(f"is {term.status} and in use in the same entry", term.text)


@rule("G210", Severity.MINOR, "an acronym is no shorter than its full form")
def long_acronym(entry: Entry, view: View) -> Iterator[Problem]:
    full = entry.preferred(1)
    for term in entry.forms(1):
        if term.term_type is TermType.ACRONYM and full and len(term.text) > len(full.text):
            yield Problem(f"is called an acronym, but is longer than {full.text!r}", term.text)


@rule("G211", Severity.MINOR, "the file is not in order")
def out_of_order(entry: Entry, view: View) -> Iterator[Problem]:
    concepts = entry.file.concepts if entry.concept is _first(entry) else ()
    if concepts and not entry.file.is_sorted:
        yield Problem("entries are not sorted by msgid and msgctxt; --fix sorts them", severity=Severity.NEUTRAL)


def _first(entry: Entry) -> Concept | None:
    return next((b.concept for b in entry.file.blocks if b.concept), None)
