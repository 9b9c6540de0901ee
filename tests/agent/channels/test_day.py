"""The bar of a monitor's last 24 hours: what it is made of, and how it stands in a mail."""

from hypothesis import given
from hypothesis import strategies as st

from agent.channels.day import CELLS, DAY, day_bar
from agent.channels.mail_page import html_page, plain_page
from agent.channels.wording import message
from agent.model import AlertEvent, DeliveryState, Outcome
from agent.stats import Span
from tests.agent.channels.notices import AT, DOWN
from tests.agent.channels.outbox_world import World
from tests.agent.channels.servers import MailServer
from tests.agent.store.samples import a_check

HOUR = 3_600_000
START = AT - DAY


def test_a_half_hour_is_as_its_worst_and_what_nothing_speaks_for_stays_open() -> None:
    spans = [
        Span(START - HOUR, START + HOUR, Outcome.UP),
        Span(START + HOUR, START + HOUR + 1, Outcome.DOWN),
        Span(START + HOUR + 1, START + 2 * HOUR, Outcome.DEGRADED),
        Span(START + 2 * HOUR, START + 3 * HOUR, Outcome.UNKNOWN),
        Span(AT - 60_000, AT + HOUR, Outcome.DOWN),
    ]
    bar = day_bar(spans, AT)
    assert bar.text == "▁▁█▄" + "·" * (CELLS - 5) + "█"
    assert (bar.down_ms, bar.degraded_ms) == (60_001, HOUR - 1)
    assert bar.words == "down for 60 s, slow for 1 h"
    assert day_bar([], AT).words == "not checked before"
    assert day_bar([Span(START, AT, Outcome.UP)], AT).words == "no trouble before"


@given(
    st.lists(st.tuples(st.integers(-DAY, 2 * DAY), st.integers(0, DAY), st.sampled_from(Outcome)), max_size=20),
)
def test_any_spans_make_a_whole_bar(parts: list[tuple[int, int, Outcome]]) -> None:
    bar = day_bar([Span(START + at, START + at + length, outcome) for at, length, outcome in parts], AT)
    assert len(bar.cells) == len(bar.text) == CELLS
    assert bar.down_ms >= 0
    assert (Outcome.DOWN in bar.cells) is (bar.down_ms > 0)


def test_the_mail_shows_it_without_loading_anything() -> None:
    bar = day_bar([Span(START, AT - HOUR, Outcome.UP), Span(AT - HOUR, AT, Outcome.DOWN)], AT)
    page, text = html_page(message(DOWN), bar), plain_page(message(DOWN), bar)
    assert page.count("#1ba787") == 2 * 46  # a cell's colour stands in it twice, for old programs
    assert page.count('bgcolor="#c62828" style="height:18px') == 2
    assert "Last 24 hours, now on the right: down for 1 h" in page
    assert "<img" not in page
    assert "Last 24 hours (down for 1 h):\n" + "▁" * 46 + "██" in text
    assert "Last 24 hours" not in html_page(message(DOWN))


async def test_through_the_outbox_down_and_up_are_one_thread_with_the_monitors_day(
    world: World, mail: MailServer
) -> None:
    (opened,) = await world.alert("api", "mail")
    checks = [
        a_check(world.monitors["api"], world.clock.wall - minute * 60_000, Outcome.UP if minute > 9 else Outcome.DOWN)
        for minute in range(60, 0, -1)
    ]
    await world.store.record_many(checks)
    async with world.running():
        await world.tick_until(lambda: world.state(opened) is DeliveryState.SENT)
        closed = await world.tell("api", "mail", AlertEvent.CLOSED)
        await world.tick_until(lambda: world.state(closed) is DeliveryState.SENT)
    down, up = mail.mails
    assert down["Message-ID"] in up["References"].split()
    assert up["In-Reply-To"] == down["Message-ID"]
    assert up["References"].split()[0] == down["References"]  # the thread's root, which nobody has
    body = down.get_body(("plain",))
    assert body is not None
    assert "Last 24 hours (down for 9 min)" in body.get_content()


async def test_a_message_about_several_monitors_has_no_bar(world: World, mail: MailServer) -> None:
    world.add(world.channels["mail"].model_copy(update={"group_seconds": 30}))
    keys = [(await world.alert(name, "mail"))[0] for name in ("api", "shop")]
    async with world.running():
        await world.tick_until(lambda: all(world.state(key) is DeliveryState.SENT for key in keys))
    (both,) = mail.mails
    assert both["Subject"] == "2 down"
    body = both.get_body(("plain",))
    assert body is not None
    assert "Last 24 hours" not in body.get_content()
