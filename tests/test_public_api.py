"""The public surface, and what importing it costs."""

from __future__ import annotations

import subprocess
import sys

import pytest

import bilingual

HEAVY = ("torch", "stanza", "spacy", "argostranslate.translate", "thinc", "onnxruntime")


def test_all_is_sorted_and_every_name_is_there() -> None:
    assert bilingual.__all__ == sorted(bilingual.__all__)
    assert all(getattr(bilingual, name) is not None for name in bilingual.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = bilingual.nothing


def imported_by(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}


@pytest.mark.engine
@pytest.mark.parametrize(
    "code",
    [
        "import bilingual",
        "from bilingual import Translator; Translator().translate('부산시는 특구를 키운다.')",
        "from bilingual.engines.packages import installed_packages; installed_packages()",
        "from bilingual.cli.app import app; app(['glossary', '--help'], standalone_mode=False)",
        "from bilingual.cli.app import app; app(['evaluate', '--help'], standalone_mode=False)",
    ],
)
def test_no_path_imports_the_heavy_libraries(code: str) -> None:
    loaded = imported_by(code)
    assert "bilingual" in loaded
    assert not [name for name in loaded if name in HEAVY or name.split(".")[0] in HEAVY]


def test_importing_the_package_imports_no_third_party_library() -> None:
    loaded = {name.split(".")[0] for name in imported_by("import bilingual")}
    assert not loaded & {"typer", "click", "rich", "numpy", "polib", "sacrebleu", "sentencepiece", "ctranslate2"}
