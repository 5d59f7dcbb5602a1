"""What the WMT21 terminology task's own program computes, repeated to the digit, its oddities included.

Published scores were made with that program, so that agreement with it shows that data and definitions are understood;
`bilingual.metrics.wmt21` has the definitions as they should be. The oddities, with the names used in
docs/evaluation.md:

* *first place*: the position of a term in the reference is taken from the first occurrence of its first and its last
  word anywhere in the sentence, and the word before the last is left out;
* *greedy alternatives*: every acceptable form of a term uses up one occurrence in the hypothesis, not only the first;
* *matched only*: window overlap is averaged over the terms that were found, then over all sentences, those without any
  term counting as zero;
* *two passes*: terms marked as lemmas are looked for in a second pass over the lemmatised text. Here the lemma of a
  word is the word itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bilingual.metrics.wmt21 import Tokens, neighbours, places


@dataclass(frozen=True, slots=True)
class PublishedTerm:
    """A `<term>` element of the reference.

    Attributes:
        surface: its text, tokenised at white space.
        forms: the `tgt` attribute, tokenised, as a tuple of alternatives.
        lemma: whether its type names the target lemma and not the original.
    """

    surface: Tokens
    forms: tuple[Tokens, ...]
    lemma: bool


@dataclass(frozen=True, slots=True)
class PublishedSegment:
    """One segment as the program sees it: white-space tokens, case kept."""

    hypothesis: Tokens
    reference: Tokens
    terms: tuple[PublishedTerm, ...]


def exact_matches(segments: Iterable[PublishedSegment]) -> tuple[int, int]:
    """Terms that the program counts as correct, and all terms."""
    met = total = 0
    for segment in segments:
        used: set[int] = set()
        for term in segment.terms:
            total += 1
            met += _claims(segment.hypothesis, _forms(term), used)
    return met, total


def _forms(term: PublishedTerm) -> tuple[Tokens, ...]:
    """The acceptable forms; the reference's own is added unless it is part of their text."""
    text = "|".join(" ".join(form) for form in term.forms)
    return term.forms if " ".join(term.surface) in text else (*term.forms, term.surface)


def _claims(tokens: Tokens, forms: Sequence[Tokens], used: set[int]) -> bool:
    found = False
    for form in forms:
        start = next((place.start for place in places(form, tokens) if place.start not in used), None)
        if start is not None:
            used.add(start)
            found = True
    return found


def window_overlap(segments: Sequence[PublishedSegment], size: int) -> float:
    """The program's window overlap of a corpus, between 0 and 1."""
    return sum(_overlap(segment, size) for segment in segments) / len(segments)


def _overlap(segment: PublishedSegment, size: int) -> float:
    shares: list[float] = []
    for lemma in (False, True):
        groups: dict[Tokens, list[list[int]]] = {}
        for term in segment.terms:
            if term.lemma is lemma:
                groups.setdefault(term.surface, []).append(first_place(term.surface, segment.reference))
        for surface, positions in groups.items():
            shares += _paired(segment, surface, positions, size)
    return sum(shares) / len(shares) if shares else 0.0


def first_place(surface: Tokens, reference: Tokens) -> list[int]:
    """Positions that the program takes for a term in the reference."""
    first, last = reference.index(surface[0]), reference.index(surface[-1])
    return [*range(first, last - 1), last]


def _paired(segment: PublishedSegment, surface: Tokens, positions: list[list[int]], size: int) -> list[float]:
    pairs = []
    for number, indices in enumerate(positions):
        wanted = neighbours(segment.reference, min(indices), max(indices) + 1, size)
        for place in places(surface, segment.hypothesis):
            there = neighbours(segment.hypothesis, place.start, place.stop, size)
            shared = (Counter(wanted) & Counter(there)).total()
            pairs.append((shared / len(wanted) if wanted else 0.0, number, place.start))
    shares, numbers, starts = [], set[int](), set[int]()
    for share, number, start in sorted(pairs, key=lambda pair: -pair[0]):
        if number not in numbers and start not in starts:
            numbers.add(number)
            starts.add(start)
            shares.append(share)
    return shares
