"""One PO entry and one concept: the convention that docs/formats-glossary.md describes.

An entry is a term and sense. `msgctxt` holds the subject field (`field` or `field/sense`), `msgid` and `msgstr` the
preferred terms, the flag `fuzzy` means proposed, translator comments are the editor's note and extracted comments
hold one `key: value` a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from unicodedata import normalize

from bilingual.model import Concept, PartOfSpeech, ReviewState, Term, TermStatus, TermType

TERM_KINDS: dict[str, tuple[TermStatus, TermType]] = {
    "admitted": (TermStatus.ADMITTED, TermType.FULL_FORM),
    "variant": (TermStatus.ADMITTED, TermType.VARIANT),
    "acronym": (TermStatus.ADMITTED, TermType.ACRONYM),
    "deprecated": (TermStatus.DEPRECATED, TermType.FULL_FORM),
    "forbidden": (TermStatus.FORBIDDEN, TermType.FULL_FORM),
}
TEXT_KEYS = ("id", "pos", "definition", "context", "source")
LIST_KEYS = ("cue", "suffix")
SWITCHES = {"case-sensitive": "yes", "do-not-translate": "yes", "compounds": "no"}
_KEYED = re.compile(r"([a-z]+(?:-[a-z]+)*):(?:\s+(.*))?$")
_KEYS = (*TEXT_KEYS, *LIST_KEYS, *SWITCHES)


class EntryError(ValueError):
    """What is wrong with one entry; `line` counts from 0 within the entry's extracted comments, None for msgid."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


@dataclass(slots=True)
class Fields:
    """The extracted comments of an entry, sorted out."""

    texts: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    switches: set[str] = field(default_factory=set)
    terms: list[tuple[str, str, str]] = field(default_factory=list)


def clean(text: str) -> str:
    """NFC without surrounding white space: how a term's text is kept in memory."""
    return normalize("NFC", text).strip()


