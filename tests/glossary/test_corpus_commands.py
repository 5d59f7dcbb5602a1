"""Coverage, concordance and figures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from bilingual.cli.glossary import app
from bilingual.errors import DocumentError
from bilingual.glossary.concordance import around, concordance, target_concordance
from bilingual.glossary.corpus import read_corpus
from bilingual.glossary.coverage import cover, figures
from bilingual.glossary.edit import new_concept, with_term
from bilingual.glossary.po_file import new_po
from bilingual.glossary.termbase import Glossary
from bilingual.model import Concept, Span

LANGS = ("ko", "en")
CHIP = new_concept("전력반도체", "power semiconductor", langs=LANGS, subject_field="chips")
PLANT = new_concept("원전", "nuclear plant", langs=LANGS, subject_field="energy")
ROWS = [
    ("부산시는 전력반도체를 키운다.", "Busan will foster power semiconductors."),
    ("전력 반도체와 배터리관리시스템이 전시됐다.", "Power semiconductors and battery management systems were shown."),
    ("배터리관리시스템은 비싸다.", "Battery management systems are expensive."),
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "news.tsv"
    path.write_text("".join(f"{k}\t{e}\n" for k, e in ROWS))
    return path


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    file = new_po(tmp_path / "g.po")
    file.put_all([CHIP, PLANT])
    file.save()
    return tmp_path / "g.po"


def test_coverage_counts_matches(corpus: Path) -> None:
    result = cover(Glossary((CHIP, PLANT)), list(read_corpus([corpus])))
    assert [(o.concept.id, o.count, o.files) for o in result.found] == [("chips/전력반도체", 2, (str(corpus),))]
    assert [c.id for c in result.missing] == ["energy/원전"]
    assert ("배터리관리시스템", 2) in result.unlisted
    assert (result.sentences, result.covered) == (3, 2)


def test_coverage_command(corpus: Path, glossary: Path) -> None:
    result = CliRunner().invoke(app, ["coverage", str(corpus), "-g", str(glossary)])
    assert "1 of 2 entries occur; 2 of 3 sentences hold one" in result.stdout
    told = json.loads(
        CliRunner().invoke(app, ["coverage", str(corpus), "-g", str(glossary), "--format", "json"]).stdout
    )
    assert told["missing"] == ["energy/원전"]


def test_concordance_points_at_both_languages(corpus: Path) -> None:
    hits = list(concordance([CHIP], read_corpus([corpus]), LANGS))
    assert [h.sentence.text[slice(*h.span)] for h in hits] == ["전력반도체", "전력 반도체"]
    assert all(h.target and "power semiconductors" in h.sentence.translation[slice(*h.target)].lower() for h in hits)


def test_a_target_term_is_found_inflected(corpus: Path) -> None:
    hits = list(target_concordance("battery management system", read_corpus([corpus])))
    assert [h.sentence.line for h in hits] == [2, 3]


def test_keywords_stand_in_one_column_however_wide_the_letters() -> None:
    texts = [
        ("부산시는 오늘 전력반도체를 키운다.", "전력반도체"),
        ("A very long beginning of a power plant here", "power"),
        ("원전", "원전"),
    ]
    for text, word in texts:
        start = text.index(word)
        left, key, _ = around(text, Span(start, start + len(word)), 12)
        assert cell_len(left) == 12
        assert key == word


def test_concordance_command(corpus: Path, glossary: Path) -> None:
    result = CliRunner().invoke(app, ["concordance", "전력반도체", str(corpus), "-g", str(glossary)])
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert len(lines) == 4
    assert lines[0].startswith(f"{corpus}:1")
    columns = {
        cell_len(line[: line.lower().find(word)]) for line, word in zip(lines, ["전력반도체", "power"], strict=False)
    }
    assert len(columns) == 1
    unknown = CliRunner().invoke(app, ["concordance", "배터리관리시스템", str(corpus), "-g", str(glossary)])
    assert unknown.stdout.count("배터리관리시스템") == 2


def test_figures() -> None:
    counted = figures([CHIP, with_term(PLANT, "NPP", "en", "acronym", LANGS)], LANGS)
    assert counted["entries"]["all"] == 2
    assert counted["subject field"] == {"chips": 1, "energy": 1}
    assert counted["further forms"] == {"en acronym": 1}


def test_figures_command(glossary: Path) -> None:
    assert "chips" in CliRunner().invoke(app, ["stats", "-g", str(glossary)]).stdout


def test_plain_text_is_cut_into_sentences_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("첫 문장이다. 둘째 문장이다.\n\n셋째 문장이다.\n")
    assert [(s.text, s.line) for s in read_corpus([path])] == [
        ("첫 문장이다.", 1),
        ("둘째 문장이다.", 1),
        ("셋째 문장이다.", 3),
    ]


def test_line_parallel_files_must_have_as_many_lines(tmp_path: Path) -> None:
    (tmp_path / "a.ko").write_text("하나\n둘\n")
    (tmp_path / "a.en").write_text("one\ntwo\n")
    assert [(s.text, s.translation) for s in read_corpus([tmp_path / "a.ko"])] == [("하나", "one"), ("둘", "two")]
    (tmp_path / "a.en").write_text("one\n")
    with pytest.raises(DocumentError, match="expected as many"):
        list(read_corpus([tmp_path / "a.ko"]))


def test_an_empty_folder_is_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no text"):
        list(read_corpus([tmp_path]))


def test_a_concept_needs_a_source_form(corpus: Path) -> None:
    assert list(concordance([Concept("x", CHIP.terms[1:])], read_corpus([corpus]), LANGS)) == []
