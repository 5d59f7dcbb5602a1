"""PO glossaries: what is read, what is refused and what a rewrite leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual.errors import GlossaryError, OutputError
from bilingual.glossary.po import parse_po, read_glossary, read_po
from bilingual.glossary.po_file import new_po, sort_key
from bilingual.model import Concept, PartOfSpeech, ReviewState, Term, TermStatus, TermType

HEADER = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n"X-Source-Language: ko\\n"\n'
REACTOR = """
# Check the capitals in headlines.
#. definition: a reactor of up to 300 MWe
#. cue: 원전
#. en-acronym: SMR
#. en-forbidden: mini nuke
#. ko-variant: 소형모듈원전
#. suffix: 형
#. compounds: no
#: news.txt:3
#, fuzzy, no-wrap
msgctxt "energy/plant"
msgid "소형 "
"모듈 원자로"
msgstr "small modular reactor"
"""
LANGS = ("ko", "en")


def write(folder: Path, text: str, name: str = "energy.po") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def concept(source: str, target: str, field: str = "energy", **more: object) -> Concept:
    terms = (Term(source, "ko"), Term(target, "en"))
    return Concept(id=f"{field}/{source}", terms=terms, subject_field=field, **more)  # type: ignore[arg-type]


def test_every_part_of_an_entry_is_read(tmp_path: Path) -> None:
    (found,) = read_po(write(tmp_path, HEADER + REACTOR)).concepts
    assert found.id == "energy/plant/소형 모듈 원자로"
    assert (found.subject_field, found.sense) == ("energy", "plant")
    assert found.note == "Check the capitals in headlines."
    assert found.cues == ("원전",)
    assert found.review is ReviewState.PROPOSED
    assert found.origin.endswith("energy.po:17")
    preferred = found.preferred("ko")
    assert preferred is not None
    assert (preferred.text, preferred.suffixes, preferred.compounds) == ("소형 모듈 원자로", ("형",), False)
    acronym = found.acronym("en")
    assert acronym is not None
    assert acronym.text == "SMR"
    assert [t.text for t in found.terms_in("en", TermStatus.FORBIDDEN)] == ["mini nuke"]
    assert [t.text for t in found.terms if t.term_type is TermType.VARIANT] == ["소형모듈원전"]


def test_a_missing_translation_of_a_name_kept_as_it_is_is_the_name(tmp_path: Path) -> None:
    text = HEADER + '\n#. do-not-translate: yes\nmsgid "LG"\nmsgstr ""\n'
    (found,) = read_po(write(tmp_path, text)).concepts
    target = found.preferred("en")
    assert target is not None
    assert target.text == "LG"


def test_terms_are_nfc_and_stripped(tmp_path: Path) -> None:
    (found,) = read_po(
        write(tmp_path, HEADER + '\nmsgid " \u1112\u1161\u11ab\u1100\u1173\u11af "\nmsgstr "Hangul "\n')
    ).concepts
    assert [t.text for t in found.terms] == ["한글", "Hangul"]


@pytest.mark.parametrize(
    ("entry", "line", "said"),
    [
        ('msgid "수율"\nmsgstr "yield', 7, "double quotes"),
        ('msgid "수율"\nmsgstr "a "yield""', 7, "double quotes"),
        ('msgid "수율"', 6, "without msgstr"),
        ('msgid "수율"\nmsgid_plural "수율들"\nmsgstr[0] "yield"', 7, "plural"),
        ('msgid "수율"\nyield', 7, "expected msgctxt, msgid"),
        ('msgstr "yield"\nmsgid "수율"', 6, "out of place"),
        ('#. pos: nuon\nmsgid "수율"\nmsgstr "yield"', 6, "nuon"),
        ('# a\n#. cue: 공정\n#. en-acronim: Y\nmsgid "수율"\nmsgstr "yield"', 8, "unknown key 'en-acronim'"),
        ('#. compounds: maybe\nmsgid "수율"\nmsgstr "yield"', 6, "yes or no"),
        ('#. definition:\nmsgid "수율"\nmsgstr "yield"', 6, "no value"),
        ('msgctxt "a"\nmsgid " "\nmsgstr "yield"', 7, "empty msgid"),
        ('msgid "수\u2028율"\nmsgstr "yield"', 6, "control character"),
    ],
)
def test_a_broken_entry_is_named_with_its_line(tmp_path: Path, entry: str, line: int, said: str) -> None:
    path = write(tmp_path, HEADER + "\n" + entry + "\n")
    with pytest.raises(GlossaryError, match=said) as caught:
        read_po(path)
    assert caught.value.line == line
    assert caught.value.path == path


def test_faults_can_be_collected_and_the_good_entries_kept(tmp_path: Path) -> None:
    bad = '\n#. pos: nuon\nmsgid "수율"\nmsgstr "yield"\n'
    faults: list[GlossaryError] = []
    file = read_po(write(tmp_path, HEADER + bad + REACTOR), faults=faults)
    assert [f.line for f in faults] == [6]
    assert len(file.concepts) == 1
    assert file.render() == HEADER + bad + REACTOR


def test_a_glossary_for_another_pair_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, HEADER.replace("Language: en", "Language: fr") + REACTOR)
    with pytest.raises(GlossaryError, match="expected en"):
        read_glossary([path])


def test_a_cp949_file_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "old.po"
    path.write_bytes((HEADER + '\nmsgid "소형 모듈 원자로"\nmsgstr "small modular reactor"\n').encode("cp949"))
    with pytest.raises(GlossaryError, match="cp949"):
        read_glossary([path])
    assert len(read_po(path, encoding="cp949").concepts) == 1


def test_what_is_missing_or_not_po_is_said(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError, match="no such file"):
        read_glossary([tmp_path / "none.po"])
    with pytest.raises(GlossaryError, match=r"no \.po file"):
        read_glossary([tmp_path])
    with pytest.raises(GlossaryError, match="glossary import"):
        read_glossary([write(tmp_path, "a,b\n", "terms.csv")])


def test_two_preferred_terms_for_one_sense_contradict(tmp_path: Path) -> None:
    entry = '\nmsgctxt "energy"\nmsgid "수율"\nmsgstr "{}"\n'
    write(tmp_path, HEADER + entry.format("yield"), "a.po")
    second = write(tmp_path, HEADER + entry.format("output"), "b.po")
    with pytest.raises(GlossaryError, match=r"'output' here and 'yield' in .*a\.po:7") as caught:
        read_glossary([tmp_path])
    assert str(caught.value).startswith(f"{second}:7: entry '수율'")


def test_homonyms_with_a_field_or_sense_of_their_own_do_not_contradict(tmp_path: Path) -> None:
    entry = '\nmsgctxt "{}"\nmsgid "특수"\nmsgstr "{}"\n'
    text = HEADER + entry.format("economy/boom", "special demand") + entry.format("economy/kind", "special")
    assert len(read_glossary([write(tmp_path, text)])) == 2


def test_proposed_and_untranslated_entries_are_left_out_unless_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path, HEADER + REACTOR + '\nmsgid "수율"\nmsgstr ""\n')
    assert len(read_glossary([path])) == 0
    assert len(read_glossary([path], include_proposed=True)) == 1


def test_an_edit_leaves_every_other_byte(tmp_path: Path) -> None:
    odd = (
        '#. cue:   공정  \nmsgid   "수율"\nmsgstr "yi" \n"eld"\n\n\n\n#~ msgid "old"\n#~ msgstr "older"\n\n# the end\n'
    )
    file = read_po(write(tmp_path, HEADER + REACTOR + "\n" + odd))
    file.put(concept("원전", "nuclear plant"))
    file.save()
    after = Path(file.path).read_text()
    assert HEADER + REACTOR in after
    assert all(part in after for part in odd.split("#~ msgid"))
    assert '\nmsgctxt "energy"\nmsgid "원전"\nmsgstr "nuclear plant"\n' in after
    assert [c.terms[0].text for c in read_po(file.path).concepts] == ["소형 모듈 원자로", "수율", "원전"]


def test_an_edited_entry_keeps_its_references_and_flags(tmp_path: Path) -> None:
    file = read_po(write(tmp_path, HEADER + REACTOR))
    (old,) = file.concepts
    file.put(Concept(**{f: getattr(old, f) for f in old.__slots__} | {"review": ReviewState.APPROVED}))
    assert "#: news.txt:3\n#, no-wrap\n" in file.render()
    assert "# Check the capitals in headlines.\n" in file.render()


def test_line_ends_stay_crlf(tmp_path: Path) -> None:
    text = (HEADER + REACTOR).replace("\n", "\r\n")
    file = read_po(write(tmp_path, text))
    file.put(concept("수율", "yield"))
    assert file.render().startswith(text)
    assert file.render().count("\n") == file.render().count("\r\n")


def test_removing_what_was_added_gives_the_file_back(tmp_path: Path) -> None:
    file = read_po(write(tmp_path, HEADER + REACTOR))
    for source in ("가스", "수율"):
        file.put(concept(source, "x"))
    for source in ("수율", "가스"):
        file.remove(f"energy/{source}")
    assert file.render() == HEADER + REACTOR


def test_a_file_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    file = read_po(write(tmp_path, HEADER + REACTOR))
    file.put(concept("수율", "yield"))
    write(tmp_path, HEADER)
    with pytest.raises(OutputError, match="meanwhile"):
        file.save()
    assert Path(file.path).read_text() == HEADER


def test_sorting_is_by_term_then_context(tmp_path: Path) -> None:
    file = new_po(tmp_path / "new.po")
    for source, field in (("하", "b"), ("가", "z"), ("가", "a")):
        file.put(concept(source, "x", field))
    assert [sort_key(c) for c in file.concepts] == [("가", "a"), ("가", "z"), ("하", "b")]
    assert file.is_sorted


words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=8)
kinds = st.sampled_from([TermType.VARIANT, TermType.ACRONYM, TermType.FULL_FORM])


@st.composite
def concepts(draw: st.DrawFn) -> Concept:
    source, target = draw(words), draw(words)
    part = draw(st.sampled_from(PartOfSpeech))
    exact = draw(st.booleans())
    terms = [Term(source, "ko", part_of_speech=part, case_sensitive=exact, compounds=draw(st.booleans()))]
    for text in draw(st.lists(words, max_size=2)):
        terms.append(Term(text, "ko", TermStatus.ADMITTED, part, draw(kinds), exact, (), terms[0].compounds))
    terms.append(Term(target, "en", part_of_speech=part, case_sensitive=exact))
    status = draw(st.sampled_from(list(TermStatus)[2:]))
    terms += [Term(text, "en", status, part, case_sensitive=exact) for text in draw(st.lists(words, max_size=2))]
    return Concept(
        id="made-up",
        terms=tuple(terms),
        subject_field=draw(words).replace("/", "-"),
        definition=draw(words),
        note=draw(words),
        cues=tuple(draw(st.lists(words, max_size=2))),
        review=draw(st.sampled_from(ReviewState)),
    )


@settings(max_examples=60, deadline=None)
@given(concepts())
def test_what_is_written_is_read_back(made: Concept) -> None:
    file = new_po("x.po")
    file.put(made)
    (back,) = parse_po(file.render(), "x.po", LANGS).concepts
    names = [n for n in made.__slots__ if n not in {"origin", "terms"}]
    from unicodedata import normalize

    def nfc(value: object) -> object:
        return normalize("NFC", value) if type(value) is str else value

    assert [nfc(getattr(back, n)) for n in names if n != "cues"] == [
        nfc(getattr(made, n)) for n in names if n != "cues"
    ]
    assert [(t.status, t.term_type, normalize("NFC", t.text)) for t in back.terms] == [
        (t.status, t.term_type, normalize("NFC", t.text)) for t in made.terms
    ]
