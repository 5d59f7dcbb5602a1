"""Marked target terms in source sentences: how a model learns to obey a glossary.

Source terms are replaced by their translation between markers, particles staying as they were (Dinu et al. 2019,
"Training Neural Machine Translation to Apply Terminology Constraints"), mostly in dictionary form, so that the model
learns to inflect (Bergmanis and Pinnis 2021, "Facilitating Terminology Translation with Target Lemma Annotations").
Some terms are exchanged for others on both sides: then only copying can be right.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from bilingual.model import Span
from bilingual.text.english import indefinite_article, lemma, occurrences, pluralise
from bilingual.text.korean import read_tail
from bilingual.train.alignment import AlignedPair, Token
from bilingual.train.pairs import Pair

MARKERS = ("⟦", "⟧")
_NOMINAL = ("particle", "plural", "copula", "bare")
_EDGE_WORDS = frozenset(
    "the a an of to in on for and or is are be was were it its this that these those with by from at as you your we "
    "our can will may which who has have had not no if do does he she they his her their said".split()
)
_PUNCTUATION = re.compile(r"[,:;!?()\"“”]|\. ")
_START_OF_EOJEOL = re.compile(r"(?<![가-힣A-Za-z0-9])[가-힣A-Za-z]")
_END_OF_EOJEOL = re.compile(r"[가-힣]*")


@dataclass(frozen=True, slots=True)
class TermPair:
    """A term that stands on both sides of a pair.

    Attributes:
        source: its span in the source, without particles.
        target: its span in the target, as inflected there.
        form: its dictionary form in the target language.
    """

    source: Span
    target: Span
    form: str


@dataclass(frozen=True, slots=True)
class MarkingOptions:
    """How terms are marked.

    Attributes:
        dictionary_form: share of marked terms in dictionary form; the others are as inflected in the target.
        exchange: share of marked terms exchanged for a foreign one on both sides.
        counts: how many terms of a sentence are marked, drawn evenly from these.
    """

    dictionary_form: float = 0.65
    exchange: float = 0.4
    counts: tuple[int, ...] = (1, 1, 2, 2, 3, 3, 4, 5)


class Termbase:
    """Finds the terms of a dictionary that stand literally on both sides of a pair.

    Args:
        entries: source term → target terms in dictionary form.
    """

    def __init__(self, entries: Mapping[str, Iterable[str]]) -> None:
        self._entries: dict[str, list[str]] = defaultdict(list)
        for source, targets in entries.items():
            if len(source) > 1:
                self._entries[source].extend(sorted(set(targets), key=len, reverse=True))
        self._longest = max(map(len, self._entries), default=0)

    def find(self, pair: Pair) -> list[TermPair]:
        """The terms, left to right, longest first where several begin at one place; they do not overlap."""
        found: list[TermPair] = []
        for match in _START_OF_EOJEOL.finditer(pair.source):
            term = self._longest_at(pair, match.start())
            if term and not any(_overlap(term, other) for other in found):
                found.append(term)
        return found

    def _longest_at(self, pair: Pair, start: int) -> TermPair | None:
        for length in range(min(self._longest, len(pair.source) - start), 1, -1):
            source = pair.source[start : start + length]
            if source in self._entries and _ends_a_noun(pair.source, start + length, source):
                for form in self._entries[source]:
                    spans = occurrences(form, pair.target)
                    if spans:
                        return TermPair(Span(start, start + length), spans[0], form)
        return None


def _ends_a_noun(text: str, end: int, noun: str) -> bool:
    tail = _END_OF_EOJEOL.match(text, end)
    reading = read_tail(noun, tail.group() if tail else "")
    return reading is not None and reading.kind in _NOMINAL


def _overlap(one: TermPair, other: TermPair) -> bool:
    return any(a.start < b.end and b.start < a.end for a, b in ((one.source, other.source), (one.target, other.target)))


def aligned_terms(aligned: AlignedPair, longest: int = 3) -> Iterator[TermPair]:
    """Runs of up to `longest` source nouns whose links stay within a run of target words, and the reverse."""
    source, target, links = aligned.source, aligned.target, aligned.links
    for first in range(len(source)):
        for last in range(first, min(first + longest, len(source))):
            if not source[last].nominal or not _adjacent(aligned.pair.source, source, first, last):
                break
            inside = [t for s, t in links if first <= s <= last]
            if not inside:
                continue
            low, high = min(inside), max(inside)
            crossed = any(low <= t <= high and not first <= s <= last for s, t in links)
            covered = all(any(s == k for s, _ in links) for k in range(first, last + 1))
            if covered and not crossed and high - low < 2 * longest:
                span = Span(target[low].span.start, target[high].span.end)
                text = aligned.pair.target[span.start : span.end]
                if _is_term(text):
                    yield TermPair(Span(source[first].span.start, source[last].span.end), span, dictionary_form(text))


def _adjacent(text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether only a space stands between the last two tokens: a particle would end the run."""
    return first == last or text[tokens[last - 1].span.end : tokens[last].span.start] == " "


