import json
import re
from html import unescape
from xml.etree import ElementTree

import pytest

from bilingual.metrics.base import Corpus
from bilingual.metrics.comparison import buckets, differences, most_changed
from bilingual.metrics.evaluation import evaluate
from bilingual.metrics.expectations import ExpectedTerm
from bilingual.metrics.gates import Gate
from bilingual.reports import evaluation_page
from bilingual.reports.charts import bars, histogram
from bilingual.reports.evaluation import (
    comparison_as_record,
    comparison_as_text,
    evaluation_as_json,
    evaluation_as_junit,
    evaluation_as_text,
    evaluation_findings,
)

SOURCES = ["전력반도체 공장 <1>", "소형모듈원전이 선다.", "비가 온다."]
REFERENCES = ["A power semiconductor plant <1>", "A small modular reactor is built.", "It rains."]
OUTPUTS = ["A power chip plant <1>", "A small modular reactor stands.", "It rains."]
TERMS = [
    (ExpectedTerm("전력반도체", ("power semiconductor",), ("power chip",)),),
    (ExpectedTerm("소형모듈원전", ("small modular reactor",)),),
    (),
]
GATES = [Gate("chrf", "threshold", False, "40 < 50"), Gate("terms", "baseline", True, "0.9")]


@pytest.fixture(scope="module")
def result():
    return evaluate(Corpus(OUTPUTS, [REFERENCES], SOURCES, TERMS, ["a", "a", "b"]), name="out.en", resamples=50)


@pytest.fixture(scope="module")
def page(result):
    return evaluation_page.as_html(result, GATES)


def test_the_page_needs_no_network_and_escapes_its_texts(page) -> None:
    assert re.findall(r"""(?:src|href)=|url\(|@import|https?://""", page) == []
    assert "<1>" not in page
    assert "default-src 'none'" in page


def test_the_page_shows_terms_on_all_sides(page) -> None:
    assert ">전력반도체</mark>" in page
    assert re.search(r'<mark class="term forbidden"[^>]*>power chip</mark>', page)
    assert re.search(
        r'<mark class="term met"[^>]*>small modular reactor</mark> <mark class="added">stands\.</mark>', page
    )
    assert re.search(r'<mark class="lost">built\.</mark>', page)


def test_the_page_has_every_segment_once_with_what_it_is_sorted_and_filtered_by(page) -> None:
    rows = re.findall(
        r'<article class="row[^"]*"(?: data-flags="([^"]*)")? data-order="(\d)" data-score="([\d.]+)"', page
    )
    assert [(flags, order) for flags, order, _ in rows] == [("forbidden missed terms", "0"), ("terms", "1"), ("", "2")]
    assert float(rows[2][2]) == 100.0


def test_long_corpora_show_their_worst_segments(monkeypatch, result) -> None:
    monkeypatch.setattr(evaluation_page, "MOST_ROWS", 1)
    page = evaluation_page.as_html(result)
    assert re.findall(r'data-order="(\d)"', page) == ["0"]
    assert "The 1 segments with the lowest chrf++ of 3." in page


def test_word_diffs_mark_what_the_other_text_lacks() -> None:
    marks = evaluation_page._diff("a  big dog ran", ["a dog ran far"], "lost")
    assert [tuple(mark.span) for mark in marks] == [(3, 6)]
    assert evaluation_page._diff("a", [""], "lost") == []


def test_charts_are_svg_and_survive_odd_values() -> None:
    for picture in (
        histogram([0, 100, 150, float("nan"), -3], "scores", percent=True),
        bars({"문서 <1>": 30.0, "none": float("nan")}, {"문서 <1>": "30", "none": "–"}, 100, "by document"),
    ):
        ElementTree.fromstring(
            unescape(re.search("<svg.*</svg>", picture).group()) if "&lt;" not in picture else picture
        )


def test_terminal_text_has_scores_documents_signatures_findings_and_gates(result) -> None:
    text = evaluation_as_text(result, GATES, evaluation_findings(result, "out.en"), color=False)
    assert re.search(r"^terms +0\.5000", text, re.MULTILINE)
    assert re.search(r"^a +2 ", text, re.MULTILINE)
    assert "tok:13a" in text
    assert re.search(r"^E102 +1 ", text, re.MULTILINE)
    assert "FAILED  threshold chrf: 40 < 50" in text


def test_findings_know_their_line(result) -> None:
    found = {(f.issue.code, f.line) for f in evaluation_findings(result, "out.en")}
    assert found == {("E101", 1), ("E102", 1)}


def test_json_and_junit(result) -> None:
    record = json.loads(evaluation_as_json(result, GATES, evaluation_findings(result, "out.en")))
    assert record["scores"]["terms"]["value"] == 0.5
    assert record["findings"] == {"E101": 1, "E102": 1}
    assert [gate["passed"] for gate in record["gates"]] == [False, True]
    root = ElementTree.fromstring(evaluation_as_junit(result, GATES))
    assert (root.get("tests"), root.get("failures")) == ("2", "1")
    assert ElementTree.fromstring(evaluation_as_junit(result, [])).get("failures") == "0"


def test_comparisons(result) -> None:
    other = evaluate(result.corpus.with_hypotheses(REFERENCES), name="ref.en", resamples=0)
    rows = differences(result, other, resamples=50, shuffles=50)
    found = [(other, rows, buckets(result, other, "chrf++"), most_changed(result, other, "chrf++", 1))]
    text = comparison_as_text(result, found, "chrf++", color=False)
    assert "ref.en against out.en" in text
    assert "with terms" in text
    assert "  other     A small modular reactor is built." in text or "  other     A power semiconductor plant" in text
    json.dumps(comparison_as_record(result, found, "chrf++"), allow_nan=False)
