"""How the target is reached: time, versions and addresses, redirects, proxy, TLS."""

from desktop.monitors.forms.described import choices
from desktop.monitors.forms.editors import Choice, File, Number, Secret, Switch, Text, Words
from desktop.monitors.forms.group import Group
from desktop.monitors.forms.section import Section
from desktop.text import tr


class ConnectionGroup(Group):
    """The proxy's name and password are shown where there is a proxy."""

    def __init__(self) -> None:
        self._proxy = Text("socks5://proxy.example.com:1080")
        self._through = Section(tr("Proxy"))
        super().__init__(tr("&Connection && TLS"), _network(), _tls(), self._fill_proxy())
        self._proxy.edited.connect(self.refresh)

    def _fill_proxy(self) -> Section:
        section = self._through
        section.add("target.proxy", tr("Proxy"), self._proxy)
        section.add("target.proxy_username", tr("User name"), Text(), hint="")
        kept = tr("It goes to the keychain. ${env:NAME} works too.")
        section.add("target.proxy_password", tr("Password"), Secret(tr("Password of the proxy")), hint=kept)
        return section

    def refresh(self) -> None:
        for path in ("target.proxy_username", "target.proxy_password"):
            self._through.show_row(path, self._proxy.value() not in ("", "none", "system"))


def _network() -> Section:
    section = Section(tr("Connection"))
    section.add("timeout", tr("Timeout"), Number(), unit=tr("s"))
    section.add("target.max_redirects", tr("Redirects"), Number(4))
    versions = {"1.1": tr("HTTP/1.1"), "2": tr("HTTP/2"), "auto": tr("The newest the server offers")}
    section.add("target.http_version", tr("HTTP"), Choice(choices("target.http_version"), versions), hint="")
    families = {
        "auto": tr("Any"),
        "ipv4": tr("IPv4 first"),
        "ipv6": tr("IPv6 first"),
        "ipv4_only": tr("IPv4 only"),
        "ipv6_only": tr("IPv6 only"),
    }
    section.add("target.ip", tr("Addresses"), Choice(choices("target.ip"), families))
    section.add("target.resolve", tr("Connect to"), Text("192.0.2.7"))
    return section


def _tls() -> Section:
    section = Section(tr("TLS"))
    section.add("target.verify_tls", tr("Certificate"), Switch(tr("The certificate must be valid")), hint="")
    files = tr("Certificates (*.pem *.crt *.cer);;All files (*)")
    section.add("target.ca_file", tr("CA file"), File(tr("CA file"), files))
    section.add("target.certificate_days", tr("Warn before its end"), Words("21, 14, 7, 1"), unit=tr("days"))
    return section
