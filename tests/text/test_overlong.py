from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual.text.overlong import split_overlong


@given(st.text(max_size=300), st.integers(1, 50))
def test_pieces_are_short_and_join_to_the_sentence(sentence: str, limit: int) -> None:
    pieces = split_overlong(sentence, limit)
    assert "".join(pieces) == sentence
    assert all(len(piece) <= limit for piece in pieces)


def test_a_comma_is_the_first_choice() -> None:
    assert split_overlong("하나 둘 셋 넷, 다섯 여섯 일곱", 14) == ["하나 둘 셋 넷, ", "다섯 여섯 일곱"]


def test_then_a_space() -> None:
    assert split_overlong("하나 둘 셋 넷 다섯 여섯", 9) == ["하나 둘 셋 넷 ", "다섯 여섯"]


def test_then_anywhere() -> None:
    assert split_overlong("가" * 10, 4) == ["가" * 4, "가" * 4, "가" * 2]


def test_a_limit_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        split_overlong("가", 0)
