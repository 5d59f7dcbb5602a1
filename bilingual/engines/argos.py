"""The engine: an Argos Translate package run by CTranslate2 directly.

torch, stanza, spaCy and `argostranslate.translate` are never imported; sentences are split before they get here.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bilingual.engines.base import (
    Alignment,
    Capabilities,
    DecodingOptions,
    EngineInfo,
    Hypothesis,
    Request,
)
from bilingual.engines.packages import EnginePackage
from bilingual.engines.tokenization import Tokenizer, open_tokenizer, token_spans
from bilingual.errors import EngineError, PackageError

_LEAST_BATCH_ROWS = 1024
_LONGEST_INPUT = 480
_SCORED_TOKENS = 1024  # scoring holds a probability for every word of the vocabulary at every position
_ALIGNED_PAIRS = 24


@dataclass(frozen=True, slots=True)
class Hardware:
    """Where and how the model runs.

    Attributes:
        device: `cpu`, `cuda` or `auto`.
        compute_type: CTranslate2's name (`int8`, `float32` …); `default` keeps what the package was saved in.
        threads: CPU threads in all; 0 takes every core this process may use.
    """

    device: str = "cpu"
    compute_type: str = "default"
    threads: int = 0

    @property
    def workers(self) -> int:
        """Number of CPU threads to use."""
        available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        return self.threads or available


class ArgosEngine:
    """Translates with one package.

    Small models gain more from batches side by side than from threads within one, so each CPU thread is a CTranslate2
    worker of its own. Thread-safe: the model and the tokeniser are only read.
    """

    def __init__(self, package: EnginePackage, hardware: Hardware | None = None) -> None:
        self.package = package
        self.hardware = hardware or Hardware()

    @cached_property
    def info(self) -> EngineInfo:
        """Identity and capabilities; the digest is taken over the model's bytes."""
        offsets = (self.package.path / "sentencepiece.model").is_file()
        return EngineInfo(
            name="argos",
            source_lang=self.package.from_code,
            target_lang=self.package.to_code,
            package=self.package.name,
            version=self.package.version,
            digest=self.package.digest,
            capabilities=Capabilities(
                n_best=True,
                prefix=True,
                suppress=offsets,
                score=True,
                align=offsets,
                term_markers=self.package.term_markers,
            ),
        )

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return open_tokenizer(self.package.path, self.package.from_code, self.package.to_code)

    @cached_property
    def _model(self) -> Any:
        import ctranslate2

        side_by_side = self.hardware.workers if self.hardware.device == "cpu" else 1
        try:
            return ctranslate2.Translator(
                str(self.package.path / "model"),
                device=self.hardware.device,
                compute_type=self.hardware.compute_type,
                inter_threads=side_by_side,
                intra_threads=1 if side_by_side > 1 else self.hardware.workers,
            )
        except ValueError as error:
            raise PackageError(f"the model of {self.package.name} cannot run here: {error}") from None
        except RuntimeError as error:
            raise PackageError(
                f"the model of {self.package.name} cannot be loaded ({error}); install the package again"
            ) from None

    def translate(self, requests: Sequence[Request], options: DecodingOptions) -> list[list[Hypothesis]]:
        """Translate a batch; requests that differ in what they ask of the search are decoded in groups."""
        results: list[list[Hypothesis]] = [[Hypothesis("", 0.0)] for _ in requests]
        groups: dict[tuple[int, bool, tuple[str, ...]], list[int]] = defaultdict(list)
        for number, request in enumerate(requests):
            if request.source.strip():
                groups[request.n_best, request.align, request.suppress].append(number)
        for (n_best, align, suppress), numbers in groups.items():
            chosen = [requests[n] for n in numbers]
            for number, found in zip(numbers, self._decode(chosen, n_best, align, suppress, options), strict=True):
                results[number] = found
        return results

    def _decode(
        self,
        requests: Sequence[Request],
        n_best: int,
        align: bool,
        suppress: tuple[str, ...],
        options: DecodingOptions,
    ) -> list[list[Hypothesis]]:
        sources = self._encoded([r.source for r in requests])
        prefixes = self._prefixes(requests)
        with_attention = align and self._tokenizer.has_offsets
        decoded = self._run(
            "translate_batch",
            sources,
            prefixes,
            max_batch_size=self._batch_tokens(sources, options),
            batch_type="tokens",
            beam_size=max(n_best, options.beam_size),
            num_hypotheses=n_best,
            length_penalty=options.length_penalty,
            repetition_penalty=options.repetition_penalty,
            max_decoding_length=options.max_length,
            suppress_sequences=self._sequences(suppress) or None,
            return_scores=True,
            return_attention=with_attention,
            replace_unknowns=True,
        )
        results = []
        for request, source, result in zip(requests, sources, decoded, strict=True):
            attentions = result.attention if with_attention else [None] * len(result.hypotheses)
            results.append(
                [
                    self._hypothesis(request.source, source, tokens, score, attention)
                    for tokens, score, attention in zip(result.hypotheses, result.scores, attentions, strict=True)
                ]
            )
        return results

    def _prefixes(self, requests: Sequence[Request]) -> list[list[str] | None] | None:
        first = [self.package.target_prefix] if self.package.target_prefix else []
        texts = self._tokenizer.encode([r.prefix for r in requests])
        prefixes = [(first + tokens) or None for tokens in texts]
        return prefixes if any(prefixes) else None

    def _hypothesis(
        self, source_text: str, source: Sequence[str], tokens: list[str], score: float, attention: Any
    ) -> Hypothesis:
        if self.package.target_prefix and tokens[:1] == [self.package.target_prefix]:
            tokens = tokens[1:]
            attention = attention[1:] if attention else None
        text = self._tokenizer.decode(tokens)
        if not attention:
            return Hypothesis(text, score)
        return Hypothesis(text, score, _alignment(source_text, source, text, tokens, attention))

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Mean log-probability a target token, end of sentence included; minus infinity for an empty source."""
        scores = [float("-inf")] * len(pairs)
        wanted = [n for n, (source, _) in enumerate(pairs) if source.strip()]
        sources = self._encoded([pairs[n][0] for n in wanted])
        targets = self._encoded([pairs[n][1] for n in wanted])
        # On a CPU a sentence is matrix enough: batches only make the table of target words outgrow the cache.
        size = 1 if self.hardware.device == "cpu" else 64
        found = self._run("score_batch", sources, targets, max_batch_size=size) if wanted else []
        for number, result in zip(wanted, found, strict=True):
            scores[number] = sum(result.log_probs) / max(1, len(result.log_probs))
        return scores

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        """Attention of each given pair, by forced decoding of the target; empty for an empty side."""
        alignments = [Alignment((), (), ())] * len(pairs)
        sources = self._encoded([source for source, _ in pairs])
        targets = self._encoded([target for _, target in pairs])
        wanted = sorted((n for n in range(len(pairs)) if sources[n] and targets[n]), key=lambda n: len(targets[n]))
        if not wanted:
            return alignments
        forced = self._run(
            "translate_batch",
            [sources[n] for n in wanted],
            [targets[n] for n in wanted],
            max_batch_size=_ALIGNED_PAIRS,
            beam_size=1,
            max_decoding_length=len(targets[wanted[-1]]) + 1,
            return_attention=True,
        )
        for n, result in zip(wanted, forced, strict=True):
            rows = result.attention[0][: len(targets[n])]
            alignments[n] = _alignment(pairs[n][0], sources[n], pairs[n][1], targets[n], rows)
        return alignments

    def _encoded(self, texts: Sequence[str]) -> list[list[str]]:
        """Tokens of each text, cut to what position encodings reach; the pipeline never sends so much at once."""
        return [tokens[:_LONGEST_INPUT] for tokens in self._tokenizer.encode(texts)]

    def _run(self, method: str, *arguments: Any, **options: Any) -> Any:
        try:
            return getattr(self._model, method)(*arguments, **options)
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"CTranslate2 failed in {self.package.name}: {error}") from error

    def _batch_tokens(self, sources: Sequence[Sequence[str]], options: DecodingOptions) -> int:
        """Small jobs are cut so that every worker gets a share, but not so small that most of a matrix is empty."""
        longest = max(map(len, sources), default=1) + 1
        share = sum(map(len, sources)) // (2 * self.hardware.workers)
        least = _LEAST_BATCH_ROWS // options.beam_size
        return max(longest, min(options.max_batch_tokens, max(least, share)))

    def _sequences(self, forms: Iterable[str]) -> list[list[str]]:
        """Token sequences of the given forms: each casing, at the start of a word and inside one."""
        casings = {c for form in forms for c in (form, form.lower(), form.upper(), form[:1].upper() + form[1:])}
        sequences: set[tuple[str, ...]] = set()
        for tokens in self._tokenizer.encode(sorted(casings)):
            sequences.add(tuple(tokens))
            if tokens and len(tokens[0]) > 1:
                sequences.add((tokens[0].lstrip("\u2581"), *tokens[1:]))
        known = self._vocabulary
        return [list(s) for s in sorted(sequences) if s and all(token in known for token in s)]

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        import json

        for name in ("shared_vocabulary.json", "target_vocabulary.json"):
            file = self.package.path / "model" / name
            if file.is_file():
                return frozenset(json.loads(file.read_text(encoding="utf-8")))
        for name in ("shared_vocabulary.txt", "target_vocabulary.txt"):
            file = self.package.path / "model" / name
            if file.is_file():
                return frozenset(file.read_text(encoding="utf-8").split("\n"))
        return frozenset()


def _alignment(
    source_text: str, source: Sequence[str], target_text: str, target: Sequence[str], rows: Sequence[Sequence[float]]
) -> Alignment:
    """Attention rows as an alignment; the column of the end-of-sentence token is left out."""
    width = len(source)
    return Alignment(
        token_spans(source, source_text),
        token_spans(target, target_text),
        tuple(tuple(row[:width]) for row in rows),
    )
