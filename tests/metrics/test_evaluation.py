import json
import math

import pytest

from bilingual.errors import ConfigError, DocumentError
from bilingual.metrics.base import Corpus
from bilingual.metrics.comparison import buckets, differences, judged_by, most_changed
from bilingual.metrics.evaluation import evaluate
from bilingual.metrics.gates import baseline_gates, parse_thresholds, threshold_gates
from bilingual.metrics.reading import check_language, check_parallel, check_translated, read_lines
from bilingual.metrics.segment_issues import segment_issues
from bilingual.metrics.stored import as_record, read_baseline
from bilingual.metrics.suite import read_suite

SOURCES = ["수출액은 5조 2천억 원이다.", "오늘은 비가 온다.", "그는 웃었다.", "공장은 3곳이다."]
GOOD = ["Exports came to 5.2 trillion won.", "It rains today.", "He laughed.", "There are three factories."]
BAD = ["Exports came to 5.2 billion won.", "오늘 rains.", "", "There are three factories."]


def result(hypotheses, names=(), **more):
    return evaluate(Corpus(hypotheses, [GOOD], SOURCES, **more), names, resamples=0)


def test_numbers_and_untranslated() -> None:
    good, bad = result(GOOD), result(BAD)
    assert (good["numbers"].value, good["untranslated"].value) == (1.0, 0.0)
    assert bad["untranslated"].value == 0.25
    assert bad["numbers"].value < 0.6


def test_a_copied_name_is_no_untranslated_text_when_the_reference_has_it() -> None:
    kept = Corpus(["Team 가나다 won."], [["Team 가나다 won."]], ["가나다 팀이 이겼다."])
    assert evaluate(kept, ["untranslated"], resamples=0)["untranslated"].value == 0.0


def test_documents_are_scored_for_themselves() -> None:
    scores = result(BAD, ["chrf"], documents=["a", "a", "b", "b"]).by_document()
    assert list(scores) == ["a", "b"]
    whole = evaluate(Corpus(BAD[2:], [GOOD[2:]]), ["chrf"], resamples=0)["chrf"].value
    assert scores["b"]["chrf"] == pytest.approx(whole)


def test_issues_of_segments() -> None:
    corpus = Corpus(BAD, [GOOD], SOURCES)
    codes = [[issue.code for issue in segment_issues(corpus, i)] for i in range(4)]
    assert codes == [["E201", "E202"], ["E301"], ["E001"], []]


def test_comparison_finds_the_changed_segments() -> None:
    base, other = result(BAD, ["chrf", "untranslated"]), result(GOOD, ["chrf", "untranslated"])
    assert judged_by(base) == "chrf"
    rows = {row.metric: row for row in differences(base, other, resamples=200, shuffles=200)}
    assert rows["chrf"].better
    assert rows["untranslated"].better
    assert rows["untranslated"].delta == -0.25
    found = {bucket.name: (bucket.segments, bucket.wins, bucket.losses) for bucket in buckets(base, other, "chrf")}
    assert found["all"] == (4, 3, 0)
    assert found["with numbers"] == (2, 1, 0)
    assert most_changed(base, other, "chrf", 10)[0].position == 2


def test_a_system_never_differs_from_itself() -> None:
    rows = differences(result(BAD), result(BAD), resamples=100, shuffles=100)
    assert all(row.p_bootstrap == row.p_randomization == 1.0 and not row.significant() for row in rows)


def test_thresholds() -> None:
    assert parse_thresholds(["chrf=50, terms=0.97", "ter=60"]) == {"chrf": 50.0, "terms": 0.97, "ter": 60.0}
    gates = threshold_gates(result(BAD), {"chrf": 99, "ter": 99, "untranslated": 0.1})
    assert [(gate.metric, gate.passed) for gate in gates] == [("chrf", False), ("ter", True), ("untranslated", False)]


@pytest.mark.parametrize("text", ["chrf", "chrf=", "chrf=high", "nothing=3"])
def test_broken_thresholds(text) -> None:
    with pytest.raises(ConfigError):
        parse_thresholds([text])


def test_a_threshold_without_a_value_is_an_error_and_not_a_pass() -> None:
    with pytest.raises(ConfigError, match="no value here"):
        threshold_gates(result(GOOD, ["chrf"]), {"terms": 0.9})


def many(hypotheses):
    return evaluate(Corpus(hypotheses * 30, [GOOD * 30]), ["chrf", "ter"], resamples=0)


