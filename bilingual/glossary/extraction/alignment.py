"""A small statistical word aligner: IBM Model 1 with a prior (Brown et al. 1993; Och and Ney 2003 for the smoothing).

Every English word of a pair is explained by one Korean piece, or by none. Counts of the pairs at hand are added to
what is known beforehand: the shipped list of word pairs, how alike words sound, and equal spelling.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from bilingual.glossary.extraction.sounds import alike

Table = dict[str, dict[str, float]]
Prior = Mapping[str, Mapping[str, float]]
Pair = tuple[Sequence[str], Sequence[str]]
NOTHING = ""
_FLOOR = 1e-6
# Sentences' worth of counts that the prior stands for.
_PRIOR_WEIGHT = 6.0


class Aligner:
    """Translation probabilities t(English key | Korean key), fitted to sentence pairs.

    Args:
        prior: what is known beforehand; rows need not sum to one. None also leaves out how words sound, so that
            the counts alone speak.
    """

    def __init__(self, prior: Prior | None = None) -> None:
        self.prior = prior
        self.table: Table = {}

    def fit(self, pairs: Sequence[Pair], rounds: int = 5) -> None:
        """Run expectation maximisation over pairs of (Korean keys, English keys)."""
        known = self._known(pairs)
        self.table = {k: dict(row) for k, row in known.items()}
        for _ in range(rounds):
            counts: Table = defaultdict(lambda: defaultdict(float))
            for korean, english in pairs:
                self._count(korean, english, counts)
            self.table = _normalised(counts, known, 0.0 if self.prior is None else _PRIOR_WEIGHT)

    def posteriors(self, korean: Sequence[str], english: Sequence[str]) -> list[list[float]]:
        """For each English key, how much of it each Korean key explains; the rest is explained by nothing."""
        rows = []
        for word in english:
            weights = [self.table.get(k, {}).get(word, _FLOOR) for k in korean]
            total = sum(weights) + self._of_nothing(word)
            rows.append([w / total for w in weights])
        return rows

    def _of_nothing(self, word: str) -> float:
        return min(max(self.table.get(NOTHING, {}).get(word, 0.0), 0.01), 0.1)

    def _count(self, korean: Sequence[str], english: Sequence[str], counts: Table) -> None:
        for word in english:
            weights = [self.table[k].get(word, _FLOOR) for k in korean]
            nothing = self._of_nothing(word)
            total = sum(weights) + nothing
            counts[NOTHING][word] += nothing / total
            for key, weight in zip(korean, weights, strict=True):
                counts[key][word] += weight / total

    def _known(self, pairs: Sequence[Pair]) -> Table:
        """The prior for the pairs' words: spread evenly where nothing is known."""
        known: Table = defaultdict(dict)
        for korean, english in pairs:
            for key in korean:
                row, listed = known[key], (self.prior or {}).get(key, {})
                for word in english:
                    if word not in row:
                        heard = 0.0 if self.prior is None else _by_ear(key, word)
                        row[word] = listed.get(word, 0.0) + heard + (0.0 if listed else 0.02)
        known[NOTHING] = {}
        return known


def _by_ear(key: str, word: str) -> float:
    if key == word:
        return 1.0
    likeness = alike(key, word)
    return likeness**4 * 0.8 if likeness >= 0.7 else 0.0


def _normalised(counts: Table, known: Table, weight: float) -> Table:
    table: Table = {}
    for key, row in counts.items():
        before = known.get(key, {})
        mixed = {w: c + weight * before.get(w, 0.0) for w, c in row.items()}
        total = sum(mixed.values()) or 1.0
        table[key] = {w: c / total for w, c in mixed.items() if c / total > _FLOOR}
    return table
