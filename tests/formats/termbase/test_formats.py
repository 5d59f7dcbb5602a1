"""What is particular to one glossary format."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bilingual.cli.glossary import app
from bilingual.errors import ConfigError, GlossaryError
from bilingual.formats.termbase import Settings, format_for, formats
from bilingual.glossary.po import read_po
from bilingual.model import Concept, ReviewState, Term, TermStatus, TermType

LANGS = ("ko", "en")


def read(name: str, text: str | bytes, **more: object) -> tuple[Concept, ...]:
    data = text if isinstance(text, bytes) else text.encode()
    return formats.get(name)().read(data, Settings(path="terms.x", **more)).concepts  # type: ignore[arg-type]


def pairs(found: tuple[Concept, ...]) -> list[tuple[str, ...]]:
    return [tuple(t.text for t in c.terms) for c in found]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out(delimiter: str) -> None:
    text = "\n".join(
        delimiter.join(row)
        for row in [("한국어", "영어", "분야"), ("수율", "yield", "chips"), ("원전", "plant", "energy")]
    )
    found = read("csv", text + "\n")
    assert pairs(found) == [("수율", "yield"), ("원전", "plant")]
    assert [c.subject_field for c in found] == ["chips", "energy"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_the_encoding_is_found_out(encoding: str) -> None:
    text = "전력반도체,power semiconductor\n소형모듈원자로,small modular reactor\n"
    assert len(read("csv", text.encode(encoding))) == 2


def test_a_table_without_header_is_source_target_note() -> None:
    (found,) = read("tsv", "수율\tyield\tof a wafer\n")
    assert (pairs((found,)), found.note) == ([("수율", "yield")], "of a wafer")


def test_tabs_need_no_quoting() -> None:
    found = read("tsv", '"수율" 개선\tyield "up"\n원전\tplant\n')
    assert pairs(found) == [('"수율" 개선', 'yield "up"'), ("원전", "plant")]


def test_columns_can_be_named() -> None:
    (found,) = read("tsv", "chips\tyield\t수율\n", columns=("field", "en", "ko"))
    assert (pairs((found,)), found.subject_field) == ([("수율", "yield")], "chips")


def test_unknown_columns_are_told() -> None:
    found = formats.get("csv")().read("ko,en,colour\n수율,yield,red\n원전,plant,\n".encode(), Settings())
    assert [(loss.what, loss.entries) for loss in found.losses] == [("column 'colour'", 1)]


def test_homonyms_get_senses() -> None:
    found = read("csv", "ko,en,field\n경유,diesel,energy\n경유,via,energy\n")
    assert [c.id for c in found] == ["energy/경유", "energy/2/경유"]


@pytest.mark.parametrize(
    ("name", "text", "line", "said"),
    [
        ("csv", "ko,en\n수율,yield\n,plant\n", 3, "no ko term"),
        ("csv", 'ko,en\n수율,"yield\n', 2, "cannot be read as a table"),
        ("csv", "ko,en\n수율,yield,chips\n", 2, "found 3 columns; expected 2"),
        ("csv", "en,field\nyield,chips\n", 1, "no ko column"),
        ("csv", "ko,en,part of speech\n수율,yield,nuon\n", 2, "nuon"),
        ("csv", "수율\n", 1, "one column"),
        ("json", '{"concepts": [\n {]}', 2, "not JSON"),
        ("json", '{"concepts": 3}', None, "list of concepts"),
        ("json", '{"source_lang": "ja", "concepts": []}', None, "'ja'; expected 'ko'"),
        ("json", '[{"terms": [{"text": "수율", "lang": "fr"}]}]', None, "language 'fr'"),
        ("omegat", "# list\n수율\tyield\n원전\n", 3, "expected source, tab, target"),
        ("deepl", "수율\tyield\n원전\t\n", 2, "expected source and target"),
        ("weblate", 'msgid "수율"\nmsgstr "yield"\nfoo\n', 3, "not PO"),
        ("weblate-csv", "a,b\n1,2\n", 1, "expected location, source, target"),
        ("tbx", "<tbx>\n<text>\n</tbx>", 3, "not well-formed"),
        ("tbx", "<html/>", 1, "expected tbx or martif"),
        ("tbx", "<tbx>\n<conceptEntry>\n<langSec><termSec/></langSec></conceptEntry></tbx>", 3, "without xml:lang"),
        (
            "tbx",
            '<tbx>\n<conceptEntry><langSec xml:lang="ko">\n<termSec/></langSec></conceptEntry></tbx>',
            3,
            "without a term",
        ),
        ("tbx", '<!DOCTYPE x [<!ENTITY a "b">]>\n<tbx/>', 1, "declares the entity"),
        ("po", 'msgid "수율"\nmsgstr "yield\n', 2, "double quotes"),
    ],
)
def test_a_malformed_file_is_named_with_its_line(name: str, text: str, line: int | None, said: str) -> None:
    with pytest.raises(GlossaryError, match=said) as caught:
        read(name, text)
    assert caught.value.line == line


TBX2 = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><martifHeader/><text><body>
<termEntry id="t1"><descrip type="subjectField">energy</descrip>
 <langSet xml:lang="en-US"><descripGrp><descrip type="definition">up to 300 MWe</descrip></descripGrp>
  <ntig><termGrp><term>small modular reactor</term><termNote type="partOfSpeech">noun</termNote></termGrp></ntig>
  <tig><term>SMR</term><termNote type="termType">acronym</termNote>
   <termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></tig></langSet>
 <langSet xml:lang="ko"><tig><term>소형<hi>모듈</hi>원자로</term></tig></langSet>
 <langSet xml:lang="de"><tig><term>kleiner Reaktor</term></tig></langSet></termEntry>
</body></text></martif>"""
TBX3_DCT = """<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed:3.0"
 xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"><text><body>
<conceptEntry id="c1"><min:subjectField>energy</min:subjectField>
 <langSec xml:lang="ko"><termSec><term>소형모듈원자로</term></termSec></langSec>
 <langSec xml:lang="en"><descripGrp><basic:definition>up to 300 MWe</basic:definition></descripGrp>
  <termSec><term>small modular reactor</term><min:partOfSpeech>noun</min:partOfSpeech></termSec>
  <termSec><term>SMR</term><basic:termType>acronym</basic:termType>
   <min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus></termSec></langSec></conceptEntry>
</body></text></tbx>"""


