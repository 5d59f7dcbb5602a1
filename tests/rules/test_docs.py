"""docs/rules.md says what the program does."""

import re
from pathlib import Path

from bilingual.model import Segment
from bilingual.rules import RULES, Item, RuleOptions, issue_codes, postedit
from bilingual.rules.editors import load_rules

PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")


def test_the_table_of_rules_is_complete_and_in_order():
    written = [(int(order), code) for order, code in re.findall(r"^\| (\d+) \| ([A-Z]\d{3}) \|", PAGE, re.MULTILINE)]
    assert written == sorted((rule.order, code) for code, rule in RULES)


def test_every_issue_code_is_listed():
    missing = [code for code in issue_codes() if not re.search(rf"^\| .*\b{code}\b", PAGE, re.MULTILINE)]
    assert missing == []


def test_the_example_rules_hold(tmp_path):
    toml = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)[1]
    (tmp_path / "house.toml").write_text(toml, encoding="utf-8")
    assert [rule.failures() for rule in load_rules([tmp_path])] == [[], []]


def test_the_python_example_holds():
    items = [Item(Segment("1", "정부는 400만 달러를 쓴다."), "The government will spend $400 million.")]
    (result,) = postedit(items, options=RuleOptions(style="ap"))
    assert result.target == "The government will spend $4 million."
    assert result.issues == ()
