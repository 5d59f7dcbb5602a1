"""What each format does beyond the contract: where its text is, and how a target is written there."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from bilingual.errors import ConfigError, DocumentError
from bilingual.formats.document.base import Document, format_for, get

SAMPLES = sorted((Path(__file__).parent / "samples").iterdir())


def read(name: str, text: str, **options: object) -> Document:
    return get(name, **options).read(text.encode(), f"a.{name}")


def filled(name: str, text: str, target: str = "X", **options: object) -> str:
    document = read(name, text, **options)
    return document.fill({u.id: target for u in document.units if u.translatable}).decode()


def texts(name: str, text: str, **options: object) -> list[str]:
    return [unit.text for unit in read(name, text, **options).units]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_samples_are_given_back_byte_for_byte(path: Path) -> None:
    data = path.read_bytes()
    document = format_for(path).read(data, path.name)
    assert document.units
    assert document.fill({}) == data
    assert document.fill({unit.id: unit.text for unit in document.units}) == data


class TestText:
    def test_line_ends_blank_lines_and_indentation_stay(self) -> None:
        assert filled("text", "\ufeff제목\r\n\r\n  본문이다.\r\n\t끝이다.") == "\ufeffX\r\n\r\n  X\r\n\tX"

    def test_roles_follow_the_form_of_the_lines(self) -> None:
        lines = "부산시 특구 지정\n부품 기업도 입주\n▲ 단지 전경.\n본문이다.\n기후금융도 지원\n- 첫째 항목\n끝이다."
        roles = [unit.role for unit in read("text", lines).units]
        assert roles == ["headline", "subhead", "caption", "body", "subhead", "item", "body"]

    def test_a_list_of_phrases_has_no_headline(self) -> None:
        assert [unit.role for unit in read("text", "하나\n둘\n셋").units] == ["body"] * 3

    def test_a_character_that_the_encoding_lacks_becomes_its_nearest(self) -> None:
        document = get("text").read("가나다".encode("cp949"), "a.txt", "cp949")
        assert document.fill({"l1": "A — café"}) == b"A - cafe"
        with pytest.raises(DocumentError, match="cp949 has no character '\U0001f600'"):
            document.fill({"l1": "\U0001f600"})


class TestHtml:
    def test_blocks_are_units_and_scripts_are_none(self) -> None:
        page = "<style>가</style><h1>제목</h1><p>하나<p>둘<ul><li>셋<li>넷</ul><script>'다섯'</script><pre>여섯</pre>"
        assert texts("html", page) == ["제목", "하나", "둘", "셋", "넷"]

    def test_inline_markup_is_carried_and_outer_tags_stay_outside(self) -> None:
        [unit] = read("html", "<p><b> 부산은 <i>특구</i>다. </b></p>").units
        assert unit.text == "부산은 특구다."
        assert [(tag.at, tag.raw) for tag in unit.tags] == [(4, "<i>"), (6, "</i>")]

    def test_entities_are_read_and_needed_ones_written(self) -> None:
        assert texts("html", "<p>&lt;가&gt; &amp; &#45208;</p>") == ["<가> & 나"]
        assert filled("html", "<p>가&nbsp;</p>", "a < b & c") == "<p>a &lt; b &amp; c&nbsp;</p>"

    def test_what_must_not_be_translated_is_left_alone(self) -> None:
        page = '<p translate="no">가</p><div class="x notranslate"><p>나</p></div><p>다 <code>라</code></p>'
        [unit] = read("html", page).units
        assert unit.text == "다 라"
        assert [p.text for p in unit.placeholders] == ["라"]

    def test_attributes_that_people_read_are_units_even_inside_a_paragraph(self) -> None:
        page = (
            '<p>앞 <img src=a.png alt=사진> 뒤 <a href="가" title="안내">글</a></p><input type=submit value="보내기">'
        )
        assert texts("html", page) == ["앞 뒤 글", "사진", "안내", "보내기"]
        expected = '<img src=a.png alt="X">'
        assert expected in filled("html", page)
        assert len(read("html", page, attributes=False).units) == 1

    def test_note_marks_are_points_and_no_text(self) -> None:
        page = '<p>논의했다.<sup>1)</sup> 끝났다<a href="#n">[2]</a>. <a href="/2025">2025</a>년 10<sup>2</sup></p>'
        [unit] = read("html", page).units
        assert unit.text == "논의했다. 끝났다. 2025년 10"
        assert "It ended.<sup>1)</sup>" in filled("html", "<p>끝났다.<sup>1)</sup></p>", "It ended.")

    def test_line_breaks_end_a_unit(self) -> None:
        assert texts("html", "<div>하나<br><br>둘<br/>셋</div>") == ["하나", "둘", "셋"]

    def test_the_declared_encoding_is_used_and_missing_characters_become_references(self) -> None:
        data = '<meta charset="euc-kr"><p>똠방각하</p>'.encode("cp949")
        document = get("html").read(data, "a.html")
        assert document.units[0].text == "똠방각하"
        assert document.fill({"p1": "café"}) == b'<meta charset="euc-kr"><p>caf&#233;</p>'

    def test_a_page_that_declares_another_encoding_than_it_has_is_read_as_utf8(self) -> None:
        assert texts("html", '<meta charset="euc-kr"><p>똠방각하 한글</p>') == ["똠방각하 한글"]

    @pytest.mark.parametrize(
        "page", ["<p>가 < 나</p>", "<p>가 <b>나</p><p>다</b></p>", "<p", "<!-- 가", "<a b='", "<script>가"]
    )
    def test_broken_markup_is_never_refused(self, page: str) -> None:
        assert read("html", page).fill({}) == page.encode()


class TestMarkdown:
    def test_targets_are_escaped_only_where_they_would_be_markup(self) -> None:
        assert filled("markdown", "가나다", "2 * 3, a_b and [x]") == "2 * 3, a_b and [x]"
        assert filled("markdown", "가나다", "*x* and `y`") == "\\*x\\* and \\`y\\`"
        assert filled("markdown", "가나다", "1. x") == "1\\. x"
        assert filled("markdown", "| 가 |\n|---|\n| 나 |", "a | b") == "| a \\| b |\n|---|\n| a \\| b |"

    def test_code_links_images_and_front_matter_stay(self) -> None:
        source = "---\ntitle: 가\n---\n[가](http://x '나') ![다](y.png) `라` <http://z>\n\n```\n마\n```\n"
        assert texts("markdown", source) == ["가 다 라"]
        kept = filled("markdown", source, "one two 라")
        assert all(part in kept for part in ("title: 가", "](http://x '나')", "](y.png)", "`라`", "<http://z>", "마"))

    def test_emphasis_that_marks_cannot_express_becomes_html(self) -> None:
        document = read("markdown", "그는 **“특구”** 라고 말했다")
        assert document.fill({"p1": "x“특구”y"}) == "x<strong>“특구”</strong>y".encode()

    def test_wrapped_lines_are_one_unit(self) -> None:
        assert texts("markdown", "> 첫 줄\n> 둘째 줄") == ["첫 줄 둘째 줄"]


class TestPo:
    HEAD = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n != 1;\\n"\n\n'

    def test_empty_ones_are_filled_and_flagged_and_a_humans_are_not_touched(self) -> None:
        source = self.HEAD + '#: a.c:1\n#, c-format\nmsgid "가 %d"\nmsgstr ""\n\nmsgid "나"\nmsgstr "Na"\n'
        expected = self.HEAD + '#: a.c:1\n#, fuzzy, c-format\nmsgid "가 %d"\nmsgstr "X"\n\nmsgid "나"\nmsgstr "Na"\n'
        assert filled("po", source) == expected

    def test_fuzzy_ones_are_filled_on_request(self) -> None:
        source = self.HEAD + '#, fuzzy\n#| msgid "구"\nmsgid "가"\nmsgstr "Old"\n'
        assert filled("po", source) == source
        assert filled("po", source, fuzzy=True) == source.replace("Old", "X")

    def test_plural_forms_are_filled(self) -> None:
        document = read("po", self.HEAD + 'msgid "파일"\nmsgid_plural "파일들"\nmsgstr[0] ""\nmsgstr[1] ""\n')
        text = document.fill({"m2": "file", "m2.plural": "files"}).decode()
        assert text.endswith('#, fuzzy\nmsgid "파일"\nmsgid_plural "파일들"\nmsgstr[0] "file"\nmsgstr[1] "files"\n')

    def test_polib_reads_what_was_filled(self, tmp_path: Path) -> None:
        import polib

        source = self.HEAD + 'msgctxt "맥"\nmsgid ""\n"한 \\"줄\\"\\n"\n"두 줄\\n"\nmsgstr ""\n'
        path = tmp_path / "a.po"
        path.write_text(filled("po", source, 'say "x" \\ y'))
        [entry] = polib.pofile(str(path))
        assert entry.msgstr == 'say "x" \\ y\nsay "x" \\ y\n'
        assert entry.flags == ["fuzzy"]

    def test_a_broken_line_is_named(self) -> None:
        with pytest.raises(DocumentError, match=r"a\.po:2: found 'msgstr oops'"):
            read("po", 'msgid "가"\nmsgstr oops\n')


class TestXliff:
    def test_finished_segments_are_not_touched_and_states_are_set(self) -> None:
        sample = next(p for p in SAMPLES if p.name == "strings-12.xlf").read_text("utf-8")
        text = filled("xliff", sample)
        assert '<target state="translated">Save</target>' in text
        assert '<target state="needs-review-translation">X</target>' in text
        assert "<source>그대로</source></trans-unit>" in text

    def test_inline_codes_come_back_each_once(self) -> None:
        sample = next(p for p in SAMPLES if p.name == "strings-12.xlf").read_text("utf-8")
        target = filled("xliff", sample, "Busan was named a zone.").split("<target", 1)[1].split("</target>")[0]
        assert all(
            target.count(code) == 1
            for code in ('<g id="1">', "</g>", '<bpt id="2">', '<ept id="2">', "<x id", "<ph id")
        )

    @pytest.mark.parametrize(
        ("text", "said"),
        [("<xliff><file></xliff>", "not well-formed"), ("<html/>", "expected <xliff>"), ("plain", "not well-formed")],
    )
    def test_other_files_are_refused(self, text: str, said: str) -> None:
        with pytest.raises(DocumentError, match=said):
            read("xliff", text)

    def test_entity_bombs_are_refused(self) -> None:
        with pytest.raises(DocumentError, match="defines an XML entity"):
            read("xliff", '<!DOCTYPE x [<!ENTITY a "b">]><xliff>&a;</xliff>')


class TestDocx:
    @staticmethod
    def sample() -> bytes:
        return next(p for p in SAMPLES if p.suffix == ".docx").read_bytes()

    def test_headings_cells_and_headers_are_units(self) -> None:
        units = get("docx").read(self.sample(), "a.docx").units
        assert [(u.text, u.role) for u in units[:2]] == [
            ("부산시, 전력반도체 특구", "headline"),
            ("기후금융도 지원", "headline"),
        ]
        assert {u.text for u in units} >= {"첫째 항목", "칸 하나", "칸 둘", "머리글"}

    def test_runs_and_styles_are_kept(self) -> None:
        import docx

        document = get("docx").read(self.sample(), "a.docx")
        unit = next(u for u in document.units if "밝혔다" in u.text)
        target = "Busan said on 18일 that it was named a 전력반도체 zone. Line break tab"
        written = docx.Document(io.BytesIO(document.fill({unit.id: target})))
        runs = {run.text.strip(): (run.bold, run.italic) for run in written.paragraphs[2].runs}
        assert runs["전력반도체"] == (True, None)
        assert runs["18일"] == (None, True)
        assert written.paragraphs[3].style.name == "List Bullet"

    def test_other_parts_keep_their_bytes(self) -> None:
        document = get("docx").read(self.sample(), "a.docx")
        before = zipfile.ZipFile(io.BytesIO(self.sample()))
        after = zipfile.ZipFile(io.BytesIO(document.fill({document.units[0].id: "X"})))
        assert before.namelist() == after.namelist()
        assert [n for n in before.namelist() if before.read(n) != after.read(n)] == ["word/document.xml"]

    @pytest.mark.parametrize(
        ("data", "said"),
        [(b"PK\x03\x04 torn", "no DOCX package"), (b"\xd0\xcf\x11\xe0 old", "old .doc"), (b"text", "no DOCX")],
    )
    def test_other_files_are_refused(self, data: bytes, said: str) -> None:
        with pytest.raises(DocumentError, match=said):
            get("docx").read(data, "a.docx")


class TestSubtitles:
    def test_turns_are_units_and_long_targets_are_wrapped(self) -> None:
        source = "1\n00:00:01,000 --> 00:00:02,000\n- 누구세요?\n- 접니다.\n\n2\n00:00:03,000 --> 00:00:04,000\n긴 말\n"
        assert texts("srt", source) == ["누구세요?", "접니다.", "긴 말"]
        target = "This is a sentence that is rather long for one line of a subtitle."
        lines = filled("srt", source, target).splitlines()[-2:]
        assert all(len(line) <= 42 for line in lines)
        assert " ".join(lines) == target

    def test_notes_styles_and_voices_stay(self) -> None:
        source = "WEBVTT\n\nNOTE 말\n\nSTYLE\n::cue {}\n\n00:01.000 --> 00:02.000 line:0\n<v 기자>가 &amp; 나</v>\n"
        assert filled("webvtt", source, "a < b") == source.replace("가 &amp; 나", "a &lt; b")

    def test_files_of_another_kind_are_refused(self) -> None:
        with pytest.raises(DocumentError, match="WEBVTT"):
            read("webvtt", "1\n00:00:01,000 --> 00:00:02,000\n가\n")
        with pytest.raises(DocumentError, match="no time line"):
            read("srt", "그냥 글이다.\n")


class TestJson:
    def test_paths_choose_the_fields(self) -> None:
        source = '{"title": "가", "id": "나", "items": [{"body": "다"}, {"body": "라"}]}'
        assert texts("json", source, fields=("title", "items.*.body")) == ["가", "다", "라"]

    def test_without_paths_keys_urls_and_codes_stay(self) -> None:
        source = '{"이름": "가", "code": "KR-1", "url": "https://x.example/가", "n": 1.50, "t": "two words"}'
        assert filled("json", source) == source.replace('"가",', '"X",').replace("two words", "X")

    def test_markup_in_a_string_is_read_as_markup(self) -> None:
        document = read("json", json.dumps({"body": "<p>가 <b>나</b></p><p>다</p>"}))
        assert [unit.id for unit in document.units] == ["body/p1", "body/p2"]
        assert (
            json.loads(document.fill({"body/p2": 'say "x" & y'}))["body"] == '<p>가 <b>나</b></p><p>say "x" &amp; y</p>'
        )

    def test_escapes_follow_the_file(self) -> None:
        assert filled("json", '{"a": "\\uac00"}', "é") == '{"a": "\\u00e9"}'
        assert filled("json", '{"a": "가"}', "é\n") == '{"a": "é\\n"}'

    @pytest.mark.parametrize(("text", "line"), [('{"a": }', 1), ('{"a": 1}\n{"b"}', 2), ("가", 1)])
    def test_the_line_of_an_error_is_told(self, text: str, line: int) -> None:
        with pytest.raises(DocumentError, match=rf"a\.json:{line}: is not JSON"):
            read("json", text)


class TestCsv:
    def test_columns_are_chosen_by_name_or_number(self) -> None:
        source = "id,제목,본문\n1,가,나\n"
        assert texts("csv", source, fields=("제목",)) == ["가"]
        assert texts("csv", source, fields=("3",)) == ["나"]
        assert texts("csv", source, header=False) == ["제목", "본문", "가", "나"]
        with pytest.raises(ConfigError, match="no column '없음'; its columns: id, 제목, 본문"):
            read("csv", source, fields=("없음",))

    def test_cells_are_quoted_where_they_must_be(self) -> None:
        assert filled("csv", "a\n가\n", 'x, "y"') == 'a\n"x, ""y"""\n'
        assert filled("csv", "a;b\r\n가;나\r\n", "x, y") == "a;b\r\nx, y;x, y\r\n"

    def test_an_open_quote_is_told(self) -> None:
        with pytest.raises(DocumentError, match=r"a\.csv:2: a quoted cell"):
            read("csv", 'a\n"가\n')


def test_formats_are_found_by_suffix() -> None:
    assert {format_for(p).name for p in ("a.HTML", "b.htm")} == {"html"}
    assert format_for("-").name == "text"
    assert format_for("README").name == "text"
    with pytest.raises(DocumentError, match=r"no format reads \.pdf files"):
        format_for("a.pdf")
    with pytest.raises(ConfigError, match="has no option 'colour'"):
        get("json", colour="red")
