"""The case files of Korean matching: each sentence says what it guards."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bilingual.glossary.matching import Matcher
from bilingual.glossary.termbase import Glossary
from bilingual.model import Concept, Segment, Term

CASES = Path(__file__).parents[1] / "cases" / "matching"


def load(name: str) -> list[Any]:
    marks = [pytest.mark.xfail(strict=True)] if name == "known-failures" else []
    cases = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return [pytest.param(case, id=f"{name}-{n}", marks=marks) for n, case in enumerate(cases)]


@pytest.mark.parametrize("case", [*load("wild"), *load("synthetic"), *load("negative"), *load("known-failures")])
def test_case(case: dict[str, Any]) -> None:
    concepts = tuple(Concept(f"t/{t}", (Term(t, "ko"),)) for t in case["terms"])
    found = Matcher(Glossary(concepts)).find(Segment("1", case["text"]))
    assert [m.surface for m in found] == case["found"], case["guards"]
