"""`bilingual translate` as a user meets it: output, trail, exit codes, one-line errors, nothing half-written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bilingual.cli.translate import open_documents

pytestmark = pytest.mark.engine

ARTICLE = "부산시, 전력반도체 특구 추진\n\n시는 소형모듈원자로(SMR) 특구를 추진한다고 3일 밝혔다.\n"


def bilingual(
    *arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "bilingual.cli", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, check=False, timeout=120)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_standard_streams() -> None:
    done = bilingual("translate", "--package", "builtin", stdin=ARTICLE.encode())
    assert done.returncode == 0
    assert done.stderr == b""
    lines = done.stdout.decode().split("\n")
    assert len(lines) == 4
    assert "special zone" in lines[0].lower()
    assert "SMR" in lines[2]


def test_the_builtin_package_says_so_in_one_line(article: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bilingual.cli", "translate", str(article)],
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    (line,) = done.stderr.splitlines()
    assert "bilingual engine install ko en" in line


def test_trail_and_page(article: Path, tmp_path: Path) -> None:
    out, trail, page = tmp_path / "out.txt", tmp_path / "trail.json", tmp_path / "page.html"
    done = bilingual("translate", article, "-o", out, "--report", trail, "--side-by-side", page)
    assert done.returncode == 0
    assert done.stdout == b""
    record = json.loads(trail.read_text(encoding="utf-8"))
    constraints = [c for d in record["documents"] for s in d["segments"] for c in s["constraints"]]
    assert len(constraints) == record["totals"]["constraints"] >= 4
    assert all(c["rung"] for c in constraints)
    assert "<html" in page.read_text(encoding="utf-8")
    assert "special zone" in out.read_text(encoding="utf-8").lower()


def test_several_files_into_a_folder(article: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("수출이 늘었다.\n", encoding="utf-8")
    (tmp_path / "out").mkdir()
    assert bilingual("translate", article, other, "-o", tmp_path / "out").returncode == 0
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["article.en.txt", "other.en.txt"]


def test_without_a_glossary_nothing_is_constrained(article: Path, tmp_path: Path) -> None:
    trail = tmp_path / "trail.json"
    assert bilingual("translate", article, "--no-glossary", "--report", trail).returncode == 0
    assert json.loads(trail.read_text(encoding="utf-8"))["totals"]["constraints"] == 0


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (ARTICLE.encode("cp949"), "cp949"),
        (ARTICLE.encode("utf-16"), None),
        (ARTICLE.encode("utf-8-sig"), None),
        (ARTICLE.replace("\n", "\r\n").encode(), None),
        (b"", None),
    ],
    ids=["cp949", "utf-16", "bom", "crlf", "empty"],
)
def test_encodings_and_line_ends_are_kept(tmp_path: Path, data: bytes, encoding: str | None) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    extra = ["--encoding", encoding] if encoding else []
    done = bilingual("translate", tmp_path / "a.txt", *extra)
    assert done.returncode == 0
    for mark in (b"\xff\xfe", b"\xef\xbb\xbf"):
        assert done.stdout.startswith(mark) == data.startswith(mark)
    assert done.stdout.count(b"\r\n") == data.count(b"\r\n")


BAD = {
    "missing": (None, "there is no such file"),
    "cp949": (ARTICLE.encode("cp949"), "add --encoding cp949"),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 9, "binary"),
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_input_is_one_line_and_exit_code_2(tmp_path: Path, kind: str) -> None:
    data, message = BAD[kind]
    if data is not None:
        (tmp_path / "a.txt").write_bytes(data)
    done = bilingual("translate", tmp_path / "a.txt", "-o", tmp_path / "out.txt", "--package", "builtin")
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("error: ")
    assert message in line
    assert "a.txt" in line
    assert not (tmp_path / "out.txt").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--to", "fr"], "bilingual engine install ko fr"),
        (["--package", "none-such"], "no engine package is called 'none-such'"),
        (["-g", "none.po"], "none.po"),
        (["-o", "/nonexistent/out.txt"], "its folder does not exist"),
        (["-o", "article.txt"], "--force replaces it"),
        (["--as", "papyrus"], "no document format is called 'papyrus'"),
        (["--encoding", "klingon"], "no encoding is called 'klingon'"),
    ],
)
def test_bad_options_are_one_line_and_exit_code_2(article: Path, arguments: list[str], message: str) -> None:
    extra = [] if "--package" in arguments or "--to" in arguments else ["--package", "builtin"]
    done = bilingual("translate", "article.txt", *arguments, *extra, cwd=article.parent)
    assert done.returncode == 2
    assert message in done.stderr.decode()
    assert len(done.stderr.decode().splitlines()) == 1
    assert article.read_text(encoding="utf-8") == ARTICLE


def test_a_broken_glossary_names_file_and_line(article: Path, tmp_path: Path) -> None:
    broken = 'msgid ""\nmsgstr ""\n\nmsgctxt "x"\nmsgid "특구\nmsgstr "zone"\n'
    (tmp_path / "bad.po").write_text(broken, encoding="utf-8")
    done = bilingual("translate", article, "-g", tmp_path / "bad.po", "--package", "builtin")
    assert done.returncode == 2
    assert "bad.po:5" in done.stderr.decode()



def test_a_large_file_is_streamed_and_lines_keep_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_text("수출이 12.3% 늘었다.\n" * 160_000, encoding="utf-8")
    assert path.stat().st_size > 4 << 20
    documents = list(open_documents(str(path), None, False, None))
    assert len(documents) > 10
    assert [unit.line for document in documents for unit in document.units] == list(range(1, 160_001))
    assert b"".join(document.fill({}) for document in documents) == path.read_bytes()


def test_a_large_file_that_breaks_off_leaves_no_output(tmp_path: Path) -> None:
    (tmp_path / "large.txt").write_bytes(("가" * 380 + "\n").encode() * 3_800 + b"\xff\xfe\n")
    echo = ["--package", "echo", "--no-glossary"]
    done = bilingual("translate", tmp_path / "large.txt", *echo, "-o", tmp_path / "out.txt")
    assert done.returncode == 2
    assert "is not utf-8" in done.stderr.decode()
    assert [p.name for p in tmp_path.iterdir()] == ["large.txt"]


def test_version_and_unknown_command() -> None:
    assert bilingual("--version").stdout.startswith(b"bilingual ")
    assert bilingual("nonsense").returncode == 2
