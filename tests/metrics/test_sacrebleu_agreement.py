"""Scores, intervals and p-values must be those of sacrebleu itself, on any text."""

import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.metrics import BLEU, CHRF, TER
from sacrebleu.significance import PairedTest

from bilingual.metrics.base import Corpus
from bilingual.metrics.bleu import Bleu
from bilingual.metrics.chrf import Chrf, ChrfPlusPlus
from bilingual.metrics.comparison import differences
from bilingual.metrics.evaluation import evaluate
from bilingual.metrics.ter import Ter

logging.getLogger("sacrebleu").setLevel(logging.ERROR)

PAIRS = [(Bleu, BLEU, {}), (Chrf, CHRF, {}), (ChrfPlusPlus, CHRF, {"word_order": 2}), (Ter, TER, {})]
HYPOTHESES = [
    "The government said it will invest 5.2 trillion won in small modular reactors.",
    "Exports rise for sixth month, led by chips",
    "",
    'The mayor said (on Monday) that the plan is "not final".',
    "Rain is expected across the country.",
    "A",
]
REFERENCES = [
    "The government announced that it would invest 5.2 trillion won in small modular reactors.",
    "Exports up for 6th straight month on chips",
    "It is empty above.",
    "The mayor said Monday the plan was not final.",
    "Rain is forecast nationwide.",
    "A B",
]
OTHERS = [
    "Government to put 5.2 trillion won into small modular reactors, officials said.",
    "Chip-led exports rise again",
    "It is empty above!",
    "On Monday, the mayor said that the plan was not final.",
    "Rain is expected nationwide.",
    "B A",
]

texts = st.text(alphabet="aab cd e.,'()-가나다 \u00a0é😀1", max_size=30)


def score(metric, hypotheses, references):
    return float(metric.value(metric.statistics(Corpus(hypotheses, references)).sum(axis=0)))


@pytest.mark.parametrize(("ours", "theirs", "options"), PAIRS)
@pytest.mark.parametrize("references", [[REFERENCES], [REFERENCES, OTHERS]])
def test_corpus_scores(ours, theirs, options, references) -> None:
    expected = theirs(**options).corpus_score(HYPOTHESES, references).score
    assert score(ours(), HYPOTHESES, references) == pytest.approx(expected, abs=1e-9)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=4))
def test_any_text(rows) -> None:
    hypotheses, *references = (list(column) for column in zip(*rows, strict=True))
    for ours, theirs, options in PAIRS[:3]:
        expected = theirs(**options).corpus_score(hypotheses, references).score
        assert score(ours(), hypotheses, references) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("ours", "theirs", "options"), PAIRS[:1] + PAIRS[2:])
def test_segment_scores(ours, theirs, options) -> None:
    single = theirs(**options, effective_order=True) if theirs is BLEU else theirs(**options)
    metric = ours()
    found = metric.segment_value(metric.statistics(Corpus(HYPOTHESES, [REFERENCES])))
    expected = [single.sentence_score(h, [r]).score for h, r in zip(HYPOTHESES, REFERENCES, strict=True)]
    assert found.tolist() == pytest.approx(expected, abs=1e-9)


def test_many_segments_are_counted_in_blocks_like_few() -> None:
    many = evaluate(Corpus(HYPOTHESES * 1500, [REFERENCES * 1500]), ["bleu", "chrf++"], resamples=0)
    few = evaluate(Corpus(HYPOTHESES, [REFERENCES]), ["bleu", "chrf++"], resamples=0)
    assert [m.value for m in many.measures] == pytest.approx([m.value for m in few.measures])


def test_intervals_and_signatures() -> None:
    result = evaluate(Corpus(HYPOTHESES, [REFERENCES]), ["bleu", "chrf", "chrf++", "ter"])
    for score_, (_, theirs, options) in zip(result.scores, PAIRS, strict=True):
        metric = theirs(**options)
        expected = metric.corpus_score(HYPOTHESES, [REFERENCES], n_bootstrap=1000)
        assert score_.interval == pytest.approx(expected._ci, rel=1e-4)
        assert score_.signature == str(metric.get_signature())


@pytest.mark.parametrize("test", ["bs", "ar"])
def test_p_values(test) -> None:
    theirs = {"BLEU": BLEU(), "chrF2": CHRF(), "TER": TER()}
    systems = [("base", HYPOTHESES), ("other", OTHERS)]
    _, scores = PairedTest(systems, theirs, [REFERENCES], test_type=test)()
    base, other = (evaluate(Corpus(h, [REFERENCES]), ["bleu", "chrf", "ter"], resamples=0) for _, h in systems)
    for row, name in zip(differences(base, other), theirs, strict=True):
        found = row.p_bootstrap if test == "bs" else row.p_randomization
        assert found == pytest.approx(scores[name][1].p_value, abs=2e-3)


def test_korean_is_scored_by_characters_where_mecab_is_missing(monkeypatch) -> None:
    from bilingual.errors import MissingExtraError
    from bilingual.metrics import bleu

    real = bleu._sacrebleu_metric

    def without_mecab(tokenizer):
        if tokenizer == "ko-mecab":
            raise MissingExtraError("the tokenizer 'ko-mecab'", "mecab")
        return real(tokenizer)

    monkeypatch.setattr(bleu, "_sacrebleu_metric", without_mecab)
    corpus = Corpus(["정부는 오늘 발표했다."], [["정부가 오늘 발표했다."]], target_lang="ko")
    result = evaluate(corpus, ["bleu"], resamples=0)
    assert "tok:char" in result.scores[0].signature
    assert 50 < result.scores[0].value < 100
