"""JUnit XML, the form of the Jenkins and GitLab readers: one test suite a file, one test case a finding or gate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from bilingual.reports.findings import Finding

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Case:
    """One test case; it failed when `failure` says why.

    Attributes:
        detail: text of the failure element, several lines allowed.
        line: 1-based, 0 when unknown.
    """

    suite: str
    name: str
    failure: str = ""
    kind: str = ""
    detail: str = ""
    file: str = ""
    line: int = 0


def as_junit(cases: Iterable[Case]) -> str:
    """A JUnit document of cases, grouped by suite in order of first appearance."""
    rows = list(cases)
    order = list(dict.fromkeys(case.suite for case in rows))
    rows.sort(key=lambda case: order.index(case.suite))
    failed = sum(bool(case.failure) for case in rows)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="bilingual" tests="{len(rows)}" failures="{failed}" errors="0">',
    ]
    for suite, group in groupby(rows, key=lambda case: case.suite):
        members = list(group)
        bad = sum(bool(case.failure) for case in members)
        lines.append(
            f'  <testsuite name={_attribute(suite)} tests="{len(members)}" failures="{bad}" errors="0" skipped="0">'
        )
        lines += [_element(case) for case in members]
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def findings_as_junit(findings: Sequence[Finding], tool_rules: Mapping[str, str]) -> str:
    """Every finding is a failed case; without findings there is one case that passed, so that the run is seen."""
    cases = [_case(finding, tool_rules) for finding in findings]
    return as_junit(cases or [Case("bilingual", "no findings")])


def _case(finding: Finding, tool_rules: Mapping[str, str]) -> Case:
    issue = finding.issue
    name = " ".join(part for part in (issue.code, tool_rules.get(issue.code, ""), finding.place) if part)
    rows = [f"{issue.severity.value} {issue.mqm_type}", finding.context]
    rows.append(f"suggestion: {issue.suggestion}" if issue.suggestion else "")
    return Case(
        suite=finding.file or "bilingual",
        name=f"{name} [{issue.segment_id}]" if issue.segment_id else name,
        failure=issue.message,
        kind=issue.mqm_type,
        detail="\n".join(row for row in rows if row),
        file=finding.file,
        line=finding.line,
    )


def _element(case: Case) -> str:
    attributes = f"classname={_attribute(case.suite)} name={_attribute(case.name)}"
    if case.file:
        attributes += f" file={_attribute(case.file)}"
    if case.line:
        attributes += f' line="{case.line}"'
    if not case.failure:
        return f"    <testcase {attributes}/>"
    failure = f"<failure message={_attribute(case.failure)} type={_attribute(case.kind or 'failure')}>"
    return f"    <testcase {attributes}>{failure}{escape(_clean(case.detail))}</failure></testcase>"


def _attribute(text: str) -> str:
    return quoteattr(_clean(text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
