"""The guard on stored outputs of real engines: needs ../shared/eval/systems."""

from pathlib import Path

import pytest

from bilingual.rules import RuleOptions, postedit, segments_from_lines
from bilingual.text.numbers import Kind, compare, read_english, read_korean

FOLDER = Path(__file__).parents[3] / "shared" / "eval" / "systems"
ENGINES = ("argos", "opusmt", "nllb", "bergamot-base", "bergamot-base-memory", "google", "microsoft")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="needs the evaluation data in ../shared/eval/systems"),
]


def read(name):
    return (FOLDER / name).read_text(encoding="utf-8").removesuffix("\n").split("\n")


@pytest.mark.parametrize("engine", ENGINES)
def test_amounts_are_right_and_no_right_number_is_lost(engine):
    items = segments_from_lines(read("flores-dev.src.ko"), read(f"flores-dev.{engine}.en"))
    for item, result in zip(items, postedit(items, options=RuleOptions(checks=False)), strict=True):
        source = item.segment.source
        numbers = read_korean(source)
        after = {id(q) for q in compare(numbers, read_english(result.target)).missing}
        before = {id(q) for q in compare(numbers, read_english(item.target)).missing}
        assert after <= before, item.target
        amounts = [q for q in numbers if q.large and q.kind is not Kind.ARTICLE]
        assert not [source[slice(*q.span)] for q in amounts if id(q) in after], result.target
