"""Findings: issues with the place they stand at, and one renderer for every command that reports them.

`check`, `glossary lint` and `evaluate` all end here. Five formats: `terminal` for people, `json` for scripts, `sarif`
(OASIS SARIF 2.1.0) for code hosts, `junit` for CI servers, `github` for annotations in a pull request.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bilingual.errors import ConfigError
from bilingual.model import Issue, Report, Severity, Side, Translation


class Format(StrEnum):
    """What `render` can write; `--format` offers these."""

    TERMINAL = "terminal"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"


@dataclass(frozen=True, slots=True)
class Finding:
    """One issue and where it stands.

    Attributes:
        issue: what was found; its `segment_id` names the segment or glossary entry, its `span` points into `context`.
        file: path of the file as the user gave it, empty when there is none.
        line: 1-based line in the file, 0 when unknown.
        context: the text that `issue.span` points into: the sentence or the entry's field.
        column: 1-based column of the first character of `context` in that line, 0 when unknown.
    """

    issue: Issue
    file: str = ""
    line: int = 0
    context: str = ""
    column: int = 0

    @property
    def place(self) -> str:
        """`file:line:column`, as far as they are known."""
        parts = [self.file, str(self.line) if self.line else "", str(self.start_column) if self.start_column else ""]
        return ":".join(part for part in parts if part)

    @property
    def start_column(self) -> int:
        """1-based column at which the span begins, 0 when it cannot be told."""
        if not self.column or self.issue.span is None:
            return self.column
        return self.column + self.issue.span.start

    @property
    def end_column(self) -> int:
        """1-based column just after the span, 0 when it cannot be told."""
        return self.column + self.issue.span.end if self.column and self.issue.span is not None else 0

    @property
    def surface(self) -> str:
        """The text at the span, empty when the issue concerns the whole."""
        return self.context[slice(*self.issue.span)] if self.issue.span is not None else ""

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that stay the same while the lines around the finding move."""
        key = (self.issue.code, self.file, self.issue.segment_id, self.surface, self.issue.message)
        return hashlib.sha256("\x1f".join(key).encode()).hexdigest()[:16]


def render(
    findings: Iterable[Finding],
    format: str = Format.TERMINAL,  # noqa: A002 - the option's own name
    *,
    tool_rules: Mapping[str, str] | None = None,
    color: bool | None = None,
    width: int | None = None,
) -> str:
    """Write findings in one of `Format`, ending with a line feed (nothing at all for `github` without findings).

    Args:
        findings: in the order in which they shall appear.
        format: a name of `Format`.
        tool_rules: description of each issue code, for the formats that carry a list of rules.
        color: whether `terminal` uses colours; None asks the terminal.
        width: columns of `terminal`; None asks the terminal.

    Raises:
        ConfigError: there is no such format.
    """
    rows = list(findings)
    if format == Format.TERMINAL:
        from bilingual.reports.terminal import findings_as_text

        return findings_as_text(rows, color=color, width=width)
    if format not in list(Format):
        raise ConfigError(f"no report format is called {format!r}; there are: {', '.join(Format)}")
    return _renderer(Format(format))(rows, tool_rules or {})


def summary_by_code(findings: Iterable[Finding], tool_rules: Mapping[str, str] | None = None) -> str:
    """Findings counted by code, one a line, with their description where there is one."""
    counts = Counter(finding.issue.code for finding in findings)
    told = tool_rules or {}
    return "\n".join(f"{code} {number:>5}  {told.get(code, '')}".rstrip() for code, number in sorted(counts.items()))


def fails(findings: Iterable[Finding], threshold: Severity) -> bool:
    """Whether any finding is at least as severe as `threshold`: what `--fail-on` asks."""
    return any(finding.issue.severity.rank >= threshold.rank for finding in findings)


def findings_of(report: Report | Translation) -> list[Finding]:
    """The issues of a report or of one translation, each with the file, line and text of its segment.

    The line is that of the source file: a translation has no place of its own until it is written.
    """
    if isinstance(report, Report):
        rows = [Finding(issue) for issue in report.issues]
        return rows + [finding for translation in report.translations for finding in findings_of(translation)]
    rows = [Finding(issue, file=report.name) for issue in report.extra_issues]
    for translated in report.segments:
        origin = translated.segment.origin
        for issue in translated.issues:
            text = translated.segment.source if issue.side is Side.SOURCE else translated.target
            rows.append(Finding(issue, origin.file or report.name, origin.line, text))
    return rows


def as_record(finding: Finding) -> dict[str, Any]:
    """One finding as plain data, the record of the `json` format."""
    issue = finding.issue
    return {
        "code": issue.code,
        "mqm_type": issue.mqm_type,
        "severity": issue.severity.value,
        "message": issue.message,
        "suggestion": issue.suggestion,
        "segment": issue.segment_id,
        "side": issue.side.value,
        "span": list(issue.span) if issue.span is not None else None,
        "text": finding.surface,
        "context": finding.context,
        "file": finding.file,
        "line": finding.line or None,
        "column": finding.start_column or None,
    }


def _renderer(wanted: Format) -> Callable[[Sequence[Finding], Mapping[str, str]], str]:
    if wanted is Format.SARIF:
        from bilingual.reports.sarif import findings_as_sarif

        return findings_as_sarif
    if wanted is Format.JUNIT:
        from bilingual.reports.junit import findings_as_junit

        return findings_as_junit
    return _as_json if wanted is Format.JSON else _as_github


def _as_json(findings: Sequence[Finding], tool_rules: Mapping[str, str]) -> str:
    codes = sorted({f.issue.code for f in findings})
    by_severity = Counter(f.issue.severity.value for f in findings)
    payload = {
        "findings": [as_record(f) for f in findings],
        "rules": {code: tool_rules.get(code, "") for code in codes},
        "totals": {"all": len(findings)} | {s.value: by_severity[s.value] for s in Severity},
    }
    return json.dumps(payload, ensure_ascii=False, indent=2) + "\n"


_GITHUB_LEVEL = {
    Severity.NEUTRAL: "notice",
    Severity.MINOR: "warning",
    Severity.MAJOR: "error",
    Severity.CRITICAL: "error",
}


def _as_github(findings: Sequence[Finding], tool_rules: Mapping[str, str]) -> str:
    """Workflow commands, as GitHub's "Workflow commands for GitHub Actions" defines them."""
    lines = []
    for finding in findings:
        issue = finding.issue
        properties = {
            "file": finding.file,
            "line": finding.line or "",
            "col": finding.start_column or "",
            "endColumn": finding.end_column or "",
            "title": f"{issue.code} {tool_rules.get(issue.code, '') or issue.mqm_type}",
        }
        said = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value)
        text = issue.message + (f" Suggestion: {issue.suggestion}" if issue.suggestion else "")
        lines.append(f"::{_GITHUB_LEVEL[issue.severity]} {said}::{_message(text)}\n")
    return "".join(lines)


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
