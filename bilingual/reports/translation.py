"""The trail of a translation as JSON: for every segment how each term was met, what the rules changed, what is wrong.

The layout is stable: `version` grows when a field changes its meaning or goes; new fields may come at any time.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from bilingual import __version__
from bilingual.model import (
    Edit,
    Issue,
    Outcome,
    Report,
    Rung,
    Score,
    SegmentTranslation,
    Severity,
    Span,
    Strength,
    Translation,
)
from bilingual.text import english

VERSION = 1


class Status(StrEnum):
    """How a constraint ended, for people: the rung says by which step, this says whether it is all right."""

    MET = "met"
    SOFT = "soft"
    UNMET = "unmet"
    FORBIDDEN = "forbidden"


def status_of(outcome: Outcome, target: str) -> Status:
    """The status of a constraint in its segment's final target.

    `forbidden` when a forbidden form stands in the target, whatever else does; `soft` when a soft constraint lost to
    fluency; `unmet` when a hard one did.
    """
    if forbidden_spans(outcome, target):
        return Status.FORBIDDEN
    if outcome.rung is not Rung.UNMET:
        return Status.MET
    return Status.SOFT if outcome.constraint.strength is Strength.SOFT else Status.UNMET


def forbidden_spans(outcome: Outcome, target: str) -> list[Span]:
    """Where forbidden forms of a constraint stand in the target, outside the form that satisfies it."""
    kept = outcome.span
    spans = {span for form in outcome.constraint.forbidden for span in english.occurrences(form, target)}
    return sorted(s for s in spans if kept is None or not (kept.start <= s.start and s.end <= kept.end))


def as_record(report: Report) -> dict[str, Any]:
    """The whole report as plain data; every value is a JSON type."""
    return {
        "version": VERSION,
        "program": f"bilingual {__version__}",
        "signature": report.signature,
        "glossary_digest": report.glossary_digest,
        "totals": totals(report),
        "scores": [_score(score) for score in report.scores],
        "issues": [_issue(issue) for issue in report.issues],
        "documents": [_document(translation) for translation in report.translations],
    }


def as_json(report: Report) -> str:
    """The report as indented JSON, ending with a line feed."""
    return json.dumps(as_record(report), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def segment_record(translated: SegmentTranslation) -> dict[str, Any]:
    """One segment's record, the line of a trail; spans are half-open pairs of code points."""
    segment, target = translated.segment, translated.target
    return {
        "id": segment.id,
        "file": segment.origin.file,
        "unit": segment.origin.unit,
        "line": segment.origin.line or None,
        "lang": segment.lang,
        "role": segment.role,
        "source": segment.source,
        "target": target,
        "raw": translated.raw,
        "engine": translated.engine,
        "score": translated.score if math.isfinite(translated.score) else None,
        "constraints": [_constraint(outcome, target) for outcome in translated.outcomes],
        "edits": [_edit(edit) for edit in translated.edits],
        "issues": [_issue(issue) for issue in translated.issues],
    }


def totals(report: Report) -> dict[str, Any]:
    """Counts over all documents: segments, constraints by rung and by status, edits by rule, issues by severity."""
    segments = [segment for translation in report.translations for segment in translation.segments]
    outcomes = [(outcome, segment.target) for segment in segments for outcome in segment.outcomes]
    issues = [*report.issues, *(issue for translation in report.translations for issue in translation.issues)]
    return {
        "documents": len(report.translations),
        "segments": len(segments),
        "constraints": len(outcomes),
        "by_rung": _counted((o.rung.value for o, _ in outcomes), (r.value for r in Rung)),
        "by_status": _counted((status_of(o, t).value for o, t in outcomes), (s.value for s in Status)),
        "edits": sum(len(segment.edits) for segment in segments),
        "edits_by_rule": dict(Counter(edit.rule for segment in segments for edit in segment.edits).most_common()),
        "issues": len(issues),
        "issues_by_severity": _counted((i.severity.value for i in issues), (s.value for s in Severity)),
    }


def _counted(values: Iterable[str], names: Iterable[str]) -> dict[str, int]:
    counts = Counter(values)
    return {name: counts[name] for name in names}


def _document(translation: Translation) -> dict[str, Any]:
    return {
        "name": translation.name,
        "signature": translation.signature,
        "issues": [_issue(issue) for issue in translation.extra_issues],
        "segments": [segment_record(segment) for segment in translation.segments],
    }


def _constraint(outcome: Outcome, target: str) -> dict[str, Any]:
    constraint, match = outcome.constraint, outcome.constraint.match
    return {
        "concept": match.concept_id,
        "term": match.term.text,
        "surface": match.surface,
        "source_span": list(match.span),
        "evidence": match.evidence,
        "sure": match.sure,
        "required": list(constraint.required),
        "forbidden": list(constraint.forbidden),
        "strength": constraint.strength.value,
        "status": status_of(outcome, target).value,
        "rung": outcome.rung.value,
        "form": outcome.form,
        "target_span": list(outcome.span) if outcome.span is not None else None,
        "reason": outcome.reason,
    }


def _edit(edit: Edit) -> dict[str, Any]:
    return {
        "rule": edit.rule,
        "span": list(edit.span),
        "before": edit.before,
        "after": edit.after,
        "reason": edit.reason,
        "concept": edit.concept_id,
    }


def _issue(issue: Issue) -> dict[str, Any]:
    return {
        "code": issue.code,
        "mqm_type": issue.mqm_type,
        "severity": issue.severity.value,
        "message": issue.message,
        "side": issue.side.value,
        "span": list(issue.span) if issue.span is not None else None,
        "suggestion": issue.suggestion,
        "segment": issue.segment_id,
    }


def _score(score: Score) -> dict[str, Any]:
    return {"name": score.name, "value": score.value, "interval": score.interval, "signature": score.signature}
