from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual.text.segmentation import split_sentences

PIECES = st.sampled_from(
    [*'가다요.!?…·“”‘’"()[] \n\r\t1,A=▲', "했다.", "다.”고 ", "3.5", " U.S. ", "(부산=통신) 김하나 기자 = ", "\r\n"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(["ko", "en", "ja"]))
def test_joining_gives_the_text_back(text: str, lang: str) -> None:
    pieces = split_sentences(text, lang)
    assert "".join(pieces) == text
    assert all(pieces)


def test_quotation_and_quotative_particle_stay_in_one_sentence() -> None:
    text = "시장은 “특구를 늘린다. 예산도 늘린다.”고 말했다. 시민은 반겼다."
    assert split_sentences(text, "ko") == ["시장은 “특구를 늘린다. 예산도 늘린다.”고 말했다. ", "시민은 반겼다."]


def test_quotative_after_a_space() -> None:
    text = '"공장을 짓겠다." 라고 그는 말했다. 끝.'
    assert split_sentences(text, "ko") == ['"공장을 짓겠다." 라고 그는 말했다. ', "끝."]


def test_headline_ellipsis_and_middle_dot_do_not_end_a_sentence() -> None:
    text = "부산·울산, 수소 특구 손잡다…“내년 착공”\n두 도시는 15일 협약을 맺었다."
    assert split_sentences(text, "ko") == [
        "부산·울산, 수소 특구 손잡다…“내년 착공”\n",
        "두 도시는 15일 협약을 맺었다.",
    ]


def test_decimals_dates_and_enumerators() -> None:
    text = "1. 개요는 이렇다. 성장률은 3.5%였다. 2026. 3. 15. 공포했다."
    assert split_sentences(text, "ko") == ["1. 개요는 이렇다. ", "성장률은 3.5%였다. ", "2026. 3. 15. 공포했다."]


def test_agency_byline_is_its_own_piece() -> None:
    text = "(창원=새소식) 김하나 기자 = 창원시가 공장을 연다. 첫 삽은 5월에 뜬다."
    assert split_sentences(text, "ko")[0] == "(창원=새소식) 김하나 기자 = "


def test_bracketed_aside_is_kept_whole() -> None:
    text = "시는 예산(국비는 아직이다. 도비는 왔다.)을 늘렸다. 끝났다."
    assert split_sentences(text, "ko") == ["시는 예산(국비는 아직이다. 도비는 왔다.)을 늘렸다. ", "끝났다."]


def test_missing_space_after_a_full_stop() -> None:
    assert split_sentences("공장이 섰다.그래도 사람은 남았다.", "ko") == ["공장이 섰다.", "그래도 사람은 남았다."]


def test_unclosed_quotation_does_not_swallow_the_text() -> None:
    assert len(split_sentences("그는 “간다. 온다. 말했다. 끝.", "ko")) == 4


def test_english_abbreviations() -> None:
    text = 'Dr. Kim met U.S. officials at No. 3 pier. "It works." He left at 3.5 knots.'
    assert split_sentences(text, "en") == [
        "Dr. Kim met U.S. officials at No. 3 pier. ",
        '"It works." ',
        "He left at 3.5 knots.",
    ]


def test_long_texts_take_linear_time() -> None:
    text = "“가나다. (라마바. " * 20_000
    assert "".join(split_sentences(text, "ko")) == text


def test_empty() -> None:
    assert split_sentences("", "ko") == []
