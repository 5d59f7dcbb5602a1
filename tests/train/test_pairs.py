import gzip

import pytest

from bilingual.errors import DocumentError
from bilingual.train.pairs import Pair, read_corpus

TMX = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header srclang="ko"/><body>
<tu><tuv xml:lang="ko-KR"><seg>문을 <bpt i="1"/>열었다<ept i="1"/>.</seg></tuv>
<tuv xml:lang="en-US"><seg>They opened the door.</seg></tuv></tu>
<tu><tuv xml:lang="ko"><seg>짝이 없다.</seg></tuv></tu>
</body></tmx>"""
PO = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "저장"
msgstr "Save"

#, fuzzy
msgid "열기"
msgstr "Close"

msgid "닫기"
msgstr ""
"""


def test_tsv_is_tidied_and_empty_sides_are_left_out(tmp_path):
    file = tmp_path / "a.tsv"
    file.write_text("문을  열었다.\tThey opened the door.\tgeneral\n\n없음\t\n", encoding="utf-8")
    assert read_corpus(str(file)).pairs == (Pair("문을 열었다.", "They opened the door."),)


def test_weight_follows_a_colon(tmp_path):
    file = tmp_path / "a.tsv"
    file.write_text("문\tdoor\n", encoding="utf-8")
    assert read_corpus(f"{file}:2.5").weight == 2.5
    with pytest.raises(DocumentError, match="above 0"):
        read_corpus(f"{file}:-1")


def test_decomposed_hangul_is_composed(tmp_path):
    file = tmp_path / "a.tsv"
    file.write_text("문\tdoor\n", encoding="utf-8")
    assert read_corpus(str(file)).pairs[0].source == "문"


def test_gzip_tmx_and_po(tmp_path):
    (tmp_path / "a.tsv.gz").write_bytes(gzip.compress("문\tdoor\n".encode()))
    (tmp_path / "a.tmx").write_text(TMX, encoding="utf-8")
    (tmp_path / "a.po").write_text(PO, encoding="utf-8")
    assert read_corpus(str(tmp_path / "a.tsv.gz")).pairs == (Pair("문", "door"),)
    assert read_corpus(str(tmp_path / "a.tmx")).pairs == (Pair("문을 열었다.", "They opened the door."),)
    assert read_corpus(str(tmp_path / "a.po")).pairs == (Pair("저장", "Save"),)


def test_line_files_must_be_parallel(tmp_path):
    ko, en = tmp_path / "a.ko", tmp_path / "a.en"
    ko.write_text("하나\n둘\n", encoding="utf-8")
    en.write_text("one\ntwo\n", encoding="utf-8")
    assert len(read_corpus(f"{ko},{en}:3").pairs) == 2
    en.write_text("one\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"1 lines.*has 2"):
        read_corpus(f"{ko},{en}")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.tsv", "한 칸뿐\n", "one column"),
        ("a.tmx", "<tmx><body>", "not well-formed"),
        ("a.tmx", '<!DOCTYPE a [<!ENTITY b "c">]><tmx/>', "entities"),
        ("a.tsv.gz", "not gzip", "gzip"),
        ("a.docx", "x", "cannot be read"),
    ],
)
def test_bad_files_say_what_is_wrong(tmp_path, name, content, message):
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    with pytest.raises(DocumentError, match=message) as caught:
        read_corpus(str(file))
    assert str(file) in str(caught.value)
