"""What is kept of an exchange as evidence: frozen and plain, every secret redacted, every text inert.

It is made by :mod:`agent.capture`, kept by the store, and handed to the window and the command line as it is.
"""

from dataclasses import dataclass

from agent.model import AssertionResult, Certificate, Check

Fields = tuple[tuple[str, str], ...]
"""Header fields in the order they were sent, names as they were spelled."""


@dataclass(frozen=True, slots=True)
class KeptRequest:
    """A request as it was sent, the last one where redirects were followed."""

    method: str
    url: str
    headers: Fields
    body: str = ""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer. ``body`` is its beginning as text, ``whole`` whether that is all of it, ``size`` the bytes that came.

    A body that is no text is not kept: ``body`` is empty then and ``digest`` tells it from others (SHA-256).
    """

    http_version: str
    status_code: int
    reason: str
    headers: Fields
    body: str = ""
    whole: bool = True
    size: int = 0
    digest: str = ""

    def header(self, name: str) -> str:
        """The value of a header, however its name is spelled; "" where there is none."""
        return next((value for given, value in self.headers if given.lower() == name.lower()), "")

    @property
    def content_type(self) -> str:
        """The type of the body without parameters, in lower case: ``application/json``."""
        return self.header("content-type").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class KeptTls:
    """What TLS agreed on, and the certificates that the server showed, its own first: ``chain`` in DER, as is stored,
    ``certificates`` what they say, which is read when somebody asks."""

    version: str
    cipher: str
    chain: tuple[bytes, ...]
    certificates: tuple[Certificate, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptExchange:
    """What a check sent and what came back, as far as it got: no ``answer`` where none came, no ``request`` where
    none could be made. ``remote`` is the address and port that answered."""

    check: Check
    request: KeptRequest | None = None
    answer: KeptAnswer | None = None
    remote: str = ""
    tls: KeptTls | None = None
    assertions: tuple[AssertionResult, ...] = ()
