"""The compiled index of a glossary's source terms: an Aho–Corasick automaton over folded forms, kept on disk.

Aho and Corasick, "Efficient string matching: an aid to bibliographic search", CACM 18 (1975): all forms are found in
one pass over the text, whatever their number.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from bilingual.errors import OutputError
from bilingual.glossary.termbase import Glossary
from bilingual.model import Concept, Span, Term
from bilingual.text.files import write_atomic
from bilingual.text.normalisation import fold_width

# What may stand inside a term, or not, without making it another term.
GAPS = " \t\r\n\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
GAPS += "\u2009\u200a\u200b\u202f\u2060\u3000\u00ad-‐‑‒–·ㆍ・‧∙•"
_GAP = re.compile(f"[{re.escape(GAPS)}]")
_FULL_WIDTH = re.compile("[！-～]")
_LATIN = re.compile("[a-z]")

_CACHE_FORMAT = 2
_WORTH_CACHING = 5_000


class Folded(NamedTuple):
    """Text without gaps, in lower case and half width.

    Attributes:
        shifts: for each gap left out, in order, the offset in `text` where the characters after it begin.
    """

    text: str
    shifts: list[int]

    def origin(self, offset: int) -> int:
        """The offset in the original text of a character of the folded text."""
        return offset + bisect_right(self.shifts, offset)


def fold(text: str) -> Folded:
    """Fold running text; lower case is left out where it would change the length."""
    half = fold_width(text) if _FULL_WIDTH.search(text) else text
    lowered = half.lower()
    folded = lowered if len(lowered) == len(half) else half
    shifts = [gap.start() - n for n, gap in enumerate(_GAP.finditer(folded))]
    return Folded(_GAP.sub("", folded) if shifts else folded, shifts)


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


class Candidate(NamedTuple):
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
    """All source terms of a glossary, searched at once.

    Attributes:
        forms: the folded forms, sorted.
    """

    def __init__(self, glossary: Glossary, *, cache: Path | None = None) -> None:
        """Compile the index, or read it from `cache` (a folder) where this glossary's digest is known there."""
        self._glossary = glossary
        self._entries: dict[int, list[Entry]] = {}
        stored = _read(cache, glossary.digest) if cache else None
        self.forms, self._places = stored or _compile(glossary)
        if cache and not stored:
            _write(cache, glossary.digest, self.forms, self._places)

    @classmethod
    def of(cls, glossary: Glossary) -> TermIndex:
        """The index of a glossary, kept in the user's cache folder when it is large."""
        if len(glossary) < _WORTH_CACHING:
            return cls(glossary)
        from platformdirs import user_cache_path

        return cls(glossary, cache=user_cache_path("bilingual") / "index")

    def entries(self, form: int) -> list[Entry]:
        """The terms with a form, by its number."""
        if form not in self._entries:
            by_id, lang = self._glossary.by_id, self._glossary.source_lang
            places = (place.split(" ", 1) for place in self._places[form].split(_BETWEEN))
            self._entries[form] = [Entry(by_id[i].terms_in(lang)[int(n)], by_id[i]) for n, i in places]
        return self._entries[form]

    def fitting(self, form: int, surface: str) -> list[Entry]:
        """The entries of a form whose case fits the text: an acronym's capitals count, and an exact form wins."""
        entries = self.entries(form)
        if not _LATIN.search(self.forms[form]):
            return entries
        fitting = [e for e in entries if _case_fits(e.term, surface)]
        exact = [e for e in fitting if _letters(e.term.text) == _letters(surface)]
        return exact or fitting

    @cached_property
    def _automaton(self) -> Any:
        import ahocorasick_rs

        return ahocorasick_rs.AhoCorasick(self.forms, store_patterns=False)

    def hits(self, folded: str) -> list[tuple[int, int, int]]:
        """Every form in folded text: (number in `forms`, start, end), also overlapping ones."""
        if not self.forms or not folded:
            return []
        found: list[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        return found


Compiled = tuple[list[str], list[str]]
_BETWEEN = "\x1f"


def _compile(glossary: Glossary) -> Compiled:
    """The sorted forms, and for each the terms that have it, packed: number among its concept's source terms, id."""
    places: dict[str, list[str]] = {}
    for concept in glossary:
        for n, term in enumerate(concept.terms_in(glossary.source_lang)):
            form = fold(term.text).text
            if form:
                places.setdefault(form, []).append(f"{n} {concept.id}")
    forms = sorted(places)
    return forms, [_BETWEEN.join(places[form]) for form in forms]


def _read(cache: Path, digest: str) -> Compiled | None:
    """The compiled index kept under a digest; None when there is none, or it is damaged or of another version."""
    try:
        stored = json.loads((cache / f"{digest}.json").read_bytes())
        if stored["format"] != _CACHE_FORMAT or len(stored["forms"]) != len(stored["places"]):
            return None
        return stored["forms"], stored["places"]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(cache: Path, digest: str, forms: list[str], places: list[str]) -> None:
    """Keep a compiled index; a cache that cannot be written is done without."""
    stored = {"format": _CACHE_FORMAT, "forms": forms, "places": places}
    try:
        cache.mkdir(parents=True, exist_ok=True)
        write_atomic(cache / f"{digest}.json", json.dumps(stored, ensure_ascii=False, separators=(",", ":")))
    except (OSError, OutputError):
        return
