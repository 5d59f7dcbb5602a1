"""Constraints over a whole document: acronyms are spelt out at first mention and short afterwards."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bilingual.constrain.building import constraints_for
from bilingual.glossary.termbase import Glossary
from bilingual.model import Constraint, Match, Segment, TermStatus, TermType

_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9&\-]{1,9}\Z")
# Written without explanation in the news: style guides of agencies list them as acceptable on first reference.
_KNOWN_TO_ALL = frozenset(
    "AI AIDS ATM CCTV CD CEO COVID DNA DVD EU FBI GDP GPS HIV IT LED NASA NATO PC TV UK UN US USB".split()
)


def document_constraints(
    segments: Sequence[Segment], matches: Sequence[Sequence[Match]], glossary: Glossary
) -> list[list[Constraint]]:
    """The constraints of every segment of one document, in order.

    A concept with an acronym is spelt out with the acronym in brackets at its first mention in running text, when
    the source itself gives the acronym in brackets or uses it, and may be short from then on. Acronyms that every
    reader knows are left as they are.

    Raises:
        KeyError: a match names a concept that the glossary does not have.
    """
    built = [constraints_for(s, m, glossary) for s, m in zip(segments, matches, strict=True)]
    acronyms = _acronyms_in_use(built, glossary)
    introduced: set[str] = set()
    return [
        [_planned(c, segment.role, acronyms, introduced) for c in constraints]
        for segment, constraints in zip(segments, built, strict=True)
    ]


def _acronyms_in_use(built: Sequence[Sequence[Constraint]], glossary: Glossary) -> dict[str, str]:
    """The target acronym of every concept whose acronym the source uses or gives in brackets."""
    found: dict[str, str] = {}
    for match in (c.match for constraints in built for c in constraints):
        lang = glossary.source_lang if match.term.lang == glossary.target_lang else glossary.target_lang
        concept = glossary.by_id[match.concept_id]
        known = [
            t.text
            for t in concept.terms_in(lang, TermStatus.PREFERRED, TermStatus.ADMITTED)
            if t.term_type is TermType.ACRONYM
        ]
        if match.gloss in known or (not known and _ACRONYM.match(match.gloss)):
            found[concept.id] = match.gloss
        elif known and match.term.term_type is TermType.ACRONYM and known[0] not in _KNOWN_TO_ALL:
            found.setdefault(concept.id, known[0])
    return found


def _planned(constraint: Constraint, role: str, acronyms: dict[str, str], introduced: set[str]) -> Constraint:
    concept_id = constraint.match.concept_id
    acronym = acronyms.get(concept_id)
    full = next((form for form in constraint.required if form != acronym), None)
    if acronym is None or full is None or role in ("headline", "quote"):
        return constraint
    if concept_id in introduced:
        others = [form for form in constraint.required if form != acronym]
        return replace(constraint, required=(acronym, *others))
    introduced.add(concept_id)
    return replace(constraint, required=(f"{full} ({acronym})", full))
