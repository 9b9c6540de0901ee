"""From a check that was just made to the evidence that is kept of it."""

import hashlib
import re
from dataclasses import dataclass, replace

from agent.evidence import Fields, KeptAnswer, KeptExchange, KeptRequest, KeptTls
from agent.fields import clean_text
from agent.model import AssertionResult, Certificate, Check, Monitor
from agent.probes import Finding
from agent.probes.certificates import read_certificate
from agent.probes.confidential import decoded, redactor_of
from agent.probes.records import BODY_KEPT, Answer, Headers, Sent, TlsFacts
from agent.redaction import Redactor

_FIELD_KEPT = 4_096
"""So many characters of a header's value or an address are kept."""
_FIELDS_KEPT = 100
_CHARSET = re.compile(r"charset\s*=\s*\"?([\w.:-]{1,40})", re.IGNORECASE)
_READABLE = re.compile(
    r"(?:utf-?(?:8|16|32)|(?:us-)?ascii|latin-?1|iso-?8859|windows-?12|cp\d|koi8|shift_?jis|euc|gb|big5)[\w-]*",
    re.IGNORECASE,
)
"""Character sets that Python decodes in linear time; others it knows are none, or invite abuse."""
_OVERHEAD = 3_000


@dataclass(frozen=True, slots=True)
class Seen:
    """What is held of a check until it is known whether anybody wants it: references only, for checks are many.
    Secrets are still in it: it is never stored or published, only :func:`capture` of it is."""

    monitor: Monitor
    check: Check
    sent: Sent | None
    answer: Answer | None
    remote: str
    tls: TlsFacts | None
    assertions: tuple[AssertionResult, ...] = ()

    @classmethod
    def of(cls, monitor: Monitor, finding: Finding) -> "Seen":
        """``monitor`` is the one that was checked, its secrets revealed."""
        exchange = finding.exchange
        answer = exchange.answer
        if answer is not None and len(answer.body) > BODY_KEPT:  # an assertion wanted all of it
            answer = replace(answer, body=answer.body[:BODY_KEPT], whole=False)
        return cls(monitor, finding.check, exchange.sent, answer, exchange.remote, exchange.tls, finding.assertions)

    @property
    def size(self) -> int:
        """About the bytes it takes in memory."""
        return (
            _OVERHEAD
            + (len(self.answer.body) if self.answer else 0)
            + (len(self.sent.body) if self.sent else 0)
            + (sum(map(len, self.tls.chain)) if self.tls else 0)
        )


def capture(seen: Seen) -> KeptExchange:
    """The evidence of a check: redacted, inert, bounded."""
    redactor = redactor_of(seen.monitor.target, seen.sent, seen.answer)
    return KeptExchange(
        check=replace(seen.check, message=redactor.text(seen.check.message), certificates=()),
        request=_request(seen.sent, redactor) if seen.sent else None,
        answer=_answer(seen.answer, redactor) if seen.answer else None,
        remote=seen.remote,
        tls=_tls(seen.tls) if seen.tls else None,
        assertions=seen.assertions,
    )


def _request(sent: Sent, redactor: Redactor) -> KeptRequest:
    body = sent.body[:BODY_KEPT].decode(errors="replace")
    return KeptRequest(
        method=sent.method,
        url=_cut(redactor.text(sent.url)),
        headers=_fields(sent.headers, redactor),
        body=redactor.body(body, whole=len(sent.body) <= BODY_KEPT),
    )


def _answer(answer: Answer, redactor: Redactor) -> KeptAnswer:
    body = bytes(answer.body)
    kept = KeptAnswer(
        http_version=answer.http_version,
        status_code=answer.status_code,
        reason=redactor.text(clean_text(answer.reason, 100)),
        headers=_fields(answer.headers, redactor),
        whole=answer.whole,
        size=answer.size,
    )
    text = _as_text(body, kept.header("content-type"))
    if text is None:
        return replace(kept, digest=hashlib.sha256(body).hexdigest())
    return replace(kept, body=redactor.body(text, answer.whole))


def _tls(facts: TlsFacts) -> KeptTls:
    return KeptTls(facts.version, facts.cipher, facts.chain)


def _fields(headers: Headers, redactor: Redactor) -> Fields:
    kept = []
    for name, value in list(decoded(headers))[:_FIELDS_KEPT]:
        kept.append((clean_text(name, 200), clean_text(_cut(redactor.header(name, value)), _FIELD_KEPT)))
    return tuple(kept)


def _cut(text: str) -> str:
    return text if len(text) <= _FIELD_KEPT else text[: _FIELD_KEPT - 1] + "…"


def _as_text(body: bytes, content_type: str) -> str | None:
    """A body as text by the character set it says it has; None where it is no text."""
    named = _CHARSET.search(content_type)
    charset = named[1] if named and _READABLE.fullmatch(named[1]) else "utf-8"
    try:
        text = body.decode(charset, errors="replace")
    except (LookupError, ValueError):
        text = body.decode(errors="replace")
    odd = text.count("\ufffd") + text.count("\0")
    return None if odd > len(text) / 20 + 3 else text


def with_certificates(exchange: KeptExchange) -> KeptExchange:
    """``exchange`` with what its certificates say."""
    if exchange.tls is None:
        return exchange
    return replace(exchange, tls=replace(exchange.tls, certificates=tuple(map(_read, exchange.tls.chain))))


def _read(der: bytes) -> Certificate:
    """What a certificate says; one that cannot be read is known by its fingerprint alone."""
    return read_certificate(der) or Certificate("", "", (), 0, 0, "", hashlib.sha256(der).hexdigest())
