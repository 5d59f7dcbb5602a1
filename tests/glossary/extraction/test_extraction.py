"""Term extraction: nouns, candidates, sounds, alignment and the proposals that come out of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bilingual.cli.glossary import app
from bilingual.glossary.corpus import Sentence, read_corpus
from bilingual.glossary.extraction import extract
from bilingual.glossary.extraction.alignment import Aligner
from bilingual.glossary.extraction.candidates import collect, termhood
from bilingual.glossary.extraction.prior import shipped_prior
from bilingual.glossary.extraction.sounds import alike, romanised
from bilingual.glossary.extraction.tokens import nouns
from bilingual.glossary.extraction.truecase import Casing
from bilingual.glossary.extraction.words import english_words
from bilingual.glossary.po import read_po
from bilingual.model import ReviewState

PAIRS = [
    ("부산시는 전력반도체 특구를 늘린다.", "Busan will expand the power semiconductor special zone."),
    ("전력반도체는 전기차에 쓰인다.", "Power semiconductors are used in electric cars."),
    ("가상발전소(VPP) 사업자가 전력반도체를 산다.", "Virtual power plant (VPP) operators buy power semiconductors."),
    ("한국미래재단은 가상발전소를 늘린다.", "The Korea Future Foundation will expand virtual power plants."),
]


def sentences(*pairs: tuple[str, str]) -> list[Sentence]:
    return [Sentence(k, "news.tsv", i, e) for i, (k, e) in enumerate(pairs, 1)]


def test_nouns_are_freed_of_particles_and_verbs_left_out() -> None:
    found = [n.text for n in nouns("부산시는 전력반도체의 생산에서 앞서 나가며 3조 원을 투자했다.")]
    assert [t for t in ("부산시", "전력반도체", "생산", "투자") if t not in found] == []
    assert not any(t.startswith(("3조", "나가")) for t in found)


def test_noun_offsets_point_at_the_text() -> None:
    text = "SK하이닉스는 HBM을, 부산은 SMR(소형모듈원자로)을 택했다."
    assert all(text[n.start : n.end] == n.text for n in nouns(text))


def test_a_compound_is_a_better_term_than_a_common_word() -> None:
    found = {c.text: termhood(c) for c in collect([k for k, _ in PAIRS])}
    assert found["전력반도체"] > 0.5
    assert found["한국미래재단"] > 0.5
    assert "가상발전소" in found
    assert "VPP" not in found


def test_a_person_with_a_title_is_no_term() -> None:
    assert "박주영" not in {c.text for c in collect(["박주영 연구소장은 수율을 높였다고 말했다."])}


@pytest.mark.parametrize(
    ("korean", "english", "same"),
    [
        ("하남", "Hanam", True),
        ("메탄올", "methanol", True),
        ("파운드리", "foundry", True),
        ("프로세서", "processor", True),
        ("정부", "ship", False),
        ("특구", "tank", False),
        ("수출", "South", False),
    ],
)
def test_what_sounds_alike(korean: str, english: str, same: bool) -> None:
    assert (alike(korean, english) >= 0.7) is same


def test_romanisation_is_letter_by_letter() -> None:
    assert romanised("영양") == "yeongyang"
    assert romanised("SK하남") == "skhanam"


def test_the_aligner_learns_from_recurrence() -> None:
    aligner = Aligner()
    aligner.fit([(["가", "나"], ["one", "two"]), (["가", "다"], ["one", "three"]), (["나"], ["two"])] * 5)
    (one, two) = aligner.posteriors(["가", "나"], ["one", "two"])
    assert one[0] > 0.8
    assert two[1] > 0.8


def test_dictionary_forms() -> None:
    casing = Casing(["The plant uses power semiconductors and Busan buys them."])
    for sentence, form in (
        ("Power semiconductors are scarce.", "power semiconductor"),
        ("They left Busan Techno Park Affairs behind.", "Busan Techno Park Affairs"),
        ("New ICs are here.", "new IC"),
    ):
        words = english_words(sentence)
        cut = {"power semiconductor": slice(0, 2), "new IC": slice(0, 2)}.get(form, slice(2, 6))
        assert casing.dictionary_form(sentence, words[cut]) == form


def test_equivalents_come_from_the_translation() -> None:
    found = {p.text: p for p in extract(sentences(*PAIRS))}
    semiconductor, plant, foundation = (found[t] for t in ("전력반도체", "가상발전소", "한국미래재단"))
    assert semiconductor.equivalent is not None
    assert semiconductor.equivalent.text == "power semiconductor"
    assert semiconductor.frequency == 3
    assert plant.equivalent is not None
    assert (plant.equivalent.text, plant.equivalent.acronym, plant.gloss) == ("virtual power plant", "VPP", "VPP")
    assert foundation.equivalent is not None
    assert foundation.equivalent.text == "Korea Future Foundation"


def test_without_translations_there_are_terms_alone() -> None:
    found = extract([Sentence(k, "a.txt", 1) for k, _ in PAIRS])
    assert found[0].equivalent is None
    assert "전력반도체" in [p.text for p in found]


def test_what_is_known_is_not_proposed() -> None:
    assert "전력반도체" not in [p.text for p in extract(sentences(*PAIRS), known={"전력 반도체"})]


def test_nothing_comes_of_nothing() -> None:
    assert extract([]) == []
    assert extract([Sentence("…!?", "a", 1, "...")]) == []


def test_the_command_writes_proposed_entries_with_evidence(tmp_path: Path) -> None:
    corpus, output = tmp_path / "news.tsv", tmp_path / "new.po"
    corpus.write_text("".join(f"{k}\t{e}\n" for k, e in PAIRS))
    arguments = ["extract", str(corpus), "--parallel", "--all", "-o", str(output), "--field", "energy"]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    concepts = {c.terms[0].text: c for c in read_po(output).concepts}
    entry = concepts["가상발전소"]
    assert entry.review is ReviewState.PROPOSED
    assert entry.source.endswith("news.tsv:3")
    assert "Virtual power plant (VPP) operators" in entry.note
    assert CliRunner().invoke(app, arguments).exit_code != 0, "an output that exists is not overwritten"


def test_parallel_text_must_be_parallel(tmp_path: Path) -> None:
    from bilingual.errors import DocumentError

    path = tmp_path / "news.tsv"
    path.write_text("하나\tone\n둘\n")
    with pytest.raises(DocumentError, match="no second column") as caught:
        list(read_corpus([path], parallel=True))
    assert caught.value.line == 2


@pytest.mark.shared
def test_the_figures_on_the_term_dense_corpus() -> None:
    import importlib.util

    root = Path(__file__).parents[3]
    corpus = root.parent / "shared" / "corpora" / "terms.tsv"
    if not corpus.exists():
        pytest.skip("needs ../shared/corpora")
    spec = importlib.util.spec_from_file_location("extraction_benchmark", root / "benchmarks" / "extraction.py")
    assert spec
    assert spec.loader
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    gold = benchmark.read_gold(corpus.with_name("termbase.tsv"))
    first = extract(list(read_corpus([corpus], parallel=True)), limit=500)
    good = [p for p in first if benchmark.korean_key(p.text) in gold]
    assert len(good) / len(first) >= 0.7
    assert sum(benchmark.is_right(p, gold) for p in good) / len(good) >= 0.85


def test_the_shipped_word_pairs_are_sensible() -> None:
    prior = shipped_prior()
    for korean, english in (
        ("반도체", "semiconductor"),
        ("정부", "government"),
        ("위원회", "committee"),
        ("부산", "busan"),
    ):
        assert max(prior[korean], key=lambda w: prior[korean][w]) == english
    assert all(0 < p <= 1 for row in prior.values() for p in row.values())
