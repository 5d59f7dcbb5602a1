"""Two packages in a row, for pairs that have no package of their own (Argos pivots through English the same way)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bilingual.engines.argos import ArgosEngine
from bilingual.engines.base import Alignment, Capabilities, DecodingOptions, EngineInfo, Hypothesis, Request


class PivotEngine:
    """Source → pivot by one engine, pivot → target by another.

    Everything that steers the search (prefix, suppression, n-best) steers the second step, on the best pivot text.
    Alignments are the product of the two steps' attention.
    """

    def __init__(self, first: ArgosEngine, second: ArgosEngine) -> None:
        self._first = first
        self._second = second
        capabilities = replace(second.info.capabilities, score=False, term_markers=None)
        self.info = EngineInfo(
            name="argos",
            source_lang=first.info.source_lang,
            target_lang=second.info.target_lang,
            package=f"{first.info.package}+{second.info.package}",
            version=f"{first.info.version}+{second.info.version}",
            digest=f"{first.info.digest}+{second.info.digest}",
            via=(first.info.target_lang,),
            capabilities=_without_alignment(capabilities) if not first.info.capabilities.align else capabilities,
        )

    def translate(self, requests: Sequence[Request], options: DecodingOptions) -> list[list[Hypothesis]]:
        """Translate a batch through the pivot language."""
        first = self._first.translate([Request(r.source, align=r.align) for r in requests], options)
        second = self._second.translate(
            [replace(r, source=pivot[0].text) for r, pivot in zip(requests, first, strict=True)], options
        )
        return [
            [replace(h, alignment=_chained(pivot[0].alignment, h.alignment)) for h in hypotheses]
            for pivot, hypotheses in zip(first, second, strict=True)
        ]


def _without_alignment(capabilities: Capabilities) -> Capabilities:
    return replace(capabilities, align=False)


def _chained(first: Alignment | None, second: Alignment | None) -> Alignment | None:
    """Attention target → pivot times pivot → source, by the overlap of the pivot's characters."""
    if first is None or second is None:
        return None
    rows = []
    for weights in second.weights:
        row = [0.0] * len(first.source_spans)
        for weight, pivot in zip(weights, second.source_spans, strict=True):
            touching = [
                n for n, s in enumerate(first.target_spans) if s.start < pivot.end and pivot.start < s.end
            ]
            for n in touching:
                for column, share in enumerate(first.weights[n]):
                    row[column] += weight * share / len(touching)
        rows.append(tuple(row))
    return Alignment(first.source_spans, second.target_spans, tuple(rows))
