"""Findings as SARIF 2.1.0 (OASIS Standard, 27 March 2020), which code hosts and editors read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from bilingual import __version__
from bilingual.model import Severity

if TYPE_CHECKING:
    from bilingual.reports.findings import Finding

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_LEVEL = {
    Severity.NEUTRAL: "note",
    Severity.MINOR: "warning",
    Severity.MAJOR: "error",
    Severity.CRITICAL: "error",
}


def findings_as_sarif(findings: Sequence[Finding], tool_rules: Mapping[str, str]) -> str:
    """One run with the rules that occur; columns count code points, as everywhere in this program."""
    codes = sorted({f.issue.code for f in findings})
    run = {
        "tool": {
            "driver": {
                "name": "bilingual",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(code, findings, tool_rules) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(f, codes.index(f.issue.code)) for f in findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def file_uri(path: str) -> str:
    """A path as the URI reference that SARIF wants: relative ones stay relative, separators become `/`."""
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix())


def _rule(code: str, findings: Sequence[Finding], tool_rules: Mapping[str, str]) -> dict[str, Any]:
    mqm_type = next(f.issue.mqm_type for f in findings if f.issue.code == code)
    text = tool_rules.get(code) or mqm_type
    return {"id": code, "shortDescription": {"text": text}, "properties": {"tags": [mqm_type]}}


def _result(finding: Finding, index: int) -> dict[str, Any]:
    issue = finding.issue
    text = issue.message + (f" Suggestion: {issue.suggestion}" if issue.suggestion else "")
    result: dict[str, Any] = {
        "ruleId": issue.code,
        "ruleIndex": index,
        "level": _LEVEL[issue.severity],
        "message": {"text": text},
        "partialFingerprints": {"bilingual/v1": finding.fingerprint},
        "properties": {"severity": issue.severity.value, "side": issue.side.value},
    }
    location = _location(finding)
    if location:
        result["locations"] = [location]
    return result


def _location(finding: Finding) -> dict[str, Any]:
    location: dict[str, Any] = {}
    if finding.file and finding.file != "-":
        location["physicalLocation"] = {"artifactLocation": {"uri": file_uri(finding.file)}}
        if finding.line:
            location["physicalLocation"]["region"] = _region(finding)
    if finding.issue.segment_id:
        location["logicalLocations"] = [{"name": finding.issue.segment_id, "kind": "segment"}]
    return location


def _region(finding: Finding) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": finding.line}
    if finding.start_column:
        region["startColumn"] = finding.start_column
    if finding.end_column:
        region["endColumn"] = finding.end_column
    if finding.context:
        region["snippet"] = {"text": finding.context}
    return region
