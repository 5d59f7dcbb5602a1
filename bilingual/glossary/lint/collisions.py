"""Rules that compare entries: duplicates, contradictions, colliding forms, homonyms that nothing tells apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bilingual.glossary.lint.base import Entry, Problem, View, rule
from bilingual.glossary.po_file import sort_key
from bilingual.model import Severity, Term, TermStatus, TermType

_USABLE = (TermStatus.PREFERRED, TermStatus.ADMITTED)


def _place(entry: Entry) -> str:
    return f"{entry.file.path}:{entry.block.line}"


def _twins(entry: Entry, view: View) -> Iterator[Entry]:
    """Entries before this one for the same term, field and sense."""
    source = entry.preferred(0)
    for other, _ in view.with_form(source) if source else ():
        if other.concept is entry.concept:
            return
        if other.concept.id == entry.concept.id or sort_key(other.concept) == sort_key(entry.concept):
            yield other


@rule("G101", Severity.MAJOR, "an entry stands twice")
def duplicate(entry: Entry, view: View) -> Iterator[Problem]:
    for other in _twins(entry, view):
        if _target(other) == _target(entry):
            same = replace(other.concept, origin="") == replace(entry.concept, origin="")
            yield Problem(f"stands also at {_place(other)}", _target(entry), fix=(lambda _: None) if same else None)
            return


@rule("G102", Severity.CRITICAL, "two entries for one term and sense prefer different translations")
def contradiction(entry: Entry, view: View) -> Iterator[Problem]:
    for other in _twins(entry, view):
        if _target(other) != _target(entry):
            yield Problem(
                f"prefers {_target(entry)!r}, but {_place(other)} prefers {_target(other)!r}; expected one entry, "
                "or a sense for each (msgctxt 'field/sense')",
                _target(entry),
            )
            return


def _target(entry: Entry) -> str:
    term = entry.preferred(1)
    return term.text if term else ""


@rule("G103", Severity.MINOR, "homonyms that no context word tells apart")
def homonyms_without_cues(entry: Entry, view: View) -> Iterator[Problem]:
    source = entry.preferred(0)
    if source is None or entry.concept.cues:
        return
    others = [
        e for e, t in view.with_form(source) if t.status is TermStatus.PREFERRED and e.concept is not entry.concept
    ]
    others = [e for e in others if _target(e) != _target(entry) and sort_key(e.concept) != sort_key(entry.concept)]
    if others:
        where = ", ".join(f"{_target(e)!r} ({e.concept.id})" for e in others[:3])
        yield Problem(
            f"is a homonym of {where}, and has no context word", source.text, "#. cue: a word near this sense"
        )


@rule("G104", Severity.MAJOR, "a source form belongs to another entry as well")
def variant_collides(entry: Entry, view: View) -> Iterator[Problem]:
    for term in entry.forms(0):
        if term.status is TermStatus.PREFERRED:
            continue
        for other, theirs in view.with_form(term):
            if other.concept is entry.concept or _target(other) == _target(entry):
                continue
            if (
                term.term_type is TermType.ACRONYM
                and theirs.term_type is TermType.ACRONYM
                and _before(entry, other, view)
            ):
                continue
            near = other.concept.subject_field == entry.concept.subject_field
            yield Problem(
                f"is a form of {entry.concept.id} and of {other.concept.id} ({_place(other)}), translated as "
                f"{_target(entry)!r} and {_target(other)!r}",
                term.text,
                severity=Severity.MAJOR if near else Severity.MINOR,
            )
            break


def _before(entry: Entry, other: Entry, view: View) -> bool:
    """One acronym of two entries is told once, at the later one."""
    return (entry.file.path, entry.block.line) < (other.file.path, other.block.line)


@rule("G105", Severity.MINOR, "a form forbidden in one entry is preferred in another for the same source")
def forbidden_elsewhere_preferred(entry: Entry, view: View) -> Iterator[Problem]:
    for term in entry.forms(1):
        if term.status is not TermStatus.FORBIDDEN:
            continue
        users = [e for e, t in view.with_form(term) if t.status in _USABLE and e.concept is not entry.concept]
        for other in users[:1]:
            alike = _shares_a_source(entry, other)
            severity = Severity.MAJOR if alike else Severity.NEUTRAL
            yield Problem(f"is forbidden here and in use at {_place(other)}", term.text, severity=severity)


def _shares_a_source(entry: Entry, other: Entry) -> bool:
    def texts(terms: tuple[Term, ...]) -> set[str]:
        return {t.text for t in terms}

    return bool(texts(entry.forms(0)) & texts(other.forms(0)))
