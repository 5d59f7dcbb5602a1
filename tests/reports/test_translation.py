import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual.model import (
    Constraint,
    Edit,
    Issue,
    Match,
    Origin,
    Outcome,
    Report,
    Rung,
    Score,
    Segment,
    SegmentTranslation,
    Severity,
    Side,
    Span,
    Strength,
    Term,
    Translation,
)
from bilingual.reports.markup import Highlight, highlighted
from bilingual.reports.side_by_side import as_html
from bilingual.reports.translation import Status, as_json, forbidden_spans, status_of

SOURCE = "전력반도체 업계는 규제자유특구 지정을 환영했다."
TARGET = "The power chip industry welcomed the regulation-free special zones."


def outcome(surface, rung, form="", *, strength=Strength.HARD, forbidden=(), required=("x",)):
    start = SOURCE.index(surface)
    match = Match("s1", f"industry/{surface}", Span(start, start + len(surface)), surface, Term(surface, "ko"))
    span = Span(TARGET.index(form), TARGET.index(form) + len(form)) if form else None
    return Outcome(Constraint(match, required, forbidden, strength), rung, form, span, "why" if not form else "")


@pytest.fixture
def report():
    outcomes = (
        outcome("전력반도체", Rung.UNMET, required=("power semiconductor",), forbidden=("power chip",)),
        outcome(
            "규제자유특구", Rung.NBEST, "regulation-free special zones", required=("regulation-free special zone",)
        ),
    )
    issue = Issue("T002", "terminology", Severity.MAJOR, "<forbidden>", span=Span(4, 14), segment_id="s1")
    edit = Edit("articles", Span(0, 3), "A", "The", "unique & known")
    done = SegmentTranslation(
        Segment("s1", SOURCE, origin=Origin("기사.md", "p1", 3)),
        TARGET,
        "argos",
        -0.25,
        outcomes,
        (edit,),
        (issue,),
        "A x",
    )
    plain = SegmentTranslation(Segment("s2", "<b>맑다</b>", lang="ko"), "<script>alert(1)</script>", "argos")
    return Report(
        (Translation("", "", (done, plain), "argos|v:1", "기사.md"),),
        (Score("chrF", 51.25),),
        glossary_digest="abc123",
        signature="bilingual|engine:argos",
    )


def test_the_trail_says_how_every_term_was_met(report) -> None:
    record = json.loads(as_json(report))
    first, second = record["documents"][0]["segments"][0]["constraints"]
    assert (first["status"], first["rung"], first["target_span"], first["reason"]) == (
        "forbidden",
        "unmet",
        None,
        "why",
    )
    assert (second["status"], second["rung"], second["form"]) == ("met", "n-best", "regulation-free special zones")
    start, end = second["target_span"]
    assert TARGET[start:end] == second["form"]
    start, end = second["source_span"]
    assert SOURCE[start:end] == second["surface"]


def test_totals_add_up(report) -> None:
    totals = json.loads(as_json(report))["totals"]
    assert totals["constraints"] == sum(totals["by_rung"].values()) == sum(totals["by_status"].values()) == 2
    assert totals["issues"] == sum(totals["issues_by_severity"].values()) == 1
    assert totals["edits_by_rule"] == {"articles": 1}


def test_a_score_that_the_engine_cannot_tell_is_null_not_nan(report) -> None:
    segments = json.loads(as_json(report))["documents"][0]["segments"]
    assert [segment["score"] for segment in segments] == [-0.25, None]


@pytest.mark.parametrize(
    ("rung", "strength", "status"),
    [
        (Rung.FREE, Strength.SOFT, Status.MET),
        (Rung.UNMET, Strength.SOFT, Status.SOFT),
        (Rung.UNMET, Strength.HARD, Status.UNMET),
    ],
)
def test_status(rung, strength, status) -> None:
    assert status_of(outcome("전력반도체", rung, strength=strength), TARGET) is status


def test_a_forbidden_form_inside_the_required_one_is_no_finding() -> None:
    inside = outcome("규제자유특구", Rung.FREE, "regulation-free special zones", forbidden=("special zones",))
    assert forbidden_spans(inside, TARGET) == []
    assert forbidden_spans(outcome("전력반도체", Rung.UNMET, forbidden=("Power Chip", "chi")), TARGET) == [(4, 14)]


def test_the_page_needs_no_network_and_runs_no_foreign_script(report) -> None:
    html = as_html(report, "기사 <1>")
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "&lt;b&gt;맑다&lt;/b&gt;" in html
    assert re.findall(r"""(?:src|href)=|url\(|@import|https?://""", html) == []
    assert "default-src 'none'" in html


def test_both_sides_of_a_term_are_linked(report) -> None:
    html = as_html(report)
    row = html[html.index("<article") : html.index("</article>")]
    assert re.search(r'<mark class="hue1 met" data-term="1"[^>]*>규제자유특구</mark>', row)
    assert re.search(r'<mark class="hue1 met" data-term="1"[^>]*>regulation-free special zones</mark>', row)
    assert re.search(r'<mark class="hue0 forbidden" data-term="0"[^>]*>power chip</mark>', row)
    assert 'data-flags="trouble terms edits issues"' in row


def test_a_report_without_anything_is_a_page() -> None:
    html = as_html(Report(()))
    assert "<h1>Translation report</h1>" in html
    assert "0 documents" in html


def test_source_side_issues_are_marked_in_the_source() -> None:
    issue = Issue("S1", "accuracy", Severity.MINOR, "ambiguous", side=Side.SOURCE, span=Span(0, 2))
    done = SegmentTranslation(Segment("s1", "가나다"), "abc", "e", issues=(issue,))
    assert 'title="S1: ambiguous">가나</mark>다' in as_html(Report((Translation("", "", (done,)),)))


spans = st.builds(lambda start, length: Span(start, start + length), st.integers(-3, 25), st.integers(-2, 10))


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=20), st.lists(st.builds(Highlight, spans, st.just("c"), priority=st.integers(0, 2)), max_size=6)
)
def test_highlighting_never_loses_text(text, highlights) -> None:
    from html import unescape

    html = highlighted(text, highlights)
    assert unescape(re.sub(r"</?mark[^>]*>", "", html)) == unescape(highlighted(text, []))
    assert html.count("<mark") == html.count("</mark>")
