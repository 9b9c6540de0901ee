"""How figures, times and states are said."""

import pytest

from agent.messages import MonitorView
from agent.model import Beat, Cause, HttpTarget, Outcome, State
from desktop import text
from tests.desktop import scenes
from tests.desktop.fake_agent import beats, monitor, standing

S, MIN, H, D = 1_000, 60_000, 3_600_000, 86_400_000


@pytest.mark.parametrize(
    ("ms", "said"),
    [
        (None, "—"),
        (0.4, "< 1 ms"),
        (83.6, "84 ms"),
        (999.4, "999 ms"),
        (999.6, "1.00 s"),
        (1_840, "1.84 s"),
        (12_345, "12.3 s"),
        (90_000, "1 min"),
    ],
)
def test_latency(ms: float | None, said: str) -> None:
    assert text.latency(ms) == said


@pytest.mark.parametrize(
    ("ms", "said", "aloud"),
    [
        (-5, "0 s", "0 seconds"),
        (59_999, "59 s", "59 seconds"),
        (MIN, "1 min", "1 minute"),
        (H - 1, "59 min", "59 minutes"),
        (2 * H + 5 * MIN, "2 h 5 min", "2 hours"),
        (2 * H, "2 h", "2 hours"),
        (3 * D + 4 * H, "3 d 4 h", "3 days"),
    ],
)
def test_durations(ms: int, said: str, aloud: str) -> None:
    assert text.duration(ms) == said
    assert text.spoken_duration(ms) == aloud


@pytest.mark.parametrize(
    ("ratio", "said"),
    [(None, "—"), (1.0, "100 %"), (0.99999, "99.99 %"), (0.5, "50.00 %"), (0.0, "0.00 %")],
)
def test_a_hundred_percent_is_said_of_nothing_less(ratio: float | None, said: str) -> None:
    assert text.percent(ratio) == said


def test_points_in_time_relative_to_now() -> None:
    now = 1_700_000_000_000
    assert text.ago(None, now) == "never"
    assert text.ago(now - 999, now) == "just now"
    assert text.ago(now - 2 * S, now) == "2 s ago"
    assert text.until(None, now) == "—"
    assert text.until(now - 1, now) == "now"
    assert text.until(now + 8_001, now) == "in 9 s"
    assert text.timestamp(now).startswith("2023-11-1")


def row(state: State, pattern: str = "", **fields: object) -> MonitorView:
    return standing(monitor(1, "api", latency_threshold_ms=800), state, beats(pattern), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (row(State.UP), ""),
        (row(State.FAILING, "dud"), "2 of last 5 failed: alerts at 4"),
        (row(State.DOWN, "dddd", message="Connection refused"), "Connection refused"),
        (row(State.DOWN, "ddduu"), "2 of last 5 good again: recovers at 4"),
        (row(State.DEGRADED, "g", latency=912.0), "912 ms, slower than 800 ms"),
        (row(State.UNKNOWN, "n"), "This machine could not tell"),
        (standing(monitor(1, "api"), State.PENDING, ()), "Waiting for the first check"),
    ],
)
def test_the_reason_of_a_state(view: MonitorView, said: str) -> None:
    assert text.reason(view, view.monitor) == said
    assert text.reason(view.status, view.monitor) == said


@pytest.mark.parametrize(
    ("left", "days", "said"),
    [
        (22 * D, (21, 1), ""),
        (22 * D, (30, 1), "Certificate expires in 22 days"),
        (7 * D - MIN, (7, 1), "Certificate expires in 7 days"),
        (20 * H + MIN, (7, 1), "Certificate expires in 1 day"),
        (3 * H, (7, 1), "Certificate expires in 3 hours"),
        (-1, (7,), "Certificate has expired"),
        (-1, (), ""),
    ],
)
def test_a_row_tells_of_a_certificate_that_ends_soon(left: int, days: tuple[int, ...], said: str) -> None:
    target = HttpTarget(url="https://api.example.com", certificate_days=days)
    now = scenes.NOW
    one = scenes.with_certificates(scenes.view(scenes.monitor(1, "api", target=target)), now + left)
    assert text.certificate_soon(one, now) == said
    assert text.standing(one, now) == (f"▲ {said}" if said else "Up")
    assert text.spoken(one, now).endswith(said or "84 ms")


def test_every_word_of_the_model_has_a_name() -> None:
    assert all(text.state_name(state) for state in State)
    assert all(text.cause_name(cause) for cause in Cause)
    assert all(text.outcome_name(outcome) for outcome in Outcome)
    assert text.beat(None) == "Not checked"
    assert text.beat(Beat(0, Outcome.DEGRADED, 912.0, Cause.LATENCY)).endswith("Degraded · 912 ms · Latency")
