from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual.glossary.index import TermIndex, fold
from bilingual.glossary.matching import Matcher
from bilingual.glossary.termbase import Glossary
from bilingual.model import Concept, Segment, Term
from bilingual.text.normalisation import nfc

GLOSSARY = Glossary(
    (
        Concept("a", (Term("전력 반도체", "ko"), Term("power semiconductor", "en"))),
        Concept("b", (Term("특구", "ko"), Term("혁신특구", "ko"), Term("special zone", "en"))),
        Concept("c", (Term("SMR", "ko"), Term("SMR", "en"))),
    )
)
MATCHER = Matcher(GLOSSARY)


def stored(folder: Path) -> Path:
    return folder / f"{GLOSSARY.digest}.json"


def test_the_index_is_kept_and_read_again(tmp_path: Path) -> None:
    first = TermIndex(GLOSSARY, cache=tmp_path)
    assert stored(tmp_path).exists()
    again = TermIndex(GLOSSARY, cache=tmp_path)
    assert again.forms == first.forms == sorted(["전력반도체", "특구", "혁신특구", "smr"])
    assert [again.entries(n) for n in range(4)] == [first.entries(n) for n in range(4)]


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"format": 0, "forms": [], "places": []}', '{"format": 1}', "\0"])
def test_a_damaged_cache_is_compiled_anew(tmp_path: Path, damage: str) -> None:
    stored(tmp_path).write_text(damage)
    assert len(TermIndex(GLOSSARY, cache=tmp_path).forms) == 4
    assert len(json.loads(stored(tmp_path).read_text())["forms"]) == 4


def test_a_cache_folder_that_cannot_be_made_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert len(TermIndex(GLOSSARY, cache=tmp_path / "file" / "below").forms) == 4


def test_a_changed_glossary_has_another_entry(tmp_path: Path) -> None:
    TermIndex(GLOSSARY, cache=tmp_path)
    TermIndex(Glossary(GLOSSARY.concepts[:1]), cache=tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


@given(st.text(alphabet="가나특구 \n·-ＳＭＲsmrİß()", max_size=40))
def test_folding_keeps_the_way_back(text: str) -> None:
    folded = fold(text)
    back = [text[folded.origin(n)] for n in range(len(folded.text))]
    assert [fold(c).text or c for c in back] == [fold(c).text or c for c in folded.text]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="전력반도체특구혁신는을에서 \n·()SMRＳ1.,’”", max_size=60))
def test_matches_are_ordered_disjoint_and_say_what_stands_there(text: str) -> None:
    found = MATCHER.find(Segment("1", text))
    spans = [m.span for m in found]
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(m.surface == nfc(text)[slice(*m.span)] for m in found)
    assert all(fold(m.surface).text or "(" in m.surface for m in found)
