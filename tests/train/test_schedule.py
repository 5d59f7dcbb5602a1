import pytest

from bilingual.errors import ConfigError
from bilingual.train.schedule import Budget, Schedule


def test_warm_up_plateau_and_cool_down():
    schedule = Schedule(peak=1.0, warmup=10, cooldown=0.5, floor=0.02)
    assert schedule.rate(0, 0.0) == pytest.approx(0.1)
    assert schedule.rate(100, 0.4) == 1.0
    assert schedule.rate(100, 0.75) == pytest.approx(0.5)
    assert schedule.rate(100, 1.0) == pytest.approx(0.02)


def test_step_budgets_are_repeatable():
    budget = Budget(steps=200)
    assert budget.progress(50) == 0.25
    assert budget.progress(200) == 1.0


def test_time_budgets_count_what_was_spent_before():
    budget = Budget(minutes=10, spent=300)
    assert 0.5 <= budget.progress(0) < 0.51
    assert 290 < budget.remaining(0) <= 300


@pytest.mark.parametrize("budget", [{}, {"minutes": 1, "steps": 1}, {"minutes": 0}, {"steps": -3}])
def test_impossible_budgets(budget):
    with pytest.raises(ConfigError):
        Budget(**budget)
