from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bilingual.cli.enforce import app
from bilingual.errors import DocumentError, OutputError

GLOSSARY = """msgid ""
msgstr ""
"Language: en\\n"
"X-Source-Language: ko\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "energy"
msgid "소형모듈원자로"
msgstr "small modular reactor"
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "a.ko").write_text("정부는 소형모듈원자로 수출을 지원한다.\n비가 온다.\n", encoding="utf-8")
    (tmp_path / "a.en").write_text(
        "The government supports exports of small module nuclear reactors.\nIt rains.\n", encoding="utf-8"
    )
    (tmp_path / "g.po").write_text(GLOSSARY, encoding="utf-8")
    return tmp_path


def run(folder: Path, *more: str) -> str:
    arguments = [str(folder / "a.ko"), str(folder / "a.en"), "-g", str(folder / "g.po"), "--package", "builtin", *more]
    return CliRunner().invoke(app, arguments, catch_exceptions=False).stdout


@pytest.mark.engine
def test_terms_are_put_in_and_the_rest_is_left(files: Path) -> None:
    assert run(files) == "The government supports exports of small modular reactors.\nIt rains.\n"


@pytest.mark.engine
def test_files_are_written_with_the_trail(files: Path) -> None:
    assert run(files, "-o", str(files / "out.en"), "--report", str(files / "trail.json")) == ""
    assert "small modular reactors" in (files / "out.en").read_text(encoding="utf-8")
    trail = json.loads((files / "trail.json").read_text(encoding="utf-8"))
    assert trail["totals"]["by_rung"]["splice"] == 1
    with pytest.raises(OutputError, match="--force"):
        run(files, "-o", str(files / "out.en"))


def test_unequal_line_counts_are_an_input_error(files: Path) -> None:
    (files / "a.en").write_text("One line.\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"number of lines: 1, but 2 in "):
        run(files)
