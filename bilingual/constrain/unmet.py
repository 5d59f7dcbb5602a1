"""Rung 5: what could not be met is said, with the reason."""

from __future__ import annotations

from collections.abc import Sequence

from bilingual.constrain.state import Candidate, State
from bilingual.model import Issue, Outcome, Rung, Severity, Side, Span, Strength


def reason(state: State, best: Candidate, place: int | None) -> str:
    """Why the need at `place` is not met by the chosen candidate; None stands for one in conflict with another."""
    if place is None:
        return "it overlaps another constraint or a placeholder in the source"
    need = state.needs[place]
    if not need.hard:
        return "it would cost too much fluency, and the match is not sure"
    if best.alignment is None:
        return "the engine gives no alignment to place it by"
    return "no place in the translation is aligned to it"


def issues(state: State, text: str, outcomes: Sequence[Outcome], banned: Sequence[Span]) -> tuple[Issue, ...]:
    """One issue for each unmet constraint and each forbidden form that remains in the text."""
    segment = state.job.segment
    found = [_unmet_issue(o, segment.id) for o in outcomes if o.rung is Rung.UNMET]
    found += [_forbidden_issue(text, span, segment.id) for span in banned]
    return tuple(found)


def _unmet_issue(outcome: Outcome, segment_id: str) -> Issue:
    constraint = outcome.constraint
    hard = constraint.strength is Strength.HARD
    return Issue(
        code="T001",
        mqm_type="terminology/inconsistent-with-terminology-resource",
        severity=Severity.MAJOR if hard else Severity.MINOR,
        message=f"{constraint.match.surface!r} should be {constraint.required[0]!r}: {outcome.reason}",
        side=Side.SOURCE,
        span=constraint.match.span,
        suggestion=constraint.required[0],
        segment_id=segment_id,
    )


def _forbidden_issue(text: str, span: Span, segment_id: str) -> Issue:
    return Issue(
        code="T002",
        mqm_type="terminology/inconsistent-with-terminology-resource",
        severity=Severity.MAJOR,
        message=f"{text[span.start : span.end]!r} is a forbidden term and could not be avoided",
        side=Side.TARGET,
        span=span,
        segment_id=segment_id,
    )
