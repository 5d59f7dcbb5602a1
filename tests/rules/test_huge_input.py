"""No text, however long or odd, takes the rules more than a moment."""

import time

import pytest

from bilingual.model import Segment
from bilingual.rules import Item, postedit

ODD = {
    "digits": ("1" * 9000, "1" * 9000),
    "scales": ("만" * 5000, "million " * 3000),
    "numbers": ("3만 명 " * 1000, "300,000 people " * 1000),
    "words": ("한 " * 3000, "five and " * 3000),
    "commas": ("1," * 3000, "1," * 3000),
    "marks": ('"' * 5000, "(" * 5000),
    "addresses": ("www." * 3000, "a@" * 3000),
}


@pytest.mark.parametrize("name", ODD)
def test_long_odd_text_is_read_in_linear_time(name):
    source, target = ODD[name]
    start = time.process_time()
    postedit([Item(Segment("1", source), target)])
    assert time.process_time() - start < 5
