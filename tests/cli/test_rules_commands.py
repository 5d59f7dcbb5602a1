"""`bilingual check`, `postedit` and `rules` as a user runs them."""

import json

import pytest
from typer.testing import CliRunner

from bilingual.cli.check import app as check_app
from bilingual.cli.postedit import app as postedit_app
from bilingual.cli.rules import app as rules_app
from bilingual.errors import ConfigError, DocumentError, RuleError

SOURCE = "정부는 400만 달러를 쓴다.\n비가 온다.\n"
TARGET = "The government will spend $400 million .\nIt is raining.\n"


@pytest.fixture
def files(tmp_path):
    source, target = tmp_path / "a.ko", tmp_path / "a.en"
    source.write_text(SOURCE, encoding="utf-8")
    target.write_text(TARGET, encoding="utf-8")
    return str(source), str(target)


def run(app, *arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=True)


def test_check_lists_findings_and_exits_with_one(files):
    result = run(check_app, *files, "--no-glossary", "--format", "json")
    assert result.exit_code == 1
    codes = [row["code"] for row in json.loads(result.stdout)["findings"]]
    assert codes == ["N101", "S101"]


def test_check_of_a_clean_text_exits_with_zero(files, tmp_path):
    clean = tmp_path / "b.en"
    clean.write_text("The government will spend $4 million.\nIt is raining.\n", encoding="utf-8")
    assert run(check_app, files[0], clean, "--no-glossary").exit_code == 0


def test_fail_on_sets_the_threshold(files):
    assert run(check_app, *files, "--no-glossary", "--off", "N*", "--fail-on", "major").exit_code == 0


@pytest.mark.parametrize("layout", ["terminal", "sarif", "junit", "github", "html"])
def test_every_format_names_the_number(files, layout):
    assert "N101" in run(check_app, *files, "--no-glossary", "--format", layout).stdout


def test_different_line_counts_are_an_input_error(files, tmp_path):
    short = tmp_path / "short.en"
    short.write_text("One line.\n", encoding="utf-8")
    result = run(check_app, files[0], short, "--no-glossary")
    assert isinstance(result.exception, DocumentError)
    assert "number of lines: 1, but 2 in" in str(result.exception)


def test_postedit_writes_the_text_and_the_trail(files, tmp_path):
    output, trail = tmp_path / "out.en", tmp_path / "trail.json"
    result = run(postedit_app, *files, "--no-glossary", "-o", output, "--trail", trail)
    assert result.exit_code == 0
    assert output.read_text(encoding="utf-8") == "The government will spend $4 million.\nIt is raining.\n"
    assert "N001" in trail.read_text(encoding="utf-8")


def test_postedit_overwrites_only_when_asked(files):
    before = run(postedit_app, *files, "--no-glossary", "-o", files[1])
    assert before.exit_code != 0
    assert run(postedit_app, *files, "--no-glossary", "-o", files[1], "-f").exit_code == 0


def test_an_unknown_style_lists_the_known(files):
    result = run(postedit_app, *files, "--no-glossary", "--style", "bbc")
    assert isinstance(result.exception, ConfigError)
    assert "ap" in str(result.exception)


def test_rules_new_then_test_then_use(files, tmp_path):
    file = tmp_path / "rules" / "house.toml"
    assert run(rules_app, "new", file).exit_code == 0
    assert run(rules_app, "new", file, "--code", "E002").exit_code == 0
    tested = run(rules_app, "test", file)
    assert tested.exit_code == 0
    assert "4 examples, all as expected" in tested.stdout
    assert isinstance(run(rules_app, "new", file).exception, ConfigError)


def test_rules_beside_a_named_glossary_are_used(files, tmp_path):
    run(rules_app, "new", tmp_path / "rules" / "house.toml")
    glossary = tmp_path / "terms.po"
    glossary.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: en\\n"\n')
    target = tmp_path / "b.en"
    target.write_text("The chip maker spent $4 million.\nIt is raining.\n", encoding="utf-8")
    assert "The chipmaker spent" in run(postedit_app, files[0], target, "-g", glossary).stdout


def test_rules_test_fails_on_a_wrong_example(tmp_path):
    file = tmp_path / "house.toml"
    run(rules_app, "new", file)
    file.write_text(file.read_text(encoding="utf-8").replace('expected = "The chipmaker', 'expected = "A chipmaker'))
    assert run(rules_app, "test", file).exit_code == 1


def test_rules_list_and_explain():
    listed = run(rules_app, "list").stdout
    assert listed.index("N001") < listed.index("T001") < listed.index("A001")
    assert "10^" not in listed
    assert "만" in run(rules_app, "explain", "N001").stdout
    assert "currency" in run(rules_app, "explain", "n003").stdout
    assert isinstance(run(rules_app, "explain", "Q999").exception, ConfigError)


def test_a_broken_rule_file_is_an_input_error(files, tmp_path):
    file = tmp_path / "bad.toml"
    file.write_text("[[rule]]\ncode = 1\n", encoding="utf-8")
    assert isinstance(run(postedit_app, *files, "--rules", file).exception, RuleError)
