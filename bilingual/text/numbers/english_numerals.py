"""English numerals to values: digits with scale words, and numbers written out."""

from __future__ import annotations

import re
from fractions import Fraction

from bilingual.text.numbers.quantity import Value, decimal, times

ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "quadrillion": 10**15,
    "quintillion": 10**18,
}  # fmt: skip
ABBREVIATED = {
    "k": 10**3, "m": 10**6, "mn": 10**6, "mil": 10**6, "mln": 10**6, "b": 10**9, "bn": 10**9, "bln": 10**9,
    "t": 10**12, "tn": 10**12, "trn": 10**12, "tln": 10**12,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100,
    "thousandth": 1000, "millionth": 10**6, "billionth": 10**9, "trillionth": 10**12,
}  # fmt: skip

ARABIC = (
    r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3},(?!(?:19|20)\d\d(?!\d))\d{4,}"
    r"|\d{1,3},\d{1,2}(?=\s(?:thousand|million|billion|trillion))|\d+)(?:\.\d+)?"
)
_TOKEN = re.compile(rf"{ARABIC}|[a-z]+")
_GLUE = frozenset({"and", "a", "an", "of", "half", "dozen", "quarter"})


def cardinal_value(text: str) -> Value:
    """The value of an English cardinal: `2.5 million`, `three hundred and forty million`, `half a million`.

    Groups add up (`1 trillion 200 billion`). Case, hyphens and commas between groups are free.

    Raises:
        ValueError: the text holds no number, a word that belongs to none, or two numbers (2 million and 3 million).
    """
    total: Value = 0
    group: Value = 0
    half: Value = 0
    limit = 10**21
    seen = False
    for token in _TOKEN.findall(text.lower()):
        if token[0].isdigit() or token in ONES or token in TENS:
            value = decimal(token) if token[0].isdigit() else ONES.get(token, TENS.get(token, 0))
            if (group % 10 if value < 10 else group % 100) or (group and value >= 100) or half:
                raise ValueError(f"{text!r}: two numbers side by side")
            group, seen = group + value, True
        elif token == "half":
            half, seen = Fraction(1, 2), True
        elif token in ("hundred", "dozen"):
            group, half, seen = times((group + half) or 1, 100 if token == "hundred" else 12), 0, True
        elif token in SCALES:
            if SCALES[token] >= limit:
                raise ValueError(f"{text!r}: {token} after a smaller scale")
            limit = SCALES[token] if group or half or total else limit
            total, group, half, seen = total + times((group + half) or 1, SCALES[token]), 0, 0, True
        elif token not in _GLUE:
            raise ValueError(f"{text!r}: {token!r} belongs to no number")
    if not seen:
        raise ValueError(f"{text!r}: not an English number")
    return times(total + group + half, 1)


def ordinal_value(text: str) -> int:
    """The value of `21st`, `third`, `twenty-first`, `two hundredth`.

    Raises:
        ValueError: the text is no ordinal.
    """
    lowered = text.lower().strip()
    digits = re.fullmatch(r"([\d,]+)(?:st|nd|rd|th)", lowered)
    if digits:
        return int(digits[1].replace(",", ""))
    head, _, last = lowered.replace("-", " ").rpartition(" ")
    if last not in ORDINALS:
        raise ValueError(f"{text!r}: not an English ordinal")
    if not head:
        return ORDINALS[last]
    before = cardinal_value(head)
    return int(before * ORDINALS[last] if ORDINALS[last] >= 100 else before + ORDINALS[last])
