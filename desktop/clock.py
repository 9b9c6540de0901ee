"""What time it is, in the unit of the messages."""

import time


def now() -> int:
    """Milliseconds since 1970-01-01 UTC."""
    return int(time.time() * 1_000)
