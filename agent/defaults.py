"""How requests are made of monitors that do not say it themselves."""

from urllib.parse import urlsplit

from pydantic import Field, field_validator

from agent.credentials import check_proxy
from agent.fields import Model
from agent.headers import Header, is_sendable
from agent.targets import HttpTarget

__all__ = ["RequestDefaults", "completed"]


class RequestDefaults(Model):
    """Applied at every check: another default holds from the next one on, also for monitors that are there."""

    proxy: str = Field(
        default="",
        title="Proxy",
        description="address of a proxy (http://, https://, socks5:// or socks5h://), without user name and password; "
        "system takes this machine's settings, empty connects directly. A monitor with none or a proxy of its own does "
        "not use it, and what runs on this machine is reached directly",
        json_schema_extra={"example": "http://proxy.example.com:3128"},
    )
    user_agent: str = Field(
        default="",
        max_length=500,
        title="User agent",
        description="the header User-Agent of requests without one of their own; empty: api-monitor and its version",
        json_schema_extra={"example": "acme-monitor/1.0 (ops@example.com)"},
    )

    @field_validator("proxy")
    @classmethod
    def _proxy(cls, proxy: str) -> str:
        if "@" in proxy:
            raise ValueError("a proxy for all has no user name and password: those are secrets of a monitor")
        found = check_proxy(proxy)
        return "" if found == "none" else found

    @field_validator("user_agent")
    @classmethod
    def _user_agent(cls, value: str) -> str:
        if not is_sendable(value):
            raise ValueError("expected ASCII on one line, as it is sent")
        return value


def completed(target: HttpTarget, defaults: RequestDefaults) -> HttpTarget:
    """``target`` as it is asked for: with the defaults where it says nothing itself."""
    changes: dict[str, object] = {}
    if defaults.proxy and not target.proxy and not target.resolve and not _is_here(target.url):
        changes["proxy"] = defaults.proxy
    if defaults.user_agent and target.header("User-Agent") is None:
        changes["headers"] = (*target.headers, Header(name="User-Agent", value=defaults.user_agent))
    return target.model_copy(update=changes) if changes else target


def _is_here(url: str) -> bool:
    """Whether the address is one of this machine by its very text."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    return host in ("localhost", "::1") or host.endswith(".localhost") or host.startswith("127.")
