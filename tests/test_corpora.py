"""The parallel text that ships: every folder has a card, and card and data agree."""

from __future__ import annotations

import hashlib
import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pytest

CORPORA = Path(__file__).parents[1] / "corpora"
FOLDERS = sorted(p for p in CORPORA.iterdir() if p.is_dir())
FIELDS = {"name", "title", "description", "languages", "format", "licence", "source", "made", "files"}
ARTICLES = sorted((CORPORA / "demo").glob("*.ko.txt"))

_HANGUL = re.compile("[가-힣]")
_SENTENCE_END = re.compile(r"[.!?]['\"”’]?\s+(?=\S)")


def _card(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "card.toml").read_text(encoding="utf-8"))


def _pairs(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda p: p.name)
def test_card_says_what_it_must(folder: Path) -> None:
    card = _card(folder)
    assert set(card) == FIELDS
    assert card["name"] == folder.name
    assert card["licence"] == "CC0-1.0"
    assert card["languages"] == ["ko", "en"]
    assert all(card[field] for field in FIELDS)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda p: p.name)
def test_card_and_data_agree(folder: Path) -> None:
    listed = {entry["path"]: entry for entry in _card(folder)["files"]}
    present = {p.name for p in folder.iterdir()} - {"card.toml", "README.md"}
    assert set(listed) == present
    for name, entry in listed.items():
        data = (folder / name).read_bytes()
        found = {
            "path": name,
            "lines": data.count(b"\n"),
            "bytes": len(data),
            "sha256": hashlib.sha256(data).hexdigest(),
        }
        assert entry == found, f"the card of {folder.name} must say {found}"


@pytest.mark.parametrize("path", sorted(CORPORA.glob("*/*.tsv")), ids=lambda p: p.stem)
def test_tables_hold_clean_pairs(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)
    assert text.endswith("\n")
    assert not set("\r\ufeff") & set(text)
    for number, row in enumerate(_pairs(path), 1):
        assert len(row) == 2, f"{path.name}:{number}"
        assert all(cell and cell == cell.strip() for cell in row), f"{path.name}:{number}"
        assert not _HANGUL.search(row[1]), f"{path.name}:{number}: Hangul in the English"


@pytest.mark.parametrize("name", ["newsroom", "world"])
def test_no_sentence_stands_twice(name: str) -> None:
    sources = [source for path in sorted((CORPORA / name).glob("*.tsv")) for source, _ in _pairs(path)]
    assert len(sources) == len(set(sources))


def test_there_are_articles_to_demonstrate() -> None:
    assert len(ARTICLES) >= 4


@pytest.mark.parametrize("source", ARTICLES, ids=lambda p: p.name)
def test_article_and_reference_are_parallel(source: Path) -> None:
    reference = source.with_name(source.name.replace(".ko.", ".en."))
    korean = source.read_text(encoding="utf-8").splitlines()
    english = reference.read_text(encoding="utf-8").splitlines()
    assert 25 <= len(korean) == len(english) <= 40
    assert all(_HANGUL.search(line) for line in korean)
    assert all(line.strip() and not _HANGUL.search(line) for line in english)


def test_the_article_for_timing_has_35_sentences() -> None:
    text = (CORPORA / "demo" / "shipbuilding-orders.ko.txt").read_text(encoding="utf-8")
    lines = text.splitlines()
    assert len(lines) == 35
    assert not any(_SENTENCE_END.search(line) for line in lines)
