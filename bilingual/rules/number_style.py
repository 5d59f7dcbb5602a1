"""Writing a corrected number the way the sentence writes numbers."""

from __future__ import annotations

import re

from bilingual.text import english
from bilingual.text.numbers.quantity import Bound, Kind, Quantity, Value, exact
from bilingual.text.numbers.writers import EnglishForm, plain_decimal, write_english

MONTHS = "January February March April May June July August September October November December".split()
SIGNS = {"usd": "$", "eur": "€", "gbp": "£"}
_NOUNS = {
    "person": "people", "krw": "won", "jpy": "yen", "cny": "yuan", "usd": "dollars", "eur": "euros", "gbp": "pounds",
    "percent": "percent", "foot": "feet", "inch": "inches", "hectopascal": "hectopascals", "hertz": "hertz",
    "year span": "years", "month span": "months", "week span": "weeks", "day span": "days", "hour span": "hours",
    "minute span": "minutes", "second span": "seconds", "square kilometre": "square kilometers",
    "square metre": "square meters", "cubic metre": "cubic meters", "kilometre": "kilometers", "metre": "meters",
    "tonne": "tons", "gallon": "gallons", "barrel": "barrels", "mile": "miles", "hectare": "hectares",
    "acre": "acres", "kilogram": "kilograms", "litre": "liters", "rub": "rubles", "inr": "rupees", "vnd": "dong",
    "kilowatt": "kilowatts", "megawatt": "megawatts", "gigawatt": "gigawatts",
}  # fmt: skip
_SCALES = ((10**12, "trillion", "tn"), (10**9, "billion", "bn"), (10**6, "million", "m"))
_PLURALS = ((10**12, "trillions"), (10**9, "billions"), (10**6, "millions"), (10**3, "thousands"))
_APPROXIMATE = {
    Bound.ABOUT: "about ",
    Bound.MORE_THAN: "more than ",
    Bound.AT_LEAST: "at least ",
    Bound.AT_MOST: "up to ",
    Bound.LESS_THAN: "less than ",
}


def magnitude(power: Value) -> str:
    """The English for a bare power of ten: 10,000,000 → "tens of millions"."""
    if power < 100:
        return "dozens"
    size, name = next(((s, n) for s, n in _PLURALS if power >= s), (1, ""))
    rest = exact(power.numerator, power.denominator * size)
    prefix = {1: "", 10: "tens of ", 100: "hundreds of ", 1000: "thousands of ", 10000: "tens of thousands of "}
    return prefix[int(rest)] + name if name else "hundreds"


def in_style_of(written: str, source: Quantity, target: Quantity) -> str | None:
    """The source value written as the target writes the number it stands for; None when no form fits.

    Args:
        written: the target's numeral as it stands (`4,500 million`, `five billion`, `100bn`).
    """
    value = source.value
    if source.bound is Bound.MAGNITUDE:
        words = magnitude(value) if target.bound is Bound.MAGNITUDE else None
        return words.capitalize() if words and written[:1].isupper() else words
    if source.kind is Kind.MONTH:
        return MONTHS[int(value) - 1]
    if source.kind in (Kind.YEAR, Kind.ARTICLE, Kind.DECADE):
        return str(value)
    if source.kind is Kind.ORDINAL:
        return ordinal(int(value)) if written[:1].isdigit() else None
    if target.bound is Bound.MAGNITUDE:
        return None
    return _in_words(written, value) or _in_figures(written, value, target)


def ordinal(value: int) -> str:
    """The figures with their ending: 1st, 2nd, 3rd, 11th, 21st."""
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def _in_words(written: str, value: Value) -> str | None:
    """Words for words, while they stay short: up to one hundred, and round scales up to ten (five million)."""
    if written[:1].isdigit() or not isinstance(value, int):
        return None
    size = next((size for size, _, _ in _SCALES if value >= size), 1)
    short = value <= 100 if size == 1 else value % size == 0 and value // size <= 10
    if not short:
        return None
    words = write_english(value, EnglishForm.WORDS)
    return words.capitalize() if written[:1].isupper() else words


def _in_figures(written: str, value: Value, target: Quantity) -> str:
    if value < 10**6 or not _is_round(value) or _is_spelt_out(written, target):
        return plain_decimal(value, grouped=value >= 1000)
    size, name, short = next(row for row in _SCALES if value >= row[0])
    figures = plain_decimal(exact(value.numerator, value.denominator * size), grouped=True)
    tight = re.search(r"\d(\s?)(million|billion|trillion|[mb]n?|tn)$", written)
    if tight and tight[2] not in ("million", "billion", "trillion"):
        return f"{figures}{tight[1]}{short}"
    return f"{figures}{'' if tight and not tight[1] else ' '}{name}"


def _is_round(value: Value) -> bool:
    """Whether at most three decimals remain after the scale word."""
    size = next(size for size, _, _ in _SCALES if value >= size)
    return (value * 1000 / size) % 1 == 0 if size > 1 else True


def _is_spelt_out(written: str, target: Quantity) -> bool:
    return target.value >= 10**6 and not target.large and written[:1].isdigit()


def phrase(source: Quantity) -> str:
    """A dropped amount as an English phrase with bound and unit: "about $14.7 billion", "100,000 people"."""
    if source.bound is Bound.MAGNITUDE:
        noun = _NOUNS.get(source.unit, "")
        return f"{magnitude(source.value)} of {noun}" if noun else magnitude(source.value)
    figures = _in_figures("1", source.value, source) if source.value < 10**6 else _scaled(source.value)
    approximate = _APPROXIMATE.get(source.bound, "")
    if source.unit in SIGNS:
        return f"{approximate}{SIGNS[source.unit]}{figures}"
    noun = _NOUNS.get(source.unit, "")
    return f"{approximate}{figures} {noun}".rstrip()


def _scaled(value: Value) -> str:
    return write_english(value) if _is_round(value) else plain_decimal(value, grouped=True)


def noun(unit: str) -> str:
    """The English plural of a canonical unit, empty when there is no usual one."""
    return _NOUNS.get(unit, "")


def article_before(text: str, start: int, number: str) -> tuple[int, str] | None:
    """Start and new form of an indefinite article just before `start` that the new number needs, or None."""
    found = re.search(r"\b([Aa]n?)\s$", text[max(0, start - 4) : start])
    if found is None:
        return None
    right = english.indefinite_article(number)
    if right == found[1].lower():
        return None
    return start - len(found[0]), right.capitalize() if found[1][0].isupper() else right
