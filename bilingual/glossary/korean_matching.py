"""Which occurrences of a form in Korean text are words: boundaries inside eojeols, spacing variants, glosses."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from math import inf
from typing import NamedTuple

from bilingual.glossary.index import GAPS, Candidate, TermIndex, fold
from bilingual.model import Span
from bilingual.text.korean.affixes import COUNTERS, PRONOUNS, SUFFIXES, SURNAMES, TITLES
from bilingual.text.korean.kiwi import KiwiArbiter
from bilingual.text.korean.reading import TERM_COST, Context, Reading, is_plain
from bilingual.text.korean.syllables import is_hangul
from bilingual.text.korean.tails import read_tail

_BROKEN_RUN = re.compile(r"[가-힣]+(?:[ \t]*\r?\n[ \t]*[가-힣]+)+")
_WORD_BEFORE = re.compile(r"([가-힣]+|[前現])[ \u00a0]$")
_WORD_AFTER = re.compile(r"[ \u00a0]?([前現]|[가-힣]+)")
_INNER_GLOSS = re.compile(r"(?<=[^\s(])\s?\([^()\n]{1,40}\)\s?(?=[^\W_])")
_GLOSS_REACH = 60
_CLOSERS = ")]}”’」』》〉】\"'%℃㎞㎏㎡㎿"
_HANJA_PREFIXES = "對脫前現駐親反非新舊故總各本諸訪在超準無未大小抗"
_GAP_SET = frozenset(GAPS)
_SURE = 2.0
_PLAIN = Context()

# Evidence, and how much speaks for a term rather than against it (nats); below zero it is more likely none.
Verdict = tuple[str, float]
_NO: Verdict = ("", -inf)
_HOPELESS = -3.0
_LONGEST_RUN, _NEIGHBOURHOOD = 64, 20
_VERDICTS_KEPT, _READINGS_KEPT = 200_000, 500


class Run(NamedTuple):
    """Hangul between two other characters; a line end inside is left out.

    Attributes:
        start: offset in the sentence.
        end: offset in the sentence.
        text: the syllables.
        context: what stands around them.
        words: stretches (half-open, in syllables) that are forms of the glossary.
        offsets: where a line ended inside: offset in the sentence of each syllable; else empty.
    """

    start: int
    end: int
    text: str
    context: Context
    words: tuple[tuple[int, int], ...]
    offsets: tuple[int, ...] = ()

    def covered(self, span: Span) -> tuple[int, int]:
        """The syllables of the run that a span of the sentence covers, half-open."""
        if self.offsets:
            return bisect_right(self.offsets, span.start - 1), bisect_right(self.offsets, span.end - 1)
        return max(0, span.start - self.start), min(span.end, self.end) - self.start


class Sentence:
    """One text with every place where a form of the index stands, whether a word or not.

    Attributes:
        hits: (number of the form, span in the text).
    """

    def __init__(self, text: str, index: TermIndex) -> None:
        self.text = text
        folded = fold(text)
        origin = folded.origin
        self.hits = [(form, Span(origin(s), origin(e - 1) + 1)) for form, s, e in index.hits(folded.text)]
        self._lines = [hit.span() for hit in _BROKEN_RUN.finditer(text)] if self.hits and "\n" in text else []
        self._latest = (0, 0)
        self._runs: dict[int, Run] = {}
        self._inside: dict[int, list[Span]] = {}
        for _, span in self.hits:
            start, end = self._bounds(span.start)
            if span.end <= end:
                self._inside.setdefault(start, []).append(span)

    def _bounds(self, offset: int) -> tuple[int, int]:
        """Where the run that holds the character at `offset` begins and ends; an empty span when it is not Hangul."""
        text = self.text
        if self._latest[0] <= offset < self._latest[1]:
            return self._latest
        line = bisect_right(self._lines, (offset, len(text))) - 1
        if line >= 0 and offset < self._lines[line][1]:
            return self._lines[line]
        start = end = offset
        while start > 0 and "가" <= text[start - 1] <= "힣":
            start -= 1
        while end < len(text) and "가" <= text[end] <= "힣":
            end += 1
        self._latest = (start, end) if end > offset else (offset, offset)
        return self._latest

    def run_at(self, offset: int) -> Run | None:
        """The run that holds the character at `offset`, or None when it is not Hangul."""
        start, end = self._bounds(offset)
        if start == end:
            return None
        if start not in self._runs:
            self._runs[start] = self._run(start, end)
        return self._runs[start]

    def _run(self, start: int, end: int) -> Run:
        syllables = self.text[start:end]
        offsets: tuple[int, ...] = ()
        breaks: tuple[int, ...] = ()
        if "\n" in syllables:
            offsets = tuple(i for i in range(start, end) if is_hangul(self.text[i]))
            breaks = tuple(n for n in range(1, len(offsets)) if offsets[n] != offsets[n - 1] + 1)
            syllables = "".join(self.text[i] for i in offsets)
        context = self._context(start, end, syllables, breaks)
        run = Run(start, end, syllables, context, (), offsets)
        inside = self._inside.get(start, ())
        return run._replace(words=tuple(sorted({run.covered(span) for span in inside})))

    def _context(self, start: int, end: int, syllables: str, breaks: tuple[int, ...]) -> Context:
        before = self.text[start - 1] if start else " "
        person = len(syllables) > 2 and syllables[0] in SURNAMES and self._beside_title(start, end)
        if before == " " and not person and not breaks:
            return _PLAIN
        attached = (before.isalnum() or before in _CLOSERS) and before not in _HANJA_PREFIXES
        return Context(attached, before.isdigit(), person, breaks)

    def _beside_title(self, start: int, end: int) -> bool:
        before = _WORD_BEFORE.search(self.text, max(0, start - 6), start)
        after = _WORD_AFTER.match(self.text, end)
        return any(hit is not None and hit.group(1) in TITLES for hit in (before, after))


class KoreanBoundaries:
    """Finds the forms of an index in Korean text and keeps those that are words there.

    Args:
        index: the glossary's source terms.
        arbiter: decides where the grammar is unsure; without it those it leans to are kept as unsure.
    """

    def __init__(self, index: TermIndex, arbiter: KiwiArbiter | None = None) -> None:
        self._index = index
        self._arbiter = arbiter
        self._readings: dict[tuple[str, Context], Reading] = {}
        self._verdicts: dict[tuple[str, Context, int, int], Verdict] = {}

    def candidates(self, text: str) -> Iterator[Candidate]:
        """Every occurrence that is a word or a compound's part; they may overlap."""
        yield from self._found(text)
        if "(" in text:
            for gloss in _INNER_GLOSS.finditer(text):
                yield from self._across_gloss(text, Span(*gloss.span()))

    def _across_gloss(self, text: str, gloss: Span) -> Iterator[Candidate]:
        """Terms that a gloss in brackets interrupts: 탄소국경조정(CBAM)제도."""
        left = max(0, gloss.start - _GLOSS_REACH)
        cut = gloss.start - left
        size = gloss.end - gloss.start
        shorter = text[left : gloss.start] + text[gloss.end : gloss.end + _GLOSS_REACH]
        for c in self._found(shorter):
            if c.span.start < cut < c.span.end:
                yield Candidate(Span(c.span.start + left, c.span.end + left + size), c.entries, "gloss", c.sure)

    def _found(self, text: str) -> Iterator[Candidate]:
        sentence = Sentence(text, self._index)
        for form, span in sentence.hits:
            evidence, margin = self._judge(sentence, span, form)
            if margin < _HOPELESS or not (entries := self._index.fitting(form, text[span.start : span.end])):
                continue
            if margin >= _SURE:
                yield Candidate(span, entries, evidence, True)
            elif self._arbiter is not None:
                if self._arbiter.is_word(text, span):
                    yield Candidate(span, entries, evidence, True)
            elif margin >= 0:
                yield Candidate(span, entries, evidence, False)

    def _judge(self, sentence: Sentence, span: Span, form: int) -> Verdict:
        text = sentence.text
        if not _edge(text, span.start - 1, span.start) or not _edge(text, span.end, span.end - 1):
            return _NO
        first = sentence.run_at(span.start)
        last = first if first is not None and span.end <= first.end else sentence.run_at(span.end - 1)
        if first is last and first is not None:
            return self._single(first, *first.covered(span))
        surface = text[span.start : span.end]
        as_written = self._index.entries(form)[0].term.text
        if not _gaps_allowed(surface, as_written) or _cuts_words(sentence, span, first, last):
            return _NO
        return self._parts(span, surface, first, last)

    def _single(self, run: Run, start: int, end: int) -> Verdict:
        if end - start == len(run.text):
            return _NO if _is_tail(run) else ("bare", _SURE)
        if end - start == 1 and start:
            return _NO
        run, start, end = _window(run, start, end)
        key = (run.text, run.context, start, end)
        if key not in self._verdicts:
            if len(self._verdicts) > _VERDICTS_KEPT:
                self._verdicts.clear()
            self._verdicts[key] = _evidence(run.text, start, end), self._margin(run, start, end, TERM_COST)
        return self._verdicts[key]

    def _margin(self, run: Run, start: int, end: int, cost: float) -> float:
        """How much cheaper the best reading with a term in this place is than the best one against it."""
        if start == 0 and is_plain(run.text, end, run.words, run.context):
            return _SURE
        key = (run.text, run.context)
        if key not in self._readings:
            if len(self._readings) > _READINGS_KEPT:
                self._readings.clear()
            self._readings[key] = Reading(run.text, run.words, run.context)
        reading = self._readings[key]
        return reading.across(start, end) - reading.through(start, end, cost)

    def _parts(self, span: Span, surface: str, first: Run | None, last: Run | None) -> Verdict:
        """A hit over several runs: the first must end, the last must begin with a part of the term."""
        length = sum(c not in _GAP_SET for c in surface)
        evidence, least = "spacing" if _gap_places(surface) else "bare", _SURE
        for run in (first, last):
            if run is None:
                continue
            start, end = run.covered(span)
            if end - start == len(run.text):
                if run is first and _is_tail(run):
                    return _NO
                continue
            near, start, end = _window(run, start, end)
            least = min(least, self._margin(near, start, end, TERM_COST * (end - start) / length))
            evidence = _evidence(near.text, start, end) if run is last else evidence
        return evidence, least


