"""What the agent does when it is asked: one handler a command, each answering with one event."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from agent import channels, messages, units
from agent.backup_desk import BackupDesk
from agent.capture import Seen, capture, with_certificates
from agent.changes import changed
from agent.channels.trouble import Troubles
from agent.clock import now_ms
from agent.defaults import completed
from agent.difference import differences
from agent.messages import CommandFailed, Done, Event, FieldError
from agent.model import Model, Monitor
from agent.places import find_places
from agent.planned_reports import TROUBLES, PlannedReports
from agent.probes import Probes
from agent.replay import replay_rule
from agent.report_desk import ReportDesk
from agent.routing import routing_of
from agent.storage_desk import StorageDesk
from agent.store import BadReference, NameTaken, Store
from agent.update_desk import UpdateDesk
from agent.upkeep import Upkeep
from agent.vault import Vault
from agent.watch import Watch

M = TypeVar("M", bound=Model)

ALERTS_SHOWN = 500
LOG_PAGE = 500


class Commands:
    """Carries out commands. Those that change something run one after the other, the rest beside each other."""

    def __init__(
        self,
        store: Store,
        vault: Vault,
        probes: Probes,
        watch: Watch,
        publish: Callable[[Event], None],
        status: Callable[[], messages.AgentStatus],
        spawn: Callable[[Coroutine[Any, Any, None]], None],
        retry: Callable[[], None],
        troubles: Troubles,
        folder: Path,
        backups: BackupDesk,
        plans: PlannedReports,
        upkeep: Upkeep,
        updates: UpdateDesk,
    ) -> None:
        self._store = store
        self._vault = vault
        self._probes = probes
        self._watch = watch
        self._publish = publish
        self._status = status
        self._spawn = spawn
        self._retry = retry
        self._troubles = troubles
        self._plans = plans
        self._reports = ReportDesk(store, publish)
        self._upkeep = upkeep
        self._updates = updates
        self._storage = StorageDesk(store, watch, publish, upkeep.wake, folder)
        self._changing = asyncio.Lock()
        self._readers: dict[type, Callable[[Any], Awaitable[Event | None]]] = {
            messages.GetOverview: self._overview,
            messages.CheckNow: self._check_now,
            messages.TestMonitor: self._test_monitor,
            messages.TestChannel: self._test_channel,
            messages.GetHistory: self._history,
            messages.GetUptime: self._uptime,
            messages.GetPhases: self._phases,
            messages.GetLog: self._log,
            messages.GetStorage: self._storage.size,
            messages.ClearHistory: self._storage.clear,
            messages.DeleteChecks: self._storage.delete,
            messages.GetEvidence: self._evidence,
            messages.ReplayRule: self._replay,
            messages.WriteReport: self._reports.write,
            messages.StopReport: self._reports.stop,
            messages.ListBackups: backups.list,
            messages.BackUpNow: backups.now,
            messages.InspectBackup: backups.inspect,
            messages.CheckDatabase: backups.look,
            messages.GetPlaces: partial(find_places, folder, vault),
            messages.MakePlanned: self._make_planned,
            messages.CheckForUpdates: updates.asked,
        }
        self._writers: dict[type, Callable[[Any], Awaitable[Event | None]]] = {
            messages.SaveMonitor: self._save_monitor,
            messages.ChangeMonitors: self._change_monitors,
            messages.DeleteMonitors: self._delete_monitors,
            messages.RestoreMonitors: self._restore_monitors,
            messages.PauseMonitors: self._pause_monitors,
            messages.SaveChannel: self._save_channel,
            messages.DeleteChannel: self._delete_channel,
            messages.SaveSettings: self._save_settings,
            messages.AcknowledgeAlerts: self._acknowledge,
            messages.SnoozeAlerts: self._snooze,
            messages.DeleteAlerts: self._delete_alerts,
            messages.RestoreBackup: backups.restore,
        }

    async def carry_out(self, command: messages.Command) -> None:
        """Do what was asked and publish the answer; what goes wrong is answered with CommandFailed."""
        try:
            writer = self._writers.get(type(command))
            if writer:
                async with self._changing:
                    answer = await writer(command)
            else:
                answer = await self._readers[type(command)](command)
        except NameTaken as error:
            answer = _failed(command, "name", str(error))
        except BadReference as error:
            answer = _failed(command, error.field, str(error))
        except TROUBLES as error:
            answer = _failed(command, "", str(error))
        if answer is not None:
            self._publish(answer)

    # -- reading -------------------------------------------------------------------------------------------------------

    async def _overview(self, command: messages.GetOverview) -> Event:
        alerts = await self._store.alerts(limit=ALERTS_SHOWN)
        self._spawn(self._watch.figures.want())
        return messages.Overview(
            command.request,
            self._watch.views(),
            self._watch.teller.channels,
            tuple(alerts),
            self._status(),
            self._troubles.all,
            self._watch.settings,
            self._plans.states,
        )

    async def _check_now(self, command: messages.CheckNow) -> None:
        for key in command.ids:
            self._spawn(self._watch.check(key))

    async def _test_monitor(self, command: messages.TestMonitor) -> Event:
        monitor = await self._vault.reveal(command.monitor, ask=True)
        target = completed(monitor.target, self._watch.settings.requests)
        monitor = monitor.model_copy(update={"target": target})
        finding = await self._probes.find(monitor)
        exchange = with_certificates(capture(Seen.of(monitor, finding)))
        return messages.MonitorTested(command.request, exchange.check, exchange)

    async def _test_channel(self, command: messages.TestChannel) -> Event:
        channel = await self._vault.reveal(command.channel, ask=True)
        return messages.ChannelTested(command.request, await channels.send_test(channel))

    async def _history(self, command: messages.GetHistory) -> Event:
        monitor = self._watch.monitor(command.monitor)
        t_ms = monitor.apdex_t_ms if monitor else None
        data = await self._store.history(command.monitor, command.start, command.end, command.points, t_ms)
        return messages.History(
            request=command.request,
            monitor=command.monitor,
            start=command.start,
            end=command.end,
            points=tuple(data.points),
            width=data.width,
            figures=data.figures,
            first_at=data.first_at,
            alerts=data.alerts,
        )

    async def _uptime(self, command: messages.GetUptime) -> Event:
        starts = units.starts("", command.start, command.end, command.unit)
        parts = await self._store.uptime_by_time(command.monitor, starts, command.end)
        return messages.UptimeByTime(command.request, command.monitor, command.unit, parts)

    async def _phases(self, command: messages.GetPhases) -> Event:
        start, end = command.start, command.end
        data = await self._store.phases(command.monitor, start, end, command.points)
        about = (command.request, command.monitor, start, end)
        return messages.PhaseHistory(*about, data.points, data.width, data.since, data.sampled)

    async def _log(self, command: messages.GetLog) -> Event:
        checks, more = await self._store.log(command.monitor, command.before, min(command.limit, LOG_PAGE))
        return messages.Log(command.request, command.monitor, tuple(checks), more)

    async def _evidence(self, command: messages.GetEvidence) -> Event:
        good, failing = await self._watch.keeper.newest(command.monitor)
        if command.alert is not None:
            failing = await self._store.alert_evidence(command.alert)
        good, failing = (exchange and with_certificates(exchange) for exchange in (good, failing))
        found = differences(good, failing)
        return messages.Evidence(command.request, command.monitor, command.alert, good, failing, found)

    async def _replay(self, command: messages.ReplayRule) -> Event:
        monitor = self._watch.monitor(command.monitor)
        if monitor is None:
            return _failed(command, "", "This monitor was deleted meanwhile.")
        routing = routing_of(monitor, self._watch.settings.tags)
        given = (command.rule, command.latency_threshold_ms)
        return await replay_rule(self._store, monitor, routing, now_ms(), *given, command.request)

    async def _make_planned(self, command: messages.MakePlanned) -> Event:
        if not await self._plans.make_now(command.name):
            return _failed(command, "", f"There is no scheduled report {command.name}.")
        return Done(command.request)

    # -- monitors ------------------------------------------------------------------------------------------------------

    async def _save_monitor(self, command: messages.SaveMonitor) -> Event:
        old = self._watch.monitor(command.monitor.id)
        if command.monitor.id and old is None:
            return _failed(command, "", "This monitor was deleted meanwhile.")
        saved = await self._keep(command.monitor, old, lambda sealed: self._store.save_monitor(sealed, now_ms()))
        view = self._watch.put(saved)
        if old is not None and old.name != saved.name:
            await self.monitors_changed()
            await self._settings_changed()
        self._check_changed(old, saved)
        return messages.MonitorSaved(command.request, view)

    async def _change_monitors(self, command: messages.ChangeMonitors) -> Event:
        old: list[Monitor] = []
        new: list[Monitor] = []
        for key, values in command.changes:
            monitor = self._watch.monitor(key)
            if monitor is None:
                return _failed(command, "", "One of these monitors was deleted meanwhile.")
            try:
                old.append(monitor)
                new.append(changed(monitor, values))
            except ValidationError as error:
                return _failed(command, "", f"{monitor.name}: {error.errors()[0]['msg']}")
        await self._keep_changed(old, new)
        return Done(command.request)

    async def _keep_changed(self, old: Sequence[Monitor], new: Sequence[Monitor]) -> None:
        """Store monitors that are other than before, all of them or none, and check those that want it."""
        stored = await self._store.save_monitors(new, now_ms())
        for before, saved in zip(old, stored, strict=True):
            self._publish(messages.MonitorSaved(0, self._watch.put(saved)))
            self._check_changed(before, saved)

    def _check_changed(self, before: Monitor | None, saved: Monitor) -> None:
        """Check a monitor at once that is new, goes on, or is about another target."""
        if not saved.paused and (before is None or before.paused or before.target != saved.target):
            self._spawn(self._watch.check(saved.id))

    async def _delete_monitors(self, command: messages.DeleteMonitors) -> Event:
        await self._store.delete_monitors(command.ids, now_ms())
        self._watch.drop(command.ids)
        return messages.MonitorsDeleted(command.request, command.ids)

    async def _restore_monitors(self, command: messages.RestoreMonitors) -> Event:
        restored = await self._store.restore_monitors(command.ids)
        keys = [monitor.id for monitor in restored]
        for view in await self._watch.restore(keys):
            self._publish(messages.MonitorSaved(0, view))
        open_alerts = await self._store.alerts(limit=ALERTS_SHOWN)
        await self._watch.teller.publish_alerts([view.alert.id for view in open_alerts if view.alert.monitor in keys])
        return Done(command.request)

    async def _pause_monitors(self, command: messages.PauseMonitors) -> Event:
        for key in command.ids:  # one by one: those of a thousand would keep the store from checks for too long
            monitor = self._watch.monitor(key)
            if monitor and monitor.paused != command.paused:
                await self._keep_changed([monitor], [monitor.model_copy(update={"paused": command.paused})])
        return Done(command.request)

    # -- channels ------------------------------------------------------------------------------------------------------

    async def _save_channel(self, command: messages.SaveChannel) -> Event:
        old = (
            next((c for c in self._watch.teller.channels if c.id == command.channel.id), None)
            if command.channel.id
            else None
        )
        if command.channel.id and old is None:
            return _failed(command, "", "This channel was deleted meanwhile.")
        await self._keep(command.channel, old, self._store.save_channel)
        await self._channels_changed()
        self._retry()  # what the channel refused before may be accepted now
        return messages.ChannelsChanged(command.request, self._watch.teller.channels)

    async def _delete_channel(self, command: messages.DeleteChannel) -> Event:
        old = next((c for c in self._watch.teller.channels if c.id == command.id), None)
        await self._store.delete_channel(command.id)
        if old:
            await self._vault.forget(old, kept=self._others(old))
        await self._channels_changed()
        return messages.ChannelsChanged(command.request, self._watch.teller.channels)

    async def _channels_changed(self) -> None:
        """Take up the channels as stored, and the monitors whose lists of channels a rename or deletion changed."""
        self._watch.teller.set_channels(await self._store.channels())
        await self._troubles.load()
        await self.monitors_changed()
        await self._settings_changed()

    async def monitors_changed(self) -> None:
        """Take up the monitors that another name of a channel or monitor changed, or that one is gone."""
        for stored in await self._store.monitors():
            if stored.monitor != self._watch.monitor(stored.monitor.id):
                self._publish(messages.MonitorSaved(0, self._watch.put(stored.monitor)))

    async def _settings_changed(self) -> None:
        """Take up what another name of a channel or monitor changed in the settings."""
        settings = await self._store.settings()
        if settings != self._watch.settings:
            self._watch.set_settings(settings)
            self._publish(messages.SettingsChanged(0, settings))

    async def _save_settings(self, command: messages.SaveSettings) -> Event:
        before = self._watch.settings
        settings = await self._store.save_settings(command.settings)
        self._watch.set_settings(settings)
        if settings.retention != before.retention:
            self._upkeep.wake()
        if settings.updates != before.updates:
            self._updates.wake()
        return messages.SettingsChanged(command.request, settings)

    async def _keep(self, model: M, old: M | None, save: Callable[[M], Awaitable[M]]) -> M:
        """Save ``model`` with its secrets in the keychain, and leave no secret there that nothing uses."""
        sealed = await self._vault.seal(model)
        try:
            saved = await save(sealed)
        except Exception:
            await self._vault.forget(sealed, kept=self._others(None))
            raise
        if old is not None:
            await self._vault.forget(old, kept=[sealed, *self._others(old)])
        return saved

    def _others(self, model: Model | None) -> list[Model]:
        """Everything stored but ``model``: copies of a monitor share its secrets."""
        return [other for other in (*self._watch.monitors, *self._watch.teller.channels) if other != model]

    # -- alerts --------------------------------------------------------------------------------------------------------

    async def _acknowledge(self, command: messages.AcknowledgeAlerts) -> Event:
        alerts = await self._store.acknowledge(command.ids, now_ms(), command.note)
        self._watch.take_alerts(alerts)
        await self._watch.teller.publish_alerts([alert.id for alert in alerts])
        return Done(command.request)

    async def _snooze(self, command: messages.SnoozeAlerts) -> Event:
        if command.until is not None and command.until <= now_ms():
            return _failed(command, "until", "expected a time in the future")
        alerts = await self._store.snooze(command.ids, now_ms(), command.until)
        self._watch.take_alerts(alerts)
        await self._watch.teller.publish_alerts([alert.id for alert in alerts])
        return Done(command.request)

    async def _delete_alerts(self, command: messages.DeleteAlerts) -> Event:
        deleted = await self._store.delete_alerts(command.ids, command.monitor, command.channel, command.every)
        return messages.AlertsDeleted(command.request, tuple(deleted))


def _failed(command: messages.Command, field: str, message: str) -> CommandFailed:
    return CommandFailed(getattr(command, "request", 0), (FieldError(field, message),))