@pytest.fixture
def stored(tmp_path):
    def _stored(evaluation, **options):
        path = tmp_path / "scores.json"
        path.write_text(json.dumps(as_record(evaluation, **options), allow_nan=False), encoding="utf-8")
        return read_baseline(path)

    return _stored


def test_a_significant_drop_fails_and_a_gain_does_not(stored) -> None:
    assert [gate.passed for gate in baseline_gates(many(BAD), stored(many(GOOD)))] == [False, False]
    assert [gate.passed for gate in baseline_gates(many(GOOD), stored(many(BAD)))] == [True, True]


def test_a_drop_by_chance_passes(stored) -> None:
    slightly = [GOOD * 30, [*GOOD * 29, "Exports came to 5.2 trillion wons.", *GOOD[1:]]]
    before, after = (evaluate(Corpus(h, [GOOD * 30]), ["chrf"], resamples=0) for h in slightly)
    gate = baseline_gates(after, stored(before))[0]
    assert after["chrf"].value < before["chrf"].value
    assert gate.passed


def test_a_baseline_of_other_data_is_refused(stored) -> None:
    other = evaluate(Corpus(GOOD, [BAD[::-1]]), ["chrf"], resamples=0)
    with pytest.raises(ConfigError, match="other references"):
        baseline_gates(result(GOOD), stored(other))


def test_a_drop_that_cannot_be_tested_fails(stored) -> None:
    baseline = stored(many(GOOD), statistics=False)
    assert [gate.passed for gate in baseline_gates(many(BAD), baseline)] == [False, False]


def test_undefined_scores_are_null(stored) -> None:
    undefined = evaluate(Corpus(GOOD, [GOOD], terms=[()] * 4), ["terms", "chrf"], resamples=0)
    assert math.isnan(undefined["terms"].value)
    assert as_record(undefined)["scores"]["terms"]["value"] is None
    assert "terms" not in stored(undefined).values


@pytest.mark.parametrize("text", ["{}", "[]", "nonsense", '{"data": "x", "scores": 3}'])
def test_a_broken_baseline(tmp_path, text) -> None:
    path = tmp_path / "scores.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match="is no stored evaluation"):
        read_baseline(path)


def test_only_line_feeds_end_lines(tmp_path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("one\u2028still one\r\ntwo\n\nfour\n".encode())
    assert read_lines(path) == ["one\u2028still one", "two", "", "four"]


def test_files_that_do_not_belong_together() -> None:
    with pytest.raises(DocumentError, match=r"has 2 lines, but ref\.en has 3"):
        check_parallel("out.en", ["a", "b"], "ref.en", ["a", "b", "c"])
    with pytest.raises(DocumentError, match="reads as Korean, but English was expected; swapped"):
        check_language("out.en", SOURCES, "en", "ko", "swapped?")
    with pytest.raises(DocumentError, match="reads as English, but Korean was expected"):
        check_language("in.ko", GOOD, "ko", "en", "swapped?")
    with pytest.raises(DocumentError, match="is the same as the source"):
        check_translated("out.en", SOURCES, "in.ko", SOURCES)
    check_language("out.en", GOOD, "en", "ko", "swapped?")
    check_language("out.de", ["Guten Tag"], "de", "en", "never told apart by script")


def test_a_suite(tmp_path) -> None:
    (tmp_path / "s.ko").write_text("가\n나\n다\n", encoding="utf-8")
    (tmp_path / "r.en").write_text("a\nb\nc\n", encoding="utf-8")
    (tmp_path / "d.txt").write_text("one\none\ntwo\n", encoding="utf-8")
    text = 'from = "ko"\nto = "en"\nsource = "s.ko"\nreferences = ["r.en"]\ndocuments = "d.txt"\n[gates]\nchrf = 50\n'
    (tmp_path / "suite.toml").write_text(text, encoding="utf-8")
    suite = read_suite(tmp_path)
    assert suite.articles() == [("one", ["가", "나"]), ("two", ["다"])]
    assert suite.gates == {"chrf": 50.0}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("from =", "is not TOML"),
        ('to = "en"\nsource = "s.ko"\n', "references: a list of file names"),
        ("source = 3\n", "source: a text was expected"),
    ],
)
def test_a_broken_suite(tmp_path, text, said) -> None:
    (tmp_path / "s.ko").write_text("가\n", encoding="utf-8")
    (tmp_path / "suite.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match=said):
        read_suite(tmp_path)
