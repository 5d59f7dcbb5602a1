from __future__ import annotations

import unicodedata

import pytest

from bilingual.glossary.matching import Matcher
from bilingual.glossary.termbase import Glossary
from bilingual.model import Concept, Match, Segment, Term
from bilingual.text.normalisation import nfc


def glossary(*terms: str, lang: str = "ko") -> Glossary:
    return Glossary(tuple(Concept(f"t/{t}", (Term(t, lang),)) for t in terms), source_lang=lang)


def find(text: str, *terms: str, lang: str = "ko") -> list[Match]:
    return Matcher(glossary(*terms, lang=lang)).find(Segment("1", nfc(text), lang))


def surfaces(text: str, *terms: str, lang: str = "ko") -> list[str]:
    return [m.surface for m in find(text, *terms, lang=lang)]


@pytest.mark.parametrize(
    ("text", "term", "surface"),
    [
        ("전력반도체를 만든다", "전력반도체", "전력반도체"),
        ("전력 반도체를 만든다", "전력반도체", "전력 반도체"),
        ("전력반도체를 만든다", "전력 반도체", "전력반도체"),
        ("부산시는 반겼다", "부산", "부산"),
        ("SMR은 안전하다", "SMR", "SMR"),
        ("한·미 동맹", "한미", "한·미"),
        ("탄소세(기후세)제도를 둔다", "탄소세제도", "탄소세(기후세)제도"),
        ("ＳＭＲ은 작다", "SMR", "ＳＭＲ"),
        ("前장관의 말", "장관", "장관"),
        ("3기 신도시", "신도시", "신도시"),
    ],
)
def test_found(text: str, term: str, surface: str) -> None:
    assert surfaces(text, term) == [surface]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("부산물을 치운다", "부산"),
        ("수학을 배운다", "수"),
        ("모델링을 한다", "모델"),
        ("정부 산하 기관", "부산"),
        ("해당 국가는", "당국"),
        ("it is", "IT"),
        ("SMRX는", "SMR"),
        ("12호선은", "2호선"),
        ("", "부산"),
    ],
)
def test_not_found(text: str, term: str) -> None:
    assert surfaces(text, term) == []


def test_longest_match_wins_and_order_is_the_source_order() -> None:
    assert surfaces("혁신특구와 특구를 잇는다", "특구", "혁신특구") == ["혁신특구", "특구"]


def test_nfd_text_is_matched_and_offsets_refer_to_nfc() -> None:
    text = "항만은 특구로 바뀐다"
    match = Matcher(glossary("특구")).find(Segment("1", unicodedata.normalize("NFD", text)))[0]
    assert text[slice(*match.span)] == match.surface == "특구"


def test_long_sentence() -> None:
    text = "특구와 " * 5000
    assert len(find(text, "특구")) == 5000
    assert surfaces("가" * 20_000, "특구") == []


def test_english_source() -> None:
    assert surfaces("Small-modular reactors win", "small modular reactor", lang="en") == ["Small-modular reactors"]
