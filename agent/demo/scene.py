"""Who plays in the demo: its monitors, and how each of them has fared in the weeks before."""

from dataclasses import dataclass

from agent.demo.api import LocalApi
from agent.model import Cause, HttpTarget, Monitor, Rule, SlackChannel, parse_assertion

CHANNEL_VARIABLE = "API_MONITOR_DEMO_WEBHOOK"
"""The environment variable through which the demo's channel gets its address."""


_ASSERTED = (
    "header Content-Type contains json",
    "json $.checks.*.status == up",
    "degraded_only json $.checks.queue.depth < 100",
    "json $.checks.queue.depth < 500",
)
"""What the warehouse's answer must be: now and then it is not."""


@dataclass(frozen=True, slots=True)
class Outage:
    """Trouble in the past: it began ``days`` before now and took ``minutes``. With ``slowdown`` the answers were
    good but took so many times as long; without, they failed with ``cause`` and ``message``."""

    days: float
    minutes: float
    cause: Cause = Cause.UNEXPECTED_STATUS
    message: str = "Expected 200–399, got 503 Service Unavailable"
    status: int | None = 503
    slowdown: float | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A monitor and its past: usual latency in ms, how much of it the rhythm of the day adds, how often single
    checks fail."""

    monitor: Monitor
    latency_ms: float
    rhythm: float = 0.35
    failing: float = 0.0
    outages: tuple[Outage, ...] = ()


def _timeout(days: float, minutes: float) -> Outage:
    return Outage(days, minutes, Cause.TIMEOUT, "No answer within 5 s", None)


def _refused(days: float, minutes: float) -> Outage:
    return Outage(days, minutes, Cause.CONNECTION, "The connection was refused", None)


def _slow(days: float, minutes: float) -> Outage:
    return Outage(days, minutes, slowdown=4.5)


def channel() -> SlackChannel:
    """The channel that goes to the demo's own webhook."""
    return SlackChannel.model_validate({"name": "Team chat (demo)", "webhook_url": f"${{env:{CHANNEL_VARIABLE}}}"})


def parts(api: LocalApi) -> tuple[Part, ...]:
    """All monitors of the demo, in no special order."""

    def monitor(name: str, path: str, *tags: str, base: str = api.url, interval: int = 3, **more: object) -> Monitor:
        target_fields = {key: more.pop(key) for key in ("method", "expect", "ca_file", "assertions") if key in more}
        return Monitor.model_validate(
            {
                "name": name,
                "target": HttpTarget.model_validate({"url": base + path, **target_fields}),
                "interval": interval,
                "timeout": 5,
                "rule": Rule(hold=10),
                "confirm_every": 1,
                "tags": tags,
                **more,
            }
        )

    asserted = tuple(map(parse_assertion, _ASSERTED))
    return (
        Part(monitor("Checkout", "/checkout/health", "prod", "shop"), 21, outages=(_timeout(9.2, 21),)),
        Part(
            monitor("Orders", "/orders/health", "prod", "shop"),
            47,
            outages=(Outage(2.3, 22), Outage(6.8, 48), _refused(15.2, 26)),
        ),
        Part(
            monitor("Search", "/search?q=shoes", "prod", "shop", latency_threshold_ms=400),
            150,
            0.6,
            outages=(_slow(1.3, 40), _slow(4.25, 75), _slow(11.1, 55)),
        ),
        Part(monitor("Recommendations", "/recommendations/42", "staging", confirm_every=2), 74, failing=0.03),
        Part(
            monitor("Payments", "/payments/health", "prod", "shop", base=api.tls_url, ca_file=str(api.ca_file)),
            26,
            outages=(_refused(12.3, 24),),
        ),
        Part(
            monitor("Invoices v1", "/invoices/v1/status", "prod", expect="200", interval=5),
            14,
            outages=(Outage(0.3, 0.3 * 24 * 60, message="Expected 200, got 410 Gone", status=410),),
        ),
        Part(monitor("Sign-in", "/sign-in", "prod", method="POST"), 34, outages=(Outage(17.8, 31),)),
        Part(monitor("Website", "/", "prod", method="HEAD"), 23, 0.5),
        Part(monitor("Media files", "/media/logo.svg", "prod", interval=5), 7),
        Part(
            monitor("Warehouse sync", "/warehouse/sync", "prod", interval=5, assertions=asserted),
            24,
            0.1,
            outages=(_timeout(3.8, 31),),
        ),
        Part(monitor("Shop (staging)", "/staging/health", "staging"), 25, failing=0.004, outages=(_refused(5.8, 95),)),
        Part(monitor("Partner feed", "/partners/feed", "staging", paused=True), 25, outages=(Outage(8.15, 38),)),
    )
