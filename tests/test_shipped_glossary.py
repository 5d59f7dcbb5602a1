"""The glossary that ships is large, tidy, free of contradictions, and right on the demonstration articles."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bilingual.glossary.po import read_glossary, read_po
from bilingual.glossary.po_file import sort_key
from bilingual.glossary.termbase import Glossary
from bilingual.model import Concept, ReviewState, Severity, TermStatus
from bilingual.text.english import occurrences

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "glossary" / "ko-en"
FILES = sorted(FOLDER.glob("*.po"))
ARTICLES = sorted((ROOT / "corpora" / "demo").glob("*.ko.txt"))

ESTABLISHED = [
    ("소형모듈원자로", "small modular reactor"),
    ("소형모듈원전", "small modular reactor"),
    ("전력반도체", "power semiconductor"),
    ("고대역폭메모리", "high bandwidth memory"),
    ("기회발전특구", "opportunity development special zone"),
    ("글로벌 혁신특구", "global innovation special zone"),
    ("기후금융", "climate finance"),
    ("탄소국경조정제도", "carbon border adjustment mechanism"),
    ("예비타당성조사", "preliminary feasibility study"),
    ("추경", "supplementary budget"),
    ("기준금리", "base rate"),
    ("산업통상자원부", "Ministry of Trade, Industry and Energy"),
    ("과기정통부", "Ministry of Science and ICT"),
    ("금융통화위원회", "Monetary Policy Board"),
    ("SK하이닉스", "SK hynix"),
    ("한화오션", "Hanwha Ocean"),
    ("부산대", "Pusan National University"),
    ("강원특별자치도", "Gangwon State"),
    ("중대재해처벌법", "Serious Accidents Punishment Act"),
    ("전작권", "wartime operational control"),
]


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary.load(FOLDER)


@pytest.fixture(scope="module")
def everything() -> Glossary:
    """With the entries that are proposed only."""
    return read_glossary([FOLDER], include_proposed=True)


def _forms(concept: Concept, lang: str) -> list[str]:
    return [t.text for t in concept.terms_in(lang, TermStatus.PREFERRED, TermStatus.ADMITTED)]


def test_is_large_and_mostly_approved(glossary: Glossary, everything: Glossary) -> None:
    assert len(glossary.concepts) >= 600
    proposed = [c for c in everything.concepts if c.review is ReviewState.PROPOSED]
    assert len(proposed) <= len(everything.concepts) // 50


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_file_is_sorted_and_of_one_field(path: Path) -> None:
    concepts = list(read_po(path).concepts)
    assert {c.subject_field for c in concepts} == {path.stem}
    keys = [(c.terms_in("ko")[0].text, c.sense) for c in concepts]
    assert keys == sorted(keys)
    assert len({sort_key(c) for c in concepts}) == len(concepts)


def test_a_korean_form_has_one_meaning_unless_marked_as_homonym(everything: Glossary) -> None:
    meanings: dict[str, set[str]] = {}
    plain: dict[str, set[str]] = {}
    for concept in everything.concepts:
        for form in _forms(concept, "ko"):
            key = re.sub(r"\s", "", form)
            meanings.setdefault(key, set()).add(concept.id)
            if not concept.sense:
                plain.setdefault(key, set()).add(concept.id)
    contradictions = {form: ids for form, ids in meanings.items() if len(ids) > 1 and form in plain}
    assert not contradictions


def test_homonyms_have_words_that_tell_them_apart(everything: Glossary) -> None:
    assert not [c.id for c in everything.concepts if c.sense and not c.cues]


def test_no_form_is_both_wanted_and_unwanted(everything: Glossary) -> None:
    for concept in everything.concepts:
        wanted = {form.casefold() for form in _forms(concept, "en")}
        unwanted = {t.text.casefold() for t in concept.terms_in("en", TermStatus.FORBIDDEN, TermStatus.DEPRECATED)}
        assert not wanted & unwanted, concept.id


def test_linter_has_no_complaint() -> None:
    from bilingual.glossary.lint import lint
    from bilingual.glossary.store import Store

    found = [
        (p.concept_id, p.problem.message) for p in lint(Store.open([FOLDER])) if p.severity is not Severity.NEUTRAL
    ]
    assert not found


@pytest.mark.parametrize(("korean", "english"), ESTABLISHED)
def test_established_terms(glossary: Glossary, korean: str, english: str) -> None:
    found = [c for c in glossary.concepts if korean in _forms(c, "ko")]
    assert [c.preferred("en").text for c in found if c.preferred("en")] == [english]  # type: ignore[union-attr]


@pytest.mark.parametrize("source", ARTICLES, ids=lambda p: p.name)
def test_references_use_the_terms(source: Path, glossary: Glossary) -> None:
    from bilingual.constrain.building import constraints_for
    from bilingual.glossary.matching import Matcher
    from bilingual.model import Segment

    reference = source.with_name(source.name.replace(".ko.", ".en.")).read_text(encoding="utf-8").splitlines()
    segments = [Segment(str(n), line) for n, line in enumerate(source.read_text(encoding="utf-8").splitlines())]
    constraints = 0
    for segment, matches, english in zip(segments, Matcher(glossary).find_all(segments), reference, strict=True):
        for constraint in constraints_for(segment, matches, glossary):
            constraints += 1
            assert any(occurrences(form, english) for form in constraint.required), (constraint.match.surface, english)
            assert not any(occurrences(form, english) for form in constraint.forbidden)
    assert constraints >= 40
