from __future__ import annotations

import stat
from pathlib import Path

import pytest

from bilingual.errors import DocumentError, OutputError
from bilingual.text.files import AtomicFile, decode, read_text, write_atomic

KOREAN = "부산시는 특구를 키운다.\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks_decide(encoding: str) -> None:
    assert decode(KOREAN.encode(encoding)) == KOREAN


def test_cp949_is_offered() -> None:
    with pytest.raises(DocumentError, match="add --encoding cp949"):
        decode(KOREAN.encode("cp949"), "a.txt")
    assert decode(KOREAN.encode("cp949"), "a.txt", "cp949") == KOREAN


def test_bytes_that_are_korean_in_no_encoding() -> None:
    with pytest.raises(DocumentError, match="say its encoding with --encoding"):
        decode(b"caf\xe9\xff\xfe\xfd", "a.txt")


def test_binary_is_refused() -> None:
    with pytest.raises(DocumentError, match="binary"):
        decode(b"\x89PNG\r\n\x00\x00\x00\rIHDR", "a.png")
    with pytest.raises(DocumentError, match="binary"):
        decode(b"abc\x00def", "a.bin")


def test_an_unknown_encoding_is_named() -> None:
    with pytest.raises(DocumentError, match="no encoding is called 'cp9499'"):
        decode(b"x", "a.txt", "cp9499")


@pytest.mark.parametrize(("make", "message"), [("missing", "no such file"), ("folder", "is a folder")])
def test_what_is_not_a_file(tmp_path: Path, make: str, message: str) -> None:
    path = tmp_path / make
    if make == "folder":
        path.mkdir()
    with pytest.raises(DocumentError, match=message):
        read_text(path)


def test_writing_replaces_and_keeps_the_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    path.chmod(0o640)
    write_atomic(path, KOREAN)
    assert path.read_bytes() == KOREAN.encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    write_atomic(tmp_path / "link.txt", "new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


def test_a_failure_leaves_nothing_and_keeps_the_old(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")

    def killed_half_way() -> None:
        with AtomicFile(path) as file:
            file.write(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        killed_half_way()
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("place", ["none/a.txt", "."])
def test_a_place_that_cannot_be_written(tmp_path: Path, place: str) -> None:
    with pytest.raises(OutputError, match=r"cannot be written|is a folder"):
        write_atomic(tmp_path / place, "x")
