"""Several alerts in one message: every monitor named, up to a bound, and the others counted.

What is told together of one monitor is told by how it ended: down and up again is one line, twenty times of it too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from agent.channels import wording
from agent.channels.wording import Fact, Message, Tone, duration, timestamp
from agent.model import AlertEvent, AlertKind, Notice, clean_text

NAMED: Final = 20
"""So many monitors are named in a message: more than that nobody reads."""


@dataclass(frozen=True, slots=True)
class Story:
    """All that is told together of one kind of alert of one monitor, oldest first."""

    notices: tuple[Notice, ...]

    @property
    def last(self) -> Notice:
        return self.notices[-1]

    @property
    def over(self) -> bool:
        return self.last.event is AlertEvent.CLOSED

    @property
    def alerts(self) -> tuple[Notice, ...]:
        """The newest notice of each of its alerts."""
        return tuple({notice.opened_at: notice for notice in self.notices}.values())


def stories(notices: Iterable[Notice]) -> list[Story]:
    """The notices by what they are about: what goes on first, then what is over, each in the order of its telling."""
    by_subject: dict[tuple[str, AlertKind, str], list[Notice]] = {}
    for notice in notices:
        by_subject.setdefault((notice.monitor, notice.kind, notice.channel), []).append(notice)
    return sorted((Story(tuple(told)) for told in by_subject.values()), key=lambda story: story.over)


def compose(notices: Sequence[Notice]) -> Message:
    """The one message that tells all ``notices``, at least one, oldest first."""
    told = stories(notices)
    quiet = any(notice.quiet_until is not None for notice in notices)
    if len(told) == 1:
        message = _of_one(told[0], _QUIET if quiet else "could be told earlier")
        return replace(message, text=f"It came in quiet hours. {message.text}") if quiet else message
    counts = _counts(told)
    named, rest = (told, []) if len(told) <= NAMED else (told[: NAMED - 1], told[NAMED - 1 :])
    facts = [Fact(clean_text(story.last.channel or story.last.monitor, 200), _line(story)) for story in named]
    if rest:
        facts.append(Fact(f"And {len(rest)} more", _counts(rest).capitalize()))
    tone: Tone = min((_tone(story) for story in told), key=_WORST.index)
    text = f"{len(told)} in quiet hours." if quiet else f"{len(told)} at once."
    text += " The window has every one of them with its reason." if rest else ""
    return Message(tone, counts, text, tuple(facts), notices[-1].at)


_QUIET = "was told in quiet hours"
_WORST: tuple[Tone, ...] = ("bad", "warning", "good", "neutral")


def _tone(story: Story) -> Tone:
    return wording.message(story.last).tone


def _of_one(story: Story, untold: str) -> Message:
    """One monitor: as its last event tells it, and where it came and went, how often and for how long; ``untold`` says
    why only now."""
    message = wording.message(story.last)
    if len(story.alerts) == 1:
        return message
    first = story.notices[0].opened_at
    often = f"It happened {len(story.alerts)} times since {timestamp(first)}, for {duration(_lasted(story))} in all."
    return replace(
        message,
        text=f"{often} {message.text}",
        facts=(*message.facts, Fact("Times", f"{len(story.alerts)}, none of which {untold}")),
    )


def _lasted(story: Story) -> int:
    """Milliseconds of trouble in all, to the last event."""
    return sum(max(0, _end(notice) - notice.opened_at) for notice in story.alerts)


def _end(notice: Notice) -> int:
    return notice.closed_at if notice.closed_at is not None else notice.at


_STATES = {
    AlertKind.DOWN: ("down", "up again"),
    AlertKind.SLOW: ("slow", "fast again"),
    AlertKind.CERTIFICATE: ("certificate needs attention", "certificate is good again"),
}


def _state(story: Story) -> str:
    if story.last.event is AlertEvent.FLAPPING:
        return "flapping"
    if story.last.channel:
        return "channel in trouble"
    return _STATES[story.last.kind][story.over]


def _line(story: Story) -> str:
    last = story.last
    if story.over:
        times = f", {len(story.alerts)} times" if len(story.alerts) > 1 else ""
        said = f"{_state(story).capitalize()} after {duration(_lasted(story))}{times}"
    elif last.channel:
        return f"This channel does not deliver: {clean_text(last.message, 400)}"
    else:
        said = f"{_state(story).capitalize()} since {timestamp(last.opened_at)}"
    return f"{said}: {clean_text(last.message, 200) or wording.CAUSES[last.cause]}"


def _counts(told: Iterable[Story]) -> str:
    """``3 down, 1 slow, 2 up again``."""
    counts: dict[str, int] = {}
    for story in told:
        counts[_state(story)] = counts.get(_state(story), 0) + 1
    return ", ".join(f"{count} {state}" for state, count in counts.items())
