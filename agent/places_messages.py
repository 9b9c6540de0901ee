"""What the agent is asked about where data and secrets are kept, and what it says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GetPlaces:
    """Where is everything kept? Answer: :class:`Places`."""

    request: int


@dataclass(frozen=True, slots=True)
class Places:
    """``folder`` is that of the data, all files in it have ``size`` bytes. ``keychain`` is the system's keychain by its
    name; "" where secrets are kept only until the program ends, and ``why`` says in a sentence why that is."""

    request: int
    folder: str
    size: int
    keychain: str
    why: str = ""
