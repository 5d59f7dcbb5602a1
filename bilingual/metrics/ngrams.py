"""Counting the n-grams that a hypothesis shares with its references, for many segments at once.

The counts are those of Papineni et al. (2002) and Popović (2015); what is special is how they are made: the n-grams of
all segments become integers that are equal exactly when segment and n-gram are, so that sorting replaces a dictionary
for each segment and order. That is some ten times faster than counting in Python, and exact: no hashing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

_KEY_BITS = 63


@dataclass(frozen=True, slots=True)
class Counts:
    """N-gram counts of one order.

    Attributes:
        hypothesis: n-grams in each hypothesis, shape (segments,).
        references: n-grams in each reference, shape (streams, segments).
        matches: shared with each reference, shape (streams, segments).
        clipped: hypothesis n-grams, each counted at most as often as in the reference that has it most often.
    """

    hypothesis: Ints
    references: Ints
    matches: Ints
    clipped: Ints


def character_counts(hypotheses: Sequence[str], references: Sequence[Sequence[str]], orders: int) -> Iterator[Counts]:
    """Counts of character n-grams for orders 1 to `orders`; every code point of a text counts, spaces included."""
    import numpy as np

    codes = []
    for texts in (hypotheses, *references):
        flat = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype="<u4")
        codes.append((flat, np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))))
    alphabet = np.unique(np.concatenate([flat for flat, _ in codes]))
    table = np.zeros(int(alphabet[-1]) + 1 if len(alphabet) else 1, dtype=np.int64)
    table[alphabet] = np.arange(len(alphabet))
    return _counts([(table[flat], lengths) for flat, lengths in codes], len(alphabet), orders)


def word_counts(
    hypotheses: Sequence[Sequence[str]], references: Sequence[Sequence[Sequence[str]]], orders: int
) -> Iterator[Counts]:
    """Counts of word n-grams for orders 1 to `orders`."""
    import numpy as np

    ids: dict[str, int] = {}
    streams = []
    for segments in (hypotheses, *references):
        flat = np.array([ids.setdefault(word, len(ids)) for words in segments for word in words], dtype=np.int64)
        streams.append((flat, np.fromiter(map(len, segments), dtype=np.int64, count=len(segments))))
    return _counts(streams, len(ids), orders)


@dataclass(slots=True)
class _Stream:
    """The n-grams of one side: an integer for each, and the segment that each belongs to."""

    tokens: Ints
    segments: Ints
    lengths: Ints
    grams: Ints
    starts: Ints

    def grow(self, order: int, shift: int) -> None:
        """From the n-grams of `order - 1` to those of `order`: each takes the token that follows it."""
        keeps = self.starts + order - 1 < _ends(self.lengths)[self.segments[self.starts]]
        self.starts = self.starts[keeps]
        self.grams = (self.grams[keeps] << shift) | self.tokens[self.starts + order - 1]


def _ends(lengths: Ints) -> Ints:
    return lengths.cumsum()


def _counts(streams: Sequence[tuple[Ints, Ints]], kinds: int, orders: int) -> Iterator[Counts]:
    import numpy as np

    sides = []
    for tokens, lengths in streams:
        segments = np.repeat(np.arange(len(lengths)), lengths)
        sides.append(_Stream(tokens, segments, lengths, tokens.copy(), np.arange(len(tokens))))
    token_bits = max(kinds - 1, 1).bit_length()
    segment_bits = max(len(streams[0][1]) - 1, 1).bit_length()
    gram_bits = token_bits
    for order in range(1, orders + 1):
        if order > 1:
            if gram_bits + token_bits + segment_bits > _KEY_BITS:
                gram_bits = _renumber(sides)
            for side in sides:
                side.grow(order, token_bits)
            gram_bits += token_bits
        yield _compare([(side.segments[side.starts] << gram_bits) | side.grams for side in sides], sides, gram_bits)


def _renumber(sides: Sequence[_Stream]) -> int:
    """Give the n-grams small numbers again; returns how many bits those need."""
    import numpy as np

    kinds, numbers = np.unique(np.concatenate([side.grams for side in sides]), return_inverse=True)
    cuts = np.cumsum([len(side.grams) for side in sides])[:-1]
    for side, renumbered in zip(sides, np.split(numbers, cuts), strict=True):
        side.grams = renumbered.astype(np.int64)
    return max(len(kinds) - 1, 1).bit_length()


def _compare(keys: Sequence[Ints], sides: Sequence[_Stream], gram_bits: int) -> Counts:
    import numpy as np

    size = len(sides[0].lengths)
    totals = [np.bincount(side.segments[side.starts], minlength=size) for side in sides]
    grams, counts = np.unique(keys[0], return_counts=True)
    owners = grams >> gram_bits
    matches, most = [], np.zeros_like(counts)
    for other in keys[1:]:
        available = _count_of(grams, other)
        most = np.maximum(most, available)
        matches.append(np.bincount(owners, np.minimum(counts, available), minlength=size).astype(np.int64))
    clipped = np.bincount(owners, np.minimum(counts, most), minlength=size).astype(np.int64)
    return Counts(totals[0], np.array(totals[1:]), np.array(matches), clipped)


def _count_of(wanted: Ints, keys: Ints) -> Ints:
    """How often each of the sorted `wanted` stands in `keys`."""
    import numpy as np

    there, counts = np.unique(keys, return_counts=True)
    if not len(there):
        return np.zeros_like(wanted)
    place = np.minimum(np.searchsorted(there, wanted), len(there) - 1)
    return np.where(there[place] == wanted, counts[place], 0)
