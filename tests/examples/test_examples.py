"""The examples run, with the engine that ships."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
pytestmark = pytest.mark.engine


def run(name: str, *arguments: object, text: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(EXAMPLES / name), *map(str, arguments)]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=False)


def test_every_example_is_run_here() -> None:
    assert {p.name for p in EXAMPLES.glob("*.py")} == {"cms_hook.py", "po_catalogue.py", "quality_gate.py"}


def test_the_quality_gate_writes_what_passes_and_reasons_for_the_rest(tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "a.txt").write_text("환율이 올랐다.\n")
    (inbox / "b.html").write_text("<p>수출이 <b>늘었다</b>.</p>")
    (inbox / "broken.json").write_text("{")
    done = run("quality_gate.py", inbox, tmp_path / "out")
    assert done.returncode in (0, 1), done.stderr
    assert "unreadable: broken.json:1" in done.stderr
    written = {p.name for p in (tmp_path / "out").iterdir()}
    assert {name.removesuffix(".reasons.txt") for name in written} == {"a.txt", "b.html"}
    assert (done.returncode == 1) == any(name.endswith(".reasons.txt") for name in written)


def test_the_cms_hook_gives_the_same_fields_back() -> None:
    article = {"id": 7, "title": "환율 상승", "body": "<p>환율이 <b>올랐다</b>.</p>", "url": "https://x.example/가"}
    done = run("cms_hook.py", text=json.dumps(article))
    assert done.returncode == 0, done.stderr
    translated = json.loads(done.stdout)
    assert (translated["id"], translated["url"], translated["lang"]) == (7, article["url"], "en")
    assert translated["body"].startswith("<p>")
    assert translated["body"].count("<b>") == translated["body"].count("</b>") == 1
    assert translated["title"].isascii()


def test_the_catalogue_job_fills_and_remembers(tmp_path: Path) -> None:
    first, second = tmp_path / "a.po", tmp_path / "b.po"
    first.write_text('msgid "저장"\nmsgstr "Keep"\n\nmsgid "닫기"\nmsgstr ""\n')
    second.write_text('msgid "저장"\nmsgstr ""\n')
    done = run("po_catalogue.py", tmp_path / "m.db", first, second)
    assert done.returncode == 0, done.stderr
    assert "1 finished messages remembered" in done.stdout
    assert second.read_text() == '#, fuzzy\nmsgid "저장"\nmsgstr "Keep"\n'
    assert '#, fuzzy\nmsgid "닫기"' in first.read_text()
