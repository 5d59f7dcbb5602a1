"""The compiled index of a glossary's source terms: an Aho–Corasick automaton over folded forms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from bilingual.glossary.termbase import Glossary
from bilingual.model import Concept, Span, Term
from bilingual.text.normalisation import fold_width

# What may stand inside a term, or not, without making it another term.
GAPS = " \t\r\n\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
GAPS += "\u2009\u200a\u200b\u202f\u2060\u3000\u00ad-‐‑‒–·ㆍ・‧∙•"
_FOLD = {ord(c): None for c in GAPS}
_GAP_SET = frozenset(GAPS)


class Folded(NamedTuple):
    """Text without gaps, in lower case and half width, and the offset of each of its characters in the original."""

    text: str
    offsets: list[int]


def fold(text: str) -> Folded:
    """Fold running text; only characters that keep their length in lower case are lowered."""
    lowered = text.lower() if len(text.lower()) == len(text) else text
    folded = fold_width(lowered).lower()
    offsets = [i for i, char in enumerate(folded) if char not in _GAP_SET]
    return Folded(folded.translate(_FOLD), offsets)


def _letters(text: str) -> str:
    return "".join(c for c in fold_width(text) if "a" <= c.lower() <= "z")


def _case_fits(term: Term, surface: str) -> bool:
    """Whether a term may be written with the text's Latin letters; an acronym keeps its capitals (IT is not it)."""
    ours, theirs = _letters(term.text), _letters(surface)
    return ours == theirs or not (term.case_sensitive or (len(ours) > 1 and ours.isupper()))


class Entry(NamedTuple):
    """One source term and its concept."""

    term: Term
    concept: Concept


@dataclass(frozen=True, slots=True)
class Candidate:
    """A form that stands in the text as a word.

    Attributes:
        span: in the text.
        entries: the glossary's terms with this form.
        evidence: as in `Match`.
        sure: whether the boundaries are beyond doubt.
    """

    span: Span
    entries: list[Entry]
    evidence: str
    sure: bool


class TermIndex:
    """All source terms of a glossary, searched at once."""

    def __init__(self, glossary: Glossary) -> None:
        self.entries: dict[str, list[Entry]] = {}
        for concept in glossary:
            for term in concept.terms_in(glossary.source_lang):
                form = fold(term.text).text
                if form:
                    self.entries.setdefault(form, []).append(Entry(term, concept))
        self.forms = list(self.entries)

    def fitting(self, form: int, surface: str) -> list[Entry]:
        """The entries of a form whose case fits the text: an acronym's capitals count, and an exact form wins."""
        entries = self.entries[self.forms[form]]
        if surface.isascii() is False and not any("a" <= c.lower() <= "z" for c in surface):
            return entries
        fitting = [e for e in entries if _case_fits(e.term, surface)]
        exact = [e for e in fitting if _letters(e.term.text) == _letters(surface)]
        return exact or fitting

    @cached_property
    def _automaton(self) -> Any:
        import ahocorasick_rs

        return ahocorasick_rs.AhoCorasick(self.forms)

    def hits(self, folded: str) -> Iterable[tuple[int, int, int]]:
        """Every form in folded text: (number in `forms`, start, end), also overlapping ones."""
        if not self.forms or not folded:
            return []
        found: list[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        return found
