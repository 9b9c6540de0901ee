"""The check for newer versions of this program: what is set, what is answered, and which version is newer."""

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from agent.fields import Model, clean_text

__all__ = ["Release", "UpdateCheck", "check_address", "is_newer"]

NEWS_SHOWN = 300
"""Characters of the news that are shown; the rest is for the page."""
_LONGEST = 2_000
_HERE = ("localhost", "127.0.0.1", "::1")
_VERSION = re.compile(
    r"(?P<numbers>\d{1,6}(?:\.\d{1,6}){0,3})(?P<early>-[0-9a-z.-]+|\.?(?:a|b|rc|dev)\d{1,6})?(?:\+[0-9a-z.-]+)?",
    re.ASCII | re.IGNORECASE,
)


def check_address(url: str, *, here: bool = False) -> str:
    """``url``, if it is a whole https:// address or, ``here``, an http:// one of this machine; else ValueError."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if host and "@" in parts.netloc:
        raise ValueError("expected an address without user name and password")
    safe = host and (parts.scheme == "https" or (here and parts.scheme == "http" and host in _HERE))
    if not safe or " " in url or url != clean_text(url, _LONGEST):
        raise ValueError(f"expected a whole https:// address, got {clean_text(url, 60)!r}")
    return url


class UpdateCheck(Model):
    """Off unless somebody wants it. Nothing is ever downloaded or run: what is found is shown."""

    on: bool = Field(
        default=False,
        title="Check for updates",
        description="once a day while the program runs; the news is shown, and nothing is downloaded or run",
    )
    address: str = Field(
        default="",
        validate_default=True,
        title="Address",
        description="of the file that names the newest version (https://); the place that you got the program from "
        "names it",
        json_schema_extra={"example": "https://example.com/api-monitor.json"},
    )

    @field_validator("address")
    @classmethod
    def _address(cls, address: str, info: ValidationInfo) -> str:
        if address:
            return check_address(address, here=True)
        if info.data.get("on"):
            raise ValueError("expected the https:// address to ask, got none")
        return address


def _version(text: str) -> str:
    if not _VERSION.fullmatch(text):
        raise ValueError(f"expected a version such as 1.2.0, got {clean_text(text, 40)!r}")
    return text


class Release(BaseModel):
    """What the address answers; further fields are for later versions. All of it is somebody else's text."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, hide_input_in_errors=True)

    version: Annotated[str, AfterValidator(_version)]
    page: Annotated[str, AfterValidator(check_address)]
    news: Annotated[str, AfterValidator(lambda text: clean_text(text, NEWS_SHOWN))] = ""


def is_newer(offered: str, own: str) -> bool:
    """Whether a version follows another. One that is to become a version, such as 1.2.0rc1, is offered to nobody."""
    numbers, early = _parsed(offered)
    own_numbers, own_early = _parsed(own)
    return not early and (numbers > own_numbers or (numbers == own_numbers and own_early))


def _parsed(version: str) -> tuple[tuple[int, ...], bool]:
    found = _VERSION.fullmatch(version)
    if found is None:
        raise ValueError(f"{version} is no version")
    numbers = tuple(map(int, found["numbers"].split(".")))
    return numbers + (0,) * (4 - len(numbers)), bool(found["early"])
