"""Choosing between concepts that share a form, and dropping occurrences that mean something else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from bilingual.glossary.homonyms import Sense, concept_sense, homonyms, occurrence_scores, occurrence_sense
from bilingual.glossary.index import Candidate, Entry
from bilingual.glossary.termbase import Glossary
from bilingual.model import Concept, Span, TermStatus

_LARGE = 2000
_FIELD_WEIGHT = 0.5
_CUE_WEIGHT = 2.0
_CLEAR = 0.15


class Senses:
    """Decides the meaning of matches for one glossary."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._known: dict[tuple[str, str], Sense | None] = {}

    @cached_property
    def _company(self) -> list[str]:
        """The source terms, which tell a small glossary's subject; those of a large one are about everything."""
        if len(self._glossary) > _LARGE:
            return []
        lang = self._glossary.source_lang
        return [t.text for concept in self._glossary for t in concept.terms_in(lang)]

    def _sense_of(self, form: str, concept: Concept) -> Sense | None:
        key = (form, concept.id)
        if key not in self._known:
            company = [text for text in self._company if text != form]
            target = self._glossary.target_lang
            self._known[key] = concept_sense(concept, homonyms()[form], company, target)
        return self._known[key]

    def choose(self, found: Candidate, text: str, fields: Sequence[str]) -> tuple[Entry, bool] | None:
        """The entry that is meant, and whether that is sure; None when the text means something else.

        Args:
            found: an occurrence, with the entries that have its form.
            text: the segment.
            fields: subject fields of all matches of the segment and of others in the document.
        """
        entries, span = found.entries, found.span
        form = entries[0].term.text
        if form not in homonyms():
            return self._among(entries, text, span, fields)
        senses = homonyms()[form]
        scores = occurrence_scores(text, span, found.evidence, senses)
        meant = occurrence_sense(senses, scores)
        kept = [e for e in entries if self._possible(form, e.concept, senses, scores, meant)]
        if not kept:
            return None
        named = [e for e in kept if meant is not None and self._sense_of(form, e.concept) is meant]
        chosen, sure = self._among(named or kept, text, span, fields)
        own = self._sense_of(form, chosen.concept)
        doubtful = meant is None and own is not None and max(scores) > scores[senses.index(own)]
        return chosen, sure and not doubtful

    def _possible(
        self, form: str, concept: Concept, senses: Sequence[Sense], scores: Sequence[float], meant: Sense | None
    ) -> bool:
        own = self._sense_of(form, concept)
        if own is None:
            return True
        return scores[senses.index(own)] >= 0 and (meant is None or meant is own)

    def _among(self, entries: Sequence[Entry], text: str, span: Span, fields: Sequence[str]) -> tuple[Entry, bool]:
        """Choose by the entry's cues, then by the fields of the other matches, then by status."""
        if len(entries) == 1 or len({e.concept.id for e in entries}) == 1:
            return min(entries, key=_rank), True
        counted = Counter(fields)
        total = max(1, len(fields))
        before, after = text[max(0, span.start - 200) : span.start], text[span.end : span.end + 200]

        def score(entry: Entry) -> float:
            cues = sum(cue in before or cue in after for cue in entry.concept.cues)
            field = entry.concept.subject_field
            return _CUE_WEIGHT * cues + (_FIELD_WEIGHT * counted[field] / total if field else 0.0)

        ranked = sorted(entries, key=lambda e: (-score(e), _rank(e)))
        best = ranked[0]
        rivals = [score(e) for e in ranked if e.concept.id != best.concept.id]
        return best, score(best) - max(rivals) >= _CLEAR


_RANKS = {status: rank for rank, status in enumerate(TermStatus)}


def _rank(entry: Entry) -> int:
    return _RANKS[entry.term.status]
