"""How the window says what certificates a target has: pure functions, every string translatable."""

from typing import Literal

from PySide6.QtCore import QDateTime, QLocale

from agent.chains import first_to_end
from agent.messages import MonitorView
from agent.model import Certificate
from desktop import text
from desktop.text import tr

NAMES_SHOWN = 5
Urgency = Literal["", "soon", "alarm"]


def urgency(view: MonitorView, now: int) -> Urgency:
    """``soon`` from the first day on that the monitor warns at, ``alarm`` from the last one on."""
    ends, days = text.certificate_end(view.status), view.monitor.target.certificate_days
    if ends is None or (ends > now and not text.certificate_soon(view, now)):
        return ""
    return "alarm" if ends <= now or ends - now <= min(days) * text.DAY else "soon"


def line(view: MonitorView, now: int) -> str:
    """``Certificate valid until 3 Mar 2027 (99 days), issued by R11``; "" where there is none. One that it rests on is
    named where that ends before the server's own."""
    ends, chain = text.certificate_end(view.status), view.status.certificates
    if ends is None:
        return ""
    first = first_to_end(chain)
    if first is None or first is chain[0]:
        said = tr("Certificate valid until {date} ({left})") if ends > now else tr("Certificate expired on {date}")
    else:
        good = tr("Certificate rests on {subject}, valid until {date} ({left})")
        said = good if ends > now else tr("Certificate rests on {subject}, expired on {date}")
    said = said.format(date=day(ends), left=text.days_left(ends, now), subject=first.subject if first else "")
    if urgency(view, now):
        said = f"▲ {said}"
    issuer = chain[0].issuer if chain and not chain[0].self_issued else ""
    return tr("{certificate}, issued by {issuer}").format(certificate=said, issuer=issuer) if issuer else said


def chain(view: MonitorView) -> str:
    """The whole chain, some lines a certificate, the server's own first."""
    certificates = view.status.certificates
    if not certificates:
        ends = text.certificate_end(view.status)
        return tr("Until {time}").format(time=text.timestamp(ends)) if ends else ""
    return "\n\n".join(_one(number, each) for number, each in enumerate(certificates, 1))


def day(at: int) -> str:
    """A day in this machine's zone: ``3 Mar 2027``."""
    return QLocale().toString(QDateTime.fromMSecsSinceEpoch(at).date(), "d MMM yyyy")


def _one(number: int, certificate: Certificate) -> str:
    lines = [f"{number}. {certificate.subject or tr('(no name)')}"]
    names = [name for name in certificate.names if name != certificate.subject]
    if number == 1 and names:
        more = len(names) - NAMES_SHOWN
        shown = ", ".join(names[:NAMES_SHOWN])
        lines.append(tr("for {names} and {n} more").format(names=shown, n=more) if more > 0 else shown)
    if certificate.self_issued:
        lines.append(tr("self-signed") if number == 1 else tr("a root, which this machine judges by its own copy"))
    else:
        lines.append(tr("issued by {issuer}").format(issuer=certificate.issuer))
    lines.append(tr("valid until {time}").format(time=text.timestamp(certificate.expires_at)))
    lines.append(tr("SHA-256 {fingerprint}").format(fingerprint=certificate.fingerprint))
    return "\n".join(lines)
