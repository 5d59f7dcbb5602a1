import json
import os
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from bilingual.cli.compare import app as compare_app
from bilingual.cli.evaluate import app as evaluate_app
from bilingual.errors import ConfigError, DocumentError, OutputError

SOURCES = ["전력반도체 공장이 섰다.", "오늘은 비가 온다.", "수출은 3조 원이다."]
REFERENCES = ["A power semiconductor plant was built.", "It rains today.", "Exports are 3 trillion won."]
OUTPUTS = ["A power chip plant stood.", "It rains today.", "Exports are 3 billion won."]
PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: en\\n"
"X-Source-Language: ko\\n"

#. en-forbidden: power chip
msgctxt "industry"
msgid "전력반도체"
msgstr "power semiconductor"
"""


@pytest.fixture(autouse=True)
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, lines in {"in.ko": SOURCES, "ref.en": REFERENCES, "out.en": OUTPUTS}.items():
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "terms.po").write_text(PO, encoding="utf-8")
    return tmp_path


def run(app, *arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments])


def test_scores_with_a_glossary() -> None:
    outcome = run(evaluate_app, "out.en", "--ref", "ref.en", "--src", "in.ko", "-g", "terms.po", "--format", "json")
    assert outcome.exit_code == 0, outcome.output
    record = json.loads(outcome.stdout)
    assert record["scores"]["terms"]["value"] == 0.0
    assert set(record["scores"]) >= {"bleu", "chrf", "chrf++", "ter", "numbers", "untranslated", "wmt21-exact"}
    assert record["findings"] == {"E101": 1, "E102": 1, "E201": 1, "E202": 1}


def test_gates_decide_the_exit_code() -> None:
    failing = run(evaluate_app, "out.en", "-r", "ref.en", "--fail-under", "chrf=99", "--format", "junit")
    assert failing.exit_code == 1
    assert ElementTree.fromstring(failing.stdout).get("failures") == "1"
    assert run(evaluate_app, "ref.en", "-r", "ref.en", "--fail-under", "chrf=99").exit_code == 0


def test_baselines_and_reports_are_written_and_not_overwritten(files) -> None:
    saved = run(evaluate_app, "out.en", "-r", "ref.en", "--save", "s.json", "--report", "s.html", "--resamples", 0)
    assert saved.exit_code == 0, saved.output
    assert (files / "s.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    again = run(evaluate_app, "out.en", "-r", "ref.en", "--save", "s.json")
    assert isinstance(again.exception, OutputError)
    assert run(evaluate_app, "out.en", "-r", "ref.en", "--baseline", "s.json", "--resamples", 0).exit_code == 0


def test_annotations_by_document(files) -> None:
    lines = ['{"terms": {"전력반도체": "power semiconductor"}}', "{}", '{"terms": {"수출": ["export", "exports"]}}']
    (files / "t.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (files / "d.txt").write_text("a\nb\nb\n", encoding="utf-8")
    outcome = run(
        evaluate_app, "out.en", "--terms", "t.jsonl", "--documents", "d.txt", "-m", "terms", "--format", "json"
    )
    assert json.loads(outcome.stdout)["documents"] == {"a": {"terms": 0.0}, "b": {"terms": 1.0}}


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        (["in.ko", "-r", "ref.en"], DocumentError, "source given as the hypothesis"),
        (["out.en", "-r", "in.ko"], DocumentError, "source given as --ref"),
        (["out.en", "-s", "out.en"], DocumentError, "is the same as the source"),
        (["out.en", "-r", "terms.po"], DocumentError, "has 3 lines"),
        (["out.en"], ConfigError, "nothing to score by"),
        ([], ConfigError, "give the translation"),
        (["out.en", "-r", "ref.en", "-g", "terms.po"], ConfigError, "add --src"),
        (["out.en", "--suite", "."], ConfigError, "brings its own texts"),
    ],
)
def test_what_does_not_fit_together_is_told(arguments, error, said) -> None:
    outcome = run(evaluate_app, *arguments)
    assert isinstance(outcome.exception, error)
    assert said in str(outcome.exception)


def test_references_in_another_encoding(files) -> None:
    (files / "ref.en").write_bytes("\n".join(["“한국”의 기준금리가 내렸다고 밝혔다"] * 3).encode("cp949"))
    outcome = run(evaluate_app, "out.en", "-r", "ref.en")
    assert "add --encoding cp949" in str(outcome.exception)


def test_comparing() -> None:
    outcome = run(compare_app, "out.en", "ref.en", "-r", "ref.en", "-s", "in.ko", "--format", "json", "--shuffles", 100)
    assert outcome.exit_code == 0, outcome.output
    system = json.loads(outcome.stdout)["systems"][0]
    assert {row["metric"]: row["better"] for row in system["differences"]}["chrf"] is True
    assert system["changes"][0]["line"] in {1, 3}
    worse = run(compare_app, "ref.en", "out.en", "-r", "ref.en", "--fail-on-worse", "--changed", 1)
    assert worse.exit_code in {0, 1}
    assert "out.en against ref.en" in worse.stdout


def test_findings_can_fail_a_run(files) -> None:
    arguments = ["out.en", "-r", "ref.en", "-s", "in.ko", "--resamples", 0, "--format", "github", "-o", "found.txt"]
    assert run(evaluate_app, *arguments, "--fail-on", "major").exit_code == 1
    assert (files / "found.txt").read_text(encoding="utf-8").startswith("::error file=out.en,line=")
    assert run(evaluate_app, "ref.en", *arguments[1:-2], "--fail-on", "major").exit_code == 0


def test_the_source_is_no_system_to_compare() -> None:
    outcome = run(compare_app, "out.en", "in.ko", "-r", "ref.en")
    assert "reads as Korean" in str(outcome.exception)


def test_a_comparison_for_ci() -> None:
    outcome = run(compare_app, "out.en", "ref.en", "-r", "ref.en", "--format", "junit", "--shuffles", 100)
    assert ElementTree.fromstring(outcome.stdout).get("failures") == "0"


@pytest.mark.engine
def test_the_shipped_suite_passes_its_gates() -> None:
    from pathlib import Path

    suite = Path(__file__).parents[2] / "corpora" / "suite-news"
    outcome = run(evaluate_app, "--suite", suite, "--format", "junit", "--resamples", 0)
    assert outcome.exit_code == 0, outcome.output
    names = [case.get("name") for case in ElementTree.fromstring(outcome.stdout).iter("testcase")]
    assert names == ["threshold chrf", "threshold terms", "threshold numbers", "threshold untranslated"]


def test_help_starts_without_heavy_libraries() -> None:
    heavy = ("numpy", "sacrebleu", "ctranslate2")
    code = f"import bilingual.cli.evaluate, bilingual.cli.compare, sys; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout.strip() == "[]"
