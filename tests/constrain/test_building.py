from __future__ import annotations

import pytest

from bilingual.constrain import constraints_for, document_constraints
from bilingual.glossary.termbase import Glossary
from bilingual.model import (
    Concept,
    Constraint,
    Match,
    ReviewState,
    Segment,
    Span,
    Strength,
    Term,
    TermStatus,
    TermType,
)


def term(text: str, lang: str = "en", **more: object) -> Term:
    return Term(text, lang, **more)  # type: ignore[arg-type]


REACTOR = Concept(
    "energy/소형모듈원자로",
    (
        term("소형모듈원자로", "ko"),
        term("SMR", "ko", term_type=TermType.ACRONYM),
        term("small modular reactor"),
        term("SMR", term_type=TermType.ACRONYM),
        term("small module reactor", status=TermStatus.FORBIDDEN),
        term("mini reactor", status=TermStatus.DEPRECATED),
    ),
)
ZONE = Concept(
    "government/특구",
    (term("특구", "ko"), term("special zone"), term("special district", status=TermStatus.ADMITTED)),
    review=ReviewState.PROPOSED,
)
SYSTEM = Concept("brands/유니패스", (term("유니패스", "ko"), term("UNI-PASS")), do_not_translate=True)
COIN = Concept("finance/인공지능", (term("AI", "ko", term_type=TermType.ACRONYM), term("artificial intelligence"),
                               term("AI", term_type=TermType.ACRONYM)))  # fmt: skip
GLOSSARY = Glossary((REACTOR, ZONE, SYSTEM, COIN))


def constrained(source: str, concept: Concept, surface: str, **more: object) -> Constraint:
    [constraint] = constraints_for(Segment("1", source), [match(source, concept, surface, **more)], GLOSSARY)
    return constraint


def match(source: str, concept: Concept, surface: str, **more: object) -> Match:
    start = source.index(surface)
    found = next((t for t in concept.terms if t.text == surface), concept.terms[0])
    return Match("1", concept.id, Span(start, start + len(surface)), surface, found, **more)  # type: ignore[arg-type]


def test_full_form_mirrors_full_form_and_acronym_mirrors_acronym() -> None:
    assert constrained("소형모듈원자로를 짓는다.", REACTOR, "소형모듈원자로").required == ("small modular reactor",)
    assert constrained("SMR을 짓는다.", REACTOR, "SMR").required == ("SMR", "small modular reactor")


def test_forbidden_and_deprecated_forms_are_driven_out() -> None:
    found = constrained("SMR을 짓는다.", REACTOR, "SMR")
    assert found.forbidden == ("small module reactor", "mini reactor")


def test_admitted_terms_come_after_the_preferred_one() -> None:
    assert constrained("특구를 지정했다.", ZONE, "특구").required == ("special zone", "special district")


def test_proposed_concepts_and_unsure_matches_are_soft() -> None:
    assert constrained("특구를 지정했다.", ZONE, "특구").strength is Strength.SOFT
    assert constrained("SMR을 짓는다.", REACTOR, "SMR").strength is Strength.HARD
    assert constrained("SMR을 짓는다.", REACTOR, "SMR", sure=False).strength is Strength.SOFT


def test_do_not_translate_keeps_the_source_form() -> None:
    assert constrained("유니패스를 고쳤다.", SYSTEM, "유니패스").required == ("유니패스",)


def test_noun_that_became_a_verb_is_left_free() -> None:
    source = "특구로 지정했다."
    verb = match(source, ZONE, "특구", evidence="verb:했다")
    assert constraints_for(Segment("1", source), [verb], GLOSSARY) == []


def test_concept_without_a_target_term_gives_nothing() -> None:
    lonely = Concept("x/외톨이", (term("외톨이", "ko"),))
    source = "외톨이가 왔다."
    assert constraints_for(Segment("1", source), [match(source, lonely, "외톨이")], Glossary((lonely,))) == []


def test_unknown_concept_is_an_error() -> None:
    source = "특구를 지정했다."
    with pytest.raises(KeyError):
        constraints_for(Segment("1", source), [match(source, ZONE, "특구")], Glossary((REACTOR,)))


def planned(*sentences: tuple[str, str, str]) -> list[tuple[str, ...]]:
    segments = [Segment(str(n), source) for n, (source, _, _) in enumerate(sentences)]
    matches = [[match(source, REACTOR, surface, gloss=gloss)] for source, surface, gloss in sentences]
    return [c.required for [c] in document_constraints(segments, matches, GLOSSARY)]


def test_gloss_of_the_article_introduces_the_acronym() -> None:
    assert planned(
        ("소형모듈원자로(SMR)를 짓는다.", "소형모듈원자로", "SMR"),
        ("SMR은 작다.", "SMR", ""),
        ("소형모듈원자로는 안전하다.", "소형모듈원자로", ""),
    ) == [
        ("small modular reactor (SMR)", "small modular reactor"),
        ("SMR", "small modular reactor"),
        ("SMR", "small modular reactor"),
    ]


def test_bare_acronym_is_spelt_out_once() -> None:
    assert planned(("SMR은 작다.", "SMR", ""), ("SMR은 싸다.", "SMR", "")) == [
        ("small modular reactor (SMR)", "small modular reactor"),
        ("SMR", "small modular reactor"),
    ]


def test_full_form_stays_full_where_the_article_has_no_acronym() -> None:
    twice = planned(
        ("소형모듈원자로를 짓는다.", "소형모듈원자로", ""), ("소형모듈원자로는 작다.", "소형모듈원자로", "")
    )
    assert twice == [("small modular reactor",), ("small modular reactor",)]


def test_headline_keeps_the_short_form_and_the_body_introduces_it() -> None:
    sources = ["SMR 수출 늘린다", "SMR은 작다."]
    segments = [Segment("0", sources[0], role="headline"), Segment("1", sources[1])]
    matches = [[match(source, REACTOR, "SMR")] for source in sources]
    [[headline], [body]] = document_constraints(segments, matches, GLOSSARY)
    assert headline.required[0] == "SMR"
    assert body.required[0] == "small modular reactor (SMR)"


def test_acronym_that_everybody_knows_is_not_spelt_out() -> None:
    source = "AI 투자를 늘린다."
    [[found]] = document_constraints([Segment("0", source)], [[match(source, COIN, "AI")]], GLOSSARY)
    assert found.required[0] == "AI"
