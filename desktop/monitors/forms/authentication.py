"""How the request proves who sends it: one way to sign in, and beside it an API key and a certificate."""

from typing import Any

from desktop.monitors.forms.described import choices
from desktop.monitors.forms.editors import Choice, File, Secret, Switch, Text
from desktop.monitors.forms.group import Group
from desktop.monitors.forms.section import Section
from desktop.text import tr

_SCHEMES: dict[str, tuple[str, ...]] = {
    "none": (),
    "basic": ("target.username", "target.password"),
    "digest": ("target.username", "target.password"),
    "bearer": ("target.bearer_token",),
    "oauth2": (
        "target.oauth2.token_url",
        "target.oauth2.client_id",
        "target.oauth2.client_secret",
        "target.oauth2.scope",
        "target.oauth2.audience",
        "target.oauth2.client_auth",
    ),
}
"""The fields of each way to sign in: a request has one Authorization header."""
_SIGN_IN = tuple(dict.fromkeys(path for paths in _SCHEMES.values() for path in paths))
_KEY = ("target.api_key.place", "target.api_key.name", "target.api_key.value")
_CERTIFICATE = ("target.client_key", "target.client_key_password")


class AuthenticationGroup(Group):
    """Only the fields that matter are shown; what stood in the others comes back with them."""

    def __init__(self) -> None:
        self._scheme = Choice(tuple(_SCHEMES), _scheme_names())
        self._api_key = Switch(tr("Send an API key"))
        self._certificate = File(tr("Client certificate"), _files(), "client.pem, client.p12")
        self._sign_in = self._make_sign_in()
        self._key = self._make_key()
        self._shown = self._make_certificate()
        super().__init__(tr("A&uthentication"), self._sign_in, self._key, self._shown)
        for editor in (self._scheme, self._api_key, self._certificate):
            editor.edited.connect(self.refresh)
            editor.edited.connect(self.edited)

    def _make_sign_in(self) -> Section:
        section = Section(tr("Sign in"))
        section.add_choice(tr("With"), self._scheme)
        section.add("target.username", tr("User name"), Text(), hint="")
        section.add("target.password", tr("Password"), Secret(tr("Password")), hint=_kept())
        section.add("target.bearer_token", tr("Token"), Secret(tr("Token")), hint=_kept())
        section.add("target.oauth2.token_url", tr("Token address"), Text("https://login.example.com/oauth/token"))
        section.add("target.oauth2.client_id", tr("Client id"), Text())
        section.add("target.oauth2.client_secret", tr("Client secret"), Secret(tr("Client secret")), hint=_kept())
        section.add("target.oauth2.scope", tr("Scope"), Text("read:health"))
        section.add("target.oauth2.audience", tr("Audience"), Text())
        places = {"basic": tr("In the Authorization header"), "body": tr("In the form")}
        where = Choice(choices("target.oauth2.client_auth"), places)
        section.add("target.oauth2.client_auth", tr("Id and secret"), where, hint="")
        return section

    def _make_key(self) -> Section:
        section = Section(tr("API key"))
        section.add_choice(tr("Send an API key"), self._api_key)
        places = {"header": tr("In a header"), "query": tr("In the query")}
        section.add("target.api_key.place", tr("Where"), Choice(choices("target.api_key.place"), places))
        section.add("target.api_key.name", tr("Name"), Text())
        section.add("target.api_key.value", tr("Key"), Secret(tr("Key")), hint=_kept())
        return section

    def _make_certificate(self) -> Section:
        section = Section(tr("Client certificate"))
        section.add("target.client_certificate", tr("Certificate"), self._certificate)
        section.add("target.client_key", tr("Key"), File(tr("Key of the client certificate"), _files()))
        password = Secret(tr("Password of the key"))
        section.add("target.client_key_password", tr("Password"), password)
        return section

    # -- in and out ---------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        scheme = self._scheme.value()
        for path in _SIGN_IN:
            self._sign_in.show_row(path, path in _SCHEMES[scheme])
        for path in _KEY:
            self._key.show_row(path, self._api_key.isChecked())
        for path in _CERTIFICATE:
            self._shown.show_row(path, bool(self._certificate.value()))

    def show_target(self, target: Any) -> None:
        """Choose the ways that ``target`` uses."""
        signs_in = target.username or target.password.get_secret_value() or target.auth != "basic"
        self._scheme.set_value(
            "oauth2"
            if target.oauth2
            else "bearer"
            if target.bearer_token.get_secret_value()
            else target.auth
            if signs_in
            else "none"
        )
        self._api_key.set_value(target.api_key is not None)

    def values(self) -> dict[str, Any]:
        """What is not shown is not there, whatever was typed into it before."""
        values = super().values()
        scheme = self._scheme.value()
        for path in set(_SIGN_IN) - set(_SCHEMES[scheme]):
            values[path] = ""
        values["target.auth"] = "digest" if scheme == "digest" else "basic"
        if scheme != "oauth2":
            values = _without(values, "target.oauth2")
        if not self._api_key.isChecked():
            values = _without(values, "target.api_key")
        if not self._certificate.value():
            values |= dict.fromkeys(_CERTIFICATE, "")
        return values


def _without(values: dict[str, Any], part: str) -> dict[str, Any]:
    rest = {path: value for path, value in values.items() if not path.startswith(f"{part}.")}
    return {**rest, part: None}


def _scheme_names() -> dict[str, str]:
    return {
        "none": tr("Nothing"),
        "basic": tr("User name and password (Basic)"),
        "digest": tr("User name and password (Digest)"),
        "bearer": tr("Bearer token"),
        "oauth2": tr("OAuth 2 client credentials"),
    }


def _kept() -> str:
    return tr("It goes to the keychain. ${env:NAME} works too.")


def _files() -> str:
    return tr("Certificates and keys (*.pem *.crt *.cer *.key *.p12 *.pfx);;All files (*)")
