"""Large amounts in both languages, read and written, so that one training pair can be retold with other numbers.

Korean counts in powers of ten thousand (만 10⁴, 억 10⁸, 조 10¹²), English in powers of a thousand. The regrouping is
what small models get wrong most, and no corpus holds enough of it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_KOREAN = re.compile(rf"(?<![\d.,제])(?<!제 )(?:{_NUMBER} ?[백천]?[백천만억조] ?)+(?:\d[\d,]*(?![\d.,]*\d))?")
_KOREAN_PART = re.compile(rf"({_NUMBER}) ?([백천]?[백천만억조]?)")
_ENGLISH = re.compile(rf"(?<![\d.,A-Za-z])(?P<number>{_NUMBER})(?: (?P<scale>trillion|billion|million))?(?!\d|[.,]\d)")
_PERCENT = re.compile(r"(?<![\d.,])(\d+(?:\.\d+)?)(?=%| percent)")
_SCALES = {"trillion": 10**12, "billion": 10**9, "million": 10**6}
_SMALL_UNITS = {"천": 1000, "백": 100}
_LARGE_UNITS = {"조": 10**12, "억": 10**8, "만": 10**4}
_LEAST = 1000
_MOST = 10**16


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a text: half-open range of code points, and its exact value."""

    start: int
    end: int
    value: Decimal


def source_amounts(text: str) -> Iterator[Amount]:
    """The amounts of a Korean text that are written with 백, 천, 만, 억 or 조, left to right; 제3조 is none.

    >>> [int(a.value) for a in source_amounts("1조4200억 원, 6천400만 달러, 1만7천 대")]
    [1420000000000, 64000000, 17000]
    """
    for match in _KOREAN.finditer(text):
        end = match.start() + len(match.group().rstrip())
        yield Amount(match.start(), end, _korean_value(match.group()))


def _korean_value(written: str) -> Decimal:
    total, group = Decimal(0), Decimal(0)
    for number, units in _KOREAN_PART.findall(written):
        part = _decimal(number)
        for unit in units:
            if unit in _SMALL_UNITS:
                part *= _SMALL_UNITS[unit]
            else:
                total += (group + part) * _LARGE_UNITS[unit]
                group = part = Decimal(0)
        group += part
    return total + group


def target_amounts(text: str) -> Iterator[Amount]:
    """The numbers of an English text, with million, billion and trillion applied, left to right."""
    for match in _ENGLISH.finditer(text):
        value = _decimal(match["number"].rstrip(",")) * _SCALES.get(match["scale"] or "", 1)
        yield Amount(match.start(), match.end(), value)


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def write_korean(value: int, rng: Random) -> str:
    """One of the ways in which newspapers write the amount (`5000억`, `5천억`, `1조 2,000억`, `6천400만`, `1.2조`)."""
    if rng.random() < 0.12 and (short := _short_korean(value)):
        return short
    style = rng.choice(("digits", "digits", "comma", "thousands"))
    parts = []
    rest = value
    for unit, name in ((10**12, "조"), (10**8, "억"), (10**4, "만"), (1, "")):
        count, rest = divmod(rest, unit)
        if count:
            parts.append(_group(count, style) + name)
    return (" " if rng.random() < 0.35 else "").join(parts)


def _group(count: int, style: str) -> str:
    """One group of up to four digits: `1300`, `1,300` or `1천300`."""
    if style == "thousands" and count >= 1000:
        return f"{count // 1000}천{count % 1000 or ''}"
    return f"{count:,}" if style == "comma" else str(count)


def _short_korean(value: int) -> str | None:
    if 10**12 < value < 10**14 and value % 10**11 == 0 and value % 10**12:
        return f"{Decimal(value) / 10**12:f}".rstrip("0") + "조"
    for unit, name, limit in ((10**11, "천억", 10), (10**7, "천만", 10), (10**6, "백만", 10)):
        if value % unit == 0 and value // unit < limit:
            return f"{value // unit}{name}"
    return None


def write_english(value: int) -> str:
    """The amount as news English has it: `1.42 trillion`, `345.6 billion`, `5.2 million`, `174,000`."""
    for name, unit in _SCALES.items():
        if value >= unit:
            digits = f"{Decimal(value) / unit:f}"
            return f"{digits.rstrip('0').rstrip('.') if '.' in digits else digits} {name}"
    return f"{value:,}"


def random_amount(least: float, most: float, rng: Random) -> int:
    """Log-uniform between the bounds, with one to five significant digits, at least 1,000."""
    drawn = math.exp(rng.uniform(math.log(least), math.log(most)))
    digits = rng.choice([1, 1, 2, 2, 2, 3, 3, 4, 4, 5])
    step = int(10 ** max(0, int(math.log10(drawn)) + 1 - digits))
    value = round(drawn / step) * step
    if value >= 10**8:
        value -= value % 10**4
    return max(value, _LEAST)


def renumber(source: str, target: str, rng: Random) -> tuple[str, str] | None:
    """The pair with new amounts and percentages, wherever a number stands once on each side; None when none does."""
    swaps = [*_new_amounts(source, target, rng), *_new_percentages(source, target, rng)]
    if not swaps:
        return None
    return (
        _replace(source, [(old.start, old.end, new) for old, new, _, _ in swaps]),
        _replace(target, [(old.start, old.end, new) for _, _, old, new in swaps]),
    )


_Swap = tuple[Amount, str, Amount, str]


def _new_amounts(source: str, target: str, rng: Random) -> Iterator[_Swap]:
    ours, theirs = list(source_amounts(source)), list(target_amounts(target))
    for amount in ours:
        same = [t for t in theirs if t.value == amount.value]
        if amount.value < _LEAST or len(same) != 1 or sum(o.value == amount.value for o in ours) != 1:
            continue
        digits, spread = len(str(int(amount.value))), rng.choice([0, 0, 1, 1, 2])
        least, most = 10 ** max(3, digits - 1 - spread), min(_MOST, 10 ** (digits + spread))
        value = random_amount(least, most, rng)
        yield amount, write_korean(value, rng), same[0], write_english(value)


def _new_percentages(source: str, target: str, rng: Random) -> Iterator[_Swap]:
    theirs = list(_PERCENT.finditer(target))
    ours = list(_PERCENT.finditer(source))
    for match in ours:
        same = [t for t in theirs if t[1] == match[1]]
        if len(same) != 1 or sum(o[1] == match[1] for o in ours) != 1:
            continue
        places = len(match[1].partition(".")[2])
        new = f"{rng.uniform(0, 99):.{places}f}" if places else str(rng.randrange(2, 100))
        yield Amount(*match.span(1), Decimal()), new, Amount(*same[0].span(1), Decimal()), new


def _replace(text: str, edits: list[tuple[int, int, str]]) -> str:
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text
