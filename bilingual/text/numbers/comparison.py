"""Which numbers of the target say what which numbers of the source say, and which are left over on either side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from bilingual.text.numbers.quantity import Bound, Kind, Quantity, Value, exact
from bilingual.text.numbers.units import BY_NAME

_DATES = frozenset({Kind.YEAR, Kind.MONTH, Kind.DAY, Kind.DECADE})
_COUNTED = frozenset({Kind.COUNT, Kind.MULTIPLE, Kind.ORDINAL, Kind.DAY, Kind.ARTICLE, Kind.DURATION, Kind.MEASURE})
_CUSTOMARY = frozenset(
    {"mile", "foot", "inch", "yard", "acre", "pyeong", "barrel", "gallon", "ounce", "mile per hour", "knot"}
)
_MOST_PAIRS = 10_000
_PLURAL_SCALES = frozenset({10**6, 10**9, 10**12})
_NEARLY = frozenset({Bound.ABOUT, Bound.MORE_THAN, Bound.LESS_THAN, Bound.AT_LEAST, Bound.AT_MOST})


@dataclass(frozen=True, slots=True)
class Pair:
    """A source number and the target number that stands for it.

    Attributes:
        unit_differs: the value is right but both sides name a different unit (달러 and pounds).
    """

    source: Quantity
    target: Quantity
    unit_differs: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome for one segment.

    Attributes:
        pairs: what agrees, in source order.
        missing: source numbers without a counterpart, soft ones left out.
        unaccounted: target numbers that nothing in the source explains, soft ones left out.
    """

    pairs: tuple[Pair, ...]
    missing: tuple[Quantity, ...]
    unaccounted: tuple[Quantity, ...]

    @property
    def clean(self) -> bool:
        """Whether every number is where it should be, in the right unit."""
        return not (self.missing or self.unaccounted or any(pair.unit_differs for pair in self.pairs))


def compare(source: Sequence[Quantity], target: Sequence[Quantity]) -> Comparison:
    """Pair the numbers of two texts, best agreement first, order of occurrence deciding between equals.

    A number said twice on one side and once on the other is no finding. A conversion (55,000배럴 and 2.3 million
    gallons) explains a target number, but excuses no source number that has a counterpart of its own.
    """
    if len(source) * len(target) > _MOST_PAIRS:
        return _compare_values(source, target)
    graded = []
    for i, s in enumerate(source):
        for j, t in enumerate(target):
            grade = agreement(s, t)
            if grade:
                graded.append((-grade, abs(i / len(source) - j / len(target)), i, j))
    by_source: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(graded):
        if i not in by_source and j not in taken:
            by_source[i] = j
            taken.add(j)
    summed_source, summed_target = _sums(source, target)
    explained_source = summed_source | {i for grade, _, i, _ in graded if grade < -2} | by_source.keys()
    explained_target = summed_target | {j for grade, _, _, j in graded if grade < -1} | taken
    return Comparison(
        pairs=tuple(
            Pair(source[i], target[j], _unit_differs(source[i], target[j])) for i, j in sorted(by_source.items())
        ),
        missing=tuple(s for i, s in enumerate(source) if i not in explained_source and not s.soft),
        unaccounted=tuple(t for j, t in enumerate(target) if j not in explained_target and not t.soft),
    )


def _compare_values(source: Sequence[Quantity], target: Sequence[Quantity]) -> Comparison:
    """Tables of figures: equal values in order of occurrence, in linear time."""
    waiting: dict[Value, list[Quantity]] = {}
    for t in reversed(target):
        waiting.setdefault(t.value, []).append(t)
    there, here = frozenset(waiting), {s.value for s in source}
    pairs = [Pair(s, waiting[s.value].pop()) for s in source if waiting.get(s.value)]
    missing = tuple(s for s in source if s.value not in there and not s.soft)
    unaccounted = tuple(t for t in target if t.value not in here and not t.soft)
    return Comparison(tuple(pairs), missing, unaccounted)


