"""Which monitors something is about: those named, those with one of its tags, or all where neither is given."""

from collections.abc import Collection, Iterable


def selects(names: Collection[str], tags: Collection[str], name: str, own_tags: Iterable[str]) -> bool:
    """Whether a monitor of that ``name`` with its ``own_tags`` is meant by ``names`` and ``tags``."""
    return (not names and not tags) or name in names or any(tag in tags for tag in own_tags)


def renamed(names: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    """``names`` with another name for one of them."""
    return tuple(new if name == old else name for name in names)