def _window(run: Run, start: int, end: int) -> tuple[Run, int, int]:
    """A very long run cut down to the neighbourhood of run[start:end], so that time stays linear."""
    if len(run.text) <= _LONGEST_RUN:
        return run, start, end
    left, right = max(0, start - _NEIGHBOURHOOD), min(len(run.text), end + _NEIGHBOURHOOD)
    words = run.words[bisect_left(run.words, (left, 0)) : bisect_right(run.words, (right, 0))]
    near = tuple((s - left, e - left) for s, e in words if e <= right)
    breaks = tuple(b - left for b in run.context.breaks if left < b < right)
    context = run.context._replace(breaks=breaks)
    return Run(run.start + left, run.start + right, run.text[left:right], context, near), start - left, end - left


def _cuts_words(sentence: Sentence, span: Span, first: Run | None, last: Run | None) -> bool:
    """Whether a form over several runs begins or ends inside another term's single word, or begins with a pronoun."""
    for run, at_start in ((first, True), (last, False)):
        if run is None:
            continue
        place = run.covered(span)[0 if at_start else 1]
        if any(start < place < end for start, end in run.words):
            return True
    return first is not None and first.text in PRONOUNS and sentence.text[first.end] in _GAP_SET


def _is_tail(run: Run) -> bool:
    """Whether a run directly after a letter, a digit or a closing mark is a particle or a counter, not a word."""
    context = run.context
    counter = context.digit and len(run.text) == 1 and run.text in COUNTERS
    return counter or (context.glued and read_tail("", run.text) is not None)