def _sums(source: Sequence[Quantity], target: Sequence[Quantity]) -> tuple[set[int], set[int]]:
    """Indices of lengths of time that agree as a sum: 1년 6개월 and 18 months, 90분 and one hour and 30 minutes."""
    explained: tuple[set[int], set[int]] = set(), set()
    durations = [q for q in (*source, *target) if q.kind is Kind.DURATION]
    if len(durations) < 3:
        return explained
    here, there = _lengths(source), _lengths(target)
    for mine, dimension, total in here:
        for yours, other_dimension, other in there:
            split = len(mine) + len(yours) == 3
            if split and dimension == other_dimension and abs(Fraction(total) - other) * 50 <= total:
                explained[0].update(mine)
                explained[1].update(yours)
    return explained


def _lengths(numbers: Sequence[Quantity]) -> list[tuple[tuple[int, ...], str, Value]]:
    """Single lengths of time and sums of two neighbours, in base units, with their dimension."""
    single: list[tuple[tuple[int, ...], str, Value]] = [
        ((i,), BY_NAME[q.unit].dimension, BY_NAME[q.unit].factor * q.value)
        for i, q in enumerate(numbers)
        if q.kind is Kind.DURATION and q.unit in BY_NAME
    ]
    double = [
        (first + second, dimension, size + other)
        for (first, dimension, size), (second, same, other) in pairwise(single)
        if dimension == same and second[0] == first[0] + 1 and size > other
    ]
    return single + double


def agreement(source: Quantity, target: Quantity) -> int:
    """How well two numbers agree: 0 not at all, higher the more of value, unit and kind is the same."""
    if (source.bound is Bound.MAGNITUDE) != (target.bound is Bound.MAGNITUDE):
        return _loosely(source, target)
    if _within_plural(source, target):
        return 3
    if source.value == target.value:
        if Kind.IDENTIFIER in (source.kind, target.kind) and source.kind is target.kind:
            return 9 if _same_name(source.unit, target.unit) else 0
        return 4 + 3 * (source.unit == target.unit != "") + (source.kind is target.kind) - _clash(source, target)
    if _same_bound(source, target) or _same_bound(target, source):
        return 3
    return 2 if _same_otherwise(source, target) else 0


def _same_bound(least: Quantity, more: Quantity) -> bool:
    """두 명 이상 and "more than one": at least n of what is counted is more than n - 1."""
    return (
        least.bound is Bound.AT_LEAST
        and more.bound is Bound.MORE_THAN
        and least.kind is Kind.COUNT
        and least.value == more.value + 1 < 10
    )


def _within_plural(source: Quantity, target: Quantity) -> bool:
    """Bare "millions" or "trillions" for any indefinite amount of that scale (수천만, 수천 조)."""
    if source.bound is not Bound.MAGNITUDE or source.value == target.value:
        return False
    return target.value in _PLURAL_SCALES and target.value < source.value <= target.value * 1000


def _same_name(one: str, other: str) -> bool:
    """The same identifier but for punctuation and an English plural (F-15K, F-15Ks)."""
    one, other = ("".join(c for c in name if c.isalnum()) for name in (one, other))
    return other in (one, f"{one}S")


def _clash(source: Quantity, target: Quantity) -> int:
    """3 where the same value cannot mean the same thing as well as another candidate could."""
    if not source.unit or not target.unit or source.unit == target.unit:
        return 0
    if source.kind is Kind.DAY and target.kind is Kind.ORDINAL:
        return 0
    return 3 if (source.kind in _DATES) != (target.kind in _DATES) or source.kind is not target.kind else 1


def _loosely(source: Quantity, target: Quantity) -> int:
    """수십 명 against a plain number of the same order of magnitude (20여 명)."""
    vague, plain = (source, target) if source.bound is Bound.MAGNITUDE else (target, source)
    if vague.value == plain.value and (plain.soft or vague is source):
        return 3
    if plain.bound in _NEARLY and vague.value <= plain.value < vague.value * 10:
        return 1
    return 0


