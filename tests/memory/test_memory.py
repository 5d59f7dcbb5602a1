from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual.engines.base import DecodingOptions, Hypothesis, Request
from bilingual.engines.cached import cached_engine
from bilingual.engines.echo import EchoEngine
from bilingual.errors import ConfigError, DocumentError, OutputError
from bilingual.memory.similarity import distance, exact_key, letters, similarity
from bilingual.memory.store import Memory, MemoryUnit, open_memory

UNITS = [
    MemoryUnit("부산시가 특구로 지정됐다.", "Busan has been designated a special zone.", origin="a.tmx"),
    MemoryUnit("울산시가 특구로 지정됐다.", "Ulsan has been designated a special zone."),
    MemoryUnit("환율이 크게 올랐다.", "The exchange rate rose sharply.", approved=False),
    MemoryUnit("수출이 늘었다.", "Exports grew."),
]


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    store = Memory(tmp_path / "m.db")
    assert store.add(UNITS) == 4
    return store


def test_exact_matches_are_the_approved_ones_and_white_space_does_not_count(memory: Memory) -> None:
    assert [u.target for u in memory.exact("부산시가  특구로\n지정됐다.")] == [
        "Busan has been designated a special zone."
    ]
    assert memory.exact("환율이 크게 올랐다.") == []


def test_exact_matches_are_found_in_decomposed_text(memory: Memory) -> None:
    import unicodedata

    assert memory.exact(unicodedata.normalize("NFD", "수출이 늘었다."))


def test_near_matches_are_ordered_by_likeness(memory: Memory) -> None:
    found = memory.near("부산시가 특구로 지정될 전망이다.", least=0.5)
    assert [m.unit.source[:3] for m in found] == ["부산시", "울산시"]
    assert found[0].score > found[1].score > 0.5
    assert memory.near("전혀 다른 이야기를 하는 글이다.") == []


@pytest.mark.parametrize(
    ("words", "count"), [("특구", 2), ("환율", 1), ("특구로 지정", 2), ("산", 2), ("특국", 0), ("지정됐", 2)]
)
def test_words_of_two_syllables_are_found_and_not_their_letters_in_other_syllables(
    memory: Memory, words: str, count: int
) -> None:
    assert len(memory.search(words)) == count


@pytest.mark.parametrize("words", ['"', "특구 OR 환율", "a*b", "NEAR(", "-", "한" * 300])
def test_a_search_takes_every_character_for_what_it_is(memory: Memory, words: str) -> None:
    assert memory.search(words) == []
    assert memory.near(words) == []


def test_adding_twice_adds_nothing_but_approval(memory: Memory) -> None:
    assert memory.add(UNITS) == 0
    assert memory.add([MemoryUnit("환율이 크게 올랐다.", "The exchange rate rose sharply.", under="abc")]) == 0
    assert memory.exact("환율이 크게 올랐다.")[0].under == "abc"
    assert memory.counts()["translations"] == 4


def test_empty_sides_are_not_kept(memory: Memory) -> None:
    assert memory.add([MemoryUnit(" ", "x"), MemoryUnit("가", " ")]) == 0


def test_language_pairs_do_not_mix(memory: Memory) -> None:
    assert memory.exact("수출이 늘었다.", "ko", "fr") == []
    assert memory.search("특구", "ja", "en") == []


def test_threads_share_a_memory(memory: Memory) -> None:
    def work(number: int) -> None:
        memory.add(MemoryUnit(f"글 {number} 번호 {n}", "text") for n in range(50))
        assert memory.search(f"글 {number} 번호")

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert memory.counts()["translations"] == 204


def test_other_files_are_refused(tmp_path: Path) -> None:
    junk = tmp_path / "junk.db"
    junk.write_bytes(b"no database at all, but long enough" * 100)
    with pytest.raises(DocumentError, match="is no translation memory"):
        Memory(junk)
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE t (x)")
    other.commit()
    with pytest.raises(DocumentError, match="another program"):
        Memory(tmp_path / "other.db")
    with pytest.raises(OutputError):
        Memory(tmp_path / "no" / "such" / "folder.db")
    with pytest.raises(ConfigError, match="memory add"):
        open_memory(tmp_path / "none.db")


@settings(max_examples=200, deadline=None)
@given(st.text("가나다ab ", max_size=12), st.text("가나다ab ", max_size=12))
def test_distance_is_levenshteins(one: str, other: str) -> None:
    rows = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        previous, rows[0] = rows[0], i
        for j, b in enumerate(other, 1):
            previous, rows[j] = rows[j], min(rows[j] + 1, rows[j - 1] + 1, previous + (a != b))
    assert distance(one, other) == rows[-1]


def test_similarity_counts_letters_not_syllables() -> None:
    assert similarity("특구를", "특구를") == 1
    assert similarity("특구를", "특구는") > similarity("특구를", "환율을") > 0
    assert similarity("", "") == 1
    assert len(letters("특구")) == 5
    assert exact_key(" 가\n 나 ") == "가 나"


class CountingEngine(EchoEngine):
    asked = 0

    def translate(self, requests: list[Request], options: DecodingOptions) -> list[list[Hypothesis]]:  # type: ignore[override]
        self.asked += len(requests)
        return super().translate(requests, options)


def test_the_engine_is_asked_once_for_the_same_text_and_options(memory: Memory) -> None:
    engine = CountingEngine()
    cached = cached_engine(engine, memory)
    requests = [Request("가"), Request("나"), Request("가")]
    first = cached.translate(requests, DecodingOptions())
    assert engine.asked == 2
    assert cached_engine(engine, Memory(memory.path)).translate(requests, DecodingOptions(max_batch_tokens=7)) == first
    assert engine.asked == 2
    cached.translate(requests, DecodingOptions(beam_size=1))
    assert engine.asked == 4
    assert memory.clear_cache() == 4
