"""Noting under which terms a translation was approved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bilingual.glossary.matching import Matcher
from bilingual.glossary.termbase import Glossary
from bilingual.memory.recall import terms_digest
from bilingual.memory.store import MemoryUnit
from bilingual.model import Segment


def under_glossary(units: Iterable[MemoryUnit], glossary: Glossary) -> Iterator[MemoryUnit]:
    """The units with the digest of the terms that stand in their sources today."""
    matcher = Matcher(glossary)
    for unit in units:
        matches = matcher.find(Segment("", unit.source, glossary.source_lang))
        concepts = [glossary.by_id[match.concept_id] for match in matches]
        yield replace(unit, under=terms_digest(concepts, glossary.target_lang))
