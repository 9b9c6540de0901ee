"""Scheduled reports: when they are due, made once over restarts, into a folder and by mail, tried again and told of."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from agent.messages import Event, PlansChanged, PlanState
from agent.model import Channel, EmailChannel, ReportSchedule, Settings
from agent.planned_reports import GIVE_UP, PlannedReports
from agent.report_schedule import rename_channel
from agent.store import Store
from agent.vault import Vault
from tests.agent.channels.servers import mail_server
from tests.agent.store.samples import a_monitor

BERLIN = "Europe/Berlin"
HOUR, DAY = 3_600_000, 86_400_000


def ms(text: str, zone: str = BERLIN) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1_000)


def a_plan(**changes: object) -> ReportSchedule:
    given = {"name": "Weekly", "kind": "summary", "format": "csv", "repeat": "weekly", "zone": BERLIN, "folder": "/r"}
    return ReportSchedule.model_validate({**given, **changes})


@pytest.mark.parametrize(
    ("changes", "now", "last", "following", "start", "end"),
    [
        ({}, "2026-03-30T08:00", "2026-03-30T08:00", "2026-04-06T08:00", "2026-03-23", "2026-03-30"),
        ({}, "2026-03-30T07:59", "2026-03-23T08:00", "2026-03-30T08:00", "2026-03-16", "2026-03-23"),
        ({"weekday": "sun", "at": "02:30"}, "2026-03-29T12:00", "2026-03-29T03:30", "2026-04-05T02:30", "2026-03-16",
         "2026-03-23"),
        ({"repeat": "monthly"}, "2026-03-01T09:00", "2026-03-01T08:00", "2026-04-01T08:00", "2026-02-01", "2026-03-01"),
        ({"repeat": "monthly", "day": 31}, "2026-03-01T09:00", "2026-02-28T08:00", "2026-03-31T08:00", "2026-01-01",
         "2026-02-01"),
    ],
)  # fmt: skip
def test_when_it_is_due_and_of_what_it_is(
    changes: dict[str, object], now: str, last: str, following: str, start: str, end: str
) -> None:
    plan = a_plan(**changes)
    assert plan.last_due(ms(now)) == ms(last)
    assert plan.next_due(ms(now)) == ms(following)
    assert plan.period(plan.last_due(ms(now))) == (ms(start), ms(end))


@given(st.integers(1_500_000_000_000, 2_000_000_000_000), st.sampled_from(["weekly", "monthly"]), st.times())
def test_every_moment_has_one_before_and_one_after(now: int, repeat: str, at: time) -> None:
    plan = a_plan(repeat=repeat, at=at.replace(microsecond=0), zone="America/New_York", day=31)
    last, following = plan.last_due(now), plan.next_due(now)
    assert last <= now < following <= last + 32 * DAY
    assert plan.last_due(following) == following
    assert plan.next_due(last) == following


def test_what_cannot_be_is_refused() -> None:
    for changes, said in (
        ({"folder": ""}, "expected a folder, a channel, or both"),
        ({"folder": "reports"}, "expected an absolute path"),
        ({"at": "08:00+01:00"}, "without a zone"),
        ({"kind": "document"}, "expected format"),
        ({"day": 32}, "less than or equal to 31"),
    ):
        with pytest.raises(ValidationError, match=said):
            a_plan(**changes)
    assert a_plan(name='a/b\\c: "d"?').file_name(ms("2026-03-30T08:00")) == "a_b_c_ _d_ 2026-03-23 2026-03-29.csv"


def test_what_goes_nowhere_any_more_is_off() -> None:
    plan = a_plan(folder="", channel="mail")
    assert rename_channel(plan, "mail", "post").channel == "post"
    off = rename_channel(plan, "mail", None)
    assert (off.on, off.channel) == (False, "")
    assert ReportSchedule.model_validate(off.model_dump()) == off
    assert rename_channel(a_plan(channel="mail"), "mail", None).on


class World:
    """A store, a clock that is set by hand, and what was published."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self.folder = folder
        self.now = ms("2026-03-27T12:00")
        self.settings = Settings(reports=(a_plan(folder=str(folder)),))
        self.channels: dict[str, Channel] = {}
        self.states: tuple[PlanState, ...] = ()

    async def started(self) -> PlannedReports:
        """The part of a program that is started anew."""
        plans = PlannedReports(
            self.store, Vault(), lambda: self.settings, self.channels.get, self.publish, lambda: self.now
        )
        await plans.load()
        return plans

    def publish(self, event: Event) -> None:
        assert isinstance(event, PlansChanged)
        self.states = event.states

    def files(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    store = await Store.open(tmp_path / "data")
    await store.save_monitor(a_monitor(), ms("2026-03-01"))
    (tmp_path / "reports").mkdir()
    yield World(store, tmp_path / "reports")
    await store.close()


async def test_it_is_made_once_also_where_the_program_was_closed(world: World) -> None:
    plans = await world.started()
    await plans.look()
    assert world.files() == []  # what was due before it was planned is not made up for
    world.now = ms("2026-04-08T09:00")  # two were missed meanwhile: the newest is made
    for _ in range(2):
        plans = await world.started()
        await plans.look()
        await plans.look()
    assert world.files() == ["Weekly 2026-03-30 2026-04-05.csv"]
    [state] = world.states
    assert (state.trouble, state.made_at, state.went) == ("", world.now, str(world.folder / world.files()[0]))
    world.settings = Settings(reports=(a_plan(folder=str(world.folder), weekday="tue"),))
    await plans.look()  # another time: what would have been due by it already is not made
    assert len(world.files()) == 1
    world.now = ms("2026-04-14T08:00")
    await plans.look()
    assert len(world.files()) == 2


async def test_a_folder_that_is_missing_is_said_and_tried_again(world: World) -> None:
    plans = await world.started()
    await plans.look()
    world.now = ms("2026-03-30T08:00")
    world.folder.rename(world.folder.with_name("away"))
    await plans.look()
    [state] = world.states
    assert "There is no folder" in state.trouble
    assert state.next_at == world.now + 60_000
    await plans.look()
    assert world.states[0].tries == 1  # not before its time
    world.folder.with_name("away").rename(world.folder)
    world.now += 60_000
    plans = await world.started()
    await plans.look()
    assert world.files() == ["Weekly 2026-03-23 2026-03-29.csv"]
    assert world.states[0].trouble == ""


async def test_after_a_day_it_is_given_up_and_said(world: World) -> None:
    plans = await world.started()
    await plans.look()
    world.folder.rmdir()
    world.now = begun = ms("2026-03-30T08:00")
    while world.now <= begun + GIVE_UP + HOUR:
        await plans.look()
        world.now += HOUR
    tries = world.states[0]
    assert (tries.pending, bool(tries.trouble)) == (None, True)
    world.folder.mkdir()
    await plans.look()
    assert world.files() == []


async def test_it_is_mailed_with_the_report_attached(world: World) -> None:
    async with mail_server() as server:
        world.channels["mail"] = EmailChannel(
            name="mail", host="localhost", port=server.port, security="none",
            sender="monitor@example.org", recipients=("ops@example.org", "boss@example.org"),
        )  # fmt: skip
        world.settings = Settings(reports=(a_plan(folder="", channel="mail", title="Wöchentlich"),))
        plans = await world.started()
        await plans.look()
        world.now = ms("2026-03-30T08:00")
        await plans.look()
        assert await plans.make_now("Weekly")
        assert not await plans.make_now("Yearly")
    first, second = server.mails
    assert first["Subject"] == "Wöchentlich"
    assert first["To"] == "ops@example.org, boss@example.org"
    assert first["Message-ID"] == second["Message-ID"]
    [attached] = first.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == ("Weekly 2026-03-23 2026-03-29.csv", "text/csv")
    assert attached.get_content().startswith("name,kind,target,")
    assert world.states[0].went == "mail (ops@example.org, boss@example.org)"
    world.now = ms("2026-04-06T08:00")
    await plans.look()  # nobody listens any more
    assert "cannot be used" in world.states[0].trouble


async def test_it_runs_by_itself(world: World) -> None:
    plans = await world.started()
    await plans.look()
    world.now = ms("2026-03-30T08:00")
    made = asyncio.Event()
    world.publish = lambda event: made.set()  # type: ignore[method-assign]
    plans = await world.started()
    running = asyncio.create_task(plans.run())
    await asyncio.wait_for(made.wait(), 60)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert len(world.files()) == 1
