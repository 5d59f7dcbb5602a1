"""The trail of a translation as one HTML page: source and target side by side, with everything that happened between.

Each term has a colour that links its two sides; the line under it says how it ended (met, soft, unmet, forbidden).
"""

from __future__ import annotations

from html import escape
from typing import Any

from bilingual.model import Edit, Issue, Outcome, Report, SegmentTranslation, Side, Translation
from bilingual.reports.markup import Highlight, element, highlighted, page
from bilingual.reports.translation import Status, forbidden_spans, status_of, totals

_HUES = 8
_STATUS_ORDER = (Status.FORBIDDEN, Status.UNMET, Status.SOFT, Status.MET)


def as_html(report: Report, title: str = "Translation report") -> str:
    """One self-contained page, without any network access; everything in it is escaped."""
    body = "\n".join(
        [
            element("header", element("h1", escape(title)) + _summary(report)),
            _toolbar(),
            *(_document(translation, title) for translation in report.translations),
            '<p id="nothing" hidden>No segment matches this filter.</p>',
            _provenance(report),
        ]
    )
    return page(title, body, styles=("page.css", "side_by_side.css"), scripts=("filter.js", "side_by_side.js"))


def _summary(report: Report) -> str:
    counts = totals(report)
    met = counts["by_status"][Status.MET]
    share = f"{100 * met / counts['constraints']:.1f} %" if counts["constraints"] else "–"
    cards = [
        _card("terms met", share, f"{met} of {counts['constraints']}"),
        _card("segments", str(counts["segments"]), _plural(counts["documents"], "document")),
        _card(
            "edits", str(counts["edits"]), ", ".join(f"{r} {n}" for r, n in list(counts["edits_by_rule"].items())[:3])
        ),
        _card("issues", str(counts["issues"]), _nonzero(counts["issues_by_severity"])),
    ]
    cards += [_card(score.name, f"{score.value:.2f}", "") for score in report.scores]
    rungs = "".join(
        element("span", f"{escape(rung)} <b>{number}</b>", class_=f"rung rung-{rung}")
        for rung, number in counts["by_rung"].items()
        if number
    )
    return element("div", "".join(cards), class_="cards") + element("div", rungs, class_="rungs", aria_label="rungs")


def _card(name: str, value: str, detail: str) -> str:
    content = element("span", escape(name), class_="name") + element("strong", escape(value))
    return element("div", content + element("small", escape(detail)), class_="card")


def _toolbar() -> str:
    choices = {
        "": "all",
        "trouble": "unmet or forbidden",
        "soft": "soft",
        "terms": "with terms",
        "edits": "edited",
        "issues": "with issues",
    }
    options = "".join(element("option", label, value=value or "all") for value, label in choices.items())
    return (
        '<div class="toolbar" role="search"><label>Show <select id="show">' + options + "</select></label>"
        '<label>Find <input id="find" type="search" placeholder="text, concept, rule"></label>'
        '<span id="count" aria-live="polite"></span></div>'
    )


def _document(translation: Translation, page_title: str) -> str:
    named = translation.name and translation.name != page_title
    title = element("h2", escape(translation.name)) if named else ""
    notes = _issues(translation.extra_issues)
    rows = "\n".join(_row(number, done) for number, done in enumerate(translation.segments, 1))
    return element("section", f"{title}{notes}\n{rows}\n", class_="document")


def _row(number: int, done: SegmentTranslation) -> str:
    states = [status_of(outcome, done.target) for outcome in done.outcomes]
    flags = {
        "trouble": Status.UNMET in states or Status.FORBIDDEN in states,
        "soft": Status.SOFT in states,
        "terms": bool(states),
        "edits": bool(done.edits),
        "issues": bool(done.issues),
    }
    worst = next((state.value for state in _STATUS_ORDER if state in states), "")
    source = element("p", highlighted(done.segment.source, _source_marks(done, states)), lang=done.segment.lang)
    target = element("p", highlighted(done.target, _target_marks(done, states)))
    place = f"line {done.segment.origin.line}" if done.segment.origin.line else ""
    label = element("a", str(number), class_="number", title=f"{done.segment.id} {place}".strip())
    trail = "".join([_terms(done, states), _edits(done.edits), _issues(done.issues)])
    cells = element("div", source, class_="source") + element("div", target + trail, class_="target")
    return element(
        "article", label + cells, class_=f"row {worst}".strip(), data_flags=" ".join(k for k, v in flags.items() if v)
    )


