"""Finding the glossary's terms in segments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bilingual.glossary.index import Candidate, Entry, TermIndex, fold
from bilingual.glossary.korean_matching import KoreanBoundaries
from bilingual.glossary.senses import Senses
from bilingual.glossary.termbase import Glossary
from bilingual.glossary.word_matching import EnglishWords, WrittenWords
from bilingual.model import Match, Segment
from bilingual.text.korean.kiwi import KiwiArbiter
from bilingual.text.normalisation import nfc

_GLOSS = re.compile(r"\s?[(（]([^()（）\n]{1,60})[)）]")
_CONTEXT = 2000  # matches of a document that are looked at for the subject fields of its homonyms
# Derivational suffixes that change what a term means, unless its entry allows them.
_CHANGING = ("적", "화", "형", "성")


class Matcher:
    """Finds the terms of one glossary's source language.

    Longest match wins, matches do not overlap, and they come in source order. An acronym or full form of the same
    concept in brackets after a term belongs to its match as `gloss`.

    Args:
        glossary: its `source_lang` decides the grammar: Korean morphology, English inflection, word boundaries.
        use_kiwi: let kiwipiepy (extra `kiwi`) decide the boundaries of which the grammar is unsure.
    """

    def __init__(self, glossary: Glossary, *, use_kiwi: bool = False) -> None:
        self.glossary = glossary
        index = TermIndex.of(glossary)
        language = glossary.source_lang.lower().split("-")[0]
        self._boundaries: KoreanBoundaries | EnglishWords | WrittenWords
        if language == "ko":
            self._boundaries = KoreanBoundaries(index, KiwiArbiter() if use_kiwi else None)
        else:
            self._boundaries = EnglishWords(index) if language == "en" else WrittenWords(index)
        self._senses = Senses(glossary)

    def find(self, segment: Segment, *, context: Iterable[Match] = ()) -> list[Match]:
        """The matches of one segment, in source order, longest first where they compete.

        `context` holds matches elsewhere in the document, to tell homonyms apart. Spans refer to the NFC form of the
        segment's source.
        """
        text = nfc(segment.source)
        chosen = _longest([c for c in self._boundaries.candidates(text) if _allowed(c)])
        concepts = self.glossary.by_id
        around = [c.entries[0].concept.subject_field for c in chosen if len(c.entries) == 1]
        around += [concepts[m.concept_id].subject_field for m in context if m.concept_id in concepts]
        found = []
        for c in chosen:
            decided = self._senses.choose(c, text, around)
            if decided:
                found.append(self._match(segment, text, c, *decided))
        return _with_glosses(text, found) if "(" in text or "（" in text else found

    def find_all(self, segments: Sequence[Segment]) -> list[list[Match]]:
        """The matches of all segments of one document, homonyms decided by the whole."""
        found = [self.find(segment) for segment in segments]
        if all(match.sure for matches in found for match in matches):
            return found
        document = [match for matches in found for match in matches if match.sure][:_CONTEXT]
        return [
            matches if all(m.sure for m in matches) else self.find(segment, context=document)
            for segment, matches in zip(segments, found, strict=True)
        ]

    def _match(self, segment: Segment, text: str, c: Candidate, entry: Entry, sure: bool) -> Match:
        sure = sure and c.sure
        suffix = c.evidence.removeprefix("suffix:") if c.evidence.startswith("suffix:") else ""
        if suffix.startswith(_CHANGING) and not suffix.startswith(entry.term.suffixes or ("\0",)):
            sure = False
        surface = text[c.span.start : c.span.end]
        return Match(segment.id, entry.concept.id, c.span, surface, entry.term, c.evidence, sure)


def _allowed(candidate: Candidate) -> bool:
    return candidate.evidence != "compound" or any(e.term.compounds for e in candidate.entries)


def _longest(found: list[Candidate]) -> list[Candidate]:
    """Greedy choice: the longest candidate first, then the leftmost; candidates that overlap a chosen one fall out."""
    if len(found) < 2:
        return found
    taken: list[Candidate] = []
    used: set[int] = set()
    for c in sorted(found, key=lambda c: (c.span.start - c.span.end, c.span.start)):
        covered = range(c.span.start, c.span.end)
        if used.isdisjoint(covered):
            taken.append(c)
            used.update(covered)
    return sorted(taken, key=lambda c: c.span)


def _with_glosses(text: str, found: list[Match]) -> list[Match]:
    """Join a term and the other form of its concept that follows in brackets: 소형모듈원전(SMR)."""
    by_start = {m.span.start: m for m in found}
    joined: list[Match] = []
    for match in found:
        before = joined[-1] if joined else None
        if before and match.concept_id == before.concept_id and _in_gloss(before, match):
            continue
        gloss = _GLOSS.match(text, match.span.end)
        is_gloss = gloss and _is_gloss(gloss.group(1), by_start.get(gloss.start(1)), match)
        joined.append(replace(match, gloss=gloss.group(1)) if gloss and is_gloss else match)
    return joined


def _in_gloss(before: Match, match: Match) -> bool:
    return bool(before.gloss) and match.span.end <= before.span.end + len(before.gloss) + 3


def _is_gloss(content: str, inside: Match | None, match: Match) -> bool:
    """Whether brackets hold an acronym, or another form of the same concept."""
    if inside is not None and inside.concept_id == match.concept_id:
        return fold(inside.surface).text == fold(content).text
    return inside is None and bool(re.fullmatch(r"[A-Z][A-Za-z0-9&.\-]{1,11}", content))
