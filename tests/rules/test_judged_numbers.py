"""Precision and recall of number errors on sentences of our own, every number judged by hand.

In tests/cases/judged-numbers a right number stands in [brackets] in the source, and one that the target has wrong or
has lost in {braces}.
"""

import json
import re
from pathlib import Path

from bilingual.rules import RuleOptions, check, postedit, segments_from_lines

FILE = Path(__file__).parents[1] / "cases" / "judged-numbers" / "synthetic.json"
NUMBER_CODES = {"N101", "N102", "N103", "D101"}


def judged():
    return json.loads(FILE.read_text(encoding="utf-8"))


def items():
    rows = judged()
    return segments_from_lines(
        [re.sub(r"[\[\]{}]", "", row["source"]) for row in rows], [row["target"] for row in rows]
    )


def test_there_are_at_least_three_hundred_judged_numbers():
    assert sum(len(re.findall(r"[\[{]", row["source"])) for row in judged()) >= 300


def test_number_errors_are_found():
    hits = false_alarms = overlooked = 0
    for row, issues in zip(judged(), check(items()), strict=True):
        errors = row["source"].count("{")
        found = sum(issue.code in NUMBER_CODES for issue in issues)
        hits += min(errors, found)
        false_alarms += max(0, found - errors)
        overlooked += max(0, errors - found)
    assert hits / (hits + false_alarms) >= 0.97
    assert hits / (hits + overlooked) >= 0.95


def test_the_guard_changes_no_right_number():
    for row, result in zip(judged(), postedit(items(), options=RuleOptions(checks=False)), strict=True):
        if "{" not in row["source"]:
            assert {edit.rule for edit in result.edits} <= {"N004"}, row


def test_what_the_guard_leaves_is_reported():
    for row, result in zip(judged(), postedit(items()), strict=True):
        if "{" in row["source"] and not result.edits:
            assert NUMBER_CODES & {issue.code for issue in result.issues}, row
