"""``api-monitor import``: monitors and channels from a file, added or updated by name, all or nothing."""

import argparse
import asyncio
import sys
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel

from agent.cli.exits import Exit, WrongUse
from agent.cli.output import print_line
from agent.cli.stored import opened, reading
from agent.clock import now_ms
from agent.folder import data_folder, hold, prepare
from agent.interchange import MAX_BYTES, BadFile, Bundle, read
from agent.model import Channel, MaintenanceWindow, Monitor, ReportSchedule, Settings, TagPolicy
from agent.secret_fields import secrets_of
from agent.store import Store
from agent.vault import SecretUnavailable, Vault

SHOWN = 100
"""So many errors of a file are printed."""

M = TypeVar("M", Monitor, Channel, TagPolicy, MaintenanceWindow, ReportSchedule)


@dataclass(frozen=True, slots=True)
class Step(Generic[M]):
    """What an import does with one monitor, channel or tag; ``old`` is what is stored under its name."""

    old: M | None
    new: M

    @property
    def changed(self) -> tuple[str, ...]:
        """The fields that get another value."""
        if self.old is None:
            return ()
        return tuple(name for name in type(self.new).model_fields if self._other(name))

    def _other(self, name: str) -> bool:
        return name != "id" and getattr(self.old, name, None) != getattr(self.new, name)

    @property
    def matters(self) -> bool:
        return self.old is None or bool(self.changed)


def run(options: argparse.Namespace) -> Exit:
    data = _file(options.file)
    folder = data_folder(options.data_dir)
    if not options.dry_run:
        prepare(folder)
    with nullcontext() if options.dry_run else hold(folder):
        commands = options.allow_commands
        asyncio.run(_preview(options.data_dir, data, commands) if options.dry_run else _import(folder, data, commands))
    return Exit.DONE


AnyStep = Step[Channel] | Step[TagPolicy] | Step[MaintenanceWindow] | Step[ReportSchedule] | Step[Monitor]


def _file(name: str) -> bytes:
    """The file's bytes, at most one more than may be taken."""
    try:
        if name == "-":
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with Path(name).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise WrongUse(f"The file {name} cannot be read: {error.strerror}.") from error


async def _preview(data_dir: str | None, data: bytes, commands: bool) -> None:
    async with reading(data_dir) as store:
        plan = await _plan(store, data, commands)
    _tell(plan, ("would be added", "would be changed"))
    print_line("Nothing was changed: this was a dry run.")


