"""Every rule family against its case files."""

import pytest
from cases import load

from bilingual.model import Segment
from bilingual.rules import CHECKS, RULES, Item, RuleOptions, check, postedit, replay


def run(case, glossary=None, **options):
    item = Item(Segment("1", case["source"], role=case.get("role", "body")), case["target"])
    style = case.get("style", "")
    (result,) = postedit([item], glossary, options=RuleOptions(style=style, checks=False, **options))
    return result


def verify(case, result):
    assert result.target == case.get("expected", case["target"])
    assert replay(case["target"], result.edits) == result.target


@pytest.mark.parametrize("case", load("numbers"))
def test_numbers(case):
    verify(case, run(case))


@pytest.mark.parametrize("case", load("marks"))
def test_marks(case):
    verify(case, run(case))


@pytest.mark.parametrize("case", load("style"))
def test_style(case):
    verify(case, run(case, off=("N*",)))


@pytest.mark.parametrize("case", load("terminology"))
def test_terminology(case, glossary):
    verify(case, run(case, glossary))


@pytest.mark.parametrize("case", load("checks"))
def test_checks(case):
    (issues,) = check([Item(Segment("1", case["source"]), case["target"])])
    assert sorted({issue.code for issue in issues}) == sorted(case["issues"])


def test_every_rule_and_check_explains_itself():
    for code, rule in [*RULES, *CHECKS]:
        assert len(rule.explanation.split()) >= 8, code
        assert rule.title[0].isupper(), code


def test_codes_have_a_family_letter_and_three_digits():
    assert all(len(code) == 4 and code[0].isupper() and code[1:].isdigit() for code, _ in [*RULES, *CHECKS])
