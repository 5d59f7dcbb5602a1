from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.engine


@pytest.fixture
def run(tmp_path: Path):  # type: ignore[no-untyped-def]
    env = {**os.environ, "XDG_DATA_HOME": str(tmp_path / "data"), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    env["ARGOS_PACKAGE_INDEX"] = "file:///nonexistent/"

    def bilingual(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "bilingual.cli", *arguments]
        return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=env, check=False, timeout=120)

    return bilingual


def test_export_install_list_info_remove(run) -> None:  # type: ignore[no-untyped-def]
    assert run("engine", "export", "x.argosmodel").returncode == 0
    assert "exists already" in run("engine", "export", "x.argosmodel").stderr
    assert run("engine", "install", "x.argosmodel").returncode == 0
    assert run("engine", "list").stdout.count("ko → en") == 2
    assert "Korean → English" in run("engine", "info", "ko-en").stdout
    assert run("engine", "remove", "ko-en").returncode == 0
    assert run("engine", "list").stdout.count("ko → en") == 1


def test_what_cannot_be_done_is_one_line_and_exit_code_2(run) -> None:  # type: ignore[no-untyped-def]
    for words in ("install none.argosmodel", "remove xx-yy", "info xx-yy", "install a b c"):
        done = run("engine", *words.split())
        assert done.returncode == 2, words
        assert len(done.stderr.splitlines()) == 1, words


def test_a_download_without_a_network_is_a_clear_error(run) -> None:  # type: ignore[no-untyped-def]
    done = run("engine", "install", "ko", "en")
    assert done.returncode == 2
    assert "are you online?" in done.stderr
