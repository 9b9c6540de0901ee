"""What becomes one message, and when: tables, and what must hold of any outbox."""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from agent.channels.grouping import GATHER, Batch, Pace, next_batch
from agent.model import AlertEvent, Delivery, DeliveryState
from tests.agent.channels.notices import DOWN

NOW = 1_000.0
GROUPED, ALONE = Pace(30), Pace(0)


def waiting(*told: str) -> list[Delivery]:
    """Deliveries such as ``a1+`` (alert 1 of monitor a opened), ``a1-`` (closed), and ``a1+!m`` kept in message m."""
    made = []
    for number, text in enumerate(told):
        text, _, message = text.partition("!")
        event = AlertEvent.OPENED if text[-1] == "+" else AlertEvent.CLOSED
        alert = int(text[1:-1])
        notice = replace(DOWN, monitor=text[0], event=event, opened_at=alert)
        key = f"{number}:{text}"
        made.append(Delivery(key, alert, "ops", event, notice, DeliveryState.PENDING, number, message_id=message))
    return made


def chosen(pace: Pace, deliveries: Sequence[Delivery], **due: float) -> tuple[list[str], float]:
    """What goes next, and in how many seconds. ``due`` is by alert (``a1``), in seconds from now; else now."""
    at = {delivery.id: NOW + due.get(delivery.id.partition(":")[2][:-1], 0.0) for delivery in deliveries}
    batch = next_batch(deliveries, at, pace, NOW)
    assert batch is not None
    return [delivery.id.partition(":")[2] for delivery in batch.deliveries], batch.at - NOW


def test_a_lone_alert_waits_a_moment_and_those_of_that_moment_go_with_it() -> None:
    assert chosen(GROUPED, waiting("a1+")) == (["a1+"], GATHER)
    assert chosen(GROUPED, waiting("a1+", "b2+", "c3+"), b2=0.5, c3=5) == (["a1+", "b2+"], GATHER)


def test_what_comes_within_the_window_of_a_message_waits_for_its_end() -> None:
    told = Pace(30, told_at=NOW - 10)
    assert chosen(told, waiting("a1+", "b2+")) == (["a1+", "b2+"], 20)
    assert chosen(replace(told, told_at=NOW - 31), waiting("a1+")) == (["a1+"], GATHER)


def test_without_grouping_each_monitor_is_told_at_once() -> None:
    assert chosen(ALONE, waiting("a1+", "b2+")) == (["a1+"], 0)
    assert chosen(Pace(0, told_at=NOW), waiting("b2+", "a1+")) == (["b2+"], 0)


def test_stale_pairs_of_a_monitor_are_one_message_whatever_the_window() -> None:
    flaps = waiting("a1+", "a1-", "b9+", "a2+", "a2-", "a3+")
    assert chosen(ALONE, flaps)[0] == ["a1+", "a1-", "a2+", "a2-", "a3+"]
    assert chosen(GROUPED, flaps)[0] == ["a1+", "a1-", "b9+", "a2+", "a2-", "a3+"]


def test_a_message_that_may_have_been_accepted_is_repeated_as_it_was() -> None:
    kept = waiting("a1+!m", "b2+!m", "a1-", "c3+")
    assert chosen(GROUPED, kept) == (["a1+", "b2+"], 0)
    assert chosen(GROUPED, kept, a1=60, b2=60)[0] == ["c3+"]  # a1- waits for a1+


def test_a_service_that_fails_is_asked_by_one_monitor_the_least_tried() -> None:
    tried = [replace(d, attempts=3 if d.notice.monitor == "a" else 1) for d in waiting("a1+", "b2+", "c3+", "c3-")]
    tried[2] = replace(tried[2], attempts=0)
    tried[3] = replace(tried[3], attempts=0)
    assert chosen(Pace(30, failing=True), tried) == (["c3+", "c3-"], 0)


def test_the_id_is_the_deliverys_own_or_follows_from_those_it_tells() -> None:
    one, two = waiting("a1+", "b2+")
    assert Batch((one,), NOW).message_id == one.id
    both = Batch((one, two), NOW).message_id
    assert both not in (one.id, two.id)
    assert Batch((replace(one, attempts=2), two), NOW + 9).message_id == both
    assert Batch((replace(one, message_id="kept"), replace(two, message_id="kept")), NOW).message_id == "kept"


@st.composite
def outboxes(draw: st.DrawFn) -> list[Delivery]:
    """Alerts of some monitors, each opened and perhaps closed, in any order that keeps each alert's own; the oldest
    messages perhaps kept."""
    alerts = draw(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=12))
    events = [
        (number, monitor, sign) for number, (monitor, over) in enumerate(alerts) for sign in ("+-" if over else "+")
    ]
    order = draw(st.permutations(events))
    order = sorted(order, key=lambda e: (order.index((e[0], e[1], "+")), e[2] == "-"))
    made = waiting(*(f"{monitor}{number}{sign}" for number, monitor, sign in order))
    kept = draw(st.integers(0, len(made)))
    names = iter(draw(st.lists(st.sampled_from(["m", "n"]), min_size=kept, max_size=kept)))
    by_alert: dict[int, str] = {}
    done = []
    for place, delivery in enumerate(made):
        name = by_alert.setdefault(delivery.alert, next(names)) if place < kept else ""
        done.append(replace(delivery, message_id=name, attempts=draw(st.integers(0, 3))))
    return done


@given(
    outbox=outboxes(),
    window=st.sampled_from([0.0, 30.0]),
    failing=st.booleans(),
    told=st.floats(0, 60),
    delays=st.lists(st.floats(-5, 100), min_size=24, max_size=24),
)
def test_everything_goes_out_once_in_order_and_kept_messages_as_they_were(
    outbox: list[Delivery], window: float, failing: bool, told: float, delays: list[float]
) -> None:
    due = {delivery.id: NOW + delay for delivery, delay in zip(outbox, delays, strict=False)}
    left, now, sent, told_at = list(outbox), NOW, list[Delivery](), NOW - told
    last_free = -math.inf
    for _ in count():
        batch = next_batch(left, due, Pace(window, told_at, failing), now)
        if batch is None:
            break
        names = {delivery.message_id for delivery in batch.deliveries}
        assert len(names) == 1
        kept = names.pop()
        if kept:
            assert list(batch.deliveries) == [delivery for delivery in left if delivery.message_id == kept]
        now = max(now, batch.at)
        if window and not failing and not kept:
            assert now >= last_free + window  # one message a window
            last_free = now
        told_at = now
        sent += batch.deliveries
        left = [delivery for delivery in left if delivery not in batch.deliveries]
    assert sorted(d.id for d in sent) == sorted(d.id for d in outbox)
    for alert in {delivery.alert for delivery in outbox}:
        assert [d.id for d in sent if d.alert == alert] == [d.id for d in outbox if d.alert == alert]