@lru_cache(maxsize=8)
def _term_keys(langs: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    return {f"{lang}-{kind}": (lang, kind) for lang in langs for kind in TERM_KINDS}


def parse_fields(comments: Sequence[str], langs: tuple[str, str]) -> Fields:
    """Sort out extracted comments; a line without a key continues the line before.

    Raises:
        EntryError: a key is unknown or given twice, or a value is empty or not one of those allowed.
    """
    fields = Fields()
    terms = _term_keys(langs)
    for number, key, value in _pairs(comments):
        if not value:
            raise EntryError(f"found no value after {key!r}; write '#. {key}: value' or remove the line", number)
        if key in terms:
            fields.terms.append((*terms[key], clean(value)))
        elif key in LIST_KEYS:
            fields.lists.setdefault(key, []).append(clean(value))
        elif key in SWITCHES:
            _switch(fields, key, value, number)
        elif key in TEXT_KEYS:
            if key in fields.texts:
                raise EntryError(f"found {key!r} twice; expected it once", number)
            fields.texts[key] = clean(value)
        else:
            expected = ", ".join((*_KEYS, *terms))
            raise EntryError(f"found the unknown key {key!r}; expected one of {expected}", number)
    return fields


def _pairs(comments: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    held: tuple[int, str, str] | None = None
    for number, line in enumerate(comments):
        found = _KEYED.match(line)
        if found:
            if held:
                yield held
            held = (number, found[1], (found[2] or "").strip())
        elif held:
            held = (held[0], held[1], f"{held[2]} {line.strip()}".strip())
        elif line.strip():
            found_text = f"found the comment {line.strip()!r}"
            raise EntryError(f"{found_text}; expected 'key: value' (a free note starts '# ')", number)
    if held:
        yield held


def _switch(fields: Fields, key: str, value: str, number: int) -> None:
    if value not in {"yes", "no"}:
        raise EntryError(f"found '{key}: {value}'; expected yes or no", number)
    if value == SWITCHES[key]:
        fields.switches.add(key)


def default_id(subject_field: str, sense: str, source_term: str) -> str:
    """`field/sense/term`, without the parts that are empty."""
    return "/".join(part for part in (subject_field, sense, source_term) if part)


def context_of(concept: Concept) -> str:
    """The `msgctxt` of a concept, `field` or `field/sense`; empty when it has no field."""
    return "/".join(part for part in (concept.subject_field, concept.sense) if part)


def build_concept(
    *,
    msgctxt: str,
    msgid: str,
    msgstr: str,
    comments: Sequence[str],
    note: str,
    fuzzy: bool,
    langs: tuple[str, str],
    origin: str,
) -> Concept:
    """The concept that an entry stands for; an untranslated entry has source terms only.

    Raises:
        EntryError: as `parse_fields`, or the term is empty, or the part of speech is unknown.
    """
    source_text, target_text = clean(msgid), clean(msgstr)
    if not source_text:
        raise EntryError("found an empty msgid; expected the source term")
    fields = parse_fields(comments, langs)
    part = _part_of_speech(fields.texts.get("pos"), comments)
    if not target_text and "do-not-translate" in fields.switches:
        target_text = source_text
    subject_field, _, sense = clean(msgctxt).partition("/")
    return Concept(
        id=fields.texts.get("id") or default_id(subject_field, sense, source_text),
        terms=tuple(_terms(source_text, target_text, fields, part, langs)),
        subject_field=subject_field,
        sense=sense,
        definition=fields.texts.get("definition", ""),
        note=note,
        context=fields.texts.get("context", ""),
        source=fields.texts.get("source", ""),
        cues=tuple(fields.lists.get("cue", ())),
        do_not_translate="do-not-translate" in fields.switches,
        review=ReviewState.PROPOSED if fuzzy else ReviewState.APPROVED,
        origin=origin,
    )


def _part_of_speech(value: str | None, comments: Sequence[str]) -> PartOfSpeech:
    if value is None:
        return PartOfSpeech.NOUN
    try:
        return PartOfSpeech(value)
    except ValueError:
        line = next(i for i, text in enumerate(comments) if text.startswith("pos:"))
        expected = ", ".join(PartOfSpeech)
        raise EntryError(f"found 'pos: {value}'; expected one of {expected}", line) from None


def _terms(
    source_text: str, target_text: str, fields: Fields, part: PartOfSpeech, langs: tuple[str, str]
) -> Iterator[Term]:
    exact = "case-sensitive" in fields.switches
    suffixes = tuple(fields.lists.get("suffix", ()))
    compounds = "compounds" not in fields.switches
    for lang, preferred in zip(langs, (source_text, target_text), strict=True):
        forms = [(preferred, TermStatus.PREFERRED, TermType.FULL_FORM)] if preferred else []
        forms += [(text, *TERM_KINDS[kind]) for of, kind, text in fields.terms if of == lang]
        korean = lang == langs[0]
        for text, status, kind in forms:
            yield Term(text, lang, status, part, kind, exact, suffixes if korean else (), compounds or not korean)


def comments_of(concept: Concept, langs: tuple[str, str]) -> list[str]:
    """The extracted comments that say what msgid and msgstr do not, in the fixed order of the convention."""
    main = concept.preferred(langs[0]) or concept.terms[0]
    rows: list[tuple[str, str]] = []
    if concept.id != default_id(concept.subject_field, concept.sense, main.text):
        rows.append(("id", concept.id))
    if main.part_of_speech is not PartOfSpeech.NOUN:
        rows.append(("pos", main.part_of_speech))
    rows += [("definition", concept.definition), ("context", concept.context), ("source", concept.source)]
    rows += [("cue", cue) for cue in concept.cues]
    if any(term.case_sensitive for term in concept.terms):
        rows.append(("case-sensitive", "yes"))
    if concept.do_not_translate:
        rows.append(("do-not-translate", "yes"))
    rows += _further_terms(concept, langs)
    rows += [("suffix", suffix) for suffix in main.suffixes]
    if not main.compounds:
        rows.append(("compounds", "no"))
    return [f"{key}: {' '.join(value.split())}" for key, value in rows if value.strip()]


def _further_terms(concept: Concept, langs: Iterable[str]) -> Iterator[tuple[str, str]]:
    for lang in langs:
        preferred = concept.preferred(lang)
        for term in concept.terms_in(lang):
            if term is not preferred:
                yield f"{lang}-{kind_of(term)}", term.text


def kind_of(term: Term) -> str:
    """The key of a term beside the preferred one: admitted, variant, acronym, deprecated or forbidden."""
    if term.status in {TermStatus.DEPRECATED, TermStatus.FORBIDDEN}:
        return str(term.status)
    kinds = {TermType.ACRONYM: "acronym", TermType.VARIANT: "variant"}
    return kinds.get(term.term_type, "admitted")
