"""``api-monitor evidence``: what a monitor got when it was last good, what when it failed, and what differs."""

import argparse
import asyncio
from dataclasses import dataclass
from typing import Any

from agent.capture import with_certificates
from agent.cli.exits import Exit, WrongUse
from agent.cli.output import coloured, latency, local, print_assertions, print_json, print_line, print_table
from agent.cli.records import assertion_record, certificate_record, check_record, phases_record
from agent.cli.stored import monitor_named, reading
from agent.difference import Difference, differences
from agent.evidence import KeptAnswer, KeptExchange

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


@dataclass(frozen=True, slots=True)
class _Found:
    good: KeptExchange | None
    failing: KeptExchange | None
    differences: tuple[Difference, ...]


def run(options: argparse.Namespace) -> Exit:
    found = asyncio.run(_find(options))
    if options.json:
        print_json(
            {
                "good": _record(found.good),
                "failing": _record(found.failing),
                "differences": [_difference_record(difference) for difference in found.differences],
            }
        )
    else:
        _show(found, "First failing" if options.alert else "Began to fail")
    return Exit.DONE


async def _find(options: argparse.Namespace) -> _Found:
    async with reading(options.data_dir) as store:
        monitor = await monitor_named(store, options.name)
        good, failing = await store.evidence(monitor.id)
        if options.alert:
            views = await store.alert_views([options.alert])
            if not views or views[0].alert.monitor != monitor.id:
                raise WrongUse(
                    f"--alert: {monitor.name} has no alert {options.alert}. `api-monitor alerts` lists those there are."
                )
            failing = await store.alert_evidence(options.alert)
    good, failing = (exchange and with_certificates(exchange) for exchange in (good, failing))
    return _Found(good, failing, differences(good, failing))


# -- for people ------------------------------------------------------------------------------------------------------


def _show(found: _Found, failing: str) -> None:
    _show_exchange("Last good", found.good)
    print_line()
    _show_exchange(failing, found.failing)
    if found.good is None or found.failing is None:
        return
    print_line()
    if not found.differences:
        print_line("No differences but those that every answer has.")
        return
    print_line("Differences")
    rows = [(_SIGNS[d.turn], d.part.value, d.place, d.good, d.failing) for d in found.differences]
    print_table(("", "PART", "WHERE", "GOOD", "FAILING"), rows, cut=("WHERE", "GOOD", "FAILING"))


def _show_exchange(title: str, exchange: KeptExchange | None) -> None:
    if exchange is None:
        print_line(f"{title}: nothing is kept.")
        return
    check = exchange.check
    took = latency(check.latency_ms)
    outcome = coloured(check.outcome.value, check.outcome)
    print_line("  ".join(part for part in (f"{title}: {local(check.at)}", outcome, took, check.message) if part))
    print_assertions(exchange.assertions)
    if exchange.remote:
        print_line(f"  from {exchange.remote}{_tls(exchange)}")
    if exchange.request:
        print_line(f"  > {exchange.request.method} {exchange.request.url}")
        _show_message("> ", exchange.request.headers, exchange.request.body)
    if exchange.answer:
        answer = exchange.answer
        print_line(f"  < HTTP/{answer.http_version} {answer.status_code} {answer.reason}".rstrip())
        _show_message("< ", answer.headers, _body(answer))


def _show_message(sign: str, headers: tuple[tuple[str, str], ...], body: str) -> None:
    for name, value in headers:
        print_line(f"  {sign}{name}: {value}")
    for line in body.splitlines():
        print_line(f"      {line}")


def _body(answer: KeptAnswer) -> str:
    if answer.digest:
        return f"({answer.size:,} bytes of data, SHA-256 {answer.digest})"
    return answer.body if answer.whole else f"{answer.body}\n(the rest of {answer.size:,} bytes is not kept)"


def _tls(exchange: KeptExchange) -> str:
    if exchange.tls is None:
        return ""
    said = f", {exchange.tls.version}, {exchange.tls.cipher}"
    for certificate in exchange.tls.certificates[:1]:
        names = ", ".join(certificate.names)
        said += f", certificate of {names} by {certificate.issuer} until {local(certificate.expires_at)}"
    return said


# -- for programs ----------------------------------------------------------------------------------------------------


def _record(exchange: KeptExchange | None) -> dict[str, Any] | None:
    if exchange is None:
        return None
    request, answer, tls = exchange.request, exchange.answer, exchange.tls
    return {
        **check_record(exchange.check),
        "phases": phases_record(exchange.check.phases),
        "assertions": [assertion_record(result) for result in exchange.assertions],
        "remote": exchange.remote,
        "request": request
        and {"method": request.method, "url": request.url, "headers": list(request.headers), "body": request.body},
        "answer": answer
        and {
            "http_version": answer.http_version,
            "status_code": answer.status_code,
            "reason": answer.reason,
            "headers": list(answer.headers),
            "body": answer.body,
            "whole": answer.whole,
            "size": answer.size,
            "digest": answer.digest,
        },
        "tls": tls
        and {
            "version": tls.version,
            "cipher": tls.cipher,
            "certificates": [certificate_record(certificate) for certificate in tls.certificates],
        },
    }


def _difference_record(difference: Difference) -> dict[str, str]:
    return {
        "part": difference.part.value,
        "place": difference.place,
        "turn": difference.turn.value,
        "good": difference.good,
        "failing": difference.failing,
    }
