"""Services that Apprise reaches, by fields that people know from the service itself: pure, for window and tests.

The fields become the address that Apprise takes (https://appriseit.com/services/), so that nobody has to learn its
syntax.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit


class WrongPart(ValueError):
    """What was given for ``part`` cannot be; the message says what is expected."""

    def __init__(self, part: str, message: str) -> None:
        super().__init__(message)
        self.part = part


@dataclass(frozen=True, slots=True)
class Part:
    """A field of a service. ``secret``: it is masked; ``needed``: it cannot be left empty."""

    name: str
    secret: bool = False
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Service:
    """``short``: its messages are a few words long, as those by SMS."""

    parts: tuple[Part, ...]
    build: Callable[[Mapping[str, str]], str]
    short: bool = False


def address(service: str, given: Mapping[str, str]) -> str:
    """The address of ``service`` with these parts; WrongPart for the first that is missing or wrong."""
    known = SERVICES[service]
    parts = {part.name: given.get(part.name, "").strip() for part in known.parts}
    for part in known.parts:
        if part.needed and not parts[part.name]:
            raise WrongPart(part.name, "fill this in")
    return known.build(parts)


def _discord(parts: Mapping[str, str]) -> str:
    pattern = r"https://(?:canary\.|ptb\.)?discord(?:app)?\.com/api/(?:v\d+/)?webhooks/(\d+)/([\w-]+)/?"
    match = re.fullmatch(pattern, parts["webhook"])
    if match is None:
        raise WrongPart("webhook", "expected the webhook's address, https://discord.com/api/webhooks/…")
    return f"discord://{match[1]}/{match[2]}"


def _teams(parts: Mapping[str, str]) -> str:
    url = parts["webhook"]
    if not re.match(r"https://[\w.-]+(:\d+)?/(?:\S+/)?workflows/[\w-]+/triggers/manual/paths/invoke/?\?\S+$", url):
        raise WrongPart("webhook", "expected the address that the workflow shows, https://…/workflows/…/invoke?…")
    return url


def _telegram(parts: Mapping[str, str]) -> str:
    if not re.fullmatch(r"\d+:[\w-]{20,}", parts["token"]):
        raise WrongPart("token", "expected the token that BotFather gave, 123456:ABC…")
    if not re.fullmatch(r"-?\d+(:\d+)?|@?[A-Za-z]\w{3,}", parts["chat"]):
        raise WrongPart("chat", "expected a chat's number, such as -1001234567890, or a channel's @name")
    chat = parts["chat"] if re.match(r"-?\d", parts["chat"]) else "@" + parts["chat"].lstrip("@")
    return f"tgram://{parts['token']}/{quote(chat, safe='@:-')}/"


def _pagerduty(parts: Mapping[str, str]) -> str:
    for name in ("integration_key", "api_key"):
        if not re.fullmatch(r"[A-Za-z0-9_+-]{10,64}", parts[name]):
            raise WrongPart(name, "expected a key of letters and digits")
    return f"pagerduty://{parts['integration_key']}@{quote(parts['api_key'], safe='')}/API%20Monitor"


def _ntfy(parts: Mapping[str, str]) -> str:
    server = urlsplit(parts["server"] or "https://ntfy.sh")
    if server.scheme not in ("http", "https") or not server.hostname or server.path.strip("/") or server.username:
        raise WrongPart("server", "expected the server's address, such as https://ntfy.sh")
    if not re.fullmatch(r"[\w-]{1,64}", parts["topic"]):
        raise WrongPart("topic", "expected a topic of letters, digits, _ and -")
    token = parts["token"]
    if token and not re.fullmatch(r"tk_\w+", token):
        raise WrongPart("token", "expected an access token, tk_…")
    scheme = "ntfys" if server.scheme == "https" else "ntfy"
    return f"{scheme}://{f'{token}@' if token else ''}{server.netloc}/{parts['topic']}"


def _phone(parts: Mapping[str, str], name: str) -> str:
    number = re.sub(r"[\s()./-]", "", parts[name])
    if not re.fullmatch(r"\+?\d{7,15}", number):
        raise WrongPart(name, "expected a telephone number with its country, such as +49 170 1234567")
    return "+" + number.lstrip("+")


def _twilio(parts: Mapping[str, str]) -> str:
    if not re.fullmatch(r"AC[0-9a-fA-F]{32}", parts["account"]):
        raise WrongPart("account", "expected the account SID, AC and 32 digits")
    if not re.fullmatch(r"[0-9a-fA-F]{32}", parts["secret"]):
        raise WrongPart("secret", "expected the auth token of 32 digits and letters a–f")
    numbers = f"{quote(_phone(parts, 'sender'))}/{quote(_phone(parts, 'recipient'))}"
    return f"twilio://{parts['account']}:{parts['secret']}@{numbers}"


def _vonage(parts: Mapping[str, str]) -> str:
    if not re.fullmatch(r"[A-Za-z0-9]{8}", parts["account"]):
        raise WrongPart("account", "expected the API key of 8 letters and digits")
    if not re.fullmatch(r"[A-Za-z0-9]{16}", parts["secret"]):
        raise WrongPart("secret", "expected the API secret of 16 letters and digits")
    numbers = [_phone(parts, name).lstrip("+") for name in ("sender", "recipient")]
    return f"vonage://{parts['account']}:{parts['secret']}@{numbers[0]}/{numbers[1]}"


_SMS: Final = (Part("account"), Part("secret", secret=True), Part("sender"), Part("recipient"))

SERVICES: Final[Mapping[str, Service]] = {
    "discord": Service((Part("webhook", secret=True),), _discord),
    "teams": Service((Part("webhook", secret=True),), _teams),
    "telegram": Service((Part("token", secret=True), Part("chat")), _telegram),
    "pagerduty": Service((Part("integration_key", secret=True), Part("api_key", secret=True)), _pagerduty),
    "ntfy": Service((Part("topic"), Part("server", needed=False), Part("token", secret=True, needed=False)), _ntfy),
    "twilio": Service(_SMS, _twilio, short=True),
    "vonage": Service(_SMS, _vonage, short=True),
}
