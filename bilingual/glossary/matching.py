"""Finding the glossary's terms in segments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bilingual.glossary.index import Entry, TermIndex
from bilingual.glossary.korean_matching import Candidate, KoreanBoundaries
from bilingual.glossary.termbase import Glossary
from bilingual.model import Match, Segment
from bilingual.text import english
from bilingual.text.normalisation import nfc


class Matcher:
    """Finds the terms of one glossary's source language.

    Longest match wins, matches do not overlap, and they come in source order.

    Args:
        glossary: its `source_lang` decides the grammar: Korean morphology, English inflection, word boundaries.
        use_kiwi: let kiwipiepy (extra `kiwi`) decide the boundaries of which the grammar is unsure.
    """

    def __init__(self, glossary: Glossary, *, use_kiwi: bool = False) -> None:
        self.glossary = glossary
        self._index = TermIndex(glossary)
        self._language = glossary.source_lang.lower().split("-")[0]
        self._boundaries = KoreanBoundaries(self._index)

    def find(self, segment: Segment, *, context: Iterable[Match] = ()) -> list[Match]:
        """The matches of one segment, in source order, longest first where they compete.

        `context` holds matches elsewhere in the document, to tell homonyms apart. Spans refer to the NFC form of the
        segment's source.
        """
        text = nfc(segment.source)
        found = []
        for c in _longest(self._boundaries.candidates(text) if self._language == "ko" else self._words(text)):
            term, concept = c.entries[0]
            surface = text[c.span.start : c.span.end]
            found.append(Match(segment.id, concept.id, c.span, surface, term, c.evidence, c.sure))
        return found

    def find_all(self, segments: Sequence[Segment]) -> list[list[Match]]:
        """The matches of all segments of one document, homonyms decided by the whole."""
        return [self.find(segment) for segment in segments]

    def _words(self, text: str) -> Iterable[Candidate]:
        for entries in self._index.entries.values():
            for entry in entries:
                for span in english.occurrences(entry.term.text, text, case_sensitive=entry.term.case_sensitive):
                    yield Candidate(span, [Entry(*entry)], "word", True)


def _longest(found: Iterable[Candidate]) -> list[Candidate]:
    """Greedy choice: the longest candidate first, then the leftmost; candidates that overlap a chosen one fall out."""
    taken: list[Candidate] = []
    used: set[int] = set()
    for c in sorted(found, key=lambda c: (c.span.start - c.span.end, c.span.start)):
        covered = range(c.span.start, c.span.end)
        if used.isdisjoint(covered):
            taken.append(c)
            used.update(covered)
    return sorted(taken, key=lambda c: c.span)
