"""The public fake: an engine that gives back what it gets.

It proves round trips of formats (nothing may change) and lets pipelines be tested without a model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bilingual.engines.base import DecodingOptions, EngineInfo, Hypothesis, Request


class EchoEngine:
    """Returns each source unchanged, or what `answers` says for it.

    Args:
        answers: target text by source text, for tests that need particular output.
    """

    def __init__(
        self, source_lang: str = "ko", target_lang: str = "en", answers: Mapping[str, str] | None = None
    ) -> None:
        self.info = EngineInfo("echo", source_lang, target_lang, version="1")
        self._answers = dict(answers or {})

    def translate(self, requests: Sequence[Request], options: DecodingOptions) -> list[list[Hypothesis]]:
        """One hypothesis a request: its answer, or its source."""
        return [[Hypothesis(self._answers.get(r.source, r.source), 0.0)] for r in requests]
