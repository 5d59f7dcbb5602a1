from random import Random

import pytest

from bilingual.errors import ConfigError
from bilingual.train.alignment import align
from bilingual.train.mixture import Mixture, Shares
from bilingual.train.noise import add_noise
from bilingual.train.pairs import Corpus, Pair
from bilingual.train.templates import Templates, choose_particles, rows

ENTRIES = [("반도체", "semiconductor"), ("도서관", "library")]


@pytest.fixture
def corpora(small_corpus):
    return [Corpus("a", tuple(small_corpus))]


def _only(kind, **more):
    return Shares(**(dict.fromkeys(Shares().kinds(), 0.0) | {"noise": 0.0, kind: 1.0} | more))


def test_draws_are_fixed_by_the_seed(corpora):
    mixture = Mixture(corpora, ENTRIES)
    assert mixture.draw(50, Random("7/examples")) == mixture.draw(50, Random("7/examples"))


def test_weights_count_pairs(small_corpus):
    heavy = Corpus("heavy", (Pair("무거운 문장이다.", "A heavy sentence."),), weight=360.0)
    drawn = Mixture([Corpus("a", tuple(small_corpus)), heavy], shares=_only("plain")).draw(400, Random(1))
    assert 250 < sum(p.target == "A heavy sentence." for p in drawn) < 350


@pytest.mark.parametrize("aligned", [True, False])
def test_marked_examples(corpora, small_corpus, aligned):
    mixture = Mixture(corpora, ENTRIES, align(small_corpus) if aligned else (), _only("marked"))
    drawn = mixture.draw(60, Random(1))
    assert sum("⟦ " in p.source for p in drawn) > 50
    assert not any("⟦" in p.target for p in drawn)


def test_entries_templates_and_paragraphs(corpora):
    assert set(Mixture(corpora, ENTRIES, shares=_only("entries")).draw(20, Random(1))) == {Pair(*e) for e in ENTRIES}
    assert all(
        "{" not in p.source + p.target
        for p in Mixture(corpora, ENTRIES, shares=_only("templates")).draw(300, Random(1))
    )
    paragraphs = Mixture(corpora, shares=_only("paragraphs")).draw(20, Random(1))
    assert any(p.target.count(".") >= 2 for p in paragraphs)


def test_a_kind_that_cannot_be_had_becomes_plain(corpora, small_corpus):
    assert set(Mixture(corpora, shares=_only("renumbered")).draw(5, Random(1))) <= set(small_corpus)


def test_no_data_is_an_error():
    with pytest.raises(ConfigError, match="no sentence pairs"):
        Mixture([Corpus("empty", ())])


def test_particles_follow_the_sound_before_them():
    assert choose_particles("서울으로/로 5억 원을/를 보낸 나라은/는") == "서울로 5억 원을 보낸 나라는"


def test_every_template_has_the_same_slots_on_both_sides():
    for korean, english in rows():
        for slot in ("won", "dollars", "people", "count", "percent", "person", "weight", "distance"):
            assert korean.count(f"{{{slot}}}") == english.count(f"{{{slot}}}"), korean
        assert korean.count("{term}") == sum(english.count(s) for s in ("{term}", "{a term}", "{terms}")), korean


def test_templates_without_terms_leave_their_sentences_out():
    assert all("{" not in pair.source for pair in (Templates().draw(Random(n)) for n in range(200)))


def test_noise_keeps_the_letters_and_spares_marked_terms():
    text = "정부는 새로운 공장을 지을 계획을 발표했다."
    noisy = {add_noise(text, Random(seed)) for seed in range(40)}
    assert len(noisy) > 5
    assert all(len(n) >= len(text) - 6 for n in noisy)
    assert add_noise("⟦ bank⟧을 지을 계획이다.", Random(1)) == "⟦ bank⟧을 지을 계획이다."
