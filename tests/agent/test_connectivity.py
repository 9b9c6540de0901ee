"""Recognising that the machine slept, stopped or had its clock set, and what can be reached without the internet."""

import pytest

from agent.connectivity import ClockWatch, Connectivity, Jump, can_reach, has_route, is_near, is_online

NOON = 1_800_000_000_000


def test_time_that_simply_goes_on_is_no_jump() -> None:
    watch = ClockWatch(NOON, 100.0)
    assert [watch.poll(NOON + 1_000 * s + s % 3, 100.0 + s) for s in range(1, 500)] == [None] * 499


@pytest.mark.parametrize(
    ("wall_s", "monotonic_s", "jump"),
    [
        (5.9, 1.0, None),
        (-3.0, 1.0, None),
        (601.0, 1.0, Jump(600.0, stopped=False)),  # suspended, where the monotonic clock stands still; or clock set
        (-3_599.0, 1.0, Jump(-3_600.0, stopped=False)),  # the clock set back an hour
        (60.0, 60.0, Jump(60.0, stopped=True)),  # stopped, or suspended where the monotonic clock goes on
        (3_660.0, 60.0, Jump(3_660.0, stopped=True)),  # stopped, and the clock set meanwhile
    ],
)
def test_jumps(wall_s: float, monotonic_s: float, jump: Jump | None) -> None:
    watch = ClockWatch(NOON, 100.0)
    assert watch.poll(NOON + int(wall_s * 1_000), 100.0 + monotonic_s) == jump
    after = watch.poll(NOON + int(wall_s * 1_000) + 1_000, 101.0 + monotonic_s)
    assert after is None, "told once"


def test_a_clock_that_creeps_away_is_told_once_it_is_far_off() -> None:
    watch = ClockWatch(NOON, 0.0)
    polls = [watch.poll(NOON + 1_100 * s, float(s)) for s in range(1, 120)]
    told = [poll for poll in polls if poll]
    assert len(told) == 2
    assert all(5.0 < jump.seconds < 5.2 for jump in told)


def test_loopback_is_near_and_the_internet_is_not() -> None:
    assert is_near("127.0.0.1")
    assert is_near("::1")
    assert not is_near("198.41.0.4")
    assert not is_near("2001:503:ba3e::2:30")
    assert not is_near("no address")
    assert has_route("127.0.0.1")
    assert not has_route("no address")


def test_online_means_a_route_to_the_internet() -> None:
    assert is_online() is (has_route("198.41.0.4") or has_route("2001:503:ba3e::2:30"))


@pytest.mark.parametrize(
    ("routes", "connected", "disproved", "online"),
    [
        (True, None, False, True),  # no plugin: the routes alone
        (False, None, False, False),
        (True, True, False, True),
        (False, True, True, False),  # no way out, whatever the system says
        (True, False, False, False),  # the routes stay, and the system knows better
        (True, False, True, True),  # the system is wrong: somebody out there answered
        (False, False, True, False),
    ],
)
def test_online_by_routes_and_by_the_system(
    routes: bool, connected: bool | None, disproved: bool, online: bool
) -> None:
    assert can_reach(routes, connected, disproved) is online


def test_a_report_of_no_connection_holds_until_an_answer_to_what_was_asked_since() -> None:
    now = 10.0
    connectivity = Connectivity(routes=lambda: True, now=lambda: now)
    connectivity.report(False)
    connectivity.answered(9.0)  # on its way when the connection went
    assert not connectivity.online()
    connectivity.answered(11.0)
    assert connectivity.online()
    now = 20.0
    connectivity.report(False)  # the same again is no news
    assert connectivity.online()
    connectivity.report(True)
    connectivity.report(False)
    assert not connectivity.online()
    connectivity.report(None)
    assert connectivity.online()


def test_a_network_to_sign_in_to_is_one_until_a_target_itself_answers() -> None:
    connectivity = Connectivity(routes=lambda: True, now=lambda: 10.0)
    connectivity.report(True, portal=True)
    connectivity.answered(11.0)  # anybody may have
    connectivity.vouched(9.0)
    assert connectivity.signed_out()
    connectivity.vouched(11.0)
    connectivity.report(True, portal=True)  # no news
    assert not connectivity.signed_out()
    connectivity.report(True, portal=False)
    connectivity.report(True, portal=True)
    assert connectivity.signed_out()
