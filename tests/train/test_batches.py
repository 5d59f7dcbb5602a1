from random import Random

import numpy as np
import pytest

from bilingual.errors import ConfigError, PackageError
from bilingual.train.batches import Example, encode, length_batches, pad
from bilingual.train.pairs import Pair
from bilingual.train.vocabulary import BEGIN, END, PAD, Vocabulary, train_vocabulary


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory, small_corpus):
    path = tmp_path_factory.mktemp("vocabulary") / "sentencepiece.model"
    train_vocabulary(small_corpus, 330, path)
    return Vocabulary(path)


def test_special_pieces_and_markers(vocabulary):
    assert vocabulary.pieces[:4] == ["<blank>", "<unk>", "<s>", "</s>"]
    assert vocabulary.has_markers
    (pieces,) = vocabulary.encode(["⟦ bank⟧을"])
    assert pieces.count(vocabulary.pieces.index("⟧")) == 1


def test_round_trip_and_sampling(vocabulary, small_corpus):
    text = small_corpus[0].target
    assert vocabulary.decode(vocabulary.encode([text])[0]) == text
    samples = [vocabulary.sample(text, Random(seed)) for seed in range(20)]
    assert {vocabulary.decode(s) for s in samples} == {text}
    assert len({tuple(s) for s in samples}) > 1
    assert vocabulary.sample(text, Random(3)) == samples[3]


def test_too_many_pieces_are_refused(tmp_path, small_corpus):
    with pytest.raises(ConfigError, match="too small for a vocabulary of 20,000 pieces: it is enough for"):
        train_vocabulary(small_corpus, 20_000, tmp_path / "v.model")


def test_a_foreign_vocabulary_is_refused(tmp_path):
    (tmp_path / "v.model").write_text("no model")
    with pytest.raises(PackageError, match="not a SentencePiece model"):
        Vocabulary(tmp_path / "v.model")


def test_padding():
    batch = pad([Example([7, 8], [9]), Example([7], [9, 10, 11])])
    assert batch.source.tolist() == [[7, 8, END], [7, END, PAD]]
    assert batch.target.tolist() == [[BEGIN, 9, END, PAD, PAD], [BEGIN, 9, 10, 11, END]]


def test_every_example_is_batched_once_within_the_limit(vocabulary, small_corpus):
    examples = encode(small_corpus, vocabulary)
    batches = list(length_batches(examples, 120, Random(1)))
    assert sum(len(b.source) for b in batches) == len(examples) == len(small_corpus)
    assert all(b.source.size <= 120 and (b.target.shape[1] - 1) * len(b.target) <= 120 for b in batches)
    again = list(length_batches(examples, 120, Random(1)))
    assert all(np.array_equal(a.source, b.source) for a, b in zip(batches, again, strict=True))


def test_marked_sources_are_never_segmented_at_random(vocabulary):
    pair = Pair("⟦ government bank⟧을 지었다.", "They built the government bank.")
    best = encode([pair], vocabulary)
    assert all(encode([pair], vocabulary, sampled=1.0, rng=Random(seed)) == best for seed in range(10))


def test_long_examples_are_left_out(vocabulary, small_corpus):
    assert encode(small_corpus, vocabulary, longest=3) == []
