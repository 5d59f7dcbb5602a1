"""What every glossary format must do; a new one is tested by being registered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bilingual.errors import BilingualError, DocumentError, GlossaryError
from bilingual.formats.termbase import Settings, TermbaseFormat, formats, losses
from bilingual.glossary.entry import default_id
from bilingual.model import Concept, PartOfSpeech, ReviewState, Term, TermStatus, TermType

NAMES = formats.names()
LANGS = ("ko", "en")
words = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z", "M", "S"), max_codepoint=0xFFFF), min_size=1, max_size=8
)
phrases = st.lists(words, min_size=1, max_size=3).map(" ".join)
KINDS = (
    (TermStatus.ADMITTED, TermType.FULL_FORM),
    (TermStatus.ADMITTED, TermType.VARIANT),
    (TermStatus.ADMITTED, TermType.ACRONYM),
    (TermStatus.DEPRECATED, TermType.FULL_FORM),
    (TermStatus.FORBIDDEN, TermType.FULL_FORM),
)


def make(name: str) -> TermbaseFormat:
    return formats.get(name)()


@st.composite
def concepts(draw: st.DrawFn, number: int) -> Concept:
    from unicodedata import normalize

    def text() -> str:
        return normalize("NFC", draw(phrases))

    part, exact = draw(st.sampled_from(PartOfSpeech)), draw(st.booleans())
    grammar = {"part_of_speech": part, "case_sensitive": exact}
    korean = grammar | {"suffixes": tuple(draw(st.lists(st.sampled_from("화적형"), max_size=2, unique=True)))}
    korean["compounds"] = draw(st.booleans())
    source, target = f"{text()}{number}", text()
    terms = [Term(source, "ko", **korean)]  # type: ignore[arg-type]
    terms += [_further(t, "ko", draw(st.sampled_from(KINDS)), korean) for t in _different(draw, source)]
    terms.append(Term(target, "en", **grammar))  # type: ignore[arg-type]
    terms += [_further(t, "en", draw(st.sampled_from(KINDS)), grammar) for t in _different(draw, target)]
    field = draw(st.sampled_from(["energy", "local government"]))
    order = {kind: i for i, kind in enumerate(KINDS)}
    terms.sort(key=lambda t: (t.lang != "ko", order.get((t.status, t.term_type), -1)))
    return Concept(
        id=default_id(field, "", source),
        terms=tuple(terms),
        subject_field=field,
        definition=text(),
        note=draw(st.sampled_from(["", "one line", "two\nlines"])),
        context=draw(st.sampled_from(["", text()])),
        cues=tuple(draw(st.lists(words, max_size=2))),
        review=draw(st.sampled_from(ReviewState)),
    )


def _different(draw: st.DrawFn, other: str) -> list[str]:
    found = draw(st.lists(words.map(lambda w: "x" + w), max_size=3, unique=True))
    return [f for f in found if f != other]


def _further(text: str, lang: str, kind: tuple[TermStatus, TermType], grammar: dict[str, object]) -> Term:
    from unicodedata import normalize

    return Term(normalize("NFC", text), lang, status=kind[0], term_type=kind[1], **grammar)  # type: ignore[arg-type]


def comparable(found: tuple[Concept, ...]) -> list[tuple[object, ...]]:
    from unicodedata import normalize

    rows = []
    for c in found:
        bare = replace(c, origin="", cues=tuple(normalize("NFC", cue) for cue in c.cues))
        rows.append(tuple(getattr(bare, n) for n in bare.__slots__))
    return sorted(rows, key=repr)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_what_is_kept_comes_back(name: str, data: st.DataObject) -> None:
    made = tuple(data.draw(concepts(i)) for i in range(data.draw(st.integers(1, 3))))
    kind = make(name)
    assume(not kind.left_out(made, LANGS))
    back = kind.read(kind.write(made, Settings()), Settings())
    assert comparable(back.concepts) == comparable(tuple(kind.kept(c, LANGS) for c in made))
    assert back.losses == ()


@pytest.mark.parametrize("name", NAMES)
def test_what_is_lost_is_told(name: str) -> None:
    terms = (
        Term("전력반도체", "ko", compounds=False),
        Term("파워 반도체", "ko", TermStatus.ADMITTED, term_type=TermType.VARIANT, compounds=False),
        Term("power semiconductor", "en"),
        Term("power chip", "en", TermStatus.FORBIDDEN),
    )
    concept = Concept("chips/전력반도체", terms, "chips", cues=("전기차",), definition="a chip")
    kind = make(name)
    told = {loss.what for loss in losses([concept], kind, LANGS)}
    (back,) = kind.read(kind.write([concept], Settings()), Settings()).concepts
    assert ("source variant" in told) is (len(back.terms_in("ko")) == 1)
    assert ("target forbidden" in told) is (len(back.terms_in("en")) == 1)
    assert ("cues" in told) is (back.cues == ())
    assert ("field" in told) is (back.subject_field == "")
    assert ("definition" in told) is (back.definition == "")


@pytest.mark.parametrize("name", NAMES)
def test_korean_and_awkward_punctuation_survive(name: str) -> None:
    pairs = [
        ("탄소국경조정(CBAM)제도", 'the "carbon, border; levy" | CBAM'),
        ("가<나>&다", "a < b & c"),
        ("=합계", "=SUM(A1)"),
    ]
    made = [Concept(k, (Term(k, "ko"), Term(e, "en"))) for k, e in pairs]
    kind = make(name)
    back = kind.read(kind.write(made, Settings()), Settings()).concepts
    assert {tuple(t.text for t in c.terms) for c in back} == set(pairs)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\x00\x00", b"\x00" * 40, b"\xff\xfe\x00", b"<tbx><text>", b'{"a": ']
)
def test_rubbish_is_refused_in_one_line(name: str, data: bytes) -> None:
    said = "terms.x: nothing was found"
    try:
        assert not make(name).read(data, Settings(path="terms.x")).concepts, "rubbish was read as terms"
    except (GlossaryError, DocumentError) as error:
        said = str(error)
    assert said.startswith("terms.x")
    assert "\n" not in said


@pytest.mark.parametrize("name", NAMES)
def test_a_large_glossary_is_read_and_written(name: str) -> None:
    made = [Concept(f"f/용어{i}", (Term(f"용어{i}", "ko"), Term(f"term {i}", "en")), "f") for i in range(3000)]
    kind = make(name)
    assert len(kind.read(kind.write(made, Settings()), Settings()).concepts) == 3000


@pytest.mark.parametrize("name", [n for n in NAMES if n not in {"xlsx"}])
def test_a_byte_order_mark_is_no_part_of_a_term(name: str) -> None:
    kind = make(name)
    data = kind.write([Concept("가", (Term("가", "ko"), Term("a", "en")))], Settings())
    (back,) = kind.read(b"\xef\xbb\xbf" + data, Settings()).concepts
    assert [t.text for t in back.terms] == ["가", "a"]


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(BilingualError, match="glossary format"):
        formats.get("docx")
