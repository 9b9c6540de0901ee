"""What of a monitor deviates so that one must know it wherever it is shown."""

from dataclasses import dataclass

from agent.model import Monitor
from desktop.text import tr


@dataclass(frozen=True)
class Badge:
    """``short`` in a row, ``title`` where there is room, ``meaning`` in a tooltip; a ``warning`` is in amber."""

    short: str
    title: str
    meaning: str
    warning: bool = False


def badges(monitor: Monitor) -> tuple[Badge, ...]:
    """The badges of a monitor, the dangerous first."""
    target = monitor.target
    found = []
    if not target.verify_tls:
        meaning = tr("Certificates are not verified: who answers may not be who the address says.")
        found.append(Badge(tr("unverified"), tr("TLS not verified"), meaning, warning=True))
    if monitor.reverse:
        meaning = tr("Good when the request fails, and down when it succeeds.")
        found.append(Badge(tr("reverse"), tr("Reverse"), meaning))
    if target.proxy not in ("", "none"):
        system = tr("Asked through this machine's proxy, if it has one for the address.")
        meaning = system if target.proxy == "system" else tr("Asked through {proxy}.").format(proxy=target.proxy)
        found.append(Badge(tr("proxy"), tr("Proxy"), meaning))
    return tuple(found)
