"""The seam between the program and whatever translates.

An engine has one method, `translate`: a batch of requests in, a list of hypotheses for each out. Everything the
constraint ladder does is said in requests: a forced target prefix, suppressed words, more hypotheses. What an engine
cannot do it says in its `capabilities`, and the ladder leaves those rungs out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from bilingual.model import Span


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What an engine can do beyond translating plain text.

    Attributes:
        n_best: returns more than one hypothesis.
        prefix: obeys `Request.prefix`.
        suppress: obeys `Request.suppress`.
        score: implements `ScoringEngine.score`.
        align: fills `Hypothesis.alignment`, and implements `ScoringEngine.align`.
        term_markers: opening and closing marker around a target term placed in the source, when the model was
            trained on them.
    """

    n_best: bool = False
    prefix: bool = False
    suppress: bool = False
    score: bool = False
    align: bool = False
    term_markers: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """One thing to translate.

    Attributes:
        source: one sentence, NFC.
        prefix: target text that the output must begin with, exactly; may end inside a sentence.
        suppress: target strings that must not be produced.
        n_best: how many hypotheses to return at most.
        align: whether an alignment is wanted (it costs some time).
    """

    source: str
    prefix: str = ""
    suppress: tuple[str, ...] = ()
    n_best: int = 1
    align: bool = False


@dataclass(frozen=True, slots=True)
class Alignment:
    """Attention between source and target tokens, as character spans.

    Attributes:
        source_spans: span of each source token in `Request.source`, in order.
        target_spans: span of each target token in `Hypothesis.text`, in order.
        weights: one row a target token, one column a source token; rows sum to about 1.
    """

    source_spans: tuple[Span, ...]
    target_spans: tuple[Span, ...]
    weights: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One candidate translation.

    Attributes:
        text: detokenised target.
        score: mean log-probability a target token (end of sentence included); NaN when unknown.
    """

    text: str
    score: float = float("nan")
    alignment: Alignment | None = None


@dataclass(frozen=True, slots=True)
class DecodingOptions:
    """How to search.

    Attributes:
        beam_size: 1 is greedy.
        repetition_penalty: above 1 discourages repeated tokens (CTranslate2's definition).
        max_batch_tokens: size of one batch in source tokens.
        max_length: longest output in tokens.
    """

    beam_size: int = 4
    repetition_penalty: float = 1.1
    length_penalty: float = 1.0
    max_batch_tokens: int = 2048
    max_length: int = 256


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """Everything needed to get the same output again.

    Attributes:
        digest: first 12 hexadecimal digits of the SHA-256 of the model files.
        via: language codes passed through, e.g. ("en",) for a pivot.
    """

    name: str
    source_lang: str
    target_lang: str
    package: str = ""
    version: str = ""
    digest: str = ""
    via: tuple[str, ...] = ()
    capabilities: Capabilities = field(default=Capabilities())


@runtime_checkable
class Engine(Protocol):
    """Whatever translates a batch of requests."""

    @property
    def info(self) -> EngineInfo:
        """Identity and capabilities."""
        ...

    def translate(self, requests: Sequence[Request], options: DecodingOptions) -> list[list[Hypothesis]]:
        """Translate a batch.

        Returns one non-empty list of hypotheses for each request, best first, in the order of the requests.
        Raises EngineError when the engine fails.
        """
        ...


@runtime_checkable
class ScoringEngine(Engine, Protocol):
    """An engine that can also judge given translations."""

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Mean log-probability a target token (end of sentence included) of each (source, target) pair."""
        ...

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        """Attention of each given (source, target) pair, by forced decoding."""
        ...
