"""MTTR, MTBF and error budgets against counting by hand; Apdex against judging check by check."""

from decimal import Decimal
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.apdex import Apdex, apdex, apdex_of
from agent.objectives import Incidents, budget
from agent.store.tally import Tally

MINUTE = 60_000
DAY = 86_400_000


@given(st.lists(st.integers(0, 10**9), max_size=20), st.integers(0, 20), st.integers(0, 10**11))
def test_mttr_is_a_mean_and_mtbf_the_good_time_between_beginnings(lasted: list[int], began: int, good: int) -> None:
    found = Incidents(began, len(lasted), sum(lasted))
    assert found.mttr_ms == (pytest.approx(mean(lasted)) if lasted else None)
    assert found.mtbf_ms(good) == (pytest.approx(good / began) if began else None)


def test_a_month_of_99_9_percent() -> None:
    found = budget(99.9, 30 * DAY - 12 * MINUTE, 12 * MINUTE)
    assert found.allowed_ms == 43.2 * MINUTE
    assert found.left_ms == pytest.approx(31.2 * MINUTE)
    assert found.left == pytest.approx(31.2 / 43.2)
    assert found.burn_rate == pytest.approx(12 / 43.2)
    assert found.kept


def test_a_month_of_which_two_thirds_are_to_come() -> None:
    found = budget(99.9, 10 * DAY - 20 * MINUTE, 20 * MINUTE, 20 * DAY)
    assert found.allowed_ms == 43.2 * MINUTE
    assert found.kept  # though at this rate it will not be
    assert found.burn_rate == pytest.approx(20 / 14.4)


@pytest.mark.parametrize(("spent", "kept"), [(0, True), (1_000, True), (1_001, False)])
def test_the_last_millisecond_is_still_within(spent: int, kept: bool) -> None:
    """Of a million, by 99.9 %, which no float is."""
    assert budget(99.9, 1_000_000 - spent, spent).kept is kept


def test_a_target_of_100_percent_allows_nothing() -> None:
    assert (budget(100, DAY, 0).left, budget(100, DAY, 0).kept) == (None, True)
    spent = budget(100, DAY, 1)
    assert (spent.left, spent.burn_rate, spent.left_ms, spent.kept) == (None, None, -1, False)
    empty = budget(99.9, 0, 0)
    assert (empty.allowed_ms, empty.left, empty.burn_rate, empty.kept) == (0, None, None, True)


@given(
    st.decimals(50, 100, places=4),
    st.lists(st.sampled_from("UD."), max_size=300),
    st.integers(0, 300),
)
def test_a_budget_is_what_counting_ms_gives(target: Decimal, period: list[str], to_come: int) -> None:
    """A ms a letter, a dot for one that nothing is known of."""
    down, covered = period.count("D"), sum(ms != "." for ms in period)
    found = budget(float(target), period.count("U"), down, to_come)
    allowed = (100 - target) * (covered + to_come) / 100
    assert found.allowed_ms == pytest.approx(float(allowed))
    assert found.kept is (down <= allowed)
    assert found.left_ms == pytest.approx(float(allowed - down))
    assert found.left == (pytest.approx(float(1 - down / allowed)) if allowed else None)
    rate = Decimal(down) / covered / (1 - target / 100) if covered and target < 100 else None
    assert found.burn_rate == (None if rate is None else pytest.approx(float(rate)))


# -- Apdex -----------------------------------------------------------------------------------------------------------

LATENCIES = st.lists(st.integers(0, 30_000_000), max_size=80).map(sorted)


def judged(latencies: list[int], down: int, t_us: int) -> float | None:
    """One by one, in µs."""
    worth = [1.0 if us <= t_us else 0.5 if us <= 4 * t_us else 0.0 for us in latencies] + [0.0] * down
    return sum(worth) / len(worth) if worth else None


@given(LATENCIES, st.integers(0, 20), st.integers(1, 10_000_000))
def test_apdex_is_what_judging_each_check_gives(latencies: list[int], down: int, t_us: int) -> None:
    found = apdex_of([us / 1_000 for us in latencies], down, t_us / 1_000)
    score = judged(latencies, down, t_us)
    assert found == (None if score is None else Apdex(pytest.approx(score), 0.0))


@given(LATENCIES, st.integers(0, 20), st.data())
def test_apdex_of_a_histogram_is_off_by_no_more_than_it_says(
    latencies: list[int], down: int, data: st.DataObject
) -> None:
    t_us = data.draw(st.integers(1, 10_000_000) | st.sampled_from(latencies or [7]).filter(bool))
    tally = Tally()
    tally.add_latencies(latencies)
    found = apdex(tally.within(t_us / 1_000), tally.within(4 * t_us / 1_000), len(latencies) + down)
    score = judged(latencies, down, t_us)
    assert (found is None) is (score is None)
    if found and score is not None:
        assert abs(found.score - score) <= found.error + 1e-9
        assert found.error <= 0.5


@pytest.mark.parametrize("t_ms", [1e308, 9e307])
def test_any_t_is_possible(t_ms: float) -> None:
    tally = Tally()
    tally.add_latencies([5, 7_000])
    assert apdex(tally.within(t_ms), tally.within(4 * t_ms), 2) == Apdex(1.0)
    assert tally.within(0.001) == (0, 0)
