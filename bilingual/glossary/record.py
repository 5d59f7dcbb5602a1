"""A concept as plain data, for JSON and for showing it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bilingual.glossary.entry import clean, default_id
from bilingual.model import Concept, PartOfSpeech, ReviewState, Term, TermStatus, TermType

_TEXTS = ("definition", "note", "context", "source")
_KEYS = {"id", "subject_field", "sense", "terms", "cues", "do_not_translate", "review", "origin", *_TEXTS}
_TERM_KEYS = {"text", "lang", "status", "part_of_speech", "term_type", "case_sensitive", "suffixes", "compounds"}


def as_record(concept: Concept, *, origin: bool = False) -> dict[str, Any]:
    """All that a concept holds, without what is empty or the default; `origin` adds its place."""
    record: dict[str, Any] = {"id": concept.id}
    for name in ("subject_field", "sense", *_TEXTS):
        record |= {name: getattr(concept, name)} if getattr(concept, name) else {}
    record |= {"cues": list(concept.cues)} if concept.cues else {}
    record |= {"do_not_translate": True} if concept.do_not_translate else {}
    record["review"] = str(concept.review)
    record["terms"] = [_term_record(t) for t in concept.terms]
    return record | ({"origin": concept.origin} if origin and concept.origin else {})


def _term_record(term: Term) -> dict[str, Any]:
    record: dict[str, Any] = {"text": term.text, "lang": term.lang, "status": str(term.status)}
    record["part_of_speech"] = str(term.part_of_speech)
    record["term_type"] = str(term.term_type)
    record |= {"case_sensitive": True} if term.case_sensitive else {}
    record |= {"suffixes": list(term.suffixes)} if term.suffixes else {}
    return record | ({} if term.compounds else {"compounds": False})


def from_record(record: Mapping[str, Any], langs: tuple[str, str]) -> Concept:
    """The concept of `as_record`; terms of other languages are left to the caller to drop beforehand.

    Raises:
        ValueError: a key is unknown or missing, or a value is not one of those allowed; the message says which.
    """
    _only(record, _KEYS, "concept")
    rows = record.get("terms")
    if not isinstance(rows, list) or not rows:
        raise ValueError("found no 'terms'; expected a list of terms")
    terms = tuple(_term(row, langs) for row in rows)
    if not any(t.lang == langs[0] and t.text for t in terms):
        raise ValueError(f"found no {langs[0]} term; expected at least one")
    field, sense = clean(str(record.get("subject_field", ""))), clean(str(record.get("sense", "")))
    main = next(t for t in terms if t.lang == langs[0])
    return Concept(
        id=str(record.get("id") or default_id(field, sense, main.text)),
        terms=terms,
        subject_field=field,
        sense=sense,
        cues=tuple(map(str, record.get("cues", ()))),
        do_not_translate=bool(record.get("do_not_translate", False)),
        review=ReviewState(record.get("review", "approved")),
        **{name: str(record.get(name, "")) for name in _TEXTS},
    )


def _term(row: Any, langs: tuple[str, str]) -> Term:
    if not isinstance(row, Mapping):
        raise ValueError(f"found the term {row!r}; expected an object with 'text' and 'lang'")
    _only(row, _TERM_KEYS, "term")
    text, lang = clean(str(row.get("text", ""))), row.get("lang")
    if not text:
        raise ValueError("found a term without 'text'")
    if lang not in langs:
        raise ValueError(f"found a term of language {lang!r}; expected {langs[0]} or {langs[1]}")
    return Term(
        text,
        lang,
        TermStatus(row.get("status", "preferred")),
        PartOfSpeech(row.get("part_of_speech", "noun")),
        TermType(row.get("term_type", "full form")),
        bool(row.get("case_sensitive", False)),
        tuple(map(str, row.get("suffixes", ()))),
        bool(row.get("compounds", True)),
    )


def _only(record: Mapping[str, Any], known: set[str], what: str) -> None:
    odd = sorted(set(record) - known)
    if odd:
        raise ValueError(f"found the {what} key {odd[0]!r}; expected one of {', '.join(sorted(known))}")
