"""Finding the glossary's terms in segments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bilingual.glossary.termbase import Glossary
from bilingual.model import Concept, Match, Segment, Span, Term
from bilingual.text import english, korean


class Matcher:
    """Finds the terms of one glossary's source language.

    Longest match wins, matches do not overlap, and they come in source order.
    """

    def __init__(self, glossary: Glossary) -> None:
        self.glossary = glossary
        self._terms: list[tuple[Term, Concept]] = [
            (term, concept) for concept in glossary for term in concept.terms_in(glossary.source_lang)
        ]

    def find(self, segment: Segment, *, context: Iterable[Match] = ()) -> list[Match]:
        """The matches of one segment; `context` holds matches elsewhere in the document, to tell homonyms apart."""
        found = [m for term, concept in self._terms for m in self._of_term(segment, term, concept)]
        return _longest(found)

    def find_all(self, segments: Sequence[Segment]) -> list[list[Match]]:
        """The matches of all segments of one document, homonyms decided by the whole."""
        return [self.find(segment) for segment in segments]

    def _of_term(self, segment: Segment, term: Term, concept: Concept) -> Iterable[Match]:
        if self.glossary.source_lang.split("-")[0] != "ko":
            spans = [
                (s, "word") for s in english.occurrences(term.text, segment.source, case_sensitive=term.case_sensitive)
            ]
        else:
            spans = list(_korean_spans(term.text, segment.source))
        for span, evidence in spans:
            yield Match(segment.id, concept.id, span, segment.source[span.start : span.end], term, evidence)


def _korean_spans(form: str, text: str) -> Iterable[tuple[Span, str]]:
    at = text.find(form)
    while at >= 0:
        end = at + len(form)
        right = end
        while right < len(text) and korean.is_hangul(text[right]):
            right += 1
        tail = korean.read_tail(form, text[end:right])
        if tail and not (at and text[at - 1].isalnum()):
            yield Span(at, end), f"{tail.kind}:{tail.text}" if tail.text else tail.kind
        at = text.find(form, at + 1)


def _longest(found: list[Match]) -> list[Match]:
    chosen: list[Match] = []
    for match in sorted(found, key=lambda m: (m.span.start - m.span.end, m.span.start)):
        if all(match.span.end <= c.span.start or c.span.end <= match.span.start for c in chosen):
            chosen.append(match)
    return sorted(chosen, key=lambda m: m.span.start)
