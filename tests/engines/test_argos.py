"""The real engine on the built-in package."""

from __future__ import annotations

import pytest

from bilingual.engines import load_engine
from bilingual.engines.argos import ArgosEngine, Hardware
from bilingual.engines.base import DecodingOptions, Engine, Request, ScoringEngine
from bilingual.engines.echo import EchoEngine
from bilingual.engines.packages import EnginePackage, builtin_packages
from bilingual.engines.pivot import PivotEngine
from bilingual.errors import PackageError

pytestmark = pytest.mark.engine
OPTIONS = DecodingOptions(beam_size=2)
SENTENCE = "부산시는 전력반도체 특구를 키운다."


@pytest.fixture(scope="module")
def engine() -> ArgosEngine:
    loaded = load_engine("ko", "en", package="builtin")
    assert isinstance(loaded, ArgosEngine)
    return loaded


def test_both_engines_fit_the_seam(engine: ArgosEngine) -> None:
    assert isinstance(engine, Engine)
    assert isinstance(engine, ScoringEngine)
    assert isinstance(EchoEngine(), Engine)
    assert not isinstance(EchoEngine(), ScoringEngine)


def test_the_echo_engine_echoes() -> None:
    engine = EchoEngine(answers={"가": "a"})
    found = engine.translate([Request("가"), Request("나")], OPTIONS)
    assert [h[0].text for h in found] == ["a", "나"]


def test_blank_requests_stay_blank_and_keep_their_place(engine: ArgosEngine) -> None:
    texts = [h[0].text for h in engine.translate([Request(""), Request(SENTENCE), Request("  ")], OPTIONS)]
    assert texts[0] == texts[2] == ""
    assert "Busan" in texts[1]


def test_a_prefix_is_obeyed(engine: ArgosEngine) -> None:
    found = engine.translate([Request(SENTENCE, prefix="The port city of Busan"), Request(SENTENCE)], OPTIONS)
    assert found[0][0].text.startswith("The port city of Busan")
    assert not found[1][0].text.startswith("The port city of Busan")


def test_n_best_hypotheses_are_ordered(engine: ArgosEngine) -> None:
    (found,) = engine.translate([Request(SENTENCE, n_best=4)], OPTIONS)
    assert len({h.text for h in found}) == 4
    assert [h.score for h in found] == sorted((h.score for h in found), reverse=True)


def test_suppressed_words_do_not_appear(engine: ArgosEngine) -> None:
    (found,) = engine.translate([Request(SENTENCE, suppress=("Busan", "busan"))], OPTIONS)
    assert "busan" not in found[0].text.lower()


def test_alignment_finds_the_words(engine: ArgosEngine) -> None:
    source, target = "수출이 12.3% 늘었다.", "Exports rose 12.3%."
    (alignment,) = engine.align([(source, target)])
    attended = [source[slice(*alignment.source_spans[row.index(max(row))])] for row in alignment.weights]
    written = [target[slice(*span)] for span in alignment.target_spans]
    assert attended[0] == "수출"
    assert attended[written.index("rose")] == "늘었다"
    assert attended[written.index("%")] == "%"


def test_the_right_translation_scores_higher(engine: ArgosEngine) -> None:
    right, wrong, empty = engine.score(
        [("안녕하세요", "Hello"), ("안녕하세요", "The budget was cut by half"), ("", "x")]
    )
    assert right > wrong > empty == float("-inf")


def test_the_order_of_requests_does_not_matter(engine: ArgosEngine) -> None:
    sources = [SENTENCE, "정부는 예산을 늘렸다.", "수출이 12.3% 늘었다."]
    forth = [h[0].text for h in engine.translate([Request(s) for s in sources], OPTIONS)]
    back = [h[0].text for h in engine.translate([Request(s) for s in reversed(sources)], OPTIONS)]
    assert forth == back[::-1]


def test_markers_are_declared(engine: ArgosEngine) -> None:
    assert engine.info.capabilities.term_markers == ("⟦", "⟧")
    assert len(engine.info.digest) == 12


def test_a_device_that_is_not_there_is_a_clear_error() -> None:
    with pytest.raises(PackageError, match="cannot run here"):
        ArgosEngine(builtin_packages()[0], Hardware(device="gpu")).translate([Request(SENTENCE)], OPTIONS)


def test_two_packages_in_a_row() -> None:
    package = builtin_packages()[0]
    again = EnginePackage(package.path, "en", "en", package.version)
    engine = PivotEngine(ArgosEngine(package), ArgosEngine(again))
    (found,) = engine.translate([Request("부산", align=True)], OPTIONS)
    alignment = found[0].alignment
    assert alignment is not None
    assert engine.info.via == ("en",)
    assert len(alignment.weights) == len(alignment.target_spans)
    assert all(len(row) == len(alignment.source_spans) for row in alignment.weights)
