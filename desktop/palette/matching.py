"""How well words fit a text: pure functions, quick enough for ten thousand texts at every key."""

import re
from collections.abc import Iterator, Sequence

BEGINNING, WORD, INSIDE, ELSEWHERE, INITIALS = range(5)
"""From best to worst: at the beginning of the title, at that of a word in it, within it, only in what else belongs to
it, or as the first letters of its words (``cp`` of checkout-prod)."""

_WORDS = re.compile(r"\w+")


def split(query: str) -> tuple[str, ...]:
    """The words of what was typed, as texts are compared with them."""
    return tuple(query.casefold().split())


def rank(words: Sequence[str], title: str, more: str = "") -> int | None:
    """The sum of how well each of ``words`` fits, 0 the best; None where one does not fit at all. ``title`` and
    ``more`` are casefolded."""
    total = 0
    for word in words:
        place = title.find(word)
        if place == 0:
            continue
        if place > 0:
            total += WORD if any(not title[at - 1].isalnum() for at in _places(word, title)) else INSIDE
        elif word in more:
            total += ELSEWHERE
        elif len(word) > 1 and initials(title).startswith(word):
            total += INITIALS
        else:
            return None
    return total


def initials(title: str) -> str:
    """The first letters of the words of ``title``."""
    return "".join(match[0][0] for match in _WORDS.finditer(title))


def spans(words: Sequence[str], title: str) -> list[tuple[int, int]]:
    """Where ``words`` stand in ``title`` (casefolded): beginnings and ends, in order, apart from each other."""
    found: list[tuple[int, int]] = []
    for start, end in sorted((at, at + len(word)) for word in words for at in [title.find(word)] if at >= 0):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _places(word: str, title: str) -> Iterator[int]:
    at = title.find(word)
    while at >= 0:
        yield at
        at = title.find(word, at + 1)
