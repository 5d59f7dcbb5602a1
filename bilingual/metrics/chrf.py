"""chrF and chrF++ (Popović 2015, 2017) as sacrebleu defines them: character 6-grams, β = 2, and words up to bigrams."""

from __future__ import annotations

import string
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from bilingual.metrics.base import METRICS, Corpus, Metric
from bilingual.metrics.ngrams import Counts, character_counts, word_counts
from bilingual.metrics.sacrebleu_signature import signature_of

if TYPE_CHECKING:
    from bilingual.metrics.base import Array

_CHARACTERS = 6
_BETA = 2
_BLOCK = 8192
_PUNCTUATION = frozenset(string.punctuation)


@METRICS.register("chrf")
class Chrf(Metric):
    """chrF2: F-score of character n-grams; white space does not count."""

    name = "chrf"
    title = "chrF2"
    percent = True
    words: ClassVar[int] = 0

    def statistics(self, corpus: Corpus) -> Array:
        """Three columns for each order: n-grams of the hypothesis, of the best reference, and shared by both.

        With several references the one with the highest F-score of the segment counts, the first among equals.
        """
        import numpy as np

        blocks = [
            self._block(corpus.hypotheses[i : i + _BLOCK], [stream[i : i + _BLOCK] for stream in corpus.references])
            for i in range(0, len(corpus), _BLOCK)
        ]
        return np.concatenate(blocks) if blocks else np.zeros((0, 3 * (_CHARACTERS + self.words)))

    def _block(self, hypotheses: Sequence[str], references: Sequence[Sequence[str]]) -> Array:
        import numpy as np

        by_stream: Array = np.stack([_columns(counts) for counts in self._orders(hypotheses, references)], axis=2)
        rows = by_stream.reshape(len(references), len(hypotheses), -1)
        best = self.value(rows).argmax(axis=0)
        chosen: Array = rows[best, np.arange(len(hypotheses))]
        return chosen

    def _orders(self, hypotheses: Sequence[str], references: Sequence[Sequence[str]]) -> Iterator[Counts]:
        squeezed = [["".join(text.split()) for text in texts] for texts in (hypotheses, *references)]
        yield from character_counts(squeezed[0], squeezed[1:], _CHARACTERS)
        if self.words:
            tokens = [[_words(text) for text in texts] for texts in (hypotheses, *references)]
            yield from word_counts(tokens[0], tokens[1:], self.words)

    def value(self, sums: Array) -> Array:
        """F-score of the mean precision and recall over the orders that both sides have."""
        import numpy as np

        counts = sums.reshape(*sums.shape[:-1], -1, 3)
        made, wanted, shared = counts[..., 0], counts[..., 1], counts[..., 2]
        both = (made > 0) & (wanted > 0)
        orders = np.maximum(both.sum(axis=-1), 1)
        precision = np.divide(shared, made, out=np.zeros_like(shared), where=both).sum(axis=-1) / orders
        recall = np.divide(shared, wanted, out=np.zeros_like(shared), where=both).sum(axis=-1) / orders
        weighted = _BETA**2 * precision + recall
        score: Array = np.divide(
            (1 + _BETA**2) * precision * recall, weighted, out=np.zeros_like(weighted), where=weighted > 0
        )
        return 100 * score

    def signature(self, corpus: Corpus, *, resamples: int = 0, seed: int = 0) -> str:
        """The signature that sacrebleu prints."""
        from sacrebleu.metrics.chrf import CHRF

        metric = CHRF(char_order=_CHARACTERS, word_order=self.words, beta=_BETA)
        return signature_of(metric, corpus, resamples, seed)


@METRICS.register("chrf++")
class ChrfPlusPlus(Chrf):
    """chrF2++: chrF2 with word unigrams and bigrams."""

    name = "chrf++"
    title = "chrF2++"
    words = 2


def _columns(counts: Counts) -> Array:
    """Shape (streams, segments, 3); an order that a reference lacks does not count for its hypothesis either."""
    import numpy as np

    made = np.where(counts.references > 0, counts.hypothesis, 0)
    columns: Array = np.stack([made, counts.references, counts.matches], axis=-1).astype(np.float64)
    return columns


def _words(text: str) -> list[str]:
    """Words as chrF++ sees them: one punctuation mark is cut from the end of a word, or else from its beginning."""
    words = []
    for word in text.split():
        if len(word) == 1:
            words.append(word)
        elif word[-1] in _PUNCTUATION:
            words += (word[:-1], word[-1])
        elif word[0] in _PUNCTUATION:
            words += (word[0], word[1:])
        else:
            words.append(word)
    return words