@pytest.mark.parametrize("text", [TBX2, TBX3_DCT])
def test_other_kinds_of_tbx_are_read(text: str) -> None:
    (found,) = read("tbx", text)
    assert (found.subject_field, found.definition) == ("energy", "up to 300 MWe")
    assert pairs((found,)) == [("소형모듈원자로", "small modular reactor", "SMR")]
    acronym = found.acronym("en")
    assert acronym is not None
    assert acronym.status is TermStatus.ADMITTED


def test_tbx_tells_of_languages_it_leaves_out() -> None:
    found = formats.get("tbx")().read(TBX2.encode(), Settings())
    assert [(loss.what, loss.entries) for loss in found.losses] == [("language de", 1)]


def test_tbx_output_is_valid() -> None:
    etree = pytest.importorskip("lxml.etree")
    schema = etree.RelaxNG(etree.parse(str(Path(__file__).with_name("tbx_basic.rng"))))
    terms = (
        Term("소형 <모듈> 원자로 & 더", "ko"),
        Term("SMR", "ko", TermStatus.ADMITTED, term_type=TermType.ACRONYM),
        Term("small modular reactor", "en"),
        Term("mini reactor", "en", TermStatus.FORBIDDEN),
        Term("baby reactor", "en", TermStatus.DEPRECATED),
    )
    full = Concept("e/1", terms, "energy", definition="a reactor", note="two\nlines", context="문장.", source="IAEA")
    plain = Concept("수율", (Term("수율", "ko"),))
    document = etree.fromstring(formats.get("tbx")().write([full, plain], Settings()))
    assert schema.validate(document), schema.error_log


def test_weblate_forbidden_strings_become_forbidden_forms() -> None:
    text = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        '#. a chip for high voltage\nmsgctxt "chips"\nmsgid "전력반도체"\nmsgstr "power semiconductor"\n\n'
        '#, forbidden\nmsgctxt "chips"\nmsgid "전력반도체"\nmsgstr "power chip"\n\n'
        '#, read-only\nmsgid "LG"\nmsgstr ""\n'
    )
    found = read("weblate", text)
    assert pairs(found) == [("전력반도체", "power semiconductor", "power chip"), ("LG", "LG")]
    assert found[0].terms[2].status is TermStatus.FORBIDDEN
    assert found[0].definition == "a chip for high voltage"
    assert found[1].do_not_translate


def test_deepl_takes_each_source_once() -> None:
    made = [Concept(f"{e}/경유", (Term("경유", "ko"), Term(e, "en")), e) for e in ("diesel", "via")]
    assert formats.get("deepl")().write(made, Settings()) == "경유\tdiesel\n".encode()


def test_the_ending_says_the_format() -> None:
    assert format_for("a.TBX").name == "tbx"
    assert format_for("a.txt").name == "omegat"
    with pytest.raises(ConfigError, match="--as"):
        format_for("a.doc")


def test_import_and_export_from_the_command_line(tmp_path: Path) -> None:
    table, glossary, again = tmp_path / "a.csv", tmp_path / "a.po", tmp_path / "b.tbx"
    table.write_text("ko,en,colour\n수율,yield,red\n전력반도체,power semiconductor,\n")
    run = CliRunner().invoke
    result = run(app, ["import", str(table), "-o", str(glossary), "--field", "chips", "--proposed"])
    assert result.exit_code == 0
    assert "column 'colour': 1" in result.output
    assert [(c.id, c.review) for c in read_po(glossary).concepts] == [
        ("chips/수율", ReviewState.PROPOSED),
        ("chips/전력반도체", ReviewState.PROPOSED),
    ]
    assert run(app, ["import", str(table), "-o", str(glossary)]).exit_code != 0
    assert run(app, ["export", "-g", str(glossary), "-o", str(again), "--proposed"]).exit_code == 0
    assert len(read("tbx", again.read_bytes())) == 2


def test_import_into_a_glossary_adds_what_is_new(tmp_path: Path) -> None:
    table, glossary = tmp_path / "a.csv", tmp_path / "a.po"
    run = CliRunner().invoke
    run(app, ["new", str(glossary)])
    run(app, ["add", "수율", "yield", "--note", "kept", "-g", str(glossary)])
    table.write_text("ko,en\n수율,output\n원전,nuclear plant\n")
    result = run(app, ["import", str(table), "--into", str(glossary)])
    assert "1 added; 1 had an entry already" in result.output
    assert pairs(read_po(glossary).concepts) == [("수율", "yield"), ("원전", "nuclear plant")]
