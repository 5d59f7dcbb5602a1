from __future__ import annotations

from bilingual.glossary.matching import Matcher
from bilingual.glossary.termbase import Glossary
from bilingual.model import Concept, Segment, Term

SHIPBUILDING = Concept("ships/조선", (Term("조선", "ko"), Term("shipbuilding", "en")), subject_field="ships")
JOSEON = Concept("history/조선", (Term("조선", "ko"), Term("Joseon", "en")), subject_field="history")
VESSEL = Concept("ships/선박", (Term("선박", "ko"), Term("vessel", "en")), subject_field="ships")
PORT = Concept("ships/어선", (Term("어선", "ko"), Term("fishing boat", "en")), subject_field="ships")


def ids(text: str, *concepts: Concept) -> list[str]:
    return [m.concept_id for m in Matcher(Glossary(concepts)).find(Segment("1", text))]


def test_characters_in_brackets_decide() -> None:
    assert ids("조선(造船) 업황이 좋다", SHIPBUILDING, JOSEON) == ["ships/조선"]
    assert ids("조선(朝鮮) 백자를 본다", SHIPBUILDING, JOSEON) == ["history/조선"]
    assert ids("조선(朝鮮) 백자를 본다", SHIPBUILDING) == []


def test_cues_near_the_word_decide() -> None:
    assert ids("거제 조선 업계가 수주를 늘렸다", SHIPBUILDING, JOSEON)[0] == "ships/조선"
    assert ids("조선 왕실의 그림이다", SHIPBUILDING, JOSEON) == ["history/조선"]


def test_the_company_in_the_glossary_tells_the_sense_of_an_entry_without_english() -> None:
    planets = [Concept(name, (Term(name, "ko"),)) for name in ("화성", "목성", "토성")]
    assert ids("수원 화성 성곽을 따라 걷는다", *planets) == []
    assert ids("화성 탐사선이 궤도에 들었다", *planets) == ["화성"]


def test_a_light_verb_rules_out_what_takes_none() -> None:
    india = Concept("India", (Term("인도", "ko"), Term("India", "en")))
    assert ids("범인을 인도했다", india) == []
    assert ids("인도에 공장을 지었다", india) == ["India"]


def test_an_entry_chooses_by_its_own_cues() -> None:
    bow = Concept("a", (Term("나루", "ko"), Term("ferry landing", "en")), cues=("나룻배",))
    name = Concept("b", (Term("나루", "ko"), Term("Naru", "en")), cues=("카페",))
    assert ids("나룻배가 나루에 닿았다", bow, name) == ["a"]
    assert ids("카페 나루에 들렀다", bow, name) == ["b"]


def test_an_undecided_homonym_is_not_sure_and_the_document_helps() -> None:
    first = Concept("x/나루", (Term("나루", "ko"), Term("one", "en")), subject_field="x")
    second = Concept("ships/나루", (Term("나루", "ko"), Term("two", "en")), subject_field="ships")
    matcher = Matcher(Glossary((first, second, VESSEL, PORT)))
    alone = matcher.find(Segment("1", "나루를 보았다"))
    assert [(m.concept_id, m.sure) for m in alone] == [("x/나루", False)]
    document = matcher.find_all([Segment("1", "나루를 보았다"), Segment("2", "선박과 어선이 많다")])
    assert [(m.concept_id, m.sure) for m in document[0]] == [("ships/나루", True)]


def test_the_other_form_of_the_same_concept_in_brackets_is_a_gloss() -> None:
    reactor = Concept("r", (Term("소형모듈원전", "ko"), Term("SMR", "ko"), Term("small modular reactor", "en")))
    found = Matcher(Glossary((reactor,))).find(Segment("1", "소형모듈원전(SMR)과 SMR(소형모듈원전)은 같다"))
    assert [(m.surface, m.gloss) for m in found] == [("소형모듈원전", "SMR"), ("SMR", "소형모듈원전")]


def test_a_changing_suffix_is_unsure_unless_the_entry_allows_it() -> None:
    plain = Matcher(Glossary((Concept("a", (Term("단계", "ko"),)),))).find(Segment("1", "단계적으로 푼다"))
    allowed = Matcher(Glossary((Concept("a", (Term("단계", "ko", suffixes=("적",)),)),))).find(
        Segment("1", "단계적으로 푼다")
    )
    assert [m.sure for m in plain + allowed] == [False, True]


def test_compounds_may_be_refused() -> None:
    head = Concept("a", (Term("특구", "ko", compounds=False),))
    assert ids("혁신특구를 연다", head) == []
    assert ids("특구를 연다", head) == ["a"]


def test_english_and_other_sources() -> None:
    english = Glossary(
        (Concept("a", (Term("e-commerce", "en"), Term("전자상거래", "ko"))), Concept("b", (Term("the zone", "en"),))),
        source_lang="en",
        target_lang="ko",
    )
    found = Matcher(english).find(Segment("1", "Ecommerce firms like zones; ozone does not count.", "en"))
    assert [m.surface for m in found] == ["Ecommerce", "zones"]
    german = Glossary((Concept("a", (Term("Strom", "de"),)),), source_lang="de", target_lang="en")
    assert [m.span for m in Matcher(german).find(Segment("1", "Strom und Stromnetz", "de"))] == [(0, 5)]
