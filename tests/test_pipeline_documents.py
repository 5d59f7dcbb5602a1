"""Documents through the pipeline with the engine that ships: tags, memory of what was left out, threads."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from bilingual.formats.article import read_article
from bilingual.formats.document.base import get
from bilingual.glossary.termbase import Glossary
from bilingual.model import Concept, Term
from bilingual.pipeline import Translator

pytestmark = pytest.mark.engine

ZONE = Concept("zone", (Term("규제자유특구", "ko"), Term("regulation-free special zone", "en")))


@pytest.fixture(scope="module")
def translator() -> Translator:
    return Translator("ko", "en", glossary=Glossary((ZONE,)))


def test_a_tag_around_a_term_stands_around_its_translation(translator: Translator) -> None:
    page = "<p>정부는 <b>규제자유특구</b>를 <a href='/x?a=1'>발표했다</a>.</p>"
    filled, done = translator.translate_document(get("html").read(page.encode(), "a.html"))
    text = filled.decode()
    assert "<b>regulation-free special zone" in text
    assert text.count("<a href='/x?a=1'>") == text.count("</a>") == 1
    assert [outcome.form.removesuffix("s") for outcome in done.constraints] == ["regulation-free special zone"]


def test_what_article_mode_left_out_is_in_the_trail(translator: Translator) -> None:
    pasted = "기사 스크랩 / 공유\n환율 상승\n환율이 올랐다.\n환율이 올랐다. 공유\n"
    _, done = translator.translate_document(read_article(pasted.encode(), "a.txt"))
    assert [issue.message for issue in done.extra_issues] == ["left out, page furniture: 기사 스크랩 / 공유"]


def test_threads_share_a_translator(translator: Translator) -> None:
    texts = [f"정부는 {n}일 규제자유특구를 발표했다." for n in range(1, 7)]
    alone = [translator.translate(text).target for text in texts]
    together: dict[int, str] = {}

    def work(number: int) -> None:
        together[number] = translator.translate(texts[number]).target

    threads = [threading.Thread(target=work, args=(n,)) for n in range(len(texts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together[n] for n in range(len(texts))] == alone


def test_every_sample_comes_back_in_its_format(translator: Translator) -> None:
    from bilingual.formats.document.base import format_for

    samples = sorted((Path(__file__).parent / "formats" / "document" / "samples").iterdir())
    documents = [format_for(p).read(p.read_bytes(), p.name) for p in samples if p.name != "news-page.html"]
    for document, (filled, _) in zip(documents, translator.translate_documents(documents), strict=True):
        again = get(document.format).read(filled, document.name)
        if document.format not in ("po", "xliff", "csv", "json"):
            assert sum(unit.translatable for unit in again.units) == sum(unit.translatable for unit in document.units)
