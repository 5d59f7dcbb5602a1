"""Ranges: two numbers with one unit, one scale word, or both said once."""

from __future__ import annotations

import re
from dataclasses import replace

from bilingual.text.numbers.english_numerals import cardinal_value
from bilingual.text.numbers.quantity import Bound, Kind, Quantity, Value, decimal, exact, times

_BETWEEN = re.compile(r"between|either")
_NO_RANGE = frozenset({Kind.IDENTIFIER, Kind.ARTICLE, Kind.FRACTION})


def join_ranges(text: str, quantities: list[Quantity], gap: re.Pattern[str]) -> list[Quantity]:
    """Mark neighbours that are joined by `gap` as `FROM` and `TO`, and share unit and scale.

    Two bare small numbers (a score, 2-1) stay as they are.
    """
    out = list(quantities)
    for i in range(len(out) - 1):
        first, second = out[i], out[i + 1]
        if not gap.fullmatch(text, first.span.end, second.span.start) or first.kind in _NO_RANGE:
            continue
        if text[first.span.end : second.span.start].strip() in ("and", "or") and not _BETWEEN.search(
            text[max(0, first.span.start - 24) : first.span.start]
        ):
            continue
        if first.unit and second.unit and first.unit != second.unit:
            continue
        if not second.unit and not second.large and second.value < 1000 and first.kind is not Kind.YEAR:
            continue
        if first.kind is Kind.YEAR and second.value < 100 and "to" in text[first.span.end : second.span.start]:
            continue  # from 242 in 2015 to 31 last year
        if first.kind is Kind.YEAR and not second.unit and second.value < 100 <= first.value:
            second = replace(second, value=first.value - first.value % 100 + second.value)
        value = first.value
        if second.large and not first.large and not first.unit:
            value = _scaled(text, first, second)
        unit = first.unit or second.unit
        kind = first.kind if first.unit else second.kind
        out[i] = replace(first, value=value, unit=unit, kind=kind, bound=Bound.FROM, large=first.large or second.large)
        out[i + 1] = replace(second, unit=unit, kind=kind, bound=Bound.TO)
    return out


def _scaled(text: str, first: Quantity, second: Quantity) -> Value:
    """3~4만: the first takes the scale of the second when it is the smaller bare number."""
    bare = re.match(r"[\d,.]+|[a-z]+(?:-[a-z]+)?", text[second.numeral.start : second.numeral.end])
    if bare is None:
        return first.value
    mantissa = decimal(bare[0].rstrip(",.")) if bare[0][0].isdigit() else cardinal_value(bare[0])
    if not mantissa or first.value >= mantissa:
        return first.value
    scale = exact(second.value.numerator * mantissa.denominator, second.value.denominator * mantissa.numerator)
    return times(first.value, scale)
