"""Statistical word alignment without other libraries, good enough to find which English words a Korean noun became.

IBM model 1 with a prior towards the diagonal, estimated by expectation maximisation in both directions, and the
intersection of the two (Brown et al. 1993; the diagonal prior after Dyer, Chahuneau and Smith 2013, "A Simple, Fast,
and Effective Reparameterization of IBM Model 2").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bilingual.model import Span
from bilingual.text.korean import read_tail
from bilingual.train.pairs import Pair

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

_WORD = re.compile(r"[A-Za-z][A-Za-z\-]*(?:'s)?|\d[\d.,]*\d|\d|[^\s\w]")
_EOJEOL = re.compile(r"[가-힣A-Za-z0-9]+|[^\s\w]")
_NOMINAL = ("particle", "plural", "copula", "bare")
_DIAGONAL = 3.0
_NULL = 0.08


@dataclass(frozen=True, slots=True)
class Token:
    """A word to align.

    Attributes:
        key: what counts as the same word: stem without particles, or lower-case word.
        span: of the stem or word in its sentence.
        nominal: whether it can be (part of) a noun term: not a verb form, punctuation or number.
    """

    key: str
    span: Span
    nominal: bool


@dataclass(frozen=True, slots=True)
class AlignedPair:
    """A pair with its tokens and links: (source token, target token) indices that both directions agree on."""

    pair: Pair
    source: tuple[Token, ...]
    target: tuple[Token, ...]
    links: frozenset[tuple[int, int]]


class KoreanTokenizer:
    """Cuts particles off, choosing among possible stems the one that the corpus has most often.

    Args:
        texts: the corpus; a stem counts wherever an eojeol could be read as that stem and particles.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        words: Counter[str] = Counter()
        for text in texts:
            words.update(m.group() for m in _EOJEOL.finditer(text))
        self._counts: Counter[str] = Counter()
        for word, count in words.items():
            for stem, _ in _readings(word):
                self._counts[stem] += count

    def tokens(self, text: str) -> tuple[Token, ...]:
        """The stems of a sentence in order."""
        found = []
        for match in _EOJEOL.finditer(text):
            word = match.group()
            stem, nominal = max(_readings(word), key=lambda r: (self._counts[r[0]], -len(r[0])))
            span = Span(match.start(), match.start() + len(stem))
            found.append(Token(stem, span, nominal and len(stem) > 1 and not stem.isdigit()))
        return tuple(found)


@lru_cache(maxsize=200_000)
def _readings(word: str) -> tuple[tuple[str, bool], ...]:
    """Possible stems of one eojeol with whether the reading is that of a noun; the whole word is always one."""
    readings = [(word, word[0].isalnum())]
    for cut in range(len(word) - 1, 1, -1):
        tail = read_tail(word[:cut], word[cut:])
        if tail is not None:
            readings.append((word[:cut], tail.kind in _NOMINAL))
    return tuple(readings)


def english_tokens(text: str) -> tuple[Token, ...]:
    """The words, numbers and punctuation of an English sentence."""
    return tuple(
        Token(m.group().lower(), Span(m.start(), m.end()), m.group()[0].isalpha()) for m in _WORD.finditer(text)
    )


def align(pairs: Sequence[Pair], *, iterations: int = 5) -> list[AlignedPair]:
    """Align Korean–English pairs with one another's help; a thousand pairs are few, a hundred thousand plenty.

    Takes about 12 bytes for each pair of words in a sentence pair, some 4 GB for a million pairs.
    """
    korean = KoreanTokenizer(p.source for p in pairs)
    source = [korean.tokens(p.source) for p in pairs]
    target = [english_tokens(p.target) for p in pairs]
    forward = _directed_links(source, target, iterations)
    backward = _directed_links(target, source, iterations)
    return [
        AlignedPair(pair, s, t, frozenset(f & {(j, i) for i, j in b}))
        for pair, s, t, f, b in zip(pairs, source, target, forward, backward, strict=True)
    ]


