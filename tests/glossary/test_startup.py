"""Glossary commands start light: nothing heavy is imported before it is needed."""

from __future__ import annotations

import subprocess
import sys

HEAVY = {
    "argostranslate", "ahocorasick_rs", "ctranslate2", "kiwipiepy", "lxml", "numpy", "openpyxl", "polib", "sacrebleu",
    "sentencepiece", "spacy", "stanza", "torch",
}  # fmt: skip


def test_importing_the_commands_imports_nothing_heavy() -> None:
    code = "import sys, bilingual.cli.glossary; print(*sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert HEAVY & set(result.stdout.split()) == set()
