"""The outbox's world, and real servers that play Slack and mail in it."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from agent.model import (
    EmailChannel,
    SlackChannel,
)
from agent.store import Store
from tests.agent.channels.hooks import HookServer, hook_server
from tests.agent.channels.outbox_world import Clock, World
from tests.agent.channels.servers import MailServer, SlackServer, mail_server, slack_server


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    store = await Store.open(tmp_path)
    yield World(store, Clock())
    await store.close()


@pytest.fixture
async def slack(world: World) -> AsyncIterator[SlackServer]:
    async with slack_server() as server:
        world.add(SlackChannel(name="ops", group_seconds=0, webhook_url=SecretStr(server.url)))
        yield server


@pytest.fixture
async def mail(world: World) -> AsyncIterator[MailServer]:
    async with mail_server() as server:
        given: dict[str, Any] = {"host": "127.0.0.1", "port": server.port, "security": "none", "group_seconds": 0}
        world.add(EmailChannel(name="mail", sender="a@example.org", recipients=("b@example.org",), **given))
        yield server


@pytest.fixture
async def hook() -> AsyncIterator[HookServer]:
    async with hook_server() as server:
        yield server
