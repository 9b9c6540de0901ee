"""What is wrong with an imported file, and where."""

from dataclasses import dataclass, field
from typing import Any

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """``message`` says what was expected and what came; ``path`` is such as ``monitors[3].interval``, "" for the
    whole file; ``line`` counts from 1, None where it is not known (JSON)."""

    path: str
    line: int | None
    message: str

    def __str__(self) -> str:
        line = f"line {self.line}" if self.line else ""
        place = ", ".join(part for part in (line, self.path) if part)
        return f"{place}: {self.message}" if place else self.message


class BadFile(ValueError):
    """A file that cannot be imported; nothing of it was taken."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


@dataclass(slots=True)
class Document:
    """A file as plain values (mappings, lists, text, numbers, booleans, None), the lines they stand on (from 1),
    and what was found to be wrong so far. ``commands``: it may bring channels that run programs."""

    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    commands: bool = False

    def line(self, path: Path) -> int | None:
        """The line of ``path``, or of the nearest thing around it."""
        for length in range(len(path), -1, -1):
            if (line := self.lines.get(path[:length])) is not None:
                return line
        return None

    def add(self, path: Path, message: str) -> None:
        """Take down one more problem."""
        self.problems.append(Problem(spell(path), self.line(path), message))

    def raise_problems(self) -> None:
        """Raise BadFile if there is any problem, in the order of the file."""
        if self.problems:
            raise BadFile(sorted(self.problems, key=lambda problem: problem.line or 0))


def spell(path: Path) -> str:
    """``("monitors", 3, "interval")`` as ``monitors[3].interval``."""
    parts = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return parts.removeprefix(".")
