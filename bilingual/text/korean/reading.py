"""Reading a run of Hangul: the cheapest way to see it as words, and whether a given stretch can be one of them.

A run is a maximal stretch of Hangul syllables inside an eojeol. It is read as prefixes, nouns, suffixes and one tail
(`tails`), as an inflected verb, or as an adverb; what the word list does not know costs by the syllable. This is the
unigram word lattice of morphological analysers (Viterbi search), with a closed grammar in place of learnt transitions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import inf
from operator import itemgetter
from typing import NamedTuple

from bilingual.text.korean.affixes import (
    COMMON_SURNAMES,
    COUNTERS,
    DERIVING,
    GIVEN,
    PREFIXES,
    SINO_KOREAN,
    SUFFIXES,
    SURNAMES,
    UNITS,
)
from bilingual.text.korean.tails import is_ending, may_begin_tail, read_tail
from bilingual.text.korean.words import Lexicon, lexicon

START, PREFIXED, NOUN, SINGLE = 0, 1, 2, 3

TERM_COST = 12.0
_JOIN = 0.7
_SINGLE = 8.5
_UNKNOWN, _UNKNOWN_SYLLABLE, _ENDING_SYLLABLE = 7.0, 5.5, 2.0
_LONGEST_UNKNOWN = 8
_LONG = 4  # syllables from which on a term hardly arises by chance where two words meet
_LONGEST_TAIL = 14
_BY_PLACE = itemgetter(0, 2)
_NUMERAL = re.compile("[일이삼사오육칠팔구십백천만억조]{3,}")


class Context(NamedTuple):
    """What stands around a run.

    Attributes:
        glued: something other than a space is directly before it (a letter, a digit, a closing quote or bracket).
        digit: a digit is directly before it.
        person: a title such as 의원 or 배우 stands beside it, so that a personal name is likely.
        breaks: offsets in the run where a line ended: a word may end there, or go on.
    """

    glued: bool = False
    digit: bool = False
    person: bool = False
    breaks: tuple[int, ...] = ()


class Edge(NamedTuple):
    """One word of the lattice, from (start, state) to (end, state); `kind` is `deriving`, `unknown` or nothing."""

    start: int
    before: int
    end: int
    after: int
    cost: float
    kind: str


# Inside the lattice the same fields are plain tuples, which the garbage collector can forget.
_Row = tuple[int, int, int, int, float, str]


def is_plain(run: str, end: int, words: Sequence[tuple[int, int]], context: Context) -> bool:
    """Whether run[:end] is a noun before a tail and nothing known speaks for another reading.

    This is what `Reading` finds as well, only faster: no listed word, no glossary term and no tail crosses `end`.
    """
    tail, known = run[end:], lexicon()
    if not tail or context.glued or context.person or context.breaks or end < 2 or run in known.predicates:
        return False
    if not (may_begin_tail(tail[0]) and read_tail(run[end - 1], tail)) or any(s < end < e for s, e in words):
        return False
    for start in range(end if end < _LONG else 1):
        begins_tail = start > 0 and may_begin_tail(run[start]) and read_tail(run[start - 1], run[start:])
        if begins_tail and run[:start] in known.nouns:
            return False
        for stop in range(end + 1, len(run) + 1):
            if run[start:stop] in known.nouns or run[start:stop] in known.adverbs:
                return False
    return True


class Reading:
    """All readings of one run, with the glossary's terms as further nouns.

    Args:
        run: Hangul syllables.
        terms: stretches (start, end) that are glossary terms.
        context: what stands around the run.
    """

    def __init__(self, run: str, terms: Sequence[tuple[int, int]] = (), context: Context | None = None) -> None:
        self.run = run
        self.context = context or Context()
        self._starts = frozenset((0, *self.context.breaks))
        self._stops = (*self.context.breaks, len(run))
        self._lexicon = lexicon()
        self._edges = sorted(self._all_edges(terms), key=_BY_PLACE)
        self._ahead = self._search_back()
        self._behind = self._search()
        self.cost = self._ahead[0][START]

    def through(self, start: int, end: int, cost: float = TERM_COST) -> float:
        """Cost of the best reading in which run[start:end] is a noun or several, `cost` at most."""
        inner = min(cost, self._lexicon.nouns.get(self.run[start:end], inf), self._compound(start, end))
        return self._before_term(start, end - start) + inner + self._after_term(end, end - start)

    def _before_term(self, start: int, size: int) -> float:
        """Cost of what stands before a term; a short one does not count after something unknown."""
        behind = self._behind[start]
        best = min(behind[START], behind[PREFIXED])
        for first, before, last, after, cost, kind in self._edges:
            if last == start > first and after in (NOUN, SINGLE) and not (kind == "unknown" and size < 3):
                joined = _JOIN if after == NOUN else _JOIN + _SINGLE
                best = min(best, self._behind[first][before] + cost + joined)
        return best

    def _after_term(self, end: int, size: int) -> float:
        """Cost of what follows a term; a short one does not count before a syllable that makes another noun of it."""
        if size > 2:
            return self._ahead[end][NOUN]
        onward = (
            cost + self._ahead[last][after]
            for first, before, last, after, cost, kind in self._edges
            if first == end and before == NOUN and not kind
        )
        return min(onward, default=inf)

    def _compound(self, start: int, end: int) -> float:
        """Cost of run[start:end] as listed words one after the other."""
        best = [0.0] + [inf] * (end - start)
        for first, before, last, after, cost, _ in self._edges:
            if start <= first and last <= end and after in (NOUN, PREFIXED) and before in (NOUN, PREFIXED):
                best[last - start] = min(best[last - start], best[first - start] + cost)
        return best[end - start]

    def across(self, start: int, end: int) -> float:
        """Cost of the best reading in which a word or tail crosses an edge of run[start:end] or fills it as no noun."""
        best = inf
        for first, before, last, after, cost, kind in self._edges:
            if first < end and last > start:
                whole = first == start and last == end and kind == "deriving"
                if not (start <= first and last <= end and after != START) or whole:
                    best = min(best, self._behind[first][before] + cost + self._ahead[last][after])
        return best

    def path(self) -> tuple[Edge, ...]:
        """The words of the cheapest reading, in order; empty when nothing reads the run."""
        walked: list[Edge] = []
        at, state = 0, START
        while self.cost < inf and (at, state) != (len(self.run), START):
            onward = (Edge(*e) for e in self._edges if e[:2] == (at, state))
            best = min(onward, key=lambda e: e.cost + self._ahead[e.end][e.after])
            walked.append(best)
            at, state = best.end, best.after
        return tuple(walked)

    def _empty(self) -> list[list[float]]:
        return [[inf] * 4 for _ in range(len(self.run) + 1)]

    def _search(self) -> list[list[float]]:
        table = self._empty()
        table[0][START] = 0.0
        for start, before, end, after, cost, _ in self._edges:
            table[end][after] = min(table[end][after], table[start][before] + cost)
        return table

    def _search_back(self) -> list[list[float]]:
        table = self._empty()
        table[len(self.run)][START] = 0.0
        for start, before, end, after, cost, _ in reversed(self._edges):
            table[start][before] = min(table[start][before], table[end][after] + cost)
        return table

    def _term_cost(self, start: int, end: int) -> float:
        return min(TERM_COST, self._lexicon.nouns.get(self.run[start:end], inf))

    def _all_edges(self, terms: Sequence[tuple[int, int]]) -> Iterator[_Row]:
        for start, end in terms:
            yield from self._noun(start, end, self._term_cost(start, end))
        size = len(self.run)
        for start in range(size):
            for end in range(start + 1, min(size, start + self._lexicon.longest) + 1):
                yield from self._listed(start, end, self._lexicon)
            yield from self._affixes(start)
            for end in range(start + 1, min(size, start + _LONGEST_UNKNOWN) + 1):
                unknown = _UNKNOWN + _UNKNOWN_SYLLABLE * (end - start)
                kind = "" if end - start == 2 and SINO_KOREAN.issuperset(self.run[start:end]) else "unknown"
                if start in self._starts:
                    yield start, START, end, NOUN, unknown, kind
                if start:
                    yield start, NOUN, end, NOUN, unknown + _JOIN, kind
            if start in self._starts:
                yield from self._names(start)
                yield from self._numeral(start)
            yield from self._tails(start)
        yield from self._tails(size)

    def _noun(self, start: int, end: int, cost: float) -> Iterator[_Row]:
        if start in self._starts:
            yield start, START, end, NOUN, cost, ""
        if start:
            yield start, NOUN, end, NOUN, cost + _JOIN, ""
            if self.run[start - 1] in PREFIXES:
                yield start, PREFIXED, end, NOUN, cost, ""
            if start - 1 in self._starts:
                yield start, SINGLE, end, NOUN, cost + _JOIN + _SINGLE, ""

    def _listed(self, start: int, end: int, words: Lexicon) -> Iterator[_Row]:
        word = self.run[start:end]
        if word in words.nouns:
            cost = words.nouns[word]
            if end - start > 1:
                yield from self._noun(start, end, cost)
            else:
                yield start, START, end, SINGLE, cost, ""
                yield start, NOUN, end, NOUN, cost + _SINGLE, "deriving"
        if word in words.adverbs:
            yield start, START, end, NOUN, words.adverbs[word], ""
        if word in words.predicates and end in self._stops:
            yield start, START, end, START, words.predicates[word], ""

    def _affixes(self, start: int) -> Iterator[_Row]:
        head = self.run[start]
        if head in PREFIXES:
            yield start, START, start + 1, PREFIXED, PREFIXES[head], ""
            yield start, NOUN, start + 1, PREFIXED, PREFIXES[head] + 4.0, ""
        for size in (1, 2, 3):
            piece = self.run[start : start + size]
            if len(piece) < size:
                break
            if piece in SUFFIXES:
                yield start, NOUN, start + size, NOUN, SUFFIXES[piece], ""
                yield start, SINGLE, start + size, NOUN, SUFFIXES[piece], ""
            if piece in DERIVING:
                yield start, NOUN, start + size, NOUN, DERIVING[piece], "deriving"
            if start == 0 and self.context.digit and piece in COUNTERS:
                yield start, START, start + size, NOUN, 2.5, ""
        if head in UNITS and start > 1 and self.run[:start] in self._lexicon.proper:
            yield start, NOUN, start + 1, NOUN, 4.0, ""

    def _names(self, start: int) -> Iterator[_Row]:
        for size in (1, 2):
            surname, given = self.run[start : start + size], self.run[start + size : start + size + 2]
            if surname not in SURNAMES or len(given) < 2 or not all(g in GIVEN for g in given):
                continue
            rare = 0.0 if surname in COMMON_SURNAMES else 4.0
            yield start, START, start + size + 2, NOUN, rare + (10.0 if self.context.person else 17.0), ""

    def _numeral(self, start: int) -> Iterator[_Row]:
        digits = _NUMERAL.match(self.run, start)
        if digits:
            yield start, START, digits.end(), NOUN, 8.0, ""
        half = self.run[start : start + 2]
        if len(half) == 2 and self.run[start + 2 : start + 4] == half:
            yield start, START, start + 4, NOUN, 11.0, ""

    def _tails(self, start: int) -> Iterator[_Row]:
        for stop in self._stops:
            if not start <= stop <= start + _LONGEST_TAIL:
                continue
            tail = self.run[start:stop]
            possible = not tail or may_begin_tail(tail[0])
            read = read_tail(self.run[start - 1] if start else "", tail) if possible else None
            if start and read:
                yield start, NOUN, stop, START, read.cost, ""
                yield start, SINGLE, stop, START, read.cost + (3.0 if read.kind == "verb" else 0.0), ""
            elif tail and start and is_ending(tail):
                for stem in range(max(0, start - 4), start):
                    length = _UNKNOWN_SYLLABLE * (start - stem) + _ENDING_SYLLABLE * len(tail)
                    yield stem, START, stop, START, _UNKNOWN + 7.0 + length, ""
            if start == 0 and tail and self.context.glued and read:
                yield start, START, stop, START, read.cost, ""
