import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual.text.numbers import read_english, read_korean
from bilingual.text.numbers.english_numerals import cardinal_value
from bilingual.text.numbers.korean_numerals import native_value, sino_value
from bilingual.text.numbers.writers import EnglishForm, KoreanForm, write_english, write_korean

# Every order of magnitude is as likely as any other, and round amounts as likely as ragged ones.
magnitudes = st.integers(0, 17).flatmap(lambda n: st.integers(0, 10**n))
round_amounts = st.builds(lambda digits, zeros: digits * 10**zeros, st.integers(0, 9999), st.integers(0, 13))
values = st.one_of(magnitudes, round_amounts, st.sampled_from([0, 1, 10**4, 10**8, 10**12, 10**16, 10**17]))


@pytest.mark.parametrize("form", KoreanForm)
@settings(max_examples=150, deadline=None)
@given(value=values)
def test_a_korean_numeral_is_read_back(form, value):
    assert sino_value(write_korean(value, form)) == value


@pytest.mark.parametrize("form", KoreanForm)
@settings(max_examples=150, deadline=None)
@given(value=values)
def test_a_korean_amount_in_a_sentence_is_read_back(form, value):
    if form in (KoreanForm.HANGUL, KoreanForm.HANGUL_CLOSE) and value < 10:
        value += 10  # a single Hangul syllable is more often a word than a number
    text = f"정부는 올해 {write_korean(value, form)} 원을 쓴다."
    (read,) = read_korean(text)
    assert (read.value, read.unit) == (value, "krw")
    assert text[slice(*read.numeral)] == write_korean(value, form)


@pytest.mark.parametrize("form", EnglishForm)
@settings(max_examples=150, deadline=None)
@given(value=values)
def test_an_english_numeral_is_read_back(form, value):
    assert cardinal_value(write_english(value, form)) == value


@pytest.mark.parametrize("form", EnglishForm)
@settings(max_examples=150, deadline=None)
@given(value=values)
def test_an_english_amount_in_a_sentence_is_read_back(form, value):
    text = f"The ministry will spend {write_english(value, form)} won this year."
    (read,) = read_english(text)
    assert (read.value, read.unit) == (value, "krw")
    assert text[slice(*read.numeral)] == write_english(value, form)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789,. 만억조천백십경일이삼원명제~한두대의-%", max_size=30))
def test_no_korean_text_breaks_the_reader(text):
    for read in read_korean(text):
        assert 0 <= read.span.start <= read.numeral.start < read.numeral.end <= read.span.end <= len(text)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "one two hundred million half a and of third 1,234 5.5 % $ - to tens thousands s 20 th".split()
        ),
        max_size=12,
    ).flatmap(lambda words: st.sampled_from([" ".join(words), "".join(words), "-".join(words)]))
)
def test_no_english_text_breaks_the_reader(text):
    for read in read_english(text):
        assert 0 <= read.span.start <= read.numeral.start < read.numeral.end <= read.span.end <= len(text)


@pytest.mark.parametrize(
    ("written", "value"), [("하나", 1), ("열", 10), ("열두", 12), ("스물다섯", 25), ("서른 셋", 33), ("아흔아홉", 99)]
)
def test_native_numerals(written, value):
    assert native_value(written) == value


@pytest.mark.parametrize("written", ["", "만3만", "3 4", "십백", "억조", "사과", "1,23만만"])
def test_what_is_no_numeral_is_refused(written):
    with pytest.raises(ValueError, match=r"side by side|smaller unit|not a Korean numeral"):
        sino_value(written)
