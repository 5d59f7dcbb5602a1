"""Values to numerals, in every written form that the readers promise to read back."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from bilingual.text.numbers.english_numerals import ONES, SCALES, TENS
from bilingual.text.numbers.quantity import Value, exact

_KOREAN_LARGE = ((10**16, "경"), (10**12, "조"), (10**8, "억"), (10**4, "만"), (1, ""))
_KOREAN_SMALL = ((1000, "천"), (100, "백"), (10, "십"), (1, ""))
_HANGUL = "영일이삼사오육칠팔구"
_ENGLISH_LARGE = tuple(sorted(((v, n) for n, v in SCALES.items() if v >= 1000), reverse=True))
_ONE_WORDS = {value: word for word, value in ONES.items()}
_TEN_WORDS = {value: word for word, value in TENS.items()}


class KoreanForm(StrEnum):
    """How a Korean numeral is written; the example is 54,000,321."""

    DIGITS = "54000321"
    GROUPED = "54,000,321"
    MIXED = "5400만 321"
    CLOSE = "5400만321"
    GROUPED_MIXED = "5,400만 321"
    THOUSANDS = "5천4백만 3백2십1"
    HANGUL = "오천사백만 삼백이십일"
    HANGUL_CLOSE = "오천사백만삼백이십일"
    DECIMAL = "5400.0321만"


class EnglishForm(StrEnum):
    """How an English numeral is written; the example is 54,000,321."""

    DIGITS = "54000321"
    GROUPED = "54,000,321"
    SCALED = "54.000321 million"
    WORDS = "fifty-four million three hundred and twenty-one"


def plain_decimal(value: Value, *, grouped: bool = False) -> str:
    """Digits with a decimal point where needed, exact.

    Raises:
        ValueError: the value has no finite decimal expansion (1/3).
    """
    if isinstance(value, int):
        return f"{value:,}" if grouped else str(value)
    digits, below = 0, value.denominator
    while 10**digits % below:
        digits += 1
        if digits > 40:
            raise ValueError(f"{value} has no finite decimal form")
    scaled = str(value.numerator * 10**digits // below).rjust(digits + 1, "0")
    whole = f"{int(scaled[:-digits]):,}" if grouped else scaled[:-digits]
    return f"{whole}.{scaled[-digits:]}"


def _hangul_group(number: int, digit: bool) -> str:
    out = ""
    for size, name in _KOREAN_SMALL:
        count, number = divmod(number, size)
        if count:
            out += (str(count) if digit else "" if count == 1 and name else _HANGUL[count]) + name
    return out


def write_korean(value: int, form: KoreanForm = KoreanForm.MIXED) -> str:
    """A Korean numeral for an integer ≥ 0 in the given form."""
    if form in (KoreanForm.DIGITS, KoreanForm.GROUPED) or value == 0:
        return plain_decimal(value, grouped=form is KoreanForm.GROUPED) if value else "0"
    if form is KoreanForm.DECIMAL:
        size, name = next((s, n) for s, n in _KOREAN_LARGE if value >= s)
        return plain_decimal(exact(value, size)) + name
    groups = []
    for size, name in _KOREAN_LARGE:
        count, value = divmod(value, size)
        if count:
            groups.append(_korean_group(count, form) + name)
    return ("" if form in (KoreanForm.CLOSE, KoreanForm.HANGUL_CLOSE) else " ").join(groups)


def _korean_group(count: int, form: KoreanForm) -> str:
    if form is KoreanForm.THOUSANDS:
        return _hangul_group(count, digit=True)
    if form in (KoreanForm.HANGUL, KoreanForm.HANGUL_CLOSE):
        return _hangul_group(count, digit=False) if count > 1 else "일"
    return f"{count:,}" if form is KoreanForm.GROUPED_MIXED else str(count)


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    parts = [f"{_ONE_WORDS[hundreds]} hundred"] if hundreds else []
    if rest:
        tens, ones = rest - rest % 10, rest % 10
        small = _ONE_WORDS.get(rest) or _TEN_WORDS[tens] + (f"-{_ONE_WORDS[ones]}" if ones else "")
        parts.append(small)
    return " and ".join(parts)


def _english_words(value: int) -> str:
    if value == 0:
        return "zero"
    parts = []
    for size, name in _ENGLISH_LARGE:
        count, value = divmod(value, size)
        if count:
            parts.append(f"{_english_words(count) if count >= 1000 else _below_thousand(count)} {name}")
    if value:
        parts.append(("and " if parts and value < 100 else "") + _below_thousand(value))
    return " ".join(parts)


def write_english(value: Value, form: EnglishForm = EnglishForm.SCALED) -> str:
    """An English numeral for a value ≥ 0 in the given form; `SCALED` writes values below a million in grouped digits.

    Raises:
        ValueError: `WORDS` for a value that is not integral, or a value without a finite decimal form.
    """
    if form is EnglishForm.WORDS:
        if isinstance(value, Fraction):
            raise ValueError(f"{value}: only whole numbers are written out")
        return _english_words(value)
    if form is EnglishForm.SCALED and value >= 10**6:
        size, name = next((s, n) for s, n in _ENGLISH_LARGE if value >= s and s <= 10**12)
        return f"{plain_decimal(exact(value.numerator, value.denominator * size), grouped=True)} {name}"
    return plain_decimal(value, grouped=form is not EnglishForm.DIGITS)
