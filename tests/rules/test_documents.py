"""What is decided over a whole document: first mentions, spellings of names, consistency."""

from bilingual.glossary.termbase import Glossary
from bilingual.model import Concept, Segment, Term, TermStatus
from bilingual.rules import Item, RuleOptions, check, postedit


def document(*pairs):
    return [Item(Segment(str(number), source), target) for number, (source, target) in enumerate(pairs, 1)]


def targets(items, glossary=None, **options):
    return [result.target for result in postedit(items, glossary, options=RuleOptions(checks=False, **options))]


def test_an_acronym_is_written_out_once(glossary):
    items = document(
        ("소형모듈원자로를 짓는다.", "They will build an SMR."), ("소형모듈원자로는 작다.", "The SMR is small.")
    )
    assert targets(items, glossary) == ["They will build a small modular reactor (SMR).", "The SMR is small."]


def test_a_name_is_spelt_as_the_document_mostly_spells_it():
    items = document(
        ("이재명 대통령이 왔다.", "Lee Jae-myung came."),
        ("이재명 대통령이 갔다.", "Lee Jae-Myung left."),
        ("이재명 대통령이 말했다.", "Lee Jae-myung spoke."),
    )
    assert targets(items)[1] == "Lee Jae-myung left."


def test_different_letters_are_different_people():
    items = document(("정 씨다.", "Jung Min-ho came."), ("정 씨다.", "Jeong Min-ho left."))
    assert targets(items) == ["Jung Min-ho came.", "Jeong Min-ho left."]


def test_two_wanted_forms_in_one_document_are_reported():
    concept = Concept(
        "law/개정안",
        (
            Term("개정안", "ko"),
            Term("revision bill", "en"),
            Term("amendment", "en", TermStatus.ADMITTED),
        ),
    )
    items = document(("개정안이 나왔다.", "The revision bill is out."), ("개정안이 통과됐다.", "The amendment passed."))
    first, second = check(items, Glossary((concept,)))
    assert [issue.code for issue in first] == []
    assert [(issue.code, issue.suggestion) for issue in second] == [("T103", "revision bill")]


def test_a_missing_and_a_forbidden_term_are_reported(glossary):
    items = document(
        ("부산항이 붐빈다.", "The harbor is busy."), ("전력반도체가 비싸다.", "Power chips are expensive.")
    )
    first, second = check(items, glossary)
    assert [(issue.code, issue.suggestion) for issue in first] == [("T101", "Busan Port")]
    assert [issue.code for issue in second] == ["T102", "T101"] or {i.code for i in second} == {"T101", "T102"}


def test_rules_are_switched_off_by_line():
    items = document(("400만 명이다.", "It is 400 million people."))
    assert targets(items, off=("N*",)) == ["It is 400 million people."]
