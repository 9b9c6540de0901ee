"""``api-monitor check``: one check of an address, now. Nothing is stored."""

import argparse
import asyncio
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from agent.chains import first_to_end, left, moment
from agent.cli.exits import Exit, WrongUse
from agent.cli.output import coloured, latency, print_assertions, print_json, print_line
from agent.cli.records import assertion_record, certificate_record, check_record, phases_record
from agent.interchange import describe, is_secret
from agent.model import Assertion, Check, Monitor, parse_assertion
from agent.probes import Finding, Probes
from agent.vault import SecretUnavailable, Vault

_ARGUMENTS = {
    "url": "URL",
    "method": "--method",
    "expect": "--expect",
    "timeout": "--timeout",
    "headers": "--header",
    "body": "--data",
    "body_kind": "--kind",
    "query": "--query",
    "ip": "-4 or -6",
    "proxy": "--proxy",
    "proxy_username": "--proxy",
    "proxy_password": "--proxy",
    "resolve": "--resolve",
    "username": "--user",
    "password": "--user",
    "auth": "--digest",
    "bearer_token": "--bearer",
    "oauth2": "--oauth2",
    "client_certificate": "--cert",
    "client_key": "--key",
    "client_key_password": "--pass",
    "assertions": "--assert",
}


def run(options: argparse.Namespace) -> Exit:
    """Exit DONE for a good answer, NOT_GOOD for any other, WRONG_USE for an address that is none."""
    monitor = _monitor(options)
    finding = asyncio.run(_check(monitor))
    check = finding.check
    if options.json:
        record = {**check_record(check), "phases": phases_record(check.phases)}
        record["certificates"] = [certificate_record(one) for one in check.certificates]
        record["assertions"] = [assertion_record(result) for result in finding.assertions]
        print_json(record)
    else:
        _show(monitor, finding)
    return Exit.DONE if check.outcome.good else Exit.NOT_GOOD


def _monitor(options: argparse.Namespace) -> Monitor:
    target = {
        "url": options.url,
        "method": options.method or ("POST" if options.data else "GET"),
        "expect": options.expect,
        "headers": [_header(text) for text in options.header],
        "body": options.data,
        "body_kind": options.kind,
        "query": [_parameter(text) for text in options.query],
        "http_version": "2" if options.http2 else "1.1",
        "max_redirects": 0 if options.no_redirects else 10,
        "ip": options.ip,
        "proxy": options.proxy,
        "resolve": options.resolve,
        **_who(options),
        "assertions": [_assertion(text) for text in options.assertions],
    }
    try:
        return Monitor.model_validate(
            {"name": "check", "target": target, "timeout": options.timeout, "reverse": options.reverse}
        )
    except ValidationError as error:
        raise WrongUse("\n".join(map(_sentence, error.errors()))) from None


def _who(options: argparse.Namespace) -> dict[str, Any]:
    """The fields of a target that say who asks."""
    given: dict[str, Any] = {
        "auth": "digest" if options.digest else "basic",
        "bearer_token": options.bearer,
        "client_certificate": options.cert,
        "client_key": options.key,
        "client_key_password": options.passphrase,
    }
    if options.user is not None:  # else that of the address counts
        given["username"], _, given["password"] = options.user.partition(":")
    if options.oauth2:
        url, client, secret = options.oauth2
        given["oauth2"] = {"token_url": url, "client_id": client, "client_secret": secret, "scope": options.scope}
    elif options.scope:
        raise WrongUse("--scope: there is no --oauth2 that it belongs to")
    return given


def _sentence(error: ErrorDetails) -> str:
    field = next(str(part) for part in error["loc"] if part in _ARGUMENTS)
    return f"{_ARGUMENTS[field]}: {describe(error, (), secret=is_secret(Monitor, error['loc']))}"


def _header(text: str) -> dict[str, str]:
    name, colon, value = text.partition(":")
    if not colon:
        raise WrongUse("--header: expected a name and a value such as 'Accept: application/json'")
    return {"name": name, "value": value}


def _assertion(text: str) -> Assertion:
    try:
        return parse_assertion(text)
    except ValueError as error:
        raise WrongUse(f"--assert: {error}") from None


def _parameter(text: str) -> dict[str, str]:
    name, mark, value = text.partition("=")
    if not mark:
        raise WrongUse("--query: expected a name and a value such as page=2")
    return {"name": name, "value": value}


async def _check(monitor: Monitor) -> Finding:
    try:
        revealed = await Vault().reveal(monitor)
    except SecretUnavailable as error:
        raise WrongUse(str(error)) from error
    probes = Probes()
    try:
        return await probes.find(revealed)
    finally:
        await probes.close()


def _show(monitor: Monitor, finding: Finding) -> None:
    check = finding.check
    parts = [coloured(check.outcome.value, check.outcome), monitor.target.label]
    if check.status_code is not None:
        parts.append(str(check.status_code))
    if check.latency_ms is not None:
        parts.append(latency(check.latency_ms))
    print_line("  ".join(parts))
    if check.message:
        print_line(f"  {check.message}")
    taken = {name: ms for name, ms in phases_record(check.phases).items() if ms is not None}
    if taken:
        print_line("  " + ", ".join(f"{name.replace('_', ' ')} {latency(ms)}" for name, ms in taken.items()))
    if check.certificates:
        print_line("  " + _certificate(check))
    print_assertions(finding.assertions)


def _certificate(check: Check) -> str:
    """When the first certificate of the chain ends, and who vouches for the server's own."""
    own, first = check.certificates[0], first_to_end(check.certificates) or check.certificates[0]
    ends, rests = first.expires_at, "" if first is own else f"rests on {first.subject}, "
    lasts = f"valid until {moment(ends)} ({left(ends - check.at)})" if ends > check.at else f"ended on {moment(ends)}"
    return f"Certificate {rests}{lasts}, issued by {own.issuer or 'nobody'}"
