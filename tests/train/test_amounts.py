from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual.train.amounts import (
    random_amount,
    renumber,
    source_amounts,
    target_amounts,
    write_english,
    write_korean,
)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1조4200억 원", [1_420_000_000_000]),
        ("5천억 원과 3백만 원", [500_000_000_000, 3_000_000]),
        ("2천64억 원", [206_400_000_000]),
        ("6천400만 달러", [64_000_000]),
        ("3억8천900만 달러", [389_000_000]),
        ("17만4000㎥", [174_000]),
        ("1만7천 대", [17_000]),
        ("1.5조 원", [1_500_000_000_000]),
        ("5조6천519억 원", [5_651_900_000_000]),
        ("1천300명", [1_300]),
        ("제3조 2항", []),
        ("2024년 325호", []),
    ],
)
def test_korean_amounts(text, values):
    assert [a.value for a in source_amounts(text)] == values


def test_english_amounts_apply_their_scale():
    found = [a.value for a in target_amounts("$1.42 trillion, 174,000 tons, 3 million, 61.5 decibels")]
    assert found == [Decimal("1.42e12"), 174_000, 3_000_000, Decimal("61.5")]


@settings(max_examples=80, deadline=None)
@given(st.integers(10_000, 10**16 - 1).map(lambda n: n if n < 10**8 else n - n % 10**4), st.integers())
def test_what_is_written_is_read_back(value, seed):
    assert [a.value for a in source_amounts(write_korean(value, Random(seed)) + " 원")] == [value]
    assert [a.value for a in target_amounts(write_english(value) + " won")] == [value]


@settings(max_examples=50, deadline=None)
@given(st.integers())
def test_random_amounts_keep_to_their_bounds(seed):
    assert 1_000 <= random_amount(1e4, 1e9, Random(seed)) <= 2e9


@settings(max_examples=50, deadline=None)
@given(st.integers())
def test_renumbered_pairs_agree(seed):
    told = renumber("매출은 5000억 원으로 12.5% 늘었다.", "Sales rose 12.5% to 500 billion won.", Random(seed))
    assert told is not None
    source, target = told
    (amount,) = source_amounts(source)
    assert amount.value in [a.value for a in target_amounts(target)]
    share = source.split("%")[0].split()[-1]
    assert f"rose {share}%" in target


def test_numbers_that_stand_twice_or_on_one_side_stay():
    assert renumber("3만 원과 3만 원", "30,000 won and 30,000 won", Random(1)) is None
    assert renumber("3만 원", "thirty thousand won", Random(1)) is None
