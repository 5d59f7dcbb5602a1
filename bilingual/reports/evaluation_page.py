"""An evaluation as one HTML page: scores with intervals, their distribution, and every segment with what differs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from difflib import SequenceMatcher
from html import escape
from typing import TYPE_CHECKING

from bilingual.metrics.comparison import judged_by
from bilingual.metrics.evaluation import Evaluation, Measure
from bilingual.metrics.gates import Gate
from bilingual.metrics.segment_issues import CODES, segment_issues
from bilingual.metrics.terms import TermCheck, check_terms, occurrences
from bilingual.model import Issue, Side, Span
from bilingual.reports.charts import bars, histogram
from bilingual.reports.evaluation import formatted
from bilingual.reports.markup import Highlight, element, highlighted, page
from bilingual.text.normalisation import nfc

if TYPE_CHECKING:
    from bilingual.metrics.base import Array

MOST_ROWS = 3000
_FILTERS = {
    "all": "all",
    "missed": "term missing",
    "forbidden": "forbidden term",
    "numbers": "number wrong",
    "untranslated": "untranslated or empty",
    "terms": "with terms",
}
_SORTS = {
    "order": "order of the file",
    "score": "lowest score first",
    "-score": "highest score first",
    "-length": "longest first",
}
_FLAG_OF = {"E001": "untranslated", "E101": "missed", "E102": "forbidden", "E201": "numbers", "E202": "numbers"}


def as_html(evaluation: Evaluation, gates: Sequence[Gate] = (), title: str = "") -> str:
    """One self-contained page, without any network access.

    Of a corpus with more than `MOST_ROWS` segments the page lists those with the lowest scores, and says so.
    """
    named = title or f"Evaluation of {evaluation.name}".removesuffix(" of ")
    judge = evaluation[judged_by(evaluation)]
    chosen = _chosen(evaluation, judge)
    rows = "\n".join(_row(evaluation, judge, position) for position in chosen)
    note = ""
    if len(chosen) < len(evaluation.corpus):
        note = f"<p>The {len(chosen)} segments with the lowest {escape(judge.name)} of {len(evaluation.corpus)}.</p>"
    body = [
        element("header", element("h1", escape(named)) + _cards(evaluation) + _gates(gates)),
        _charts(evaluation, judge),
        _toolbar(judge),
        note,
        element("section", rows, id="rows"),
        '<p id="nothing" hidden>No segment matches this filter.</p>',
        _provenance(evaluation),
    ]
    styles, scripts = ("page.css", "evaluation.css"), ("filter.js", "sort.js")
    return page(named, "\n".join(body), styles=styles, scripts=scripts)


def _chosen(evaluation: Evaluation, judge: Measure) -> list[int]:
    import numpy as np

    count = len(evaluation.corpus)
    if count <= MOST_ROWS:
        return list(range(count))
    rank: Array = np.nan_to_num(judge.segments, nan=math.inf) * (1 if judge.metric.higher_is_better else -1)
    return sorted(np.argsort(rank, kind="stable")[:MOST_ROWS].tolist())


def _cards(evaluation: Evaluation) -> str:
    cards = []
    for measure in evaluation.measures:
        half_width = evaluation.intervals[measure.name].half_width if evaluation.intervals else math.nan
        margin = f"± {formatted(half_width, measure.metric)}" if not math.isnan(half_width) else ""
        direction = "" if measure.metric.higher_is_better else " · lower is better"
        content = (
            element("span", escape(measure.metric.title), class_="name")
            + element("strong", formatted(measure.value, measure.metric))
            + element("small", escape(margin + direction))
        )
        cards.append(element("div", content, class_="card"))
    segments = element("span", "segments", class_="name") + element("strong", str(len(evaluation.corpus)))
    return element("div", "".join([*cards, element("div", segments, class_="card")]), class_="cards")


def _gates(gates: Sequence[Gate]) -> str:
    items = [
        element(
            "li",
            element("b", "passed" if gate.passed else "failed", class_="good" if gate.passed else "bad")
            + f" {escape(gate.kind)} {escape(gate.metric)}: {escape(gate.message)}",
        )
        for gate in gates
    ]
    return element("ul", "".join(items), class_="gates") if items else ""


def _charts(evaluation: Evaluation, judge: Measure) -> str:
    figures = [histogram(judge.segments.tolist(), f"Segments by {judge.metric.title}", percent=judge.metric.percent)]
    if len(evaluation.documents) > 1:
        by_document = {name: values[judge.name] for name, values in evaluation.by_document().items()}
        top = 100.0 if judge.metric.percent else 1.0
        labels = {name: formatted(value, judge.metric) for name, value in by_document.items()}
        figures.append(bars(by_document, labels, top, f"{judge.metric.title} by document"))
    return element("div", "".join(figures), class_="charts")


def _toolbar(judge: Measure) -> str:
    def options(choices: dict[str, str]) -> str:
        return "".join(element("option", escape(label), value=value) for value, label in choices.items())

    return (
        f'<div class="toolbar" role="search"><label>Show <select id="show">{options(_FILTERS)}</select></label>'
        f'<label>Sort <select id="sort" title="{escape(judge.name)}">{options(_SORTS)}</select></label>'
        '<label>Find <input id="find" type="search" placeholder="text or term"></label>'
        '<span id="count" aria-live="polite"></span></div>'
    )


def _row(evaluation: Evaluation, judge: Measure, position: int) -> str:
    corpus = evaluation.corpus
    target = nfc(corpus.hypotheses[position])
    expected = corpus.terms[position] if corpus.terms else ()
    checks = check_terms(target, expected, corpus.target_lang)
    issues = segment_issues(corpus, position)
    flags = dict.fromkeys(_FLAG_OF.get(issue.code, "untranslated") for issue in issues)
    score = float(judge.segments[position])
    sides = [_source(corpus.sources[position], checks, issues, corpus.source_lang)] if corpus.sources else []
    sides += _references([nfc(stream[position]) for stream in corpus.references], target, checks, corpus.target_lang)
    marks = _diff(target, [nfc(stream[position]) for stream in corpus.references][:1], "added")
    sides.append(_side("output", highlighted(target, [*_term_marks(checks), *_issue_marks(issues), *marks])))
    label = element("a", f"{position + 1}<br><small>{formatted(score, judge.metric)}</small>", class_="number")
    return element(
        "article",
        label + element("div", "".join(sides) + _issues(issues), class_="sides"),
        class_="row trouble" if issues else "row",
        data_flags=" ".join([*flags, *(["terms"] if checks else [])]),
        data_order=str(position),
        data_score="" if math.isnan(score) else f"{score:.6f}",
        data_length=str(len(target)),
    )


def _side(label: str, content: str, lang: str = "") -> str:
    return element("p", element("span", label, class_="side") + content, lang=lang, class_=f"text {label}")


def _source(text: str, checks: Sequence[TermCheck], issues: Sequence[Issue], lang: str) -> str:
    normal = nfc(text)
    marks = []
    for number, check in enumerate(checks):
        spans = [check.expected.span] if check.expected.span else occurrences(check.expected.source, normal, lang)[:1]
        marks += [Highlight(span, _state(check), _told(check, number), priority=2) for span in spans]
    marks += [
        Highlight(issue.span, "issue major", {"title": issue.message}, priority=1)
        for issue in issues
        if issue.side is Side.SOURCE and issue.span and issue.code != "E101"
    ]
    return _side("source", highlighted(normal, marks), lang)


def _references(texts: Sequence[str], target: str, checks: Sequence[TermCheck], lang: str) -> list[str]:
    expected = [check.expected for check in checks]
    sides = []
    for text in texts:
        marks = [
            Highlight(there.span, _state(check), _told(check, number), priority=2)
            for number, (check, there) in enumerate(zip(checks, check_terms(text, expected, lang), strict=True))
            if there.span
        ]
        sides.append(_side("reference", highlighted(text, [*marks, *_diff(text, [target], "lost")])))
    return sides


def _term_marks(checks: Sequence[TermCheck]) -> list[Highlight]:
    marks = []
    for number, check in enumerate(checks):
        if check.span:
            marks.append(Highlight(check.span, "term met", _told(check, number), priority=2))
        marks += [Highlight(span, "term forbidden", _told(check, number), priority=3) for span in check.forbidden]
    return marks


def _state(check: TermCheck) -> str:
    if check.forbidden:
        return "term forbidden"
    return "term met" if check.span else "term missed"


def _told(check: TermCheck, number: int) -> dict[str, str]:
    return {"title": f"{check.expected.source} → {' / '.join(check.expected.targets)}", "data-term": str(number)}


def _issue_marks(issues: Sequence[Issue]) -> list[Highlight]:
    return [
        Highlight(issue.span, "issue major", {"title": issue.message}, priority=1)
        for issue in issues
        if issue.side is Side.TARGET and issue.span
    ]


def _diff(text: str, others: Sequence[str], css: str) -> list[Highlight]:
    """Words of a text that the other text lacks at that place; nothing when there is no other text."""
    if not others or not others[0].strip() or not text.strip():
        return []
    words = _words(text)
    matcher = SequenceMatcher(None, [text[slice(*w)] for w in words], others[0].split(), autojunk=False)
    kept = {block.a + i for block in matcher.get_matching_blocks() for i in range(block.size)}
    return [Highlight(span, css) for number, span in enumerate(words) if number not in kept]


def _words(text: str) -> list[Span]:
    spans, end = [], 0
    for word in text.split():
        start = text.index(word, end)
        end = start + len(word)
        spans.append(Span(start, end))
    return spans


def _issues(issues: Sequence[Issue]) -> str:
    items = [element("li", f"{element('code', issue.code)} {escape(issue.message)}") for issue in issues]
    return element("ul", "".join(items), class_="issues") if items else ""


def _provenance(evaluation: Evaluation) -> str:
    rows = "".join(
        element("li", f"{escape(measure.metric.title)}: {element('code', escape(measure.signature))}")
        for measure in evaluation.measures
    )
    codes = " · ".join(f"{element('code', code)} {escape(text)}" for code, text in CODES.items())
    return element("footer", element("ul", rows) + element("p", codes))
