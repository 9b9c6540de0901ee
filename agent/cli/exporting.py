"""``api-monitor export``: every monitor and channel as YAML on stdout."""

import argparse
import asyncio
import sys

from agent.cli.exits import Exit, Failed
from agent.cli.stored import reading
from agent.interchange import write


def run(options: argparse.Namespace) -> Exit:
    sys.stdout.write(asyncio.run(_text(options)))
    return Exit.DONE


async def _text(options: argparse.Namespace) -> str:
    async with reading(options.data_dir) as store:
        try:
            monitors = [stored.monitor for stored in await store.monitors()]
            return write(await store.channels(), monitors, await store.settings())
        except ValueError as error:
            raise Failed(f"Nothing was exported: {error}.") from error
