"""What time it is, in the unit of the model."""

import time


def now_ms() -> int:
    """The wall clock in whole milliseconds since 1970-01-01 UTC."""
    return time.time_ns() // 1_000_000
