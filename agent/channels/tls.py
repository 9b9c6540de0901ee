"""The one TLS context of all channels: certificates are judged by the operating system's trust store."""

import ssl
from functools import cache

import truststore


@cache
def trusted() -> ssl.SSLContext:
    """A client context; making one costs 20 to 30 ms, so it is shared."""
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
