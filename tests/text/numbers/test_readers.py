"""The readers against tests/cases/number-readers: `surface = value unit bound` for each number, in order.

Soft numbers, which prove nothing by their absence, are left out, and so are units and bounds that are empty or exact.
"""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from bilingual.text.numbers import Bound, read_english, read_korean

CASES = Path(__file__).parents[2] / "cases" / "number-readers"


def load():
    for kind in ("wild", "synthetic", "negative", "known-failures"):
        marks = [pytest.mark.xfail(strict=True, reason="not understood")] if kind == "known-failures" else []
        for number, case in enumerate(json.loads((CASES / f"{kind}.json").read_text(encoding="utf-8")), 1):
            yield pytest.param(case, id=f"{kind}-{number}", marks=marks)


def described(text, number):
    value = Fraction(number.value)
    said = f"{text[slice(*number.span)]} = {value} {number.unit}".rstrip()
    return said if number.bound is Bound.EXACT else f"{said} {number.bound}"


@pytest.mark.parametrize("case", list(load()))
def test_numbers_are_read(case):
    read = {"ko": read_korean, "en": read_english}[case["lang"]](case["text"])
    assert [described(case["text"], number) for number in read if not number.soft] == case["numbers"]
