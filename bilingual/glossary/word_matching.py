"""Occurrences of terms in languages whose words are set apart by spaces: English with inflection, others as written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilingual.glossary.index import Candidate, Entry, TermIndex, fold
from bilingual.model import Span
from bilingual.text.english import lemma, occurrences

_PIECE = re.compile(r"[^\W_]+")
_ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\S)", re.IGNORECASE)


class WrittenWords:
    """Finds the forms of an index where they are whole words, as they are written."""

    def __init__(self, index: TermIndex) -> None:
        self._index = index

    def candidates(self, text: str) -> Iterator[Candidate]:
        """Every occurrence that is a whole word or several; they may overlap."""
        folded = fold(text)
        for form, first, last in self._index.hits(folded.text):
            span = Span(folded.origin(first), folded.origin(last - 1) + 1)
            if not (_inside_word(text, span.start) or _inside_word(text, span.end)):
                entries = self._index.fitting(form, text[span.start : span.end])
                if entries:
                    yield Candidate(span, entries, "word", True)


class EnglishWords:
    """Finds the forms of an index in English text, through inflection, hyphens and case."""

    def __init__(self, index: TermIndex) -> None:
        self._by_first: dict[str, list[Entry]] = {}
        for form in range(len(index.forms)):
            for entry in index.entries(form):
                for key in _first_keys(entry.term.text):
                    self._by_first.setdefault(key, []).append(entry)

    def candidates(self, text: str) -> Iterator[Candidate]:
        """Every occurrence of a term; they may overlap."""
        pieces = {piece.lower() for piece in _PIECE.findall(text)}
        found: dict[Span, list[Entry]] = {}
        for key in sorted(pieces | {lemma(piece) for piece in pieces}):
            for entry in self._by_first.get(key, ()):
                for span in occurrences(entry.term.text, text, case_sensitive=entry.term.case_sensitive):
                    listed = found.setdefault(span, [])
                    if entry not in listed:
                        listed.append(entry)
        for span, entries in found.items():
            yield Candidate(span, entries, "word", True)


def _first_keys(form: str) -> set[str]:
    """What the first word of a term may look like in a text: itself, its lemma, or joined to a part after a hyphen."""
    pieces = _PIECE.findall(_ARTICLE.sub("", form).lower())
    if not pieces:
        return set()
    keys = {pieces[0], lemma(pieces[0])}
    return keys | ({pieces[0] + pieces[1]} if len(pieces) > 1 and "-" in form else set())


def _inside_word(text: str, place: int) -> bool:
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()
