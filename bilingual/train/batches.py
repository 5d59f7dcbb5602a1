"""From sentence pairs to padded batches of similar length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any

from bilingual.train.marking import MARKERS
from bilingual.train.pairs import Pair
from bilingual.train.vocabulary import BEGIN, END, PAD, Vocabulary

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """Piece numbers of a pair, without begin and end."""

    source: list[int]
    target: list[int]

    @property
    def width(self) -> int:
        """Columns that it takes in a batch."""
        return max(len(self.source), len(self.target)) + 1


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded piece numbers: source with end, shape (rows, source); target with begin and end, shape (rows, target)."""

    source: Array
    target: Array


def encode(
    pairs: Sequence[Pair],
    vocabulary: Vocabulary,
    *,
    sampled: float = 0.0,
    rng: Random | None = None,
    longest: int = 150,
) -> list[Example]:
    """Encode pairs; those with more than `longest` pieces on a side are left out.

    Args:
        sampled: share of pairs whose source is segmented at random (with `rng`), which makes small corpora go further;
            marked terms are copied piece by piece, so that pairs with them keep the best segmentation.
    """
    sources = vocabulary.encode([p.source for p in pairs])
    targets = vocabulary.encode([p.target for p in pairs])
    if rng is not None and sampled:
        for number, pair in enumerate(pairs):
            if rng.random() < sampled and MARKERS[0] not in pair.source:
                sources[number] = vocabulary.sample(pair.source, rng)
    return [
        Example(s, t) for s, t in zip(sources, targets, strict=True) if 0 < len(s) <= longest and 0 < len(t) <= longest
    ]


def length_batches(examples: Sequence[Example], max_tokens: int, rng: Random) -> Iterator[Batch]:
    """All examples once, in batches of at most `max_tokens` positions (rows x columns), in random order."""
    order = sorted(examples, key=lambda e: e.width + 3 * rng.random())
    groups: list[list[Example]] = []
    group: list[Example] = []
    width = 0
    for example in order:
        if group and max(width, example.width) * (len(group) + 1) > max_tokens:
            groups.append(group)
            group, width = [], 0
        group.append(example)
        width = max(width, example.width)
    if group:
        groups.append(group)
    rng.shuffle(groups)
    return (pad(group) for group in groups)


def pad(examples: Sequence[Example]) -> Batch:
    """One batch of the given examples, in order."""
    import numpy as np

    source = np.full((len(examples), max(len(e.source) for e in examples) + 1), PAD, np.int64)
    target = np.full((len(examples), max(len(e.target) for e in examples) + 2), PAD, np.int64)
    for row, example in enumerate(examples):
        source[row, : len(example.source) + 1] = [*example.source, END]
        target[row, : len(example.target) + 2] = [BEGIN, *example.target, END]
    return Batch(source, target)
