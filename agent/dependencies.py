"""What a monitor depends on, and what becomes of its alerts while that is down: pure functions.

A monitor names its parents (``depends_on``) and its guard. While a parent, or one of theirs, is down, an alert of the
monitor opens as ever but is held back: nobody is told. When the parents are up again the monitor is judged afresh, and
what still fails by its rule is told then.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from agent.lifecycle import is_snoozed
from agent.model import Alert, AlertEvent, AlertKind, Monitor
from agent.rules import FLAPPING_OPENINGS, Step, Window, is_bad, opens

Named = Callable[[str], Iterable[str]]
"""The names that the monitor of a name names."""


def named_by(monitor: Monitor) -> tuple[str, ...]:
    """All that a monitor names: its parents and its guard."""
    return (*monitor.depends_on, monitor.guard) if monitor.guard else monitor.depends_on


def rename(monitor: Monitor, old: str, new: str | None) -> Monitor:
    """The monitor with another name for one that it names; None takes it out."""
    if old not in named_by(monitor):
        return monitor
    parents = (new if name == old else name for name in monitor.depends_on)
    guard = new if monitor.guard == old else monitor.guard
    return monitor.model_copy(update={"depends_on": tuple(name for name in parents if name), "guard": guard})


def circle(start: str, named: Named) -> tuple[str, ...]:
    """The shortest way from a monitor over what it names back to it, both ends included; () where there is none."""
    came_from: dict[str, str] = {}
    for name, by in _way_up(start, named):
        came_from.setdefault(name, by)
        if name == start:
            way = [name, by]
            while way[-1] != start:
                way.append(came_from[way[-1]])
            return tuple(reversed(way))
    return ()


def first_down(start: str, parents: Named, down: Callable[[str], bool]) -> str:
    """The nearest of a monitor's parents, theirs and so on that is down; "" while none is."""
    return next((name for name, _ in _way_up(start, parents) if down(name)), "")


def ancestors(start: str, parents: Named) -> tuple[str, ...]:
    """A monitor's parents, theirs and so on, the nearest first, each once."""
    return tuple(name for name, _ in _way_up(start, parents))


def _way_up(start: str, named: Named) -> Iterable[tuple[str, str]]:
    """Each name that is reached from ``start``, the nearest first, and by which it was named first."""
    seen: set[str] = set()
    level = [start]
    while level:
        above = []
        for by in level:
            for name in named(by):
                if name not in seen:
                    seen.add(name)
                    above.append(name)
                    yield name, by
        level = above


# -- alerts ------------------------------------------------------------------------------------------------------------


def is_held(alert: Alert, by: str) -> bool:
    """Whether nobody is told of an open alert now: ``by`` is down ("" for nothing), or it is to be judged afresh."""
    return alert.is_open and alert.kind is not AlertKind.CERTIFICATE and bool(by or alert.held_by)


def fails(monitor: Monitor, window: Window, kind: AlertKind, since: int) -> bool:
    """Whether the checks made from ``since`` on are enough for an alert by themselves."""
    return opens(sum(is_bad(kind, beat.outcome) for beat in window if beat.at >= since), monitor.rule)


def hold(step: Step, by: str) -> Step:
    """The step as it is while ``by`` is down ("": nothing is).

    An alert that opens is held. Of one that closes before it was told nobody hears; one that was told is closed and
    told as ever.
    """
    alert = step.alert
    if alert.held_by and not alert.is_open:
        return Step(replace(alert, due_at=None))
    if not is_held(alert, by):
        return step
    if not alert.id:  # that it opened counts for flapping only once it is told
        alert = replace(alert, held_by=by, flapping=False, due_at=None, openings=alert.openings[:-1])
    return Step(alert)


def release(monitor: Monitor, window: Window, alert: Alert | None, since: int, now: int) -> Step | None:
    """The telling of a held alert, if the checks made from ``since`` on, when all parents were up, are enough for an
    alert by themselves; the newest of ``window`` was made ``now``. Who has acknowledged or snoozed it knows already."""
    if alert is None or not alert.held_by or not alert.is_open:
        return None
    if not window or not is_bad(alert.kind, window[-1].outcome) or not fails(monitor, window, alert.kind, since):
        return None
    known = alert.acknowledged_at is not None or is_snoozed(alert, now)
    told = replace(alert, held_by="", openings=(*alert.openings, now)[-FLAPPING_OPENINGS:])
    return Step(told, None if known else AlertEvent.OPENED)
