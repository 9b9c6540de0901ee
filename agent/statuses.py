"""Status codes and ranges of them as a person types them."""

import re

_RANGE = re.compile(r"\s*([1-5]\d\d)\s*(?:-\s*([1-5]\d\d)\s*)?", re.ASCII)


def parse_statuses(text: str) -> tuple[tuple[int, int], ...]:
    """``"200-299,301"`` as ``((200, 299), (301, 301))``; ValueError tells which part is not a code or range."""
    ranges = []
    for part in text.split(","):
        match = _RANGE.fullmatch(part)
        if not match:
            raise ValueError(
                f"expected status codes and ranges between 100 and 599 such as 200-299,301, got {part.strip()!r}"
            )
        low, high = int(match[1]), int(match[2] or match[1])
        if low > high:
            raise ValueError(f"the range {low}-{high} runs backwards")
        ranges.append((low, high))
    return tuple(ranges)
