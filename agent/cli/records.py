"""Checks and alerts as the fields that --json prints; the names are a promise to scripts."""

from dataclasses import asdict
from typing import Any

from agent.cli.output import iso, rounded
from agent.clock import now_ms
from agent.lifecycle import standing
from agent.messages import AlertView
from agent.model import AssertionResult, Certificate, Check, Phases, describe_assertion
from agent.objectives import Budget
from agent.summary import Figures


def check_record(check: Check) -> dict[str, Any]:
    """A check as `log --json` prints it."""
    return {
        "at": iso(check.at),
        "outcome": check.outcome.value,
        "status_code": check.status_code,
        "latency_ms": rounded(check.latency_ms, 3),
        "cause": check.cause.value if check.cause else None,
        "message": check.message,
        "certificate_expires_at": iso(check.certificate_expires_at),
    }


def certificate_record(certificate: Certificate) -> dict[str, Any]:
    """A certificate as `check --json` and `status --json` print it, the server's own first."""
    return {
        "subject": certificate.subject,
        "issuer": certificate.issuer,
        "names": list(certificate.names),
        "valid_from": iso(certificate.starts_at),
        "valid_until": iso(certificate.expires_at),
        "serial": certificate.serial,
        "sha256": certificate.fingerprint,
    }


def figures_record(figures: Figures, budget: Budget | None) -> dict[str, Any]:
    """A period in figures as `status --json` and `show --json` print it; durations in seconds."""
    return {
        "uptime": rounded(figures.uptime.ratio, 6),
        "coverage": rounded(figures.uptime.coverage, 6),
        "downtime_s": figures.uptime.down_ms / 1_000,
        "checks": figures.checks,
        "failures": figures.failures,
        "alerts": figures.alerts,
        "incidents": figures.incidents.began,
        "mttr_s": _seconds(figures.mttr_ms),
        "mtbf_s": _seconds(figures.mtbf_ms),
        "average_latency_ms": rounded(figures.average_ms, 3),
        "p50_latency_ms": rounded(figures.p50_ms, 3),
        "p95_latency_ms": rounded(figures.p95_ms, 3),
        "p99_latency_ms": rounded(figures.p99_ms, 3),
        "apdex": rounded(figures.apdex.score, 4) if figures.apdex else None,
        "apdex_error": rounded(figures.apdex.error, 4) if figures.apdex else None,
        "error_budget": None if budget is None else _budget_record(budget),
    }


def _budget_record(budget: Budget) -> dict[str, Any]:
    return {
        "allowed_s": _seconds(budget.allowed_ms),
        "spent_s": _seconds(budget.spent_ms),
        "left_s": _seconds(budget.left_ms),
        "left": rounded(budget.left, 6),
        "burn_rate": rounded(budget.burn_rate, 6),
        "kept": budget.kept,
    }


def _seconds(ms: float | None) -> float | None:
    return None if ms is None else round(ms / 1_000, 3)


def phases_record(phases: Phases | None) -> dict[str, float | None]:
    """The phases of a check in ms, None for those that did not happen."""
    return {name: rounded(ms, 3) for name, ms in asdict(phases or Phases()).items()}


def assertion_record(result: AssertionResult) -> dict[str, Any]:
    """What came of an assertion as `check --json` prints it."""
    return {
        "assertion": describe_assertion(result.assertion),
        "degraded_only": result.assertion.degraded_only,
        "passed": result.passed,
        "actual": result.actual,
    }


def alert_record(view: AlertView) -> dict[str, Any]:
    """An alert as `alerts --json` prints it."""
    alert = view.alert
    return {
        "id": alert.id,
        "monitor": view.monitor_name,
        "kind": alert.kind.value,
        "cause": alert.cause.value,
        "message": alert.message,
        "certificate_expires_at": iso(alert.certificate_expires_at),
        "opened_at": iso(alert.opened_at),
        "closed_at": iso(alert.closed_at),
        "acknowledged_at": iso(alert.acknowledged_at),
        "snoozed_until": iso(alert.snoozed_until),
        "standing": standing(alert, now_ms()).value,
        "note": alert.note,
        "deliveries": [
            {
                "channel": delivery.channel,
                "event": delivery.event.value,
                "state": delivery.state.value,
                "attempts": delivery.attempts,
                "error": delivery.error,
                "next_at": iso(delivery.next_at),
                "sent_at": iso(delivery.sent_at),
                "message_id": delivery.message_id,
            }
            for delivery in view.deliveries
        ],
        "history": [
            {
                "at": iso(transition.at),
                "move": transition.move.value,
                "who": transition.who.value,
                "why": transition.why,
                "until": iso(transition.until),
            }
            for transition in view.history
        ],
    }
