"""Sub-word tokens know where in the text they stand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual.engines.packages import builtin_packages
from bilingual.engines.tokenization import SentencePieceTokenizer, token_spans
from bilingual.errors import PackageError
from bilingual.text.normalisation import nfc

TOKENIZER = SentencePieceTokenizer(builtin_packages()[0].path / "sentencepiece.model")
NEWS = st.text(alphabet="가부산시는특구를억조만 1234567890,.%()·…“”ABC漢①Ａ　⟦⟧é₩", min_size=1, max_size=60)


def surfaces(text: str) -> list[str]:
    tokens = TOKENIZER.encode([text])[0]
    return [text[a:b] for a, b in token_spans(tokens, text)]


def test_spans_of_a_plain_sentence() -> None:
    assert "".join(surfaces("부산시는 특구를 키운다.")) == "부산시는특구를키운다."


def test_full_width_and_runs_of_space() -> None:
    assert "".join(surfaces("①  ＡＢ  끝")).replace(" ", "") == "①ＡＢ끝"


def test_byte_tokens_span_their_character() -> None:
    tokens = TOKENIZER.encode(["漢"])[0]
    spans = [s for t, s in zip(tokens, token_spans(tokens, "漢"), strict=True) if t.startswith("<0x")]
    assert spans == [(0, 1)] * 3


@settings(max_examples=200, deadline=None)
@given(NEWS)
def test_spans_are_in_order_and_inside_the_text(text: str) -> None:
    text = nfc(text)
    tokens = TOKENIZER.encode([text])[0]
    spans = token_spans(tokens, text)
    assert len(spans) == len(tokens)
    assert all(0 <= a <= b <= len(text) for a, b in spans)
    assert all(one.start <= two.start for one, two in pairwise(spans))


@settings(max_examples=100, deadline=None)
@given(NEWS)
def test_every_visible_character_belongs_to_a_token(text: str) -> None:
    text = nfc(text)
    covered = set()
    for start, end in token_spans(TOKENIZER.encode([text])[0], text):
        covered.update(range(start, end))
    assert all(i in covered for i, c in enumerate(text) if not c.isspace())


def test_a_file_that_is_no_model(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "sentencepiece.model").write_bytes(b"nothing")
    with pytest.raises(PackageError, match="is no SentencePiece model"):
        SentencePieceTokenizer(tmp_path / "sentencepiece.model")
