"""Which lines of two texts differ."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

COMPARED = 400
"""So many lines of each text are compared from the first different one on: the matching takes time by their square."""


def agreeing(one: Sequence[str], other: Sequence[str]) -> int:
    """How many characters, or lines, both have in common at their beginning."""
    both = zip(one, other, strict=False)
    return next((n for n, (old, new) in enumerate(both) if old != new), min(len(one), len(other)))


def differing_lines(good: str, failing: str) -> Iterator[tuple[int, str, str]]:
    """Number of the line (in the failing text; where it is gone, in the good one) and the line in both ("" where there
    is none); lines that are blank in one and missing in the other are alike."""
    before, after = good.splitlines(), failing.splitlines()
    first = agreeing(before, after)
    before, after = before[first : first + COMPARED], after[first : first + COMPARED]
    for tag, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for old, new in zip_longest(range(start, end), range(new_start, new_end)):  # side by side, in their order
            line = first + 1 + (new if new is not None else old)
            yield line, before[old] if old is not None else "", after[new] if new is not None else ""
