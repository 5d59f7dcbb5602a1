"""BLEU (Papineni et al. 2002) with sacrebleu's tokenizers and defaults: 4-grams, exponential smoothing, case kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bilingual.errors import ConfigError, MissingExtraError
from bilingual.metrics.base import METRICS, Corpus, Metric, primary
from bilingual.metrics.ngrams import word_counts
from bilingual.metrics.sacrebleu_signature import signature_of

if TYPE_CHECKING:
    from bilingual.metrics.base import Array

_ORDERS = 4
_BLOCK = 8192
_PREFERRED = {"ko": "ko-mecab", "ja": "ja-mecab", "zh": "zh"}
_INSTALLED = "the tokenizer"


@METRICS.register("bleu")
class Bleu(Metric):
    """BLEU; the tokenizer follows the target language and is named in the signature."""

    name = "bleu"
    title = "BLEU"
    percent = True

    def statistics(self, corpus: Corpus) -> Array:
        """Columns: length of the hypothesis, closest reference length, four clipped matches, four n-gram counts."""
        import numpy as np

        tokenize = tokenizer_of(corpus)
        rows = []
        for i in range(0, len(corpus), _BLOCK):
            texts = [stream[i : i + _BLOCK] for stream in (corpus.hypotheses, *corpus.references)]
            tokens = [[tokenize(text.rstrip()).split() for text in stream] for stream in texts]
            rows.append(_block(tokens[0], tokens[1:]))
        return np.concatenate(rows) if rows else np.zeros((0, 2 + 2 * _ORDERS))

    def value(self, sums: Array) -> Array:
        """Corpus BLEU; an order without any match counts as half, a quarter, … of a match (NIST's smoothing)."""
        return _bleu(sums, effective_order=False)

    def segment_value(self, rows: Array) -> Array:
        """Sentence BLEU: the orders that the sentence is too short for are left out."""
        return _bleu(rows, effective_order=True)

    def signature(self, corpus: Corpus, *, resamples: int = 0, seed: int = 0) -> str:
        """The signature that sacrebleu prints."""
        return signature_of(_sacrebleu_metric(tokenizer_name(corpus)), corpus, resamples, seed)


def tokenizer_name(corpus: Corpus) -> str:
    """The name of the corpus's tokenizer; `auto` is mecab for Korean and Japanese where installed, else characters."""
    if corpus.tokenizer != "auto":
        return corpus.tokenizer
    wanted = _PREFERRED.get(primary(corpus.target_lang), "13a")
    try:
        _sacrebleu_metric(wanted)
    except MissingExtraError:
        return "char"
    return wanted


def tokenizer_of(corpus: Corpus) -> Callable[[str], str]:
    """The corpus's tokenizer: text to tokens separated by spaces.

    Raises:
        ConfigError: sacrebleu has no tokenizer of that name.
        MissingExtraError: the tokenizer needs a library that is not installed.
    """
    tokenize: Callable[[str], str] = _sacrebleu_metric(tokenizer_name(corpus)).tokenizer
    return tokenize


@lru_cache(maxsize=8)
def _sacrebleu_metric(tokenizer: str) -> Any:
    from sacrebleu.metrics.bleu import BLEU

    if tokenizer not in BLEU.TOKENIZERS:
        raise ConfigError(f"sacrebleu has no tokenizer {tokenizer!r}; there are: auto, {', '.join(BLEU.TOKENIZERS)}")
    try:
        return BLEU(tokenize=tokenizer)
    except (ImportError, RuntimeError):
        raise MissingExtraError(f"the tokenizer {tokenizer!r}", "mecab") from None


def _block(hypotheses: Sequence[Sequence[str]], references: Sequence[Sequence[Sequence[str]]]) -> Array:
    import numpy as np

    lengths = np.array([[len(words) for words in stream] for stream in references])
    made = np.array([len(words) for words in hypotheses])
    # Ties go to the shorter reference, as in the original script.
    closest = np.sort(lengths, axis=0)[
        np.abs(np.sort(lengths, axis=0) - made).argmin(axis=0), np.arange(len(hypotheses))
    ]
    counts = list(word_counts(hypotheses, references, _ORDERS))
    columns = [made, closest, *(c.clipped for c in counts), *(c.hypothesis for c in counts)]
    stacked: Array = np.stack(columns, axis=-1).astype(np.float64)
    return stacked


def _bleu(sums: Array, *, effective_order: bool) -> Array:
    import numpy as np

    made, wanted = sums[..., 0], sums[..., 1]
    matched, total = sums[..., 2 : 2 + _ORDERS], sums[..., 2 + _ORDERS :]
    exists = np.cumprod(total > 0, axis=-1).astype(bool)
    misses = np.cumsum(exists & (matched == 0), axis=-1)
    credit = np.where(matched == 0, 0.5**misses, matched)
    logs = np.log(100 * credit / np.maximum(total, 1), where=exists, out=np.zeros_like(credit))
    used = np.maximum(exists.sum(axis=-1), 1) if effective_order else _ORDERS
    complete = exists[..., 0] if effective_order else exists.all(axis=-1)
    penalty = np.where(made < wanted, 1 - wanted / np.maximum(made, 1), 0.0)
    score: Array = np.exp(penalty) * np.exp(logs.sum(axis=-1) / used)
    return np.where(complete & (matched > 0).any(axis=-1), score, 0.0)
