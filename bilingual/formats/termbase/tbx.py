"""TBX-Basic (ISO 30042:2019): reads version 2 (`martif`) and version 3 in both styles, writes version 3, DCA.

Our deprecated terms are TBX's superseded ones and our forbidden terms its deprecated ones: TBX calls deprecated what
must not be used.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from xml.sax.saxutils import escape

from bilingual.formats.termbase.base import FORMS, Loss, Reading, Settings, TermbaseFormat, broken, distinct, formats
from bilingual.formats.termbase.xml import Node, parse_xml
from bilingual.glossary.edit import in_order
from bilingual.glossary.entry import clean, default_id
from bilingual.model import Concept, PartOfSpeech, Term, TermStatus, TermType

_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_ENTRIES, _LANGS, _TERMS = {"termEntry", "conceptEntry"}, {"langSet", "langSec"}, {"tig", "ntig", "termSec"}
_CARRIERS = {"descrip", "termNote", "admin", "note"}
_STATUS_OUT = {
    TermStatus.PREFERRED: "preferredTerm-admn-sts",
    TermStatus.ADMITTED: "admittedTerm-admn-sts",
    TermStatus.DEPRECATED: "supersededTerm-admn-sts",
    TermStatus.FORBIDDEN: "deprecatedTerm-admn-sts",
}
_STATUS_IN = {value: key for key, value in _STATUS_OUT.items()} | {
    "standardizedTerm-admn-sts": TermStatus.PREFERRED,
    "preferred": TermStatus.PREFERRED,
    "admitted": TermStatus.ADMITTED,
    "superseded": TermStatus.DEPRECATED,
    "obsolete": TermStatus.DEPRECATED,
    "notRecommended": TermStatus.DEPRECATED,
    "deprecated": TermStatus.FORBIDDEN,
    "forbidden": TermStatus.FORBIDDEN,
}
_TYPE_OUT = {TermType.FULL_FORM: "fullForm", TermType.ACRONYM: "acronym", TermType.VARIANT: "variant"}
_TYPE_IN = {
    "fullForm": TermType.FULL_FORM,
    "acronym": TermType.ACRONYM,
    "abbreviation": TermType.ACRONYM,
    "initialism": TermType.ACRONYM,
    "shortForm": TermType.VARIANT,
    "variant": TermType.VARIANT,
}
_PART_OUT = {PartOfSpeech.PROPER_NOUN: "noun"}
_PART_IN = {p.value: p for p in PartOfSpeech} | {"properNoun": PartOfSpeech.PROPER_NOUN}
_KNOWN = {
    "subjectField", "definition", "context", "source", "note", "administrativeStatus", "partOfSpeech", "termType",
    "sourceIdentifier", "entrySource",
}  # fmt: skip


@formats.register("tbx")
class Tbx(TermbaseFormat):
    """TermBase eXchange, the Basic dialect."""

    name = "tbx"
    title = "TBX-Basic"
    suffixes = (".tbx", ".xml")
    keeps = frozenset({"field", "definition", "note", "context", "source", "part of speech", *FORMS})

    def read(self, data: bytes, settings: Settings) -> Reading:
        """See `TermbaseFormat.read`."""
        root = parse_xml(data, settings)
        if root.name not in {"tbx", "martif"}:
            raise broken(settings, root.line, f"found the root element {root.name!r}; expected tbx or martif")
        lost: Counter[str] = Counter()
        concepts = [c for node in root.find(_ENTRIES) if (c := _concept(node, settings, lost))]
        return Reading(distinct(concepts), tuple(Loss(*pair) for pair in sorted(lost.items())))

    def write(self, concepts: Sequence[Concept], settings: Settings) -> bytes:
        """See `TermbaseFormat.write`."""
        if not concepts:
            raise broken(settings, None, "found no entry to write; TBX needs at least one")
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<tbx style="dca" type="TBX-Basic" xml:lang="{settings.source_lang}" xmlns="{_NAMESPACE}">',
            "<tbxHeader><fileDesc><sourceDesc><p>bilingual glossary</p></sourceDesc></fileDesc></tbxHeader>",
            "<text><body>",
        ]
        for number, concept in enumerate(concepts, 1):
            lines += _entry(concept, number, settings.langs)
        return ("\n".join([*lines, "</body></text>", "</tbx>"]) + "\n").encode()

    def altered(self, concept: Concept) -> Iterator[str]:
        """Proper nouns become nouns."""
        if concept.terms[0].part_of_speech in _PART_OUT:
            yield "part of speech"

    def kept(self, concept: Concept, langs: tuple[str, str]) -> Concept:
        """TBX-Basic has no proper nouns: they come back as nouns. Texts come back with single spaces."""
        plain = super().kept(concept, langs)
        parts = {PartOfSpeech.PROPER_NOUN: PartOfSpeech.NOUN}
        terms = [replace(t, part_of_speech=parts.get(t.part_of_speech, t.part_of_speech)) for t in plain.terms]
        return replace(
            plain,
            terms=tuple(terms),
            definition=" ".join(plain.definition.split()),
            note=" ".join(plain.note.split()),
            context=" ".join(plain.context.split()),
            source=" ".join(plain.source.split()),
        )


def _entry(concept: Concept, number: int, langs: tuple[str, str]) -> Iterator[str]:
    yield f'<conceptEntry id="c{number}">'
    if concept.subject_field:
        yield f'  <descrip type="subjectField">{_safe(concept.subject_field)}</descrip>'
    if concept.definition:
        yield f'  <descripGrp><descrip type="definition">{_safe(concept.definition)}</descrip></descripGrp>'
    if concept.source:
        yield f'  <admin type="source">{_safe(concept.source)}</admin>'
    if concept.note:
        yield f"  <note>{_safe(concept.note)}</note>"
    for lang in langs:
        terms = concept.terms_in(lang)
        if not terms:
            continue
        yield f'  <langSec xml:lang="{lang}">'
        for term in terms:
            context = concept.context if term is concept.terms[0] else ""
            yield from _term_lines(term, context)
        yield "  </langSec>"
    yield "</conceptEntry>"


def _term_lines(term: Term, context: str) -> Iterator[str]:
    part = _PART_OUT.get(term.part_of_speech, term.part_of_speech.value)
    yield "    <termSec>"
    yield f"      <term>{_safe(term.text)}</term>"
    yield f'      <termNote type="partOfSpeech">{part}</termNote>'
    yield f'      <termNote type="administrativeStatus">{_STATUS_OUT[term.status]}</termNote>'
    yield f'      <termNote type="termType">{_TYPE_OUT[term.term_type]}</termNote>'
    if context:
        yield f'      <descrip type="context">{_safe(context)}</descrip>'
    yield "    </termSec>"


def _safe(text: str) -> str:
    """Escaped; characters that XML 1.0 cannot hold are left out."""
    return escape("".join(c for c in " ".join(text.split()) if c.isprintable() or c == " "))


def _concept(node: Node, settings: Settings, lost: Counter[str]) -> Concept | None:
    found = dict(_facts(node, _LANGS))
    terms: list[Term] = []
    for section in (child for child in node.children if child.name in _LANGS):
        lang = _language(section, settings)
        if lang is None:
            lost[f"language {section.attributes.get('xml:lang', '?')}"] += 1
            continue
        found = dict(_facts(section, _TERMS)) | found
        for group in (child for child in section.children if child.name in _TERMS):
            facts = dict(_facts(group, set()))
            terms.append(_term(group, facts, lang, settings))
            found = {k: v for k, v in facts.items() if k in {"context", "source", "note"}} | found
            lost.update(name for name in facts if name not in _KNOWN)
    lost.update(name for name in found if name not in _KNOWN)
    if not any(t.lang == settings.source_lang for t in terms):
        lost[f"entry without a {settings.source_lang} term"] += 1
        return None
    return _assembled(found, terms, settings)


def _assembled(found: dict[str, str], terms: list[Term], settings: Settings) -> Concept:
    ordered = _one_preferred(in_order(terms, settings.langs), settings)
    field = clean(found.get("subjectField", "")).replace("/", "-")
    return Concept(
        id=default_id(field, "", ordered[0].text),
        terms=ordered,
        subject_field=field,
        definition=found.get("definition", ""),
        note=found.get("note", ""),
        context=found.get("context", ""),
        source=found.get("source", found.get("sourceIdentifier", found.get("entrySource", ""))),
    )


def _one_preferred(terms: tuple[Term, ...], settings: Settings) -> tuple[Term, ...]:
    """One preferred term a language: of several the first full form, of none the first usable one."""
    out: list[Term] = []
    for lang in settings.langs:
        own = [t for t in terms if t.lang == lang]
        ranked = sorted(own, key=lambda t: (list(TermStatus).index(t.status), t.term_type is not TermType.FULL_FORM))
        usable = [t for t in ranked if t.status in {TermStatus.PREFERRED, TermStatus.ADMITTED}]
        first = usable[0] if usable else None
        for term in own:
            if term is first:
                out.append(replace(term, status=TermStatus.PREFERRED, term_type=TermType.FULL_FORM))
            elif term.status is TermStatus.PREFERRED:
                out.append(replace(term, status=TermStatus.ADMITTED))
            else:
                out.append(term)
    return in_order(out, settings.langs)


def _facts(node: Node, stop: set[str]) -> Iterator[tuple[str, str]]:
    """Data categories of an element and of the groups in it: DCA `type` attributes and DCT element names alike."""
    for child in node.children:
        if child.name in stop or child.name in {"term", "transacGrp", "xref", "ref"}:
            continue
        name = child.attributes.get("type") if child.name in _CARRIERS - {"note"} else None
        if name is None and child.name not in _CARRIERS - {"note"} and not child.children:
            name = child.name
        if name and child.text:
            yield name, child.text
        else:
            yield from _facts(child, stop)


def _language(section: Node, settings: Settings) -> str | None:
    tag = section.attributes.get("xml:lang", section.attributes.get("lang", ""))
    if not tag:
        raise broken(settings, section.line, f"found a {section.name} without xml:lang; expected a language")
    primary = tag.split("-")[0].lower()
    return next((lang for lang in settings.langs if lang.split("-")[0].lower() == primary), None)


def _term(group: Node, facts: dict[str, str], lang: str, settings: Settings) -> Term:
    node = next(group.find({"term"}), None)
    if node is None or not node.text:
        raise broken(settings, group.line, f"found a {group.name} without a term; expected <term>")
    part = facts.get("partOfSpeech", "noun")
    return Term(
        clean(node.text),
        lang,
        _STATUS_IN.get(facts.get("administrativeStatus", ""), TermStatus.PREFERRED),
        _PART_IN.get(part, PartOfSpeech.OTHER),
        _TYPE_IN.get(facts.get("termType", ""), TermType.FULL_FORM),
    )
