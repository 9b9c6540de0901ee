"""Finding a setting by its name, its explanation and its page."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A setting, or a whole page where ``path`` is "". ``words`` are what else it is found by."""

    page: str
    page_title: str
    title: str
    words: str = ""
    path: str = ""


def found(query: str, places: Iterable[Place]) -> list[Place]:
    """Those in which every word of ``query`` is, the nearest first: what begins with it, what is named so, what is
    explained so. Capitals do not matter."""
    wanted = query.casefold().split()
    if not wanted:
        return []
    ranked = []
    for number, place in enumerate(places):
        name = place.title.casefold()
        everything = f"{name} {place.page_title.casefold()} {place.words.casefold()}"
        if all(word in everything for word in wanted):
            rank = 0 if name.startswith(wanted[0]) else 1 if all(word in name for word in wanted) else 2
            ranked.append((rank, number, place))
    return [place for _, _, place in sorted(ranked, key=lambda one: one[:2])]
