"""The whole way, with the real engine and the shipped glossary, and with the fake engine where text must not change."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual import EchoEngine, Glossary, Rung, Translator
from bilingual.model import Concept, Term
from bilingual.rules import RuleOptions

POWER = Concept("chips/전력반도체", (Term("전력반도체", "ko"), Term("power semiconductor", "en")))
ZONE = Concept("policy/특구", (Term("특구", "ko"), Term("special zone", "en")))
TERMS = Glossary((POWER, ZONE))
ARTICLE = "부산시, 전력반도체 특구 추진\n\n시는 전력반도체를 키운다. 특구로 지정한다.\n"


@pytest.fixture(scope="module")
def translator() -> Translator:
    return Translator("ko", "en", glossary=TERMS)


@pytest.fixture(scope="module")
def echo() -> Translator:
    return Translator("ko", "en", glossary=Glossary(), engine=EchoEngine())


@pytest.mark.engine
def test_every_term_is_met_and_has_a_trail(translator: Translator) -> None:
    done = translator.translate(ARTICLE, name="article.txt")
    assert [o.constraint.match.surface for o in done.constraints] == ["전력반도체", "특구", "전력반도체", "특구"]
    assert all(o.rung is not Rung.UNMET for o in done.constraints)
    for segment in done.segments:
        for outcome in segment.outcomes:
            assert outcome.span is not None
            assert segment.target[slice(*outcome.span)] == outcome.form
    assert done.target.lower().count("power semiconductor") >= 2
    assert done.target.lower().count("special zone") >= 2


@pytest.mark.engine
def test_lines_stay_where_they_were(translator: Translator) -> None:
    lines = translator.translate(ARTICLE).target.split("\n")
    assert len(lines) == 4
    assert lines[1] == lines[3] == ""


@pytest.mark.engine
def test_segments_know_their_place(translator: Translator) -> None:
    done = translator.translate(ARTICLE, name="article.txt")
    assert [s.segment.origin.line for s in done.segments] == [1, 3, 3]
    assert {s.segment.origin.file for s in done.segments} == {"article.txt"}
    assert done.segments[0].segment.role == "headline"


@pytest.mark.engine
def test_the_signature_says_everything(translator: Translator) -> None:
    signature = dict(part.split(":", 1) for part in translator.translate("특구").signature.split("|"))
    assert signature["glossary"] == TERMS.digest
    assert signature["model"] == translator.engine.info.digest
    assert signature["beam"] == "4"
    assert signature["pair"] == "ko-en"


@pytest.mark.engine
def test_the_same_input_gives_the_same_output(translator: Translator) -> None:
    assert translator.translate(ARTICLE) == translator.translate(ARTICLE)


@pytest.mark.engine
def test_decomposed_input_gives_the_composed_output(translator: Translator) -> None:
    decomposed = unicodedata.normalize("NFD", ARTICLE)
    assert translator.translate(decomposed).target == translator.translate(ARTICLE).target


@pytest.mark.engine
def test_addresses_survive(translator: Translator) -> None:
    text = "문의는 press@busan.example.kr, 자료는 https://busan.example.kr/news?id=3&lang=ko 에 있다."
    target = translator.translate(text).target
    assert target.count("press@busan.example.kr") == 1
    assert target.count("https://busan.example.kr/news?id=3&lang=ko") == 1


@pytest.mark.engine
def test_a_very_long_sentence_is_translated_whole(translator: Translator) -> None:
    sentence = "시는 전력반도체 산업을 키우고 기업을 돕고 " * 800
    assert len(sentence) > 19_000
    done = translator.translate(sentence)
    assert len(done.constraints) == 800
    assert "".join(s.segment.source for s in done.segments).replace(" ", "") == sentence.replace(" ", "")


def test_texts_come_back_in_order_and_as_they_are_asked_for(echo: Translator) -> None:
    taken: list[int] = []

    def texts() -> st.SearchStrategy[str]:
        for number in range(2000):
            taken.append(number)
            yield f"{number}번 기사다."

    stream = echo.translate_many(texts())
    assert next(stream).target == "0번 기사다."
    assert len(taken) < 1000
    assert [t.target for t in stream] == [f"{n}번 기사다." for n in range(1, 2000)]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="가나다 \n\r\t.?!…·“”\"'()1234567890,%ABab漢①☃\u3000\ufeff", max_size=80))
def test_the_echo_engine_gives_the_text_back(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    nothing = RuleOptions("ko", "ja", off=("*",), checks=False)
    echo = Translator("ko", "ja", glossary=Glossary((), "ko", "ja"), engine=EchoEngine("ko", "ja"), rules=nothing)
    assert echo.translate(text).target == text


@pytest.mark.parametrize("text", ["", "\n\n", "   ", "\ufeff"])
def test_nothing_to_translate(echo: Translator, text: str) -> None:
    done = echo.translate(text)
    assert done.target == text
    assert done.segments == ()


def test_sentences_that_run_together_are_parted(echo: Translator) -> None:
    engine = EchoEngine(answers={"비가 왔다.": "It rained.", "강이 불었다.": "The river rose."})
    translator = Translator("ko", "en", glossary=Glossary(), engine=engine)
    assert translator.translate("비가 왔다.강이 불었다.").target == "It rained. The river rose."
