"""The contract that every document format keeps: one test class, once for each format."""

from __future__ import annotations

import importlib.util
import io
import random
import re
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual.engines.echo import EchoEngine
from bilingual.errors import DocumentError
from bilingual.formats.document.base import Document, formats, get
from bilingual.glossary.termbase import Glossary
from bilingual.pipeline import Translator
from bilingual.rules import RuleOptions

_PATH = Path(__file__).parents[3] / "benchmarks" / "documents.py"


def _load_generators() -> Any:
    spec = importlib.util.spec_from_file_location("documents", _PATH)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


DOCUMENTS = _load_generators()
FORMATS = sorted(DOCUMENTS.MAKERS)
NO_RULES = RuleOptions(off=("*",))
MODEST = settings(max_examples=30, deadline=None, derandomize=True)
randoms = st.integers(0, 2**32).map(random.Random)


def changed(document: Document) -> dict[str, str]:
    return {unit.id: "Ω " + unit.text for unit in document.units if unit.translatable}


def squeezed(texts: list[str]) -> list[str]:
    return sorted(re.sub(r"\s", "", text) for text in texts)


def test_every_registered_format_is_under_the_contract() -> None:
    assert formats.names() == FORMATS


@pytest.mark.parametrize("name", FORMATS)
class TestContract:
    @MODEST
    @given(rnd=randoms)
    def test_unfilled_and_identically_filled_documents_keep_every_byte(self, name: str, rnd: random.Random) -> None:
        data = DOCUMENTS.make(name, rnd)
        document = get(name).read(data, "x")
        assert document.fill({}) == data
        assert document.fill({unit.id: unit.text for unit in document.units}) == data

    @MODEST
    @given(rnd=randoms)
    def test_what_is_filled_in_is_read_again(self, name: str, rnd: random.Random) -> None:
        document = get(name).read(DOCUMENTS.make(name, rnd), "x")
        again = get(name).read(document.fill(changed(document)), "x")
        if name in ("po", "xliff"):
            assert not any(unit.translatable for unit in again.units)
            assert [unit.text for unit in again.units] == [unit.text for unit in document.units]
        else:
            assert squeezed([unit.text for unit in again.units]) == squeezed(list(changed(document).values()))

    @MODEST
    @given(rnd=randoms)
    def test_inline_tags_survive_a_target_of_other_words(self, name: str, rnd: random.Random) -> None:
        document = get(name).read(DOCUMENTS.make(name, rnd), "x")
        targets = {u.id: "The quick brown fox, 42 times over." for u in document.units if u.translatable and u.tags}
        filled = document.fill(targets)
        again = get(name).read(filled, "x")
        tags = sorted(tag.raw for unit in document.units if unit.id in targets for tag in unit.tags)
        if name not in ("po", "xliff", "markdown", "html", "docx", "json", "webvtt"):
            assert sorted(tag.raw for unit in again.units for tag in unit.tags) == tags
        if name != "docx":
            assert all(
                tag.encode() in filled or "*" in tag or "\n" in tag for tag in tags if name not in ("json", "po")
            )

    @MODEST
    @given(rnd=randoms)
    def test_units_say_where_and_what_they_are(self, name: str, rnd: random.Random) -> None:
        document = get(name).read(DOCUMENTS.make(name, rnd), "x")
        ids = [unit.id for unit in document.units]
        assert len(ids) == len(set(ids))
        for unit in document.units:
            assert unit.text
            assert unit.text == unit.text.strip()
            assert all(0 <= tag.at <= len(unit.text) for tag in unit.tags)
            assert all(unit.text[p.span.start : p.span.end] == p.text for p in unit.placeholders)

    def test_the_identity_engine_gives_the_file_back(self, name: str) -> None:
        translator = Translator("ko", "en", glossary=Glossary(), engine=EchoEngine(), rules=NO_RULES)
        for seed in range(20):
            data = DOCUMENTS.make(name, random.Random(seed))
            filled, _ = translator.translate_document(get(name).read(data, "x"))
            assert filled == data, seed

    def test_an_unknown_unit_is_refused(self, name: str) -> None:
        document = get(name).read(DOCUMENTS.make(name, random.Random(3)), "x")
        with pytest.raises(DocumentError, match="no unit is called 'nonsense'"):
            document.fill({"nonsense": "x"})

    @pytest.mark.parametrize("data", [b"\x00\x01\x02\x03", b"\xb0\xa1\xb3\xaa\xb4\xd9", b"\xff\xfe\xff"])
    def test_bytes_of_no_text_are_refused_with_the_name_of_the_file(self, name: str, data: bytes) -> None:
        with pytest.raises(DocumentError, match=r"a\.x"):
            get(name).read(data, "a.x")

    def test_an_empty_file_is_given_back_or_refused(self, name: str) -> None:
        if name in ("docx", "xliff"):
            with pytest.raises(DocumentError, match=r"a\.x"):
                get(name).read(b"", "a.x")
        else:
            assert get(name).read(b"", "a.x").fill({}) == b""

    def test_time_grows_with_the_length_of_a_document_and_not_faster(self, name: str) -> None:
        small, large = (repeated(name, count) for count in (150, 1200))
        seconds = []
        for data in (small, large):
            began = time.process_time()
            document = get(name).read(data, "x")
            document.fill(changed(document))
            seconds.append(time.process_time() - began)
        assert seconds[1] < 8 * 4 * max(seconds[0], 0.01)


def repeated(name: str, count: int) -> bytes:
    """A document with so many units."""
    parts = {
        "csv": ("a,b\n", '가,"나"\n', ""),
        "docx": (
            f"<w:document {DOCUMENTS._W}><w:body>",
            "<w:p><w:r><w:t>가 나</w:t></w:r></w:p>",
            "</w:body></w:document>",
        ),
        "html": ("<b>다<br>", "<p>가 <b>나</b><br></p>", "나<br>" * count),
        "json": ("[", '{"title": "가 <b>나</b>"},', "1]"),
        "markdown": ("", "가 **나** [다](라)\n\n", ""),
        "po": ("", 'msgid "가"\nmsgstr ""\n\n', ""),
        "srt": ("", "1\n00:00:01,000 --> 00:00:02,000\n가\n\n", ""),
        "text": ("", "가 나\n", ""),
        "webvtt": ("WEBVTT\n\n", "00:01.000 --> 00:02.000\n가\n\n", ""),
        "xliff": (
            "<xliff><file><body>",
            '<trans-unit id="1"><source>가</source></trans-unit>',
            "</body></file></xliff>",
        ),
    }  # fmt: skip
    head, unit, tail = parts[name]
    text = (head + unit * count + tail).encode()
    if name != "docx":
        return text
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as file:
        file.writestr("word/document.xml", text)
    return package.getvalue()
