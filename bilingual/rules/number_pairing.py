"""Which wrong target number stands for which source number.

Only what is left over on both sides is looked at. A pair must be compatible (both money, both a share …) and plausible
(same unit, same digits at another power of ten, one digit off …), and it must be the only choice; several left-over
amounts of one sort are paired in order when there are as many on either side.
"""

from __future__ import annotations

import re
from fractions import Fraction

from bilingual.text.numbers.comparison import Comparison, leading_digits
from bilingual.text.numbers.quantity import Bound, Kind, Quantity
from bilingual.text.numbers.units import BY_NAME

_COUNTS = frozenset({"", "item", "person"})
_MOST_PAIRS = 400
_LIMITS = frozenset({Bound.LESS_THAN, Bound.AT_MOST, Bound.MORE_THAN, Bound.AT_LEAST})
_NEVER = frozenset({Kind.IDENTIFIER, Kind.FRACTION, Kind.TIME, Kind.DAY})
_SAME_KIND = frozenset({Kind.YEAR, Kind.MONTH, Kind.DECADE, Kind.PERCENT, Kind.ORDINAL, Kind.MULTIPLE})


def wrong_pairs(comparison: Comparison, target: str) -> list[tuple[Quantity, Quantity]]:
    """Source numbers with the target numbers that are to say them but do not, in target order."""
    if not 0 < len(comparison.missing) * len(comparison.unaccounted) <= _MOST_PAIRS:
        return []
    sources, targets = comparison.missing, tuple(t for t in comparison.unaccounted if _is_whole(target, t))
    everything = [*(pair.target for pair in comparison.pairs), *comparison.unaccounted]
    targets = tuple(t for t in targets if not any(_touch(t, other, target) for other in everything))
    strong = {(i, j): _strength(s, t, target) for i, s in enumerate(sources) for j, t in enumerate(targets)}
    edges = {edge: grade for edge, grade in strong.items() if grade}
    if len(comparison.missing) == len(comparison.unaccounted) == 1 and not edges and sources and targets:
        edges = {(0, 0): 1} if _only_pair(sources[0], targets[0]) else {}
    pairs = _forced(edges)
    pairs += _in_order(edges, {i for i, _ in pairs}, {j for _, j in pairs})
    return sorted(((sources[i], targets[j]) for i, j in pairs), key=lambda pair: pair[1].span)


def _is_whole(target: str, number: Quantity) -> bool:
    """The numeral is not a fragment of something that was not understood (2 of $2,2500, 5 of 1.2.5)."""
    start, end = number.numeral
    before = r"\d[.,:\s-]?$" if target[start].isalpha() else r"\d[.,:]?$"
    return not re.match(r"[.,:]?\d", target[end:]) and not re.search(before, target[:start])


def _touch(one: Quantity, other: Quantity, text: str) -> bool:
    """Nothing but a space between two numerals: what they say together is not understood."""
    first, second = sorted((one.numeral, other.numeral))
    return one is not other and first.end <= second.start and text[first.end : second.start].isspace()


def _forced(edges: dict[tuple[int, int], int]) -> list[tuple[int, int]]:
    """Edges that are the only best choice from both ends, found until none is left."""
    pairs: list[tuple[int, int]] = []
    open_edges = dict(edges)
    while True:
        found = next((edge for edge in open_edges if _is_best(edge, open_edges)), None)
        if found is None:
            return pairs
        pairs.append(found)
        open_edges = {e: g for e, g in open_edges.items() if e[0] != found[0] and e[1] != found[1]}


def _is_best(edge: tuple[int, int], edges: dict[tuple[int, int], int]) -> bool:
    grade = edges[edge]
    rivals = [g for e, g in edges.items() if e != edge and (e[0] == edge[0] or e[1] == edge[1])]
    return all(g < grade for g in rivals)


def _in_order(edges: dict[tuple[int, int], int], left: set[int], right: set[int]) -> list[tuple[int, int]]:
    """As many on either side and every one fits every other: pair them in order."""
    rest = [e for e in edges if e[0] not in left and e[1] not in right]
    rows, columns = sorted({i for i, _ in rest}), sorted({j for _, j in rest})
    if len(rows) == len(columns) and len(rest) == len(rows) * len(columns):
        return list(zip(rows, columns, strict=True))
    return []


def _strength(source: Quantity, target: Quantity, text: str) -> int:
    """0 where the pair is impossible or implausible, else more the likelier it is."""
    if source.kind in _NEVER or target.kind in _NEVER or not _compatible(source, target, text):
        return 0
    if source.kind is Kind.ARTICLE:
        return 1
    if target.bound in _LIMITS and target.bound is not source.bound and _is_close(source, target):
        return 0
    same_unit = source.unit == target.unit and source.unit not in ("", "item")
    same_digits = leading_digits(source.value) == leading_digits(target.value)
    near = _one_digit_off(source, target)
    sizeable = source.large and (target.value >= 100 or target.large)
    if not (same_unit or same_digits or near or sizeable):
        return 0
    if same_digits and source.value < 100 and target.value < 100 and not same_unit:
        return 0
    return 1 + 2 * same_unit + 4 * same_digits + 2 * near


def _is_close(source: Quantity, target: Quantity) -> bool:
    """Within 15 %: "under 10 seconds" may well be meant for 9초대."""
    return abs(Fraction(source.value) - target.value) * 100 <= 15 * target.value


def _compatible(source: Quantity, target: Quantity, text: str) -> bool:
    if (source.bound is Bound.MAGNITUDE) != (target.bound is Bound.MAGNITUDE):
        return False
    if source.kind is Kind.ARTICLE and target.value == source.value * 10**12:
        return True
    if source.kind is Kind.ARTICLE:
        before = text[max(0, target.span.start - 9) : target.span.start].lower()
        return target.kind is Kind.COUNT and before.endswith(("article ", "section "))
    if source.kind is Kind.YEAR and target.kind is Kind.COUNT:
        return not target.unit and target.value >= 100 and _one_digit_off(source, target)
    if source.kind in _SAME_KIND or target.kind in _SAME_KIND:
        return source.kind is target.kind
    if target.kind is Kind.COUNT and not target.unit:
        return source.kind in (Kind.COUNT, Kind.MONEY, Kind.MEASURE, Kind.DURATION)
    if source.kind in (Kind.MONEY, Kind.DURATION):
        return source.unit == target.unit
    if source.kind is Kind.MEASURE:
        one, other = BY_NAME.get(source.unit), BY_NAME.get(target.unit)
        return one is not None and other is not None and one.name == other.name
    return source.unit in _COUNTS and target.unit in _COUNTS and source.kind is target.kind


def _one_digit_off(source: Quantity, target: Quantity) -> bool:
    """One digit more, less or different, among at least three (247 and 2247, 1947 and 1927)."""
    one, other = str(source.value), str(target.value)
    if min(len(one), len(other)) < 3 or abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    long, short = (one, other) if len(one) > len(other) else (other, one)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _only_pair(source: Quantity, target: Quantity) -> bool:
    """The last resort: nothing else is left over, and both count the same sort of thing in two digits or more."""
    exactly = source.bound is not Bound.MAGNITUDE and target.bound is not Bound.MAGNITUDE
    if target.kind is not Kind.COUNT or not exactly or min(source.value, target.value) < 10:
        return False
    return (source.kind is Kind.COUNT and source.unit in _COUNTS) or source.unit == "age"
