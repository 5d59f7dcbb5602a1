from __future__ import annotations

import os
from pathlib import Path

import pytest

from bilingual.config import Settings, load_settings
from bilingual.errors import ConfigError


def test_defaults_without_anything(tmp_path: Path) -> None:
    assert load_settings({}, tmp_path) == Settings()


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "bilingual.toml").write_text('beam_size = 2\nstyle = "ap"\n', encoding="utf-8")
    found = load_settings({"BILINGUAL_BEAM_SIZE": "8", "BILINGUAL_GLOSSARY": f"a{os.pathsep}b"}, tmp_path)
    assert (found.beam_size, found.style, found.glossary) == (8, "ap", ("a", "b"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("beam_size = 'wide'", "beam_size: int was expected, found 'wide'"),
        ("beam = 2", "there is no setting 'beam'; the settings are: beam_size"),
        ("glossary = 'a.po'", "a list of strings was expected"),
        ("beam_size = true", "int was expected"),
        ("beam_size =", "is not a readable TOML file"),
    ],
)
def test_a_bad_file_is_named_with_its_field(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "bilingual.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_settings({}, tmp_path)
    assert message in str(caught.value)
    assert "bilingual.toml" in str(caught.value)


def test_a_bad_variable_is_named() -> None:
    with pytest.raises(ConfigError, match="BILINGUAL_THREADS"):
        load_settings({"BILINGUAL_THREADS": "many"}, Path("/nonexistent"))


def test_a_named_file_must_exist() -> None:
    with pytest.raises(ConfigError, match="no such file"):
        load_settings({"BILINGUAL_CONFIG": "/nonexistent/x.toml"})
