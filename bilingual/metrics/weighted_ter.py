"""Edit distance with block moves in which the words of the reference may cost more than others.

The search is the greedy one of TER (Snover et al. 2006): as long as moving a matching block to its place in the
reference saves more than it costs, the move that saves most is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bilingual.metrics.base import Array

    Ints = NDArray[np.int64]

_MOVE = 1.0
_LONGEST_MOVE = 10
_MOST_MOVES = 1000


def edits(hypothesis: Sequence[str], reference: Sequence[str], weights: Sequence[float]) -> float:
    """Cost of making the reference out of the hypothesis.

    An extra word costs 1, a missing or replaced word of the reference its weight, a block move 1.

    Args:
        hypothesis: tokens.
        reference: tokens.
        weights: one for each token of the reference, at least 1.
    """
    import numpy as np

    ids: dict[str, int] = {}
    made = [ids.setdefault(token, len(ids)) for token in hypothesis]
    wanted = np.array([ids.setdefault(token, len(ids)) for token in reference], dtype=np.int64)
    costs = np.array(weights, dtype=np.float64)
    best = _distances(np.array([made], dtype=np.int64).reshape(1, -1), wanted, costs)[0]
    moves = 0
    while True:
        moved = list(_moved(made, wanted.tolist()))
        if not moved:
            return float(best) + moves * _MOVE
        distances = _distances(np.array(moved, dtype=np.int64), wanted, costs)
        choice = int(distances.argmin())
        if distances[choice] + _MOVE >= best:
            return float(best) + moves * _MOVE
        made, best, moves = moved[choice], distances[choice], moves + 1


def _moved(made: list[int], wanted: list[int]) -> Iterator[list[int]]:
    """The hypothesis after each sensible move: a block that stands elsewhere in the reference goes there."""
    seen: set[tuple[int, ...]] = {tuple(made)}
    for start, word in enumerate(made):
        if start < len(wanted) and wanted[start] == word:
            continue
        for place, other in enumerate(wanted):
            if other != word:
                continue
            length = _match_length(made, start, wanted, place)
            rest = made[:start] + made[start + length :]
            result = rest[:place] + made[start : start + length] + rest[place:]
            if tuple(result) not in seen:
                seen.add(tuple(result))
                yield result
            if len(seen) > _MOST_MOVES:
                return


def _match_length(made: list[int], start: int, wanted: list[int], place: int) -> int:
    length = 0
    for one, other in zip(made[start : start + _LONGEST_MOVE], wanted[place:], strict=False):
        if one != other:
            break
        length += 1
    return length


def _distances(candidates: Ints, wanted: Ints, costs: Array) -> Array:
    """Weighted Levenshtein distance of each candidate row to the reference: shape (candidates,).

    A row of the table is filled at once: leaving out words of the reference is a running minimum of what remains
    after the costs up to there are taken off.
    """
    import numpy as np

    upto = np.concatenate([[0.0], np.cumsum(costs)])
    row = np.tile(upto, (len(candidates), 1))
    for column in candidates.T:
        replaced = row[:, :-1] + np.where(column[:, None] == wanted, 0.0, costs)
        step = row + 1.0
        step[:, 1:] = np.minimum(step[:, 1:], replaced)
        row = np.minimum.accumulate(step - upto, axis=1) + upto
    distances: Array = row[:, -1]
    return distances
