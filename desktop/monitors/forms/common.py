"""Names and values of headers that requests often have, for completion."""

HEADERS: dict[str, tuple[str, ...]] = {
    "Accept": ("application/json", "application/xml", "text/html", "text/event-stream", "*/*"),
    "Accept-Charset": ("utf-8",),
    "Accept-Encoding": ("gzip", "br", "zstd", "gzip, br, zstd", "identity"),
    "Accept-Language": ("en", "en-GB", "en-US", "de", "fr"),
    "Authorization": (),
    "Cache-Control": ("no-cache", "no-store", "max-age=0"),
    "Content-Language": ("en", "de"),
    "Content-Type": (
        "application/json",
        "application/x-www-form-urlencoded",
        "application/xml",
        "text/plain; charset=utf-8",
        "text/xml; charset=utf-8",
    ),
    "Cookie": (),
    "Forwarded": ("for=192.0.2.1;proto=https",),
    "Host": (),
    "If-Modified-Since": (),
    "If-None-Match": (),
    "Idempotency-Key": (),
    "Origin": (),
    "Pragma": ("no-cache",),
    "Prefer": ("return=minimal", "return=representation", "respond-async"),
    "Range": ("bytes=0-1023",),
    "Referer": (),
    "SOAPAction": (),
    "User-Agent": ("Mozilla/5.0",),
    "X-API-Key": (),
    "X-Correlation-ID": (),
    "X-Forwarded-For": (),
    "X-Forwarded-Host": (),
    "X-Forwarded-Proto": ("https", "http"),
    "X-Requested-With": ("XMLHttpRequest",),
    "X-Request-ID": (),
}

ANSWERED = (
    "Age",
    "Cache-Control",
    "Content-Encoding",
    "Content-Length",
    "Content-Security-Policy",
    "Content-Type",
    "ETag",
    "Location",
    "Server",
    "Set-Cookie",
    "Strict-Transport-Security",
    "Vary",
    "X-Cache",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "X-RateLimit-Remaining",
    "X-Request-ID",
)
"""Headers of answers that are often asserted."""


def values_of(name: str) -> tuple[str, ...]:
    """What a header of this name often is."""
    return next((values for known, values in HEADERS.items() if known.lower() == name.strip().lower()), ())
