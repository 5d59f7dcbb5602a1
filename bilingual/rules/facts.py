"""What a document says as a whole: which concepts stand where, and how names are spelt."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from bilingual.glossary.termbase import Glossary
from bilingual.model import Span, TermStatus
from bilingual.rules.base import DocumentFacts, Item
from bilingual.text import english

_FAMILY_NAMES = frozenset(
    (
        "Kim Lee Yi Rhee Park Bak Pak Choi Choe Jung Jeong Chung Cheong Kang Gang Cho Jo Yoon Yun Jang Chang Lim "
        "Im Rim Han Oh Seo Suh Shin Sin Kwon Gwon Hwang Ahn An Song Jeon Jun Hong Yoo Yu Ryu Ko Go Koh Moon Mun "
        "Yang Son Sohn Bae Pae Baek Paik Heo Huh Hur Nam Shim Sim Noh Roh No Ha Joo Ju Ku Koo Gu Sung Seong Cha "
        "Woo Min Jin Chin Na Ra Ji Chi Um Eom Chae Won Cheon Chun Bang Pang Gong Kong Hyun Hyeon Ham Byun Byeon "
        "Yeom Yum Pyo Do Ok Ki Sun Seok Suk Ban Tak"
    ).split()
)
_NAME = re.compile(r"([A-Z][a-z]{0,5})\s(?:[A-Z][a-z]{1,5}[-\s][A-Za-z][a-z]{1,5}|[A-Z][a-z]{2,9})(?![\w-])")


def document_facts(
    items: Sequence[Item], glossary: Glossary | None, source_lang: str, target_lang: str
) -> DocumentFacts:
    """Facts over all segments of one document.

    Concepts come from the outcomes where there are any; without outcomes they are looked up in the sources.
    """
    names = _names(items, glossary, target_lang) if (source_lang[:2], target_lang[:2]) == ("ko", "en") else {}
    if glossary is None or not len(glossary):
        return DocumentFacts(names=names)
    found = _concepts(items, glossary)
    concepts = tuple(tuple(dict.fromkeys(concept for concept, _, _ in row)) for row in found)
    first: dict[str, int] = {}
    for index, ids in enumerate(concepts):
        for concept in ids:
            first.setdefault(concept, index)
    return DocumentFacts(
        concepts=concepts,
        first_mention=first,
        names=names,
        renderings=_renderings(items, concepts, glossary, target_lang),
        spans={(i, concept): span for i, row in enumerate(found) for concept, span, _ in reversed(row)},
        sure={(i, concept): sure for i, row in enumerate(found) for concept, _, sure in row},
    )


def _concepts(items: Sequence[Item], glossary: Glossary) -> list[list[tuple[str, Span, bool]]]:
    """Concept id, span in the source and certainty of every match, for each segment."""
    if any(item.outcomes for item in items):
        matches = [[o.constraint.match for o in item.outcomes] for item in items]
    else:
        from bilingual.glossary.matching import Matcher

        matches = Matcher(glossary).find_all([item.segment for item in items])
    return [[(m.concept_id, m.span, m.sure) for m in row] for row in matches]


def _renderings(
    items: Sequence[Item], concepts: Sequence[tuple[str, ...]], glossary: Glossary, target_lang: str
) -> dict[str, tuple[str, ...]]:
    """The wanted target forms that a document uses for each concept that has several, in order of appearance."""
    seen: dict[str, dict[str, None]] = defaultdict(dict)
    for item, ids in zip(items, concepts, strict=True):
        for concept in ids:
            entry = glossary.by_id.get(concept)
            wanted = entry.terms_in(target_lang, TermStatus.PREFERRED, TermStatus.ADMITTED) if entry else ()
            if len(wanted) < 2:
                continue
            for term in wanted:
                if english.occurrences(term.text, item.target, case_sensitive=term.case_sensitive):
                    seen[concept].setdefault(term.text)
    return {concept: tuple(forms) for concept, forms in seen.items()}


def _names(items: Iterable[Item], glossary: Glossary | None, target_lang: str) -> dict[str, str]:
    """Spellings of Korean names that differ from the document's usual one in hyphen, space or casing alone."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        for found in _NAME.finditer(item.target):
            glued = found.start() > 0 and (
                item.target[found.start() - 1].isalnum() or item.target[found.start() - 1] == "-"
            )
            if found[1] in _FAMILY_NAMES and not glued:
                spellings[re.sub(r"[\s-]", "", found[0]).lower()][found[0]] += 1
    varied = {key: counts for key, counts in spellings.items() if len(counts) > 1}
    if not varied:
        return {}
    preferred = _glossary_spellings(glossary, target_lang)
    out = {}
    for key, counts in varied.items():
        chosen = preferred.get(key) or max(counts, key=lambda name: (counts[name], _usual(name)))
        out.update({name: chosen for name in counts if name != chosen})
    return out


def _usual(name: str) -> bool:
    """Family name, space, given name with a hyphen and a small second syllable: the usual spelling in news."""
    return bool(re.fullmatch(r"\w+ [A-Z][a-z]+-[a-z]+", name))


def _glossary_spellings(glossary: Glossary | None, target_lang: str) -> dict[str, str]:
    terms = (c.preferred(target_lang) for c in glossary) if glossary else ()
    return {re.sub(r"[\s-]", "", term.text).lower(): term.text for term in terms if term and _NAME.fullmatch(term.text)}
