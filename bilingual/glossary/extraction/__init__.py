"""Finding new terms: candidates in Korean text, their equivalents in its translation, proposals for an editor."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bilingual.glossary.corpus import Sentence
from bilingual.glossary.edit import folded, in_order, new_concept, with_grammar, with_term
from bilingual.glossary.extraction.candidates import Candidate, collect, termhood
from bilingual.glossary.extraction.equivalents import Equivalent, Equivalents
from bilingual.glossary.extraction.prior import shipped_prior
from bilingual.model import Concept, PartOfSpeech, ReviewState

__all__ = ["Proposal", "extract"]

_EVIDENCE = 2


@dataclass(frozen=True, slots=True)
class Proposal:
    """A term that an editor may want.

    Attributes:
        text: the Korean term.
        score: how likely both the term and its equivalent are right, 0 to 1.
        frequency: number of occurrences.
        equivalent: the proposed translation, None without parallel text or when none was found.
        evidence: sentences that hold it.
        gloss: what stands in brackets after it: an acronym, a short name.
    """

    text: str
    score: float
    frequency: int
    equivalent: Equivalent | None
    evidence: tuple[Sentence, ...]
    gloss: str = ""

    def concept(self, langs: tuple[str, str] = ("ko", "en"), field: str = "") -> Concept:
        """The proposed entry, with its evidence in the note."""
        target = self.equivalent.text if self.equivalent else ""
        made = new_concept(self.text, target, langs=langs, subject_field=field, review=ReviewState.PROPOSED)
        if self.gloss:
            made = with_term(made, self.gloss, langs[0], "acronym" if self.gloss.isascii() else "variant", langs)
        acronym = self.equivalent.acronym if self.equivalent else ""
        if acronym and acronym != target:
            made = with_term(made, acronym, langs[1], "acronym", langs)
        if target[:1].isupper() and not target.isupper():
            made = with_grammar(made, source_lang=langs[0], part_of_speech=PartOfSpeech.PROPER_NOUN)
        times = "once" if self.frequency == 1 else f"{self.frequency} times"
        lines = [f"score {self.score:.2f}, stands {times}"]
        lines += [f"{s.text} | {s.translation}" if s.translation else s.text for s in self.evidence]
        return Concept(
            id=made.id,
            terms=in_order(made.terms, langs),
            subject_field=field,
            note="\n".join(lines),
            source=self.evidence[0].place,
            review=ReviewState.PROPOSED,
        )


def extract(corpus: Sequence[Sentence], *, known: Collection[str] = (), limit: int | None = None) -> list[Proposal]:
    """Term candidates of Korean text, the surest first.

    Args:
        corpus: Korean sentences; their translations, where all have one, give the equivalents.
        known: terms that need no proposal, however they are spaced.
        limit: at most so many proposals.
    """
    have = {folded(term) for term in known}
    found = [c for c in collect([s.text for s in corpus]) if folded(c.text) not in have]
    parallel = bool(corpus) and all(s.translation for s in corpus)
    aligned = Equivalents([(s.text, s.translation) for s in corpus], shipped_prior()) if parallel else None
    proposals = [_proposal(c, corpus, aligned) for c in found]
    proposals.sort(key=lambda p: (-p.score, p.text))
    return proposals[:limit]


def _proposal(candidate: Candidate, corpus: Sequence[Sentence], aligned: Equivalents | None) -> Proposal:
    score, equivalent = termhood(candidate), None
    if aligned:
        equivalent = aligned.of(candidate.places, list(candidate.gloss))
        score *= 0.2 + 0.8 * (equivalent.score if equivalent else 0.0)
    gloss = max(candidate.gloss, key=lambda g: (candidate.gloss[g], g), default="")
    indexes = dict.fromkeys(place[0] for place in candidate.places)
    evidence = tuple(corpus[i] for i in list(indexes)[:_EVIDENCE])
    return Proposal(candidate.text, score, candidate.frequency, equivalent, evidence, gloss)