def _directed_links(
    given: Sequence[Sequence[Token]], made: Sequence[Sequence[Token]], iterations: int
) -> list[set[tuple[int, int]]]:
    """For each word that was made, the word (or nothing) it was most probably made from: (given, made) indices."""
    import numpy as np

    given_ids, made_ids = _number(given), _number(made)
    cells = _Cells.build(given_ids, made_ids)
    kinds, cell_kind = np.unique(cells.given.astype(np.int64) << 32 | cells.made, return_inverse=True)
    owner = (kinds >> 32).astype(np.int64)
    table = np.ones(len(kinds))
    for _ in range(iterations):
        weight = table[cell_kind] * cells.prior
        weight /= np.repeat(np.add.reduceat(weight, cells.starts), cells.widths)
        counts = np.bincount(cell_kind, weights=weight, minlength=len(kinds))
        table = counts / np.bincount(owner, weights=counts)[owner]
    return cells.best_links(table[cell_kind] * cells.prior, [len(m) for m in made])


def _number(sentences: Sequence[Sequence[Token]]) -> list[list[int]]:
    numbers: dict[str, int] = {}
    return [[numbers.setdefault(t.key, len(numbers) + 1) for t in tokens] for tokens in sentences]


@dataclass(frozen=True, slots=True)
class _Cells:
    """All (made word, given word or nothing) combinations of the corpus, one row of cells a made word.

    Attributes:
        given: number of the given word, 0 for nothing; shape (cells,).
        made: number of the made word; shape (cells,).
        prior: probability by position; shape (cells,).
        starts: first cell of each row; shape (rows,).
        widths: cells in each row; shape (rows,).
    """

    given: Array
    made: Array
    prior: Array
    starts: Array
    widths: Array

    @classmethod
    def build(cls, given: Sequence[Sequence[int]], made: Sequence[Sequence[int]]) -> _Cells:
        """The cells of all sentence pairs, in order."""
        import numpy as np

        given_parts, made_parts, priors, widths = [], [], [], []
        for theirs, ours in zip(given, made, strict=True):
            width = len(theirs) + 1
            given_parts.append(np.tile(np.array([0, *theirs], np.int32), len(ours)))
            made_parts.append(np.repeat(np.array(ours, np.int32), width))
            priors.append(_prior(len(theirs), len(ours)).ravel())
            widths.append(np.full(len(ours), width))
        width_all = np.concatenate(widths)
        starts = np.concatenate([[0], np.cumsum(width_all)[:-1]])
        return cls(np.concatenate(given_parts), np.concatenate(made_parts), np.concatenate(priors), starts, width_all)

    def best_links(self, weight: Array, lengths: Sequence[int]) -> list[set[tuple[int, int]]]:
        """The heaviest cell of each row, as (given, made) indices for each sentence pair of `lengths` made words."""
        links: list[set[tuple[int, int]]] = []
        row = 0
        for length in lengths:
            found = set()
            for made in range(length):
                start, width = self.starts[row], self.widths[row]
                best = int(weight[start : start + width].argmax())
                if best:
                    found.add((best - 1, made))
                row += 1
            links.append(found)
        return links


@lru_cache(maxsize=8192)
def _prior(given: int, made: int) -> Array:
    """Shape (made, given + 1): `_NULL` for nothing, else falling exponentially with distance from the diagonal."""
    import numpy as np

    ours = (np.arange(made) + 0.5) / max(made, 1)
    theirs = (np.arange(given) + 0.5) / max(given, 1)
    near = np.exp(-_DIAGONAL * np.abs(ours[:, None] - theirs[None, :]))
    near *= (1 - _NULL) / np.maximum(near.sum(1, keepdims=True), 1e-9)
    return np.concatenate([np.full((made, 1), _NULL), near], axis=1)
