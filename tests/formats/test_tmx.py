from __future__ import annotations

import io
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual.errors import DocumentError
from bilingual.formats.tmx import Pair, read_tmx, write_tmx
from bilingual.text.normalisation import nfc

FILE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="ko-KR"/><body>
<tu><note>메모</note>
<tuv xml:lang="KO-kr"><seg>부산 <bpt i="1">&lt;b&gt;</bpt>특구<ept i="1">&lt;/b&gt;</ept> &amp; <hi>울산</hi></seg>
</tuv>
<tuv xml:lang="en"><seg>Busan special zone &amp; Ulsan</seg></tuv><tuv xml:lang="fr"><seg>Busan</seg></tuv></tu>
<tu><tuv lang="ko"><seg>하나</seg></tuv></tu>
<tu><tuv lang="ko"><seg>둘</seg></tuv><tuv lang="en_US"><seg>two</seg></tuv></tu>
</body></tmx>
"""


def test_units_with_both_languages_are_read_without_codes(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(FILE, encoding="utf-8")
    assert list(read_tmx(path)) == [Pair("부산 특구 & 울산", "Busan special zone & Ulsan", "메모"), Pair("둘", "two")]
    assert list(read_tmx(path, "ko", "fr")) == [Pair("부산 특구 & 울산", "Busan", "메모")]


def test_utf16_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_bytes(FILE.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16"))
    assert len(list(read_tmx(path))) == 2


@pytest.mark.parametrize(
    ("text", "said"), [("<html/>", "expected <tmx>"), ("<tmx><body>", "not well-formed"), ("", "not well-formed")]
)
def test_other_files_are_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(text)
    with pytest.raises(DocumentError, match=said):
        list(read_tmx(path))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"none\.tmx: cannot be read"):
        list(read_tmx(tmp_path / "none.tmx"))


visible = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).map(lambda s: nfc(s.strip())).filter(bool)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(visible, visible, st.just("") | visible), max_size=5))
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
) -> None:
    pairs = [Pair(*row) for row in rows]
    stream = io.BytesIO()
    assert write_tmx(stream, pairs) == len(pairs)
    path = tmp_path_factory.mktemp("tmx") / "a.tmx"
    path.write_bytes(stream.getvalue())
    expected = [Pair(*(t.translate({0xFFFE: None, 0xFFFF: None}).strip() for t in pair)) for pair in pairs]
    assert list(read_tmx(path)) == [pair for pair in expected if pair.source and pair.target]


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "big.tmx"
    with path.open("wb") as stream:
        write_tmx(stream, (Pair(f"문장 {n} " * 20, "sentence " * 20) for n in range(20_000)))
    tracemalloc.start()
    assert sum(1 for _ in read_tmx(path)) == 20_000
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()
