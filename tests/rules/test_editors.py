import pytest

from bilingual.errors import ConfigError, RuleError
from bilingual.model import Origin, Segment
from bilingual.rules import Item, RuleOptions, postedit
from bilingual.rules.editors import load_rules
from bilingual.rules.switches import Switches

GOOD = """
[[rule]]
code = "E001"
term = "chip maker"
replacement = "chipmaker"
reason = "one word in our style"
source-not = "감자"

[[rule.example]]
target = "Chip makers hired 300 people."
expected = "Chipmakers hired 300 people."

[[rule.counter-example]]
source = "감자칩 업체"
target = "The chip maker closed."

[[rule]]
code = "E002"
pattern = '(\\w+) Metropolitan City'
replacement = '\\1'
reason = "no administrative rank in headlines"
scope = ["headline"]

[[rule.example]]
target = "Busan Metropolitan City opens port"
expected = "Busan opens port"
scope = "headline"
"""


@pytest.fixture
def rules_file(tmp_path):
    def write(text):
        path = tmp_path / "house.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def edited(rules, target, source="가", role="body"):
    item = Item(Segment("1", source, role=role, origin=Origin("a.en", line=3)), target)
    (result,) = postedit([item], options=RuleOptions(editors=rules, checks=False))
    return result


def test_examples_hold(rules_file):
    rules = load_rules([rules_file(GOOD)])
    assert [rule.failures() for rule in rules] == [[], []]


def test_the_source_condition_and_the_scope_decide(rules_file):
    rules = load_rules([rules_file(GOOD)])
    assert edited(rules, "A chip maker.").target == "A chipmaker."
    assert edited(rules, "A chip maker.", "감자칩").target == "A chip maker."
    assert edited(rules, "Busan Metropolitan City opens").target == "Busan Metropolitan City opens"
    assert edited(rules, "Busan Metropolitan City opens", role="headline").target == "Busan opens"


def test_an_edit_carries_rule_and_reason(rules_file):
    (edit,) = edited(load_rules([rules_file(GOOD)]), "Chip makers.").edits
    assert (edit.rule, edit.before, edit.after) == ("E001", "Chip makers", "Chipmakers")
    assert edit.reason == "one word in our style"


def test_a_failing_example_says_what_came_out(rules_file):
    text = GOOD.replace('expected = "Chipmakers hired', 'expected = "Chip-makers hired')
    (said,) = load_rules([rules_file(text)])[0].failures()
    assert "expected 'Chip-makers hired 300 people.', got 'Chipmakers hired 300 people.'" in said


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("rule = 3", "two brackets"),
        ("[[rules]]", "unknown table 'rules'"),
        ("[[rule]", "no valid TOML"),
        ('[[rule]]\ncode = "e1"', "capital letters"),
        ('[[rule]]\ncode = "E1"', "either a pattern or a term"),
        ('[[rule]]\ncode = "E1"\npattern = "a"', "replacement is missing"),
        ('[[rule]]\ncode = "E1"\npattern = "("\nreplacement = ""\nreason = ""', "no regular expression"),
        ('[[rule]]\ncode = "E1"\npattern = "a"\nreplacement = "\\\\1"\nreason = ""', "no regular expression"),
        ('[[rule]]\ncode = "E1"\npattern = "a"\nreplacement = ""\nreason = ""\nscope = ["title"]', "scope"),
        ('[[rule]]\ncode = "E1"\npattern = "a"\nreplacement = ""\nreason = ""\nwhy = ""', "why is unknown"),
        (
            '[[rule]]\ncode = "E1"\nterm = "a"\nreplacement = ""\nreason = ""\n[[rule.example]]\ntarget = "a"',
            "expected",
        ),
    ],
)
def test_a_malformed_rule_is_named(rules_file, text, part):
    path = rules_file(text)
    with pytest.raises(RuleError) as caught:
        load_rules([path])
    assert part in str(caught.value)
    assert str(path) in str(caught.value)


def test_two_rules_cannot_share_a_code(rules_file):
    with pytest.raises(RuleError, match="taken"):
        load_rules([rules_file(GOOD.replace("E002", "E001"))])


def test_a_missing_file_is_named():
    with pytest.raises(RuleError, match="no such rule file"):
        load_rules(["nowhere.toml"])


def test_a_rule_that_blows_up_is_stopped_and_named(rules_file):
    text = '[[rule]]\ncode = "E666"\npattern = "(?:a|aa)+[^a]b"\nreplacement = "b"\nreason = "x"\n'
    rules = load_rules([rules_file(text)])
    result = edited(rules, "a" * 60 + "!")
    assert result.target == "a" * 60 + "!"
    (issue,) = result.issues
    assert issue.code == "R001"
    assert "E666" in issue.message


@pytest.mark.parametrize(
    ("selector", "off"),
    [
        ("E001", True),
        ("E*", True),
        ("*", True),
        ("N001", False),
        ("E001@a.en", True),
        ("E001@b.en", False),
        ("E001@a.en:3", True),
        ("E001@a.en:4", False),
        ("E001@*.en", True),
    ],
)
def test_rules_are_switched_off_by_code_file_or_line(selector, off):
    assert Switches.parse((selector,)).off("E001", Origin("text/a.en", line=3)) is off


def test_a_selector_that_cannot_be_read_is_refused():
    with pytest.raises(ConfigError, match="CODE@FILE:LINE"):
        Switches.parse(("n001 in a.en",))
