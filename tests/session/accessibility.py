"""What a screen reader sees: programs, windows and their parts on the accessibility bus, by AT-SPI's own calls."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from jeepney.wrappers import DBusErrorResponse

from tests.session.bus import Bus

ROOT = "/org/a11y/atspi/accessible/root"
REGISTRY = "org.a11y.atspi.Registry"
_ACCESSIBLE = "org.a11y.atspi.Accessible"
NOT_NOW = (DBusErrorResponse, TimeoutError)
"""What asking raises where a part has gone meanwhile, or its program is busy: it is asked again."""
_FOCUSED, _SHOWING = 12, 25
"""Numbers of states in AT-SPI's list."""


@dataclass(frozen=True)
class Part:
    """Something that is read aloud: a window, a button, a cell. It is asked anew each time."""

    bus: Bus
    program: str
    path: str

    @property
    def name(self) -> str:
        return str(self.bus.get(self.program, self.path, "Name", _ACCESSIBLE))

    @property
    def role(self) -> str:
        return str(self._call("GetRoleName")[0])

    @property
    def focused(self) -> bool:
        return self._has(_FOCUSED)

    @property
    def showing(self) -> bool:
        return self._has(_SHOWING)

    def _has(self, state: int) -> bool:
        low, high = self._call("GetState")[0]
        return bool((high << 32 | low) >> state & 1)

    def children(self) -> list["Part"]:
        return [Part(self.bus, program, path) for program, path in self._call("GetChildren")[0]]

    def below(self, stop: Callable[["Part"], bool] = lambda part: False) -> Iterator["Part"]:
        """All parts within this one; what ``stop`` says of has none worth looking at."""
        for child in self.children():
            yield child
            if not stop(child):
                yield from child.below(stop)

    def cell(self, row: int, column: int) -> "Part":
        """A cell of a table."""
        program, path = self._call("GetAccessibleAt", "ii", (row, column), "org.a11y.atspi.Table")[0]
        return Part(self.bus, program, path)

    def rows(self) -> int:
        return int(self.bus.get(self.program, self.path, "NRows", "org.a11y.atspi.Table"))

    def actions(self) -> list[str]:
        return [name for name, *_ in self._call("GetActions", interface="org.a11y.atspi.Action")[0]]

    def do(self, action: str) -> None:
        """Have an action done, as a screen reader's user would."""
        number = self.actions().index(action)
        assert self._call("DoAction", "i", (number,), "org.a11y.atspi.Action") == (True,)

    def _call(
        self, method: str, signature: str | None = None, body: tuple[Any, ...] = (), interface: str = _ACCESSIBLE
    ) -> tuple[Any, ...]:
        return self.bus.call(self.program, self.path, interface, method, signature, body)


def find(root: Part, role: str, name: str) -> Part | None:
    """The part of this role and name that is shown below ``root``, which may change meanwhile; None where none is."""
    try:
        return next((one for one in root.below(is_table) if (one.role, one.name) == (role, name) and one.showing), None)
    except NOT_NOW:
        return None


def is_table(part: Part) -> bool:
    return part.role == "table"


def window(bus: Bus, title: str) -> Part | None:
    """The window of this name, of whichever program; None where there is none yet."""
    try:
        programs = Part(bus, REGISTRY, ROOT).children()
        return next((one for program in programs for one in program.children() if one.name == title), None)
    except NOT_NOW:
        return None
