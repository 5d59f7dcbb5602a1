import json
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from bilingual.errors import ConfigError
from bilingual.model import Issue, Origin, Report, Segment, SegmentTranslation, Severity, Side, Span, Translation
from bilingual.reports.findings import Finding, Format, fails, findings_of, render
from bilingual.reports.terminal import excerpt

SENTENCE = "정부는 소형모듈원전 개발에 나섰다."


def missing_term(**place):
    issue = Issue(
        "T001",
        "terminology",
        Severity.MAJOR,
        "the term is missing",
        side=Side.SOURCE,
        span=Span(4, 10),
        suggestion="small modular reactor",
        segment_id="s3",
    )
    return Finding(issue, **{"file": "기사/a b.md", "line": 12, "context": SENTENCE, "column": 3} | place)


def test_terminal_underlines_wide_characters_where_they_stand() -> None:
    lines = render([missing_term()], width=80).splitlines()
    shown = next(line for line in lines if SENTENCE in line)
    marks = next(line for line in lines if "^" in line)
    assert cell_len(marks[: marks.index("^")]) == cell_len(shown[: shown.index("소형모듈원전")])
    assert marks.count("^") == cell_len("소형모듈원전") == 12
    assert lines[0].startswith("기사/a b.md:12:7")
    assert lines[-1] == "1 finding: 1 major"


def test_terminal_colours_only_when_asked() -> None:
    assert "\x1b[" in render([missing_term()], color=True)
    assert "\x1b[" not in render([missing_term()], color=False)


def test_a_document_cannot_steer_the_terminal() -> None:
    hostile = Finding(Issue("X", "other", Severity.MINOR, "mes\x1b]0;sage\nnew"), context="text\x1b[2J\u2028more")
    text = render([hostile], color=False)
    assert "\x1b" not in text
    assert len(text.splitlines()) == 4


def test_json_says_everything() -> None:
    record = json.loads(render([missing_term()], Format.JSON, tool_rules={"T001": "A term is missing"}))
    assert record["totals"] == {"all": 1, "neutral": 0, "minor": 0, "major": 1, "critical": 0}
    assert record["rules"] == {"T001": "A term is missing"}
    assert record["findings"][0] | {"text": "소형모듈원전", "span": [4, 10], "column": 7} == record["findings"][0]


def test_sarif_has_what_code_hosts_require() -> None:
    log = json.loads(render([missing_term()], "sarif", tool_rules={"T001": "A term is missing"}))
    run = log["runs"][0]
    result = run["results"][0]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert log["version"] == "2.1.0"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "T001"
    assert result["level"] == "error"
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (12, 7, 13)
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "%EA%B8%B0%EC%82%AC/a%20b.md"


def test_sarif_leaves_out_places_it_does_not_know() -> None:
    log = json.loads(render([missing_term(file="", line=0, column=0)], "sarif"))
    assert "physicalLocation" not in log["runs"][0]["results"][0]["locations"][0]


def test_sarif_fingerprint_survives_moved_lines() -> None:
    assert missing_term().fingerprint == missing_term(line=99, column=40).fingerprint
    assert missing_term().fingerprint != missing_term(file="other.md").fingerprint


def test_junit_counts_and_escapes() -> None:
    awkward = Finding(Issue("N1", "accuracy", Severity.MINOR, 'a < b & "c"\x00\nd'), "x.md", 3)
    root = ElementTree.fromstring(render([missing_term(), awkward, missing_term()], "junit"))
    assert (root.get("tests"), root.get("failures")) == ("3", "3")
    suites = {s.get("name"): s for s in root}
    assert [suites[name].get("tests") for name in ("기사/a b.md", "x.md")] == ["2", "1"]
    assert suites["x.md"][0][0].get("message") == 'a < b & "c"\ufffd\nd'


def test_junit_without_findings_passes() -> None:
    root = ElementTree.fromstring(render([], "junit"))
    assert (root.get("tests"), root.get("failures")) == ("1", "0")


def test_github_escapes_properties_and_message() -> None:
    tricky = Finding(Issue("N1", "accuracy", Severity.MINOR, "100%\nsure"), "a,b:c.md", 3)
    assert render([tricky], "github") == "::warning file=a%2Cb%3Ac.md,line=3,title=N1 accuracy::100%25%0Asure\n"
    assert render([], "github") == ""


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="terminal, json, sarif, junit, github"):
        render([], "pdf")


@pytest.mark.parametrize(("threshold", "failed"), [("minor", True), ("major", True), ("critical", False)])
def test_fails_from_the_threshold_up(threshold, failed) -> None:
    assert fails([missing_term()], Severity(threshold)) is failed


def test_findings_of_a_report_carry_place_and_text() -> None:
    segment = Segment("s1", SENTENCE, origin=Origin("a.md", "p1", 7))
    issues = tuple(Issue("C1", "accuracy", Severity.MINOR, "m", side=side, segment_id="s1") for side in Side)
    done = SegmentTranslation(segment, "The government has begun.", "echo", issues=issues)
    whole = Issue("D1", "other", Severity.NEUTRAL, "whole document")
    report = Report((Translation(SENTENCE, done.target, (done,), name="a.md", extra_issues=(whole,)),))
    found = findings_of(report)
    assert [(f.file, f.line, f.context) for f in found] == [
        ("a.md", 0, ""),
        ("a.md", 7, SENTENCE),
        ("a.md", 7, "The government has begun."),
    ]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 20), st.integers(20, 60))
def test_an_excerpt_fits_and_its_marks_stand_under_it(text, start, length, columns) -> None:
    shown, begin, end = excerpt(text, (start, start + length), columns)
    assert cell_len(shown) <= columns
    assert 0 <= begin <= end <= columns


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_every_format_takes_any_text(message, context) -> None:
    odd = Finding(Issue("X1", "other", Severity.MINOR, message), "f", 1, context)
    for wanted in Format:
        assert render([odd], wanted)
    ElementTree.fromstring(render([odd], "junit"))
    assert re.fullmatch(r"::warning [^\r\n]*\n", render([odd], "github"))
