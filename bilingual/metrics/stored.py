"""Scores on disk: what a later run is compared with.

A stored evaluation keeps the statistics of every segment, so that the comparison with it is a paired test, and a
digest of references and sources, so that runs on other data are not compared by mistake.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
import zlib
from dataclasses import dataclass
from os import PathLike
from typing import TYPE_CHECKING, Any

from bilingual import __version__
from bilingual.errors import DocumentError
from bilingual.metrics.base import Corpus
from bilingual.metrics.evaluation import Evaluation
from bilingual.text.files import read_text

if TYPE_CHECKING:
    from bilingual.metrics.base import Array

VERSION = 1


@dataclass(frozen=True, slots=True)
class Baseline:
    """A stored evaluation.

    Attributes:
        data: digest of the references and sources that it was made on.
        values: score by metric.
        rows: statistics by metric, shape (segments, columns).
    """

    data: str
    values: dict[str, float]
    rows: dict[str, Array]


def as_record(evaluation: Evaluation, *, statistics: bool = True) -> dict[str, Any]:
    """An evaluation as plain data for JSON; undefined scores are null."""
    record: dict[str, Any] = {
        "version": VERSION,
        "program": f"bilingual {__version__}",
        "name": evaluation.name,
        "segments": len(evaluation.corpus),
        "data": data_digest(evaluation.corpus),
        "scores": {m.name: _score(evaluation, m.name) for m in evaluation.measures},
    }
    if evaluation.documents:
        record["documents"] = {
            name: {metric: _finite(value) for metric, value in values.items()}
            for name, values in evaluation.by_document().items()
        }
    if statistics:
        record["statistics"] = {m.name: _packed(m.rows) for m in evaluation.measures}
    return record


def read_baseline(path: str | PathLike[str]) -> Baseline:
    """Read what `as_record` made.

    Raises:
        DocumentError: the file is no such record.
    """
    try:
        record = json.loads(read_text(path))
        return Baseline(
            data=record["data"],
            values={
                name: float(score["value"]) for name, score in record["scores"].items() if score["value"] is not None
            },
            rows={name: _unpacked(packed) for name, packed in record.get("statistics", {}).items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError, zlib.error) as error:
        raise DocumentError(
            f"is no stored evaluation ({type(error).__name__}: {error}); make one with `evaluate --save FILE`",
            path=path,
        ) from None


def data_digest(corpus: Corpus) -> str:
    """First 12 hexadecimal digits of the SHA-256 of references and sources."""
    digest = hashlib.sha256()
    for stream in (*corpus.references, corpus.sources):
        digest.update("\n".join(stream).encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()[:12]


def _score(evaluation: Evaluation, name: str) -> dict[str, Any]:
    measure = evaluation[name]
    half_width = evaluation.intervals[name].half_width if evaluation.intervals else math.nan
    return {
        "title": measure.metric.title,
        "value": _finite(measure.value),
        "interval": _finite(half_width),
        "higher_is_better": measure.metric.higher_is_better,
        "signature": measure.signature,
    }


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _packed(rows: Array) -> dict[str, Any]:
    data = zlib.compress(rows.astype("<f8").tobytes(), 9)
    return {"columns": rows.shape[1], "data": base64.b64encode(data).decode("ascii")}


def _unpacked(packed: dict[str, Any]) -> Array:
    import numpy as np

    flat = np.frombuffer(zlib.decompress(base64.b64decode(packed["data"])), dtype="<f8")
    return flat.reshape(-1, int(packed["columns"])).astype(np.float64)