def _link(index: int, outcome: Outcome, state: Status) -> dict[str, Any]:
    said = [outcome.constraint.match.concept_id, f"{state} · {outcome.rung}", outcome.reason]
    return {
        "data-term": str(index),
        "tabindex": "0",
        "title": "\n".join(part for part in said if part),
    }


def _source_marks(done: SegmentTranslation, states: list[Status]) -> list[Highlight]:
    marks = [
        Highlight(outcome.constraint.match.span, f"hue{i % _HUES} {state}", _link(i, outcome, state), priority=2)
        for i, (outcome, state) in enumerate(zip(done.outcomes, states, strict=True))
    ]
    return marks + _issue_marks(done.issues, Side.SOURCE)


def _target_marks(done: SegmentTranslation, states: list[Status]) -> list[Highlight]:
    marks = _issue_marks(done.issues, Side.TARGET)
    for i, (outcome, state) in enumerate(zip(done.outcomes, states, strict=True)):
        link = _link(i, outcome, state)
        if outcome.span is not None:
            marks.append(Highlight(outcome.span, f"hue{i % _HUES} {Status.MET}", link, priority=2))
        marks += [
            Highlight(span, f"hue{i % _HUES} {Status.FORBIDDEN}", link, priority=3)
            for span in forbidden_spans(outcome, done.target)
        ]
    return marks


def _issue_marks(issues: tuple[Issue, ...], side: Side) -> list[Highlight]:
    return [
        Highlight(issue.span, f"issue {issue.severity}", {"title": f"{issue.code}: {issue.message}"}, priority=1)
        for issue in issues
        if issue.side is side and issue.span is not None
    ]


def _terms(done: SegmentTranslation, states: list[Status]) -> str:
    items = []
    for i, (outcome, state) in enumerate(zip(done.outcomes, states, strict=True)):
        wanted = outcome.form or " / ".join(outcome.constraint.required)
        words = f"{escape(outcome.constraint.match.surface)} → {escape(wanted)}"
        badges = element("span", escape(outcome.rung), class_=f"rung rung-{outcome.rung.value}")
        if state is not Status.MET:
            badges += element("span", escape(state), class_=f"state {state}")
        if outcome.reason:
            badges += element("small", escape(outcome.reason))
        items.append(
            element("li", f"{element('span', words, class_=f'pair hue{i % _HUES}')} {badges}", data_term=str(i))
        )
    return element("ul", "".join(items), class_="terms") if items else ""


def _edits(edits: tuple[Edit, ...]) -> str:
    items = [
        element(
            "li",
            element("code", escape(edit.rule))
            + f" <del>{_visible(edit.before)}</del> → <ins>{_visible(edit.after)}</ins> "
            + element("small", escape(edit.reason)),
        )
        for edit in edits
    ]
    return element("ul", "".join(items), class_="edits") if items else ""


def _visible(text: str) -> str:
    if not text:
        return "∅"
    return escape(text) if text.strip() else "␣" * len(text)


def _issues(issues: tuple[Issue, ...]) -> str:
    items = [
        element(
            "li",
            element("span", escape(issue.severity), class_=f"severity {issue.severity.value}")
            + f" <code>{escape(issue.code)}</code> {escape(issue.message)}"
            + (f" → <b>{escape(issue.suggestion)}</b>" if issue.suggestion else ""),
        )
        for issue in issues
    ]
    return element("ul", "".join(items), class_="issues") if items else ""


def _provenance(report: Report) -> str:
    signatures = dict.fromkeys([report.signature, *(translation.signature for translation in report.translations)])
    said = "<br>".join(element("code", escape(signature)) for signature in signatures if signature)
    digest = f"<p>glossary <code>{escape(report.glossary_digest)}</code></p>" if report.glossary_digest else ""
    whole = _issues(report.issues)
    return element("footer", f"{whole}<p>{said}</p>{digest}")


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _nonzero(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in reversed(counts.items()) if number)
