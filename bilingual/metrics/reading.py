"""Reading what is scored: one segment a line, and clear words where the files do not belong together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from os import PathLike

from bilingual.errors import DocumentError
from bilingual.metrics.base import primary
from bilingual.text.files import read_text

Path = str | PathLike[str]

_SCRIPTS = {
    "ko": ("Korean", re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")),
    "ja": ("Japanese", re.compile("[\u3040-\u30ff]")),
    "zh": ("Chinese", re.compile("[\u4e00-\u9fff]")),
}
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_SAMPLE = 400


def read_lines(path: Path, encoding: str | None = None) -> list[str]:
    """The lines of a file without their ends; only line feeds end a line, as for sacrebleu.

    Raises:
        DocumentError: the file is missing, in another encoding, or has no text at all.
    """
    text = read_text(path, encoding)
    if not text.strip():
        raise DocumentError("is empty; one segment a line was expected", path=path)
    lines = text.removesuffix("\n").split("\n")
    return [line.removesuffix("\r") for line in lines]


def check_parallel(first: Path, lines: Sequence[str], other: Path, others: Sequence[str]) -> None:
    """Raise DocumentError unless both files have the same number of lines."""
    if len(lines) != len(others):
        raise DocumentError(
            f"has {_count(len(lines), 'line')}, but {other} has {len(others)}; line n of both must be the same segment",
            path=first,
        )


def check_language(path: Path, lines: Sequence[str], lang: str, other_lang: str, hint: str) -> None:
    """Raise DocumentError when a file is plainly in the other language of the pair.

    Args:
        path: of the file.
        lines: its lines.
        lang: what it should be in.
        other_lang: what it must not be in.
        hint: what may have happened.
    """
    if primary(lang) == primary(other_lang):
        return
    text = " ".join(lines[:_SAMPLE])
    expected, found = _share(text, lang), _share(text, other_lang)
    if found > 0.6 and expected < 0.2:
        raise DocumentError(f"reads as {_language(other_lang)}, but {_language(lang)} was expected; {hint}", path=path)


def check_translated(path: Path, lines: Sequence[str], source: Path, sources: Sequence[str]) -> None:
    """Raise DocumentError when the hypotheses are the source, line for line."""
    same = sum(one.strip() == other.strip() for one, other in zip(lines, sources, strict=True))
    if same > 0.9 * len(lines):
        raise DocumentError(
            f"is the same as the source {source} in {same} of {_count(len(lines), 'line')}; give the translation",
            path=path,
        )


def _share(text: str, lang: str) -> float:
    """Share of a text's letters that are in the script of a language."""
    letters = sum(c.isalpha() for c in text)
    script = _SCRIPTS[primary(lang)][1] if primary(lang) in _SCRIPTS else _LATIN
    return len(script.findall(text)) / letters if letters else 0.0


def _language(lang: str) -> str:
    return _SCRIPTS[primary(lang)][0] if primary(lang) in _SCRIPTS else {"en": "English"}.get(primary(lang), lang)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