def _evidence(run: str, start: int, end: int) -> str:
    if start:
        return "compound"
    rest = run[end:]
    tail = read_tail(run[:end], rest)
    if tail:
        return f"{tail.kind}:{rest}"
    for size in (2, 1):
        if rest[:size] in SUFFIXES and read_tail(run[: end + size], rest[size:]):
            return f"suffix:{rest}"
    return "compound"


def _edge(text: str, outer: int, inner: int) -> bool:
    """Whether a word can end between two neighbouring characters, as far as their scripts tell."""
    if not 0 <= outer < len(text):
        return True
    a, b = text[outer], text[inner]
    if is_hangul(a) or is_hangul(b):
        return True
    if a.isalpha() and b.isalpha():
        return _is_hanja(a) != _is_hanja(b)
    if a.isdigit() and b.isdigit():
        return False
    if a in ".," and b.isdigit():
        beyond = 2 * outer - inner
        return not (0 <= beyond < len(text) and text[beyond].isdigit())
    return not (a.isdigit() and outer > inner and _letters_before(text, inner) < 3)


def _letters_before(text: str, last: int) -> int:
    """How many Latin letters end at `last`, counted up to three: PM2.5 is no PM, HBM4 is an HBM."""
    count = 0
    while count < 3 and last - count >= 0 and text[last - count].isascii() and text[last - count].isalpha():
        count += 1
    return count if count else 3


def _is_hanja(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"


def _gaps_allowed(surface: str, form: str) -> bool:
    """Whether a term may be written with these gaps: at its own, between scripts, or between longer parts.

    A part of one syllable may stand alone in a term of four syllables or more (스마트 팜).
    """
    own, found = _gap_places(form), _gap_places(surface)
    if found <= own:
        return True
    letters = [c for c in surface if c not in _GAP_SET]
    bounds = sorted({0, len(letters)} | own | found)
    spaced = _gap_places("".join(c for c in surface if c.isspace() or c not in _GAP_SET))
    for place in (found - own) & spaced:
        if not (is_hangul(letters[place - 1]) and is_hangul(letters[place])):
            continue
        at = bounds.index(place)
        shortest = min(place - bounds[at - 1], bounds[at + 1] - place)
        if shortest < 2 and len(letters) < 4 and "\n" not in surface:
            return False
    return True


def _gap_places(text: str) -> set[int]:
    places, count = set(), 0
    for char in text:
        if char in _GAP_SET:
            places.add(count)
        else:
            count += 1
    return places
