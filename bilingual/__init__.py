"""Translate with a term glossary, offline.

>>> from bilingual import Glossary, Translator          # doctest: +SKIP
>>> Translator("ko", "en", glossary=Glossary.load("glossary/ko-en")).translate("…")   # doctest: +SKIP
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bilingual.engines.base import DecodingOptions, Engine
    from bilingual.engines.echo import EchoEngine
    from bilingual.errors import BilingualError
    from bilingual.glossary.termbase import Glossary
    from bilingual.model import (
        Concept,
        Constraint,
        Edit,
        Issue,
        Match,
        Outcome,
        Report,
        Rung,
        Segment,
        SegmentTranslation,
        Term,
        Translation,
    )
    from bilingual.pipeline import Translator

__version__ = "0.1.0"

_HOMES = {
    "BilingualError": "bilingual.errors",
    "Concept": "bilingual.model",
    "Constraint": "bilingual.model",
    "DecodingOptions": "bilingual.engines.base",
    "EchoEngine": "bilingual.engines.echo",
    "Edit": "bilingual.model",
    "Engine": "bilingual.engines.base",
    "Glossary": "bilingual.glossary.termbase",
    "Issue": "bilingual.model",
    "Match": "bilingual.model",
    "Outcome": "bilingual.model",
    "Report": "bilingual.model",
    "Rung": "bilingual.model",
    "Segment": "bilingual.model",
    "SegmentTranslation": "bilingual.model",
    "Term": "bilingual.model",
    "Translation": "bilingual.model",
    "Translator": "bilingual.pipeline",
}

__all__ = [
    "BilingualError",
    "Concept",
    "Constraint",
    "DecodingOptions",
    "EchoEngine",
    "Edit",
    "Engine",
    "Glossary",
    "Issue",
    "Match",
    "Outcome",
    "Report",
    "Rung",
    "Segment",
    "SegmentTranslation",
    "Term",
    "Translation",
    "Translator",
    "__version__",
]


def __getattr__(name: str) -> Any:
    """Import a public name from its home on first use, so that `import bilingual` stays instant."""
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
