"""What a number in a text says: value, unit, bound, and where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from bilingual.model import Span

Value = int | Fraction
"""Exact number; integral values are always `int`."""


class Kind(StrEnum):
    """What a number counts or names."""

    COUNT = "count"
    ORDINAL = "ordinal"
    MONEY = "money"
    MEASURE = "measure"
    PERCENT = "percent"
    FRACTION = "fraction"
    MULTIPLE = "multiple"
    DECADE = "decade"
    DURATION = "duration"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    TIME = "time"
    ARTICLE = "article"
    IDENTIFIER = "identifier"


class Bound(StrEnum):
    """How the value limits what is meant."""

    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more than"
    AT_LEAST = "at least"
    LESS_THAN = "less than"
    AT_MOST = "at most"
    FROM = "from"
    TO = "to"
    MAGNITUDE = "magnitude"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number read from a text.

    A range is two quantities, the first bounded `FROM`, the second `TO`, with the unit on both.

    Attributes:
        value: exact; for `Bound.MAGNITUDE` the power of ten (수천만, "tens of millions": 10,000,000).
        unit: canonical unit name (`usd`, `metre`, `person` …), empty when there is none or it is unknown. A scaled
            unit is folded into the value only by `comparison`, never here.
        span: numeral with currency sign, unit and "percent"; without approximations.
        numeral: the numeral alone, scale words (만, million) included.
        soft: read from a word that often is no number (한, one, second): its absence proves nothing.
        large: written with 천, 만, 억, 조, 경 or million, billion, trillion.
    """

    value: Value
    kind: Kind
    unit: str
    span: Span
    numeral: Span
    bound: Bound = Bound.EXACT
    soft: bool = False
    large: bool = False


_LONGEST = 64
_DECIMAL_COMMA = re.compile(r"\d{1,3},\d{1,2}")


def exact(numerator: int, denominator: int = 1) -> Value:
    """`numerator / denominator` as an int when it is integral, else a Fraction."""
    if denominator == 1:
        return numerator
    whole, rest = divmod(numerator, denominator)
    return whole if rest == 0 else Fraction(numerator, denominator)


def decimal(text: str) -> Value:
    """The value of digits with optional thousands commas and one decimal point: `1,234.5`; at most 64 of them count.

    A comma before one or two last digits is a decimal comma: `4,5`.

    Raises:
        ValueError: the text is not of that form.
    """
    if _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    whole, _, part = text.replace(",", "")[:_LONGEST].partition(".")
    if not part:
        return int(whole)
    return exact(int(whole + part), 10 ** len(part))


def times(value: Value, factor: Value) -> Value:
    """The product, as an int when it is integral."""
    product = value * factor
    return exact(product.numerator, product.denominator)