async def _import(folder: Path, data: bytes, commands: bool) -> None:
    async with opened(folder) as store:
        plan = await _plan(store, data, commands)
        await _carry_out(store, plan)
    _tell(plan, ("added", "changed"))


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import does; ``before`` is what held for all monitors, ``settings`` what does then."""

    channels: list[Step[Channel]]
    monitors: list[Step[Monitor]]
    tags: list[Step[TagPolicy]]
    maintenance: list[Step[MaintenanceWindow]]
    reports: list[Step[ReportSchedule]]
    before: Settings
    settings: Settings

    @property
    def sets(self) -> bool:
        """Whether the settings become others."""
        return any(step.matters for step in self.of_settings) or bool(self.changes)

    @property
    def of_settings(self) -> "list[AnyStep]":
        """What becomes of the parts of the settings that have names."""
        return [*self.tags, *self.maintenance, *self.reports]

    @property
    def changes(self) -> list[str]:
        """What becomes another of what there is only once."""
        once = {"quiet hours": "quiet", "requests": "requests", "retention": "retention", "updates": "updates"}
        return [what for what, name in once.items() if getattr(self.before, name) != getattr(self.settings, name)]


async def _plan(store: Store, data: bytes, commands: bool) -> Plan:
    channels = {channel.name: channel for channel in await store.channels()}
    monitors = {stored.monitor.name: stored.monitor for stored in await store.monitors()}
    try:
        bundle: Bundle = read(data, frozenset(channels), monitors.values(), commands=commands)
    except BadFile as error:
        raise WrongUse(_complaint(error)) from None
    settings = await store.settings()
    tags = {tag.name: tag for tag in settings.tags}
    windows = {window.name: window for window in settings.maintenance}
    reports = {report.name: report for report in settings.reports}
    return Plan(
        [Step(channels.get(channel.name), channel) for channel in bundle.channels],
        [Step(monitors.get(monitor.name), monitor) for monitor in bundle.monitors],
        [Step(tags.get(tag.name), tag) for tag in bundle.tags],
        [Step(windows.get(window.name), window) for window in bundle.maintenance],
        [Step(reports.get(report.name), report) for report in bundle.reports],
        settings,
        Settings(
            tags=tuple({**tags, **{tag.name: tag for tag in bundle.tags}}.values()),
            maintenance=tuple({**windows, **{window.name: window for window in bundle.maintenance}}.values()),
            quiet=bundle.quiet or settings.quiet,
            reports=tuple({**reports, **{report.name: report for report in bundle.reports}}.values()),
            requests=bundle.requests or settings.requests,
            retention=bundle.retention or settings.retention,
            updates=bundle.updates or settings.updates,
        ),
    )


def _complaint(error: BadFile) -> str:
    lines = [f"  {problem}" for problem in error.problems[:SHOWN]]
    if (more := len(error.problems) - SHOWN) > 0:
        lines.append(f"  … and {more} more")
    return "\n".join(["Nothing was imported:", *lines])


async def _carry_out(store: Store, plan: Plan) -> None:
    """Keep the secrets, then store; when that does not work the secrets are taken out again."""
    steps: list[Step[Channel] | Step[Monitor]] = [step for step in plan.channels if step.matters]
    steps += [step for step in plan.monitors if step.matters]
    vault = Vault()
    sealed: list[Channel | Monitor] = []
    try:
        for step in steps:
            sealed.append(await _sealed(vault, step.new))
    except BaseException:
        await _take_back(sealed, steps)
        raise
    try:
        await store.import_all(
            [model for model in sealed if not isinstance(model, Monitor)],
            [model for model in sealed if isinstance(model, Monitor)],
            now_ms(),
            plan.settings if plan.sets else None,
        )
    except Exception:  # not when interrupted: then it may be stored all the same, and need its secrets
        await _take_back(sealed, steps)
        raise
    await _forget_unused(store, vault, [step.old for step in steps if step.old is not None])


async def _take_back(sealed: Iterable[Channel | Monitor], steps: Iterable[Step[Channel] | Step[Monitor]]) -> None:
    vault = Vault()  # a fresh one: one that has failed leaves the keychain in peace for a while
    for model, step in zip(sealed, steps, strict=False):
        await vault.forget(model, step.new)


async def _forget_unused(store: Store, vault: Vault, replaced: Iterable[Channel | Monitor]) -> None:
    """Remove the secrets of what was replaced, but for those that something stored still refers to."""
    users: dict[str, list[BaseModel]] = {}
    for model in [*await store.channels(), *(stored.monitor for stored in await store.monitors())]:
        for _, secret in secrets_of(model):
            if secret.get_secret_value():
                users.setdefault(secret.get_secret_value(), []).append(model)
    for old in replaced:
        kept = [user for _, secret in secrets_of(old) for user in users.get(secret.get_secret_value(), ())]
        await vault.forget(old, kept)


async def _sealed(vault: Vault, model: Channel | Monitor) -> Channel | Monitor:
    try:
        return await vault.seal(model, session=False)
    except SecretUnavailable as error:
        hint = "Write ${env:NAME} in the file to take it from the environment."
        raise WrongUse(f"Nothing was imported. {model.name}: {error} {hint}") from error


_WHAT: dict[type[BaseModel], str] = {
    Monitor: "monitor",
    TagPolicy: "tag",
    MaintenanceWindow: "maintenance",
    ReportSchedule: "report",
}


def _tell(plan: Plan, verbs: tuple[str, str]) -> None:
    added = changed = kept = 0
    steps: list[AnyStep] = [*plan.channels, *plan.of_settings, *plan.monitors]
    for step in steps:
        what = _WHAT.get(type(step.new), "channel")
        if step.old is None:
            added += 1
            print_line(f"+ {what} {step.new.name}: {verbs[0]}")
        elif step.changed:
            changed += 1
            print_line(f"~ {what} {step.new.name}: {verbs[1]} ({', '.join(step.changed)})")
        else:
            kept += 1
    for what in plan.changes:
        changed += 1
        print_line(f"~ {what}: {verbs[1]}")
    print_line(f"{added} {verbs[0]}, {changed} {verbs[1]}, {kept} unchanged.")
