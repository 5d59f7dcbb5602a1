"""An engine that remembers: the same request to the same model under the same options is answered from a store."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from bilingual.engines.base import Alignment, DecodingOptions, Engine, EngineInfo, Hypothesis, Request, ScoringEngine
from bilingual.model import Span


class OutputStore(Protocol):
    """Where outputs are kept; `bilingual.memory.store.Memory` is one."""

    def cached(self, keys: Sequence[bytes]) -> dict[bytes, str]:
        """The values of those keys that are there."""
        ...

    def cache(self, values: Mapping[bytes, str]) -> None:
        """Keep values."""
        ...


class CachedEngine:
    """Answers from the store what was asked before, and asks the engine the rest in one batch."""

    def __init__(self, engine: Engine, store: OutputStore) -> None:
        self.engine = engine
        self.store = store

    @property
    def info(self) -> EngineInfo:
        """That of the engine inside."""
        return self.engine.info

    def translate(self, requests: Sequence[Request], options: DecodingOptions) -> list[list[Hypothesis]]:
        """Translate a batch; see `Engine.translate`."""
        keys = [_key(self.info, options, request) for request in requests]
        known = self.store.cached(list(dict.fromkeys(keys)))
        missing = {key: request for key, request in zip(keys, requests, strict=True) if key not in known}
        if missing:
            fresh = self.engine.translate(list(missing.values()), options)
            known |= {key: _written(found) for key, found in zip(missing, fresh, strict=True)}
            self.store.cache({key: known[key] for key in missing})
        return [_read(known[key]) for key in keys]


class CachedScoringEngine(CachedEngine):
    """The same for an engine that also scores and aligns, which is passed through."""

    engine: ScoringEngine

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """See `ScoringEngine.score`."""
        return self.engine.score(pairs)

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        """See `ScoringEngine.align`."""
        return self.engine.align(pairs)


def cached_engine(engine: Engine, store: OutputStore) -> CachedEngine:
    """`engine` with a cache, a scoring one when it is one."""
    return CachedScoringEngine(engine, store) if isinstance(engine, ScoringEngine) else CachedEngine(engine, store)


def _key(info: EngineInfo, options: DecodingOptions, request: Request) -> bytes:
    """Batch size is no part of it: it changes nothing but the order of work."""
    search = (options.beam_size, options.repetition_penalty, options.length_penalty, options.max_length)
    said = repr((info.name, info.source_lang, info.target_lang, info.package, info.version, info.digest, info.via))
    return hashlib.blake2b(f"{said}{search}{request!r}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _written(hypotheses: Sequence[Hypothesis]) -> str:
    return json.dumps([[h.text, h.score, _alignment_row(h.alignment)] for h in hypotheses], ensure_ascii=False)


def _alignment_row(alignment: Alignment | None) -> list[Any] | None:
    if alignment is None:
        return None
    weights = [[round(weight, 4) for weight in row] for row in alignment.weights]
    return [alignment.source_spans, alignment.target_spans, weights]


def _read(value: str) -> list[Hypothesis]:
    return [Hypothesis(text, score, _alignment(row)) for text, score, row in json.loads(value)]


def _alignment(row: list[Any] | None) -> Alignment | None:
    if row is None:
        return None
    sources, targets, weights = row
    return Alignment(
        tuple(Span(*s) for s in sources), tuple(Span(*t) for t in targets), tuple(tuple(w) for w in weights)
    )
