import math

import pytest

from bilingual.errors import ConfigError, DocumentError
from bilingual.glossary.termbase import Glossary
from bilingual.metrics.base import Corpus
from bilingual.metrics.evaluation import evaluate
from bilingual.metrics.expectations import ExpectedTerm, expected_by_glossary, read_expected
from bilingual.metrics.terms import check_terms
from bilingual.model import Concept, Term, TermStatus

REACTOR = ExpectedTerm("소형모듈원전", ("small modular reactor", "SMR"))
CHIP = ExpectedTerm("전력반도체", ("power semiconductor",), ("power chip",))


def spans(text, *expected, lang="en"):
    return [text[slice(*check.span)] if check.span else None for check in check_terms(text, expected, lang)]


def test_inflected_terms_count_and_forms_are_tried_in_order() -> None:
    assert spans("Two small modular reactors, or SMRs, are planned.", REACTOR) == ["small modular reactors"]
    assert spans("Two SMRs are planned.", REACTOR) == ["SMRs"]
    assert spans("Two modular reactors are planned.", REACTOR) == [None]


def test_one_occurrence_serves_one_expectation() -> None:
    assert spans("An SMR is built.", REACTOR, REACTOR) == ["SMR", None]
    assert spans("An SMR and another small modular reactor.", REACTOR, REACTOR) == ["small modular reactor", "SMR"]


def test_the_longer_term_chooses_first() -> None:
    battery, secondary = ExpectedTerm("배터리", ("battery",)), ExpectedTerm("이차전지", ("secondary battery",))
    assert spans("A secondary battery is a battery.", battery, secondary) == ["battery", "secondary battery"]


def test_no_match_inside_a_word() -> None:
    assert spans("He made an article.", ExpectedTerm("예술", ("art",))) == [None]


def test_forbidden_forms_are_reported_but_not_inside_a_satisfied_term() -> None:
    check = check_terms("The power chip is a power semiconductor.", [CHIP], "en")[0]
    assert [tuple(span) for span in check.forbidden] == [(4, 14)]
    inside = ExpectedTerm("특구", ("regulation-free special zone",), ("special zone",))
    assert check_terms("A regulation-free special zone opens.", [inside], "en")[0].forbidden == ()


def test_korean_targets_match_at_word_starts() -> None:
    assert spans("반도체특별법이 통과됐다.", ExpectedTerm("chip act", ("반도체특별법",)), lang="ko") == ["반도체특별법"]
    assert spans("비반도체 업종", ExpectedTerm("chip", ("반도체",)), lang="ko") == [None]


def values(hypotheses, terms, **more):
    return {m.name: m.value for m in evaluate(Corpus(hypotheses, terms=terms, **more), resamples=0).measures}


def test_accuracy_counts_a_term_beside_its_forbidden_form_as_wrong() -> None:
    found = values(["A power semiconductor, or power chip.", "An SMR."], [(CHIP,), (REACTOR,)])
    assert found["terms"] == 0.5


def test_success_rate_is_generous_where_accuracy_is_strict() -> None:
    found = values(["An SMR and no other."], [(REACTOR, REACTOR)])
    assert (found["terms"], found["wmt25-success"]) == (0.5, 1.0)


def test_success_by_lemma() -> None:
    found = values(["Attorneys general met."], [(ExpectedTerm("법무장관", ("attorney general",)),)])
    assert found["wmt25-success"] == 1.0


def test_consistency_compares_with_the_usual_translation() -> None:
    hypotheses = ["An SMR.", "The SMRs.", "A small modular reactor.", "A reactor."]
    assert values(hypotheses, [(REACTOR,)] * 4)["wmt25-consistency"] == 0.5


def test_without_any_term_the_value_is_undefined() -> None:
    assert math.isnan(values(["Nothing.", "Here."], [(), ()])["terms"])


def test_terms_of_a_glossary() -> None:
    concept = Concept(
        "industry/전력반도체",
        (
            Term("전력반도체", "ko"),
            Term("power semiconductor", "en"),
            Term("power device", "en", TermStatus.ADMITTED),
            Term("power chip", "en", TermStatus.FORBIDDEN),
        ),
    )
    found = expected_by_glossary(Glossary((concept,)), ["전력반도체를 만든다.", "반도체를 만든다."])
    assert [[term.targets for term in terms] for terms in found] == [[("power semiconductor", "power device")], []]
    assert found[0][0].forbidden == ("power chip",)
    assert found[0][0].span == (0, 5)


@pytest.fixture
def write(tmp_path):
    def _write(text):
        path = tmp_path / "terms.jsonl"
        path.write_text(text, encoding="utf-8")
        return path

    return _write


def test_annotations(write) -> None:
    path = write('{"terms": {"원전": ["nuclear plant", "nuclear power plant"]}}\n{"id": "x"}\n{"terms": {}}\n')
    assert read_expected(path) == [(ExpectedTerm("원전", ("nuclear plant", "nuclear power plant")),), (), ()]


def test_annotations_of_one_kind(write) -> None:
    path = write('{"proper": {"원전": "nuclear plant"}, "random": {"오늘": "today"}}\n')
    assert [term.source for term in read_expected(path)[0]] == ["원전"]
    assert [term.source for term in read_expected(path, field="random")[0]] == ["오늘"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[1]\n", "not a JSON object"),
        ("\n{oops\n", "is not JSON"),
        ('{"terms": {"원전": ""}}', "원전: has no target term"),
    ],
)
def test_broken_annotations_name_the_line(write, text, said) -> None:
    with pytest.raises(DocumentError, match=said) as caught:
        read_expected(write(text))
    assert caught.value.line == text.count("\n") or caught.value.line == 1


def test_a_metric_that_lacks_its_data_says_so() -> None:
    with pytest.raises(ConfigError, match="terms needs terms"):
        evaluate(Corpus(["a"], [["b"]]), ["terms"])
