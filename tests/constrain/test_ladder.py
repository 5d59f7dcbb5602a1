"""The ladder on engines that can do little, and on the package that ships."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import pytest

from bilingual.constrain import Constrained, Job, Ladder, LadderOptions
from bilingual.engines import load_engine
from bilingual.engines.base import (
    Alignment,
    Capabilities,
    DecodingOptions,
    Engine,
    EngineInfo,
    Hypothesis,
    Request,
)
from bilingual.engines.echo import EchoEngine
from bilingual.model import Constraint, Match, Origin, Rung, Segment, Span, Strength, Term
from bilingual.text.protection import find_placeholders


@pytest.fixture(scope="module")
def engine() -> Engine:
    return load_engine("ko", "en", package="builtin")


@pytest.fixture(scope="module")
def ladder(engine: Engine) -> Ladder:
    return Ladder(engine)


def job(source: str, *terms: tuple[str, str], forbidden: str = "", soft: bool = False) -> Job:
    constraints = []
    for korean, english in terms:
        start = source.index(korean)
        match = Match("1", korean, Span(start, start + len(korean)), korean, Term(korean, "ko"))
        strength = Strength.SOFT if soft else Strength.HARD
        constraints.append(Constraint(match, (english,), (forbidden,) if forbidden else (), strength))
    constraints.sort(key=lambda c: c.match.span)
    return Job(Segment("1", source, placeholders=find_placeholders(source)), tuple(constraints))


def run(engine: Engine, task: Job, **options: object) -> Constrained:
    [done] = Ladder(engine, options=LadderOptions(**options)).translate([task])  # type: ignore[arg-type]
    return done


def rungs(done: Constrained) -> list[Rung]:
    return [outcome.rung for outcome in done.outcomes]


class TestPoorEngine:
    """An engine that only translates gets the rungs free, splice and unmet."""

    def test_free(self) -> None:
        engine = EchoEngine(answers={"특구를 만든다.": "They make special zones."})
        done = run(engine, job("특구를 만든다.", ("특구", "special zone")))
        assert (done.text, rungs(done)) == ("They make special zones.", [Rung.FREE])
        assert done.outcomes[0].form == "special zones"
        assert done.issues == ()

    def test_splice_by_likeness(self) -> None:
        engine = EchoEngine(answers={"라오니치가 이겼다.": "Raonich won."})
        done = run(engine, job("라오니치가 이겼다.", ("라오니치", "Raonic")))
        assert (done.text, rungs(done)) == ("Raonic won.", [Rung.SPLICE])

    def test_forbidden_form_shows_the_place(self) -> None:
        engine = EchoEngine(answers={"전력반도체를 산다.": "They buy a power chip."})
        done = run(engine, job("전력반도체를 산다.", ("전력반도체", "insulated device"), forbidden="power chip"))
        assert (done.text, rungs(done)) == ("They buy an insulated device.", [Rung.SPLICE])

    def test_unmet_is_said_with_its_reason(self) -> None:
        engine = EchoEngine(answers={"특구를 만든다.": "Nothing of the kind."})
        done = run(engine, job("특구를 만든다.", ("특구", "special zone")))
        assert rungs(done) == [Rung.UNMET]
        assert "alignment" in done.outcomes[0].reason
        [issue] = done.issues
        assert (issue.code, issue.span, issue.suggestion) == ("T001", Span(0, 2), "special zone")

    def test_soft_constraint_is_never_forced(self) -> None:
        engine = EchoEngine(answers={"라오니치가 이겼다.": "Raonich won."})
        done = run(engine, job("라오니치가 이겼다.", ("라오니치", "Raonic"), soft=True))
        assert (done.text, rungs(done)) == ("Raonich won.", [Rung.UNMET])

    def test_lost_placeholder_is_added(self) -> None:
        source = "{name}을 보라."
        done = run(EchoEngine(answers={"X1을 보라.": "Look."}), job(source))
        assert done.text == "Look {name}."

    def test_constraint_inside_another_is_a_conflict(self) -> None:
        engine = EchoEngine(answers={"혁신특구를 만든다.": "They make innovation special zones."})
        done = run(engine, job("혁신특구를 만든다.", ("혁신특구", "innovation special zone"), ("특구", "special zone")))
        assert rungs(done) == [Rung.FREE, Rung.UNMET]
        assert "overlaps" in done.issues[0].message

    def test_two_terms_never_share_a_word(self) -> None:
        engine = EchoEngine(answers={"국가와 나라": "The state and it."})
        done = run(engine, job("국가와 나라", ("국가", "state"), ("나라", "states")))
        assert rungs(done).count(Rung.FREE) == 1


class TestConsistency:
    ANSWERS: ClassVar[dict[str, str]] = {
        "특구가 컸다.": "The special zone grew.",
        "특구를 늘렸다.": "It added special districts.",
    }

    def task(self, source: str, file: str) -> Job:
        match = Match("1", "특구", Span(0, 2), "특구", Term("특구", "ko"))
        forms = ("special zone", "special district")
        return Job(Segment("1", source, origin=Origin(file)), (Constraint(match, forms),))

    def texts(self, *files: str) -> list[str]:
        tasks = [self.task(source, file) for source, file in zip(self.ANSWERS, files, strict=True)]
        return [done.text for done in Ladder(EchoEngine(answers=self.ANSWERS)).translate(tasks)]

    def test_one_document_uses_the_preferred_form_throughout(self) -> None:
        assert self.texts("a", "a") == ["The special zone grew.", "It added special zones."]

    def test_documents_do_not_mix(self) -> None:
        assert self.texts("a", "b") == list(self.ANSWERS.values())


class TwoMinds:
    """Gives two hypotheses, and scores by what it is told."""

    info = EngineInfo("two", "ko", "en", capabilities=Capabilities(n_best=True, score=True))

    def __init__(self, hypotheses: Sequence[tuple[str, float]], annotated: str = "") -> None:
        self.hypotheses = hypotheses
        self.annotated = annotated

    def translate(self, requests: Sequence[Request], options: DecodingOptions) -> list[list[Hypothesis]]:
        found = [Hypothesis(text, score) for text, score in self.hypotheses]
        return [[Hypothesis(self.annotated, -9)] if "zone" in r.source else found[: r.n_best] for r in requests]

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        known = dict(self.hypotheses)
        return [known.get(text, -9.0) for _, text in pairs]

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        return [Alignment((), (), ()) for _ in pairs]


class TestNBest:
    TASK = job("특구를 만든다.", ("특구", "special zone"))

    def test_other_hypothesis_within_the_margin(self) -> None:
        engine = TwoMinds([("They make areas.", -0.5), ("They make special zones.", -0.6)])
        done = run(engine, self.TASK)
        assert (done.text, rungs(done)) == ("They make special zones.", [Rung.NBEST])

    def test_hypothesis_beyond_the_margin_is_not_taken(self) -> None:
        engine = TwoMinds([("They make areas.", -0.5), ("They make special zones.", -2.5)], "Special zones arise.")
        done = run(engine, self.TASK)
        assert (done.text, rungs(done)) == ("Special zones arise.", [Rung.ANNOTATION])

    def test_only_the_rungs_asked_for_are_climbed(self) -> None:
        engine = TwoMinds([("They make areas.", -0.5), ("They make special zones.", -0.6)])
        done = run(engine, self.TASK, rungs=frozenset({Rung.FREE}))
        assert (done.text, rungs(done), done.tried) == ("They make areas.", [Rung.UNMET], (Rung.FREE,))


class TestSoft:
    @pytest.mark.parametrize(("score", "expected"), [(-0.55, "A special zone."), (-0.9, "An area.")])
    def test_soft_term_may_cost_the_margin_and_no_more(self, score: float, expected: str) -> None:
        class Judge(TwoMinds):
            def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
                return [{"An area.": -0.5, "A special zone.": score}[text] for _, text in pairs]

        engine = Judge([("An area.", -0.5)], "A special zone.")
        assert run(engine, job("특구.", ("특구", "special zone"), soft=True)).text == expected


@pytest.mark.engine
class TestBuiltInPackage:
    TASKS = (
        job(
            "부산시는 전력반도체 특구를 조성한다고 밝혔다.",
            ("전력반도체", "power semiconductor"),
            ("특구", "special zone"),
        ),
        job("정부는 소형모듈원자로 수출을 지원하기로 했다.", ("소형모듈원자로", "small modular reactor")),
        job("한국은행은 기준금리를 동결했다.", ("한국은행", "Bank of Korea"), ("기준금리", "base rate")),
        job("자세한 내용은 https://example.kr/a?b=1에서 확인할 수 있다."),
        job("오늘은 날씨가 좋다."),
    )

    @pytest.mark.parametrize(
        "options",
        [
            {},
            {"markers": False},
            {"codes": False, "markers": False},
            {"rungs": frozenset({Rung.FREE, Rung.PREFIX, Rung.SPLICE})},
            {"rungs": frozenset({Rung.FREE, Rung.SPLICE})},
        ],
    )
    def test_every_hard_constraint_holds(self, engine: Engine, options: dict[str, object]) -> None:
        for task, done in zip(
            self.TASKS,
            Ladder(engine, options=LadderOptions(**options)).translate(self.TASKS),  # type: ignore[arg-type]
            strict=True,
        ):
            for outcome, constraint in zip(done.outcomes, task.constraints, strict=True):
                assert outcome.rung is not Rung.UNMET
                assert outcome.span is not None
                assert done.text[outcome.span.start : outcome.span.end] == outcome.form
                assert outcome.constraint is constraint
            for place in task.segment.placeholders:
                assert place.text in done.text

    def test_segment_without_terms_is_as_the_engine_alone(self, engine: Engine) -> None:
        source = self.TASKS[4].segment.source
        [[alone]] = engine.translate([Request(source)], DecodingOptions())
        assert run(engine, self.TASKS[4]).text == alone.text

    def test_order_and_batch_do_not_matter(self, engine: Engine) -> None:
        together = Ladder(engine).translate(self.TASKS)
        assert [run(engine, task).text for task in self.TASKS] == [done.text for done in together]

    def test_forbidden_form_is_driven_out(self, engine: Engine) -> None:
        plain = run(engine, job("정부는 반도체 산업을 지원하기로 했다.")).text
        assert "government" in plain.lower()
        done = run(
            engine, job("정부는 반도체 산업을 지원하기로 했다.", ("반도체", "semiconductor"), forbidden="government")
        )
        assert "government" not in done.text.lower()
        assert "semiconductor" in done.text.lower()

    def test_do_not_translate_survives(self, engine: Engine) -> None:
        assert "유니패스" in run(engine, job("관세청은 유니패스 시스템을 개편했다.", ("유니패스", "유니패스"))).text


@pytest.mark.engine
class TestEnforce:
    def test_only_the_term_changes(self, ladder: Ladder) -> None:
        task = job("정부는 소형모듈원자로 수출을 지원하기로 했다.", ("소형모듈원자로", "small modular reactor"))
        given = "The government decided to support exports of small module nuclear reactors."
        [done] = ladder.enforce([task], [given])
        assert done.text == "The government decided to support exports of small modular reactors."
        assert rungs(done) == [Rung.SPLICE]

    def test_text_that_obeys_is_left_alone(self, ladder: Ladder) -> None:
        task = job("정부는 특구를 만든다.", ("특구", "special zone"))
        [done] = ladder.enforce([task], ["The government makes special zones — quickly."])
        assert (done.text, rungs(done)) == ("The government makes special zones — quickly.", [Rung.FREE])

    def test_every_job_needs_its_text(self, ladder: Ladder) -> None:
        with pytest.raises(ValueError, match="zip"):
            ladder.enforce([job("특구")], [])
