"""Where in the target the translation of a source span stands, by attention."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from difflib import SequenceMatcher

from bilingual.constrain.forms import overlaps
from bilingual.engines.base import Alignment
from bilingual.model import Span

_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*|\S")
_FUNCTION = frozenset(
    "a an the of to in on at by for from with and or but as is are was were be been being it its that this these "
    "those has have had will would can could not no which who whose there their his her our your into than then "
    "also said says".split()
)
_BRIDGES = frozenset({"of", "and", "-", "for"})
LEAST_WEIGHT = 0.12
_SHARE_OF_PEAK = 0.45
_SHARE_BEYOND_BRIDGE = 0.7
_LONGEST = 6
_RIVAL = 0.7
_LIKENESS = 0.4
_RESEMBLANCE = 0.6


def words_of(text: str) -> list[Span]:
    """Spans of words and punctuation marks."""
    return [Span(*hit.span()) for hit in _WORD.finditer(text)]


def word_weights(alignment: Alignment, source: Span, words: Sequence[Span]) -> list[float]:
    """For each target word, the largest share of a token's attention that lies on the source span."""
    columns = [n for n, span in enumerate(alignment.source_spans) if span.end > span.start and overlaps(span, source)]
    weights = [0.0] * len(words)
    position = 0
    for span, row in zip(alignment.target_spans, alignment.weights, strict=True):
        while position < len(words) and words[position].end <= span.start:
            position += 1
        mass = sum(row[c] for c in columns)
        for number in range(position, len(words)):
            if words[number].start >= span.end:
                break
            weights[number] = max(weights[number], mass)
    return weights


def is_function_word(word: str) -> bool:
    """Whether an English word carries grammar rather than content."""
    return word.lower() in _FUNCTION or not word[:1].isalnum()


def aligned_span(
    alignment: Alignment,
    source: Span,
    text: str,
    taken: Sequence[Span] = (),
    *,
    like: Sequence[str] = (),
    least: float = LEAST_WEIGHT,
) -> Span | None:
    """The stretch of words of `text` that translates the source span, or None when nothing tells.

    It grows from the word with the most weight over neighbours that have a fair share of it, over single function
    words between them, and never into a span that is taken. A word's weight is its attention on the source span, and
    more if it looks like a word of one of the forms in `like`: engines garble a name, or get a compound half right.

    Args:
        alignment: of the source that `source` refers to with `text`.
        source: the span to look for.
        text: the target.
        taken: spans of `text` that belong to other terms.
        like: target forms that the stretch may resemble.
        least: weight that the best word must have.
    """
    words = words_of(text)
    weights = word_weights(alignment, source, words)
    free = [not any(overlaps(w, t) for t in taken) for w in words]
    content = [n for n, w in enumerate(words) if free[n] and not is_function_word(text[w.start : w.end])]
    for n in content:
        weights[n] += _LIKENESS * likeness(text[words[n].start : words[n].end], like)
    if not content:
        return None
    peak = max(content, key=lambda n: weights[n])
    if weights[peak] < least:
        return None
    shares = {n: weights[n] / weights[peak] for n in content if weights[n] >= _SHARE_OF_PEAK * weights[peak]}
    bridges = {n for n, w in enumerate(words) if free[n] and text[w.start : w.end] in _BRIDGES}
    longest = max((len(form.split()) for form in like), default=_LONGEST - 1) + 1
    first, last = _grown(peak, shares, bridges, longest)
    return Span(words[first].start, words[last].end)


def likeness(word: str, forms: Sequence[str]) -> float:
    """How much a word looks like a content word of one of the forms: 0 below a resemblance of .6, else up to 1."""
    best = 0.0
    if len(word) >= 4:
        for other in {o.lower() for form in forms for o in form.split() if len(o) >= 4}:
            best = max(best, SequenceMatcher(None, word.lower(), other).ratio())
    return best if best >= _RESEMBLANCE else 0.0


def _grown(peak: int, shares: Mapping[int, float], bridges: Set[int], longest: int) -> tuple[int, int]:
    """First and last word of the stretch around the peak: it takes the heavier neighbour until it is long enough.

    A neighbour beyond a bridge (exports *of* reactors) must weigh nearly as much as the peak.
    """
    first = last = peak
    for _ in range(longest - 1):
        options = [(shares.get(n, 0.0), n) for n in (first - 1, last + 1)]
        for near, far in ((first - 1, first - 2), (last + 1, last + 2)):
            if near in bridges and shares.get(far, 0.0) >= _SHARE_BEYOND_BRIDGE:
                options.append((shares[far], far))
        share, best = max(options)
        if not share:
            break
        first, last = min(first, best), max(last, best)
    return first, last


def likely_starts(
    alignment: Alignment | None, source: Span, text: str, taken: Sequence[Span], count: int, floor: int = 0
) -> list[int]:
    """Offsets of `text` from `floor` on at which the translation of the source span may best begin, likeliest first.

    By attention: a word start is the likelier the more attention its word and the next one have on the span, and the
    less the word before has; a place that is far less likely than the best one is left out. Without an alignment the
    first word starts are given. Never empty.
    """
    words = words_of(text)
    starts = [
        n
        for n, w in enumerate(words)
        if w.start >= floor and text[w.start].isalnum() and not any(t.start < w.start < t.end for t in taken)
    ]
    if not starts:
        return [max(floor, len(text.rstrip(" .!?")))]
    if alignment is None:
        return [words[n].start for n in starts[:count]]
    weights = [*word_weights(alignment, source, words), 0.0]
    rise = {n: weights[n] + 0.5 * weights[n + 1] - 0.5 * weights[n - 1] * (n > 0) for n in starts}
    ranked = sorted(starts, key=lambda n: -rise[n])[:count]
    return [words[n].start for n in ranked if rise[n] >= _RIVAL * rise[ranked[0]]] or [words[ranked[0]].start]
