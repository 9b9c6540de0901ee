"""How evidence is said: pure functions, every string translatable."""

from agent.difference import Difference, Part, Turn
from agent.evidence import KeptExchange
from agent.model import Outcome
from desktop import text
from desktop.monitors.forms import assertion_words
from desktop.text import tr
from desktop.theme import glyph

SIGNS = {Turn.ADDED: "+", Turn.REMOVED: "−", Turn.CHANGED: "≠"}


def turn_name(turn: Turn) -> str:
    return {Turn.ADDED: tr("added"), Turn.REMOVED: tr("removed"), Turn.CHANGED: tr("changed")}[turn]


def place(difference: Difference) -> str:
    """Where a difference is: ``Header retry-after``, ``Body $.status``."""
    part = {
        Part.STATUS: tr("Status"),
        Part.REQUEST: tr("Request"),
        Part.CONNECTION: tr("Connection"),
        Part.CERTIFICATE: tr("Certificate"),
        Part.HEADER: tr("Header"),
        Part.BODY: tr("Body"),
    }[difference.part]
    return f"{part} {difference.place}".rstrip()


def values(difference: Difference) -> tuple[str, str]:
    """The good and the failing value; a dash for none."""
    return difference.good or text.NOTHING, difference.failing or text.NOTHING


def spoken(difference: Difference) -> str:
    """A difference for reading aloud."""
    good, failing = difference.good, difference.failing
    where = place(difference)
    if difference.turn is Turn.CHANGED:
        return tr("{where} changed from {good} to {failing}").format(where=where, good=good, failing=failing)
    return f"{where} {turn_name(difference.turn)}: {good or failing}"


def as_text(difference: Difference) -> str:
    """A difference for the clipboard."""
    good, failing = values(difference)
    return f"{SIGNS[difference.turn]} {place(difference)}\n    {good}\n    {failing}"


def heading(exchange: KeptExchange) -> str:
    """``✕ 503 Service Unavailable``; without an answer the outcome."""
    check, answer = exchange.check, exchange.answer
    said = f"{answer.status_code} {answer.reason}".rstrip() if answer else tr("No answer")
    return f"{glyph(check.outcome)} {said}"


def facts(exchange: KeptExchange) -> str:
    """When, how long, from where and by which protocol."""
    check, answer, tls = exchange.check, exchange.answer, exchange.tls
    parts = [text.timestamp(check.at)]
    if check.latency_ms is not None:
        parts.append(text.latency(check.latency_ms))
    if exchange.remote:
        parts.append(exchange.remote)
    if answer:
        parts.append(f"HTTP/{answer.http_version}")
    if tls:
        parts.append(tls.version)
    return " · ".join(parts)


def request(exchange: KeptExchange) -> str:
    """The request as it was sent, secrets redacted."""
    if exchange.request is None:
        return ""
    sent = exchange.request
    lines = [f"{sent.method} {sent.url}", *(f"{name}: {value}" for name, value in sent.headers)]
    return "\n".join(lines) + (f"\n\n{sent.body}" if sent.body else "")


def connection(exchange: KeptExchange) -> list[tuple[str, str]]:
    """What is known of the connection, a name and a value each."""
    check, answer, tls = exchange.check, exchange.answer, exchange.tls
    rows = [(tr("Remote address"), exchange.remote), (tr("Protocol"), f"HTTP/{answer.http_version}" if answer else "")]
    if tls:
        rows += [(tr("TLS"), tls.version), (tr("Cipher"), tls.cipher)]
        for number, one in enumerate(tls.certificates):
            of = tr("Certificate") if number == 0 else tr("Issuer {n}").format(n=number)
            rows += [
                (of, one.subject),
                (tr("Names"), ", ".join(one.names)),
                (tr("Issued by"), one.issuer),
                (tr("Valid until"), text.timestamp(one.expires_at) if one.expires_at else ""),
                (tr("SHA-256"), one.fingerprint),
            ]
    if check.phases:
        names = {
            "dns": tr("DNS"),
            "connect": tr("Connecting"),
            "tls": tr("TLS handshake"),
            "first_byte": tr("First byte"),
            "transfer": tr("Transfer"),
        }
        rows += [(said, text.latency(getattr(check.phases, phase))) for phase, said in names.items()]
    return [(name, value) for name, value in rows if value and value != text.NOTHING]


def assertions(exchange: KeptExchange) -> list[tuple[str, str]]:
    """What came of each assertion: the sign and what was asserted, and what was found."""
    found = []
    for result in exchange.assertions:
        sign = glyph(Outcome.UP if result.passed else Outcome.DOWN)
        found.append((f"{sign} {assertion_words.sentence(result.assertion)}", result.actual or result.message))
    return found


def body_note(exchange: KeptExchange) -> str:
    """What of the body is not shown; "" where it is all there."""
    answer = exchange.answer
    if answer is None:
        return tr("No answer came.")
    size = text.count(answer.size, tr("{n} byte"), tr("{n} bytes"))
    if answer.digest:
        return tr("{size} of data that is no text, SHA-256 {digest}").format(size=size, digest=answer.digest)
    if not answer.whole:
        return tr("The beginning of {size}").format(size=size)
    return "" if answer.body else tr("The answer has no body.")


def language(exchange: KeptExchange) -> str:
    """What the body is, for its colours."""
    kind = exchange.answer.content_type if exchange.answer else ""
    body = exchange.answer.body.lstrip()[:1] if exchange.answer else ""
    if "json" in kind or (body and body in "[{"):
        return "json"
    return "xml" if "xml" in kind or "html" in kind else ""
