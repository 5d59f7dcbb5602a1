"""Case files of the rule families: tests/cases/<family>/{wild,synthetic,negative,known-failures}.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parents[1] / "cases"
KINDS = ("wild", "synthetic", "negative", "known-failures")


def load(family: str) -> list[Any]:
    """Every case of a family as a pytest parameter; known failures are strict expected failures."""
    found = []
    for kind in KINDS:
        for number, case in enumerate(json.loads((CASES / family / f"{kind}.json").read_text(encoding="utf-8")), 1):
            marks = [pytest.mark.xfail(strict=True, reason=case.get("why", ""))] if kind == "known-failures" else []
            found.append(pytest.param(case, id=f"{kind}-{number}", marks=marks))
    return found
