"""Lint rules: each has entries that it must report and near misses that it must leave alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bilingual.cli.glossary import app
from bilingual.errors import ConfigError, GlossaryError
from bilingual.glossary.lint import RULES, fix, lint
from bilingual.glossary.store import Store

HEADER = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n"X-Source-Language: ko\\n"\n'


def entry(source: str, target: str, *lines: str, context: str = "energy") -> str:
    head = "".join(line + "\n" for line in lines)
    return f'\n{head}msgctxt "{context}"\nmsgid "{source}"\nmsgstr "{target}"\n'


def write(folder: Path, *entries: str) -> Path:
    path = folder / "energy.po"
    path.write_text(HEADER + "".join(entries))
    return path


def codes(path: Path) -> set[str]:
    faults: list[GlossaryError] = []
    return {p.code for p in lint(Store.open([path], faults=faults), faults, ignore=["G103", "G211"])}


REPORTED = [
    ("G001", [entry("수율", "yield", "#. pos: nuon")]),
    ("G101", [entry("수율", "yield"), entry("수율", "yield")]),
    ("G102", [entry("수율", "yield"), entry("수율", "output")]),
    (
        "G104",
        [
            entry("발전 공기업", "state-run power company"),
            entry("발전사", "power company", "#. ko-variant: 발전공기업"),
        ],
    ),
    ("G105", [entry("반도체", "chip"), entry("집적회로", "integrated circuit", "#. en-forbidden: chip")]),
    ("G201", [entry("수율", "")]),
    ("G202", [entry("CAR-T", "CAR-T")]),
    ("G203", [entry("CAR-T", "CART", "#. do-not-translate: yes")]),
    ("G204", ['\nmsgid "수율"\nmsgstr "yield"\n']),
    ("G205", [entry("수율", "yield", "#, fuzzy")]),
    ("G206", [entry("수율 ", "yield")]),
    ("G206", [entry("수율", "yield", "#. definition:  share of good chips")]),
    ("G207", [entry("\u1109\u116e\u110b\u1172\u11af", "yield")]),
    ("G208", [entry("국제축구연맹", "FIFA", "#. en-acronym: FIFA")]),
    ("G209", [entry("수율", "yield", "#. en-forbidden: yield")]),
    ("G210", [entry("북한", "North Korea", "#. en-acronym: Democratic Republic")]),
    ("G301", [entry("수율", "수율")]),
    ("G301", [entry("power plant", "power plant")]),
    ("G301", [entry("수율", "yiеld")]),
    ("G302", [entry("전력\u200b반도체", "power semiconductor")]),
    ("G302", [entry("ＳＭＲ", "small modular reactor")]),
    ("G303", [entry("소형모듈원자로(SMR", "small modular reactor")]),
    ("G303", [entry("수율", "yield “rate")]),
    ("G304", [entry("수율", "yield,")]),
    ("G305", [entry("정부는 수율을 높였다고 말했습니다", "yield")]),
    ("G305", [entry("수율", "y")]),
    ("G306", [entry("전력반도체", "Power semiconductor"), entry("전력망", "power grid")]),
    ("G306", [entry("동남권", "southeastern region", "#. pos: proper noun")]),
    ("G307", [entry("수율", "the yield")]),
    ("G308", [entry("소형모듈원자로", "small modular reactor (SMR)")]),
    ("G309", [entry("전력반도체를", "power semiconductor")]),
    ("G309", [entry("수율", "yield"), entry("수율은", "yield")]),
]
LEFT_ALONE = [
    ("G101", [entry("수율", "yield"), entry("수율", "yield", context="batteries")]),
    ("G102", [entry("특수", "special", context="a/kind"), entry("특수", "boom", context="a/demand")]),
    ("G104", [entry("원전", "nuclear power plant"), entry("핵발전소", "nuclear power plant", "#. ko-variant: 원전")]),
    ("G202", [entry("CAR-T", "CAR-T", "#. do-not-translate: yes")]),
    ("G206", [entry("전력 반도체", "power semiconductor", "# a note ", "#. definition: a chip")]),
    ("G301", [entry("LG", "LG"), entry("e스포츠", "esports"), entry("B2B", "β-test")]),
    ("G302", [entry("전력 반도체", "power semiconductor")]),
    ("G303", [entry("베이비붐 세대", "baby boomers’ generation"), entry("탄소국경조정(CBAM)제도", "CBAM")]),
    ("G304", [entry("주식회사", "Co., Ltd.")]),
    ("G305", [entry("한국수력원자력", "KHNP"), entry("경기동향조사", "survey of business trends")]),
    ("G306", [entry("브렌트유", "Brent crude"), entry("한국어", "Korean language")]),
    ("G307", [entry("헤이그", "The Hague", "#. pos: proper noun"), entry("가나", "A* search")]),
    (
        "G309",
        [entry("마을", "village"), entry("회의", "meeting"), entry("물가", "prices"), entry("고속도로", "expressway")],
    ),
    ("G309", [entry("국가", "nation"), entry("문화가", "culture street"), entry("가을", "autumn")]),
]


@pytest.mark.parametrize(("code", "entries"), REPORTED)
def test_it_is_reported(tmp_path: Path, code: str, entries: list[str]) -> None:
    assert code in codes(write(tmp_path, *entries))


@pytest.mark.parametrize(("code", "entries"), LEFT_ALONE)
def test_it_is_left_alone(tmp_path: Path, code: str, entries: list[str]) -> None:
    assert code not in codes(write(tmp_path, *entries))


def test_every_rule_has_a_case() -> None:
    tried = {code for code, _ in REPORTED} | {"G103", "G211", "G310"}
    assert {code for code, _ in RULES} <= tried


def test_homonyms_need_cues(tmp_path: Path) -> None:
    pair = [entry("경유", "diesel", context="energy/fuel"), entry("경유", "via", context="transport/way")]
    found = [p for p in lint(Store.open([write(tmp_path, *pair)])) if p.code == "G103"]
    assert len(found) == 2
    with_cues = [
        pair[0].replace("msgctxt", "#. cue: 주유소\nmsgctxt", 1),
        pair[1].replace("msgctxt", "#. cue: 항공편\nmsgctxt", 1),
    ]
    assert not [p for p in lint(Store.open([write(tmp_path, *with_cues)])) if p.code == "G103"]


def test_an_unsorted_file_is_sorted_by_fix(tmp_path: Path) -> None:
    path = write(tmp_path, entry("하천", "river"), entry("가스", "gas"))
    assert "G211" in {p.code for p in lint(Store.open([path]))}
    assert CliRunner().invoke(app, ["lint", "--fix", str(path)]).exit_code == 0
    assert path.read_text() == HEADER + entry("가스", "gas") + entry("하천", "river")


def test_fix_repairs_what_is_safe_and_nothing_else(tmp_path: Path) -> None:
    untouched = entry("가스전", "Gas Field", '#. definition: "odd"  spacing')
    path = write(
        tmp_path,
        untouched,
        entry("수율 ", " the yield", "#. en-acronym: YLD", "#. en-acronym: YLD"),
        entry("전력\u200b망", "power grid,"),
        entry("전력반도체를", "power semiconductor"),
    )
    store = Store.open([path])
    problems = lint(store)
    assert fix(store, problems) == sum(p.problem.fix is not None for p in problems)
    store.save()
    text = path.read_text()
    assert untouched in text
    assert entry("수율", "yield", "#. en-acronym: YLD") in text
    assert entry("전력망", "power grid") in text
    assert "전력반도체를" in text
    assert not any(p.problem.fix for p in lint(Store.open([path])))


def test_of_two_equal_entries_one_is_removed(tmp_path: Path) -> None:
    path = write(tmp_path, entry("수율", "yield"), entry("수율", "yield"), entry("원전", "nuclear plant"))
    store = Store.open([path])
    assert fix(store, lint(store)) == 1
    assert store.files[0].render() == HEADER + entry("수율", "yield") + entry("원전", "nuclear plant")


def test_codes_are_selected_by_their_beginning(tmp_path: Path) -> None:
    store = Store.open([write(tmp_path, entry("수율", "the yield,", "#, fuzzy"))])
    assert {p.code for p in lint(store, select=["G3"])} == {"G304", "G307"}
    assert {p.code for p in lint(store, ignore=["G3"])} == {"G205"}
    with pytest.raises(ConfigError, match="G9"):
        lint(store, select=["G9"])


def test_a_term_the_matcher_cannot_find_is_reported(tmp_path: Path) -> None:
    store = Store.open([write(tmp_path, entry("(…)", "dots"), entry("수율", "yield"))])
    assert [p.problem.text for p in lint(store, select=["G310"])] in ([], ["(…)"])


@pytest.mark.parametrize("layout", ["json", "sarif", "junit", "github"])
def test_findings_come_in_every_format(tmp_path: Path, layout: str) -> None:
    path = write(tmp_path, entry("수율", "the yield"))
    result = CliRunner().invoke(app, ["lint", str(path), "--format", layout])
    assert result.exit_code == 1
    assert "G307" in result.stdout
    if layout == "json":
        (found,) = json.loads(result.stdout)["findings"]
        assert (found["line"], found["text"], found["suggestion"]) == (7, "the yield", "yield")


def test_exit_code_follows_the_threshold(tmp_path: Path) -> None:
    path = write(tmp_path, entry("수율", "yield", "#, fuzzy"))
    run = CliRunner().invoke
    assert run(app, ["lint", str(path)]).exit_code == 0
    assert run(app, ["lint", str(path), "--fail-on", "neutral"]).exit_code == 1
