"""False constraints: a term inside another word or name, or a homonym in its other sense, is never forced."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bilingual.constrain import Job, Ladder, constraints_for
from bilingual.engines import load_engine
from bilingual.glossary.matching import Matcher
from bilingual.glossary.termbase import Glossary
from bilingual.model import Concept, Segment, Strength, Term
from bilingual.text.english import occurrences

CASES = json.loads((Path(__file__).parents[1] / "cases/constrain/negative.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def ladder() -> Ladder:
    return Ladder(load_engine("ko", "en", package="builtin"))


def glossary_of(case: dict[str, Any]) -> Glossary:
    plain = [(korean, "", english, ()) for korean, english in case.get("terms", {}).items()]
    senses = [
        (korean, str(number), english, tuple(cues))
        for korean, meanings in case.get("senses", {}).items()
        for number, (english, cues) in enumerate(meanings, 1)
    ]
    return Glossary(
        tuple(
            Concept(f"case/{sense}/{korean}", (Term(korean, "ko"), Term(english, "en")), sense=sense, cues=cues)
            for korean, sense, english, cues in (*plain, *senses)
        )
    )


@pytest.mark.engine
@pytest.mark.parametrize("case", CASES, ids=[case["guards"] for case in CASES])
def test_wrong_sense_is_not_forced(case: dict[str, Any], ladder: Ladder) -> None:
    glossary = glossary_of(case)
    segment = Segment("1", case["text"])
    constraints = constraints_for(segment, Matcher(glossary).find(segment), glossary)
    wrong = case.get("wrong") or next(iter(case["terms"].values()))
    alone, done = ladder.translate([Job(segment), Job(segment, tuple(constraints))])
    assert all(wrong not in c.required for c in constraints if c.strength is Strength.HARD)
    assert len(occurrences(wrong, done.text)) <= len(occurrences(wrong, alone.text))


@pytest.mark.engine
def test_undecided_homonym_is_reported_and_not_forced(ladder: Ladder) -> None:
    case = next(c for c in CASES if "senses" in c)
    glossary = glossary_of(case)
    segment = Segment("1", "전지 가격이 올랐다.")
    constraints = constraints_for(segment, Matcher(glossary).find(segment), glossary)
    assert [c.strength.value for c in constraints] == ["soft"]
    [done] = ladder.translate([Job(segment, tuple(constraints))])
    assert done.outcomes[0].span or done.issues