def _same_otherwise(source: Quantity, target: Quantity) -> bool:
    if _nth(source, target):
        return True
    if source.unit and target.unit and (source.unit != target.unit or source.unit == "hour"):
        return _converted(source, target) or _clock(source, target) or _short_year(source, target)
    if target.bound in _NEARLY and _rounded(source, target):
        return True
    return _share(source, target) or _short_year(source, target)


def _converted(source: Quantity, target: Quantity) -> bool:
    """The same amount in another unit of one dimension: 24 t and 24,000 kg; customary units are rounded (6 %)."""
    one, other = BY_NAME.get(source.unit), BY_NAME.get(target.unit)
    if one is None or other is None or one.dimension != other.dimension or one.factor == other.factor:
        return False
    here, there = Fraction(one.factor) * source.value, Fraction(other.factor) * target.value
    return here == there or (bool({one.name, other.name} & _CUSTOMARY) and abs(here - there) * 16 < here)


def _nth(source: Quantity, target: Quantity) -> bool:
    """40분의 1 and "a 40th" or "one in 40"; 다섯 번째 and "a fifth", 4년째 and "a fourth"; 3분기, "three quarters"."""
    if source.kind is Kind.FRACTION and source.value.numerator == 1:
        return target.value == source.value.denominator and target.kind in (Kind.ORDINAL, Kind.COUNT)
    if target.kind is Kind.FRACTION and target.value.denominator == 4 and source.value == target.value.numerator:
        return True
    return target.unit == "nth" and source.value == target.value.denominator


def _share(source: Quantity, target: Quantity) -> bool:
    """50 % and half."""
    if Kind.FRACTION not in (source.kind, target.kind):
        return False
    for percent, fraction in ((source, target), (target, source)):
        if percent.kind is Kind.PERCENT and fraction.kind is Kind.FRACTION:
            return percent.value == fraction.value * 100
    return False


def _short_year(source: Quantity, target: Quantity) -> bool:
    """89년 and 1989; 60년대 and the 1960s."""
    if source.kind not in _DATES or target.kind not in _DATES:
        return False
    for short, long in ((source, target), (target, source)):
        if short.value < 100 <= long.value <= 2200:
            return long.value % 100 == short.value
    return False


def _clock(source: Quantity, target: Quantity) -> bool:
    """오후 3시 and 15:00."""
    return source.unit == target.unit == "hour" and abs(source.value - target.value) in (12, 24)


def _rounded(source: Quantity, target: Quantity) -> bool:
    """The target says "about" or "more than" and is off by less than two per cent (1,998명 and about 2,000)."""
    if source.bound is Bound.MORE_THAN and source.value <= target.value <= source.value * exact(13, 10):
        return True
    if source.value < 20 or source.kind not in _COUNTED | {Kind.MONEY, Kind.PERCENT}:
        return False
    return bool(abs(Fraction(source.value) - target.value) * 50 < source.value)


def _unit_differs(source: Quantity, target: Quantity) -> bool:
    """Both sides name a currency or a measure and the dimensions differ."""
    one, other = BY_NAME.get(source.unit), BY_NAME.get(target.unit)
    if one is None or other is None or source.value != target.value:
        return False
    firm = {Kind.MONEY, Kind.MEASURE}
    if one.kind not in firm or other.kind not in firm or one.name == other.name:
        return False
    if "speed" in (one.dimension, other.dimension) and "length" in (one.dimension, other.dimension):
        return False
    return (one.dimension, one.factor) != (other.dimension, other.factor)


def leading_digits(value: Value) -> str:
    """The significant digits of a value: 4,500,000 → "45"."""
    return (
        str(value.numerator).rstrip("0")
        if value.denominator == 1
        else f"{float(value):.12g}".replace(".", "").strip("0")
    )
