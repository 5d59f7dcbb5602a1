"""Edits as a trail: applying them, replaying them, and following a span through them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bilingual.model import Edit, Outcome, Span


def in_sequence(edits: Iterable[Edit]) -> list[Edit]:
    """Edits with spans in one text, as a trail in which each span fits the text left by the edits before it.

    Edits that overlap an earlier one, or change nothing, fall out.
    """
    out: list[Edit] = []
    shift, free_from = 0, 0
    for edit in sorted(edits, key=lambda e: e.span):
        if edit.span.start < free_from or edit.before == edit.after:
            continue
        free_from = max(edit.span.end, edit.span.start)
        out.append(replace(edit, span=Span(edit.span.start + shift, edit.span.end + shift)))
        shift += len(edit.after) - len(edit.before)
    return out


def replay(text: str, edits: Iterable[Edit]) -> str:
    """The text after a trail of edits.

    Raises:
        ValueError: an edit does not find its `before` at its span.
    """
    for edit in edits:
        if text[edit.span.start : edit.span.end] != edit.before:
            raise ValueError(f"{edit.rule}: expected {edit.before!r} at {edit.span.start}:{edit.span.end}")
        text = text[: edit.span.start] + edit.after + text[edit.span.end :]
    return text


def map_span(span: Span, edits: Iterable[Edit]) -> Span | None:
    """Where a span of the text before a trail of edits lies after it; None when an edit cut into it.

    An edit that lies wholly inside the span, or replaces exactly the span, keeps it, grown or shrunk.
    """
    start, end = span
    for edit in edits:
        change = len(edit.after) - len(edit.before)
        if edit.span.end <= start and (edit.span.start < start or edit.span.end < start or edit.before == ""):
            start, end = start + change, end + change
        elif start <= edit.span.start and edit.span.end <= end:
            end += change
        elif edit.span.start < end:
            return None
    return Span(start, end)


def move_outcomes(outcomes: Sequence[Outcome], before: str, after: str, edits: Sequence[Edit]) -> tuple[Outcome, ...]:
    """The outcomes with spans moved through a trail; `form` follows the text when an edit recased it."""
    moved = []
    for outcome in outcomes:
        if outcome.span is None or not edits:
            moved.append(outcome)
            continue
        span = map_span(outcome.span, edits)
        moved.append(replace(outcome, span=span, form=after[slice(*span)] if span else outcome.form))
    return tuple(moved)


def destroys(edit: Edit, span: Span, text: str) -> bool:
    """Whether an edit would change the letters of the term at `span`; new casing does not."""
    if edit.span.start >= span.end or edit.span.end <= span.start:
        return False
    after = text[span.start : max(span.start, edit.span.start)] + edit.after + text[edit.span.end : span.end]
    form = text[slice(*span)].strip()
    return re.search(rf"(?<!\w){re.escape(form)}(?!\w)", after, re.IGNORECASE) is None
