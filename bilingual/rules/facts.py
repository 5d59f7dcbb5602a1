"""What a document says as a whole: which concepts stand where, and how names are spelt."""

from __future__ import annotations

from collections.abc import Sequence

from bilingual.glossary.termbase import Glossary
from bilingual.rules.base import DocumentFacts, Item


def document_facts(
    items: Sequence[Item], glossary: Glossary | None, source_lang: str, target_lang: str
) -> DocumentFacts:
    """Facts over all segments of one document; the concepts come from the outcomes, or are looked up without them."""
    if glossary is None or not len(glossary):
        return DocumentFacts()
    concepts = _concepts(items, glossary)
    first: dict[str, int] = {}
    for index, ids in enumerate(concepts):
        for concept in ids:
            first.setdefault(concept, index)
    return DocumentFacts(concepts=concepts, first_mention=first)


def _concepts(items: Sequence[Item], glossary: Glossary) -> tuple[tuple[str, ...], ...]:
    if any(item.outcomes for item in items):
        return tuple(tuple(o.constraint.match.concept_id for o in item.outcomes) for item in items)
    from bilingual.glossary.matching import Matcher

    matches = Matcher(glossary).find_all([item.segment for item in items])
    return tuple(tuple(dict.fromkeys(m.concept_id for m in found)) for found in matches)