def _is_term(text: str) -> bool:
    words = text.lower().split()
    return (
        bool(words)
        and text[0].isalnum()
        and words[0] not in _EDGE_WORDS
        and words[-1] not in _EDGE_WORDS
        and not _PUNCTUATION.search(text)
    )


def dictionary_form(phrase: str) -> str:
    """The phrase with its last word as a dictionary has it; names and acronyms stay."""
    *before, last = phrase.split()
    return " ".join([*before, last if last[:1].isupper() else lemma(last)])


@dataclass(frozen=True, slots=True)
class _Marked:
    source: Span
    target: Span
    shown: str
    used: str


def mark(
    pair: Pair, terms: Iterable[TermPair], rng: Random, options: MarkingOptions, foreign: Sequence[str] = ()
) -> Pair | None:
    """The pair with some of `terms` marked in the source (see `mark_source`); None when there is none to mark.

    Longer terms are preferred, as an editor's terms are longer than any noun.

    Args:
        foreign: terms to exchange for; without any nothing is exchanged.
    """
    wanted = rng.choice(options.counts)
    chosen: list[TermPair] = []
    for term in sorted(terms, key=lambda t: t.source.start - t.source.end - 6 * rng.random()):
        if len(chosen) < wanted and not any(_overlap(term, other) for other in chosen):
            chosen.append(term)
    if not chosen:
        return None
    marked = [_shown(pair, term, rng, options, foreign) for term in chosen]
    source = mark_source(pair.source, [(m.source, m.shown) for m in marked])
    return Pair(source, _exchange(pair.target, marked))


def mark_source(text: str, terms: Iterable[tuple[Span, str]]) -> str:
    """Replace each span by its marked term: opening marker, a space, the term, closing marker.

    >>> mark_source("전력반도체를 샀다", [(Span(0, 5), "power semiconductor")])
    '⟦ power semiconductor⟧를 샀다'
    """
    for span, form in sorted(terms, reverse=True):
        text = f"{text[: span.start]}{MARKERS[0]} {form}{MARKERS[1]}{text[span.end :]}"
    return text


def _shown(pair: Pair, term: TermPair, rng: Random, options: MarkingOptions, foreign: Sequence[str]) -> _Marked:
    used = pair.target[term.target.start : term.target.end]
    plural = used.lower() == pluralise(term.form).lower() != term.form.lower()
    if foreign and rng.random() < options.exchange:
        form = rng.choice(foreign)
        used = pluralise(form) if plural else form
        if term.target.start == 0:
            used = used[:1].upper() + used[1:]
    else:
        form = term.form
        if form.lower() == used.lower() and term.target.start > 0:
            form = used  # the target shows how a name is capitalised
    return _Marked(term.source, term.target, form if rng.random() < options.dictionary_form else used, used)


def _exchange(text: str, marked: Iterable[_Marked]) -> str:
    for item in sorted(marked, key=lambda m: m.target, reverse=True):
        start, end = item.target
        if text[start:end] != item.used:
            text = _with_article(text[:start], item.used) + item.used + text[end:]
    return text


def _with_article(before: str, term: str) -> str:
    """The text before a term, its indefinite article adapted to the new term."""
    article = re.search(r"\b(a|an|A|An) \Z", before)
    if not article:
        return before
    right = indefinite_article(term)
    return before[: article.start()] + (right.capitalize() if article[1][0] == "A" else right) + " "
