"""Snoozed alerts leave people alone until the snooze is over, whatever checks come; that they closed is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.lifecycle import Move, Standing, moves, standing
from agent.model import AlertEvent, AlertKind
from tests.agent.test_rules import LETTERS, MINUTE, START, Story, monitor


def play(checks: str, snoozed_at: int, minutes: int, wait: int = 240, **fields: object) -> Story:
    """A check a minute; in minute ``snoozed_at``, after its check, the alert is snoozed. Then time passes."""
    story = Story(monitor(**fields))
    for minute, letter in enumerate(checks):
        story.check(LETTERS[letter], START + minute * MINUTE)
        if minute == snoozed_at:
            story.snooze(minutes)
    story.wait_until(START + (len(checks) - 1 + wait) * MINUTE)
    return story


@pytest.mark.parametrize(
    ("checks", "minutes", "expected"),
    [
        ("UDDDD" + "D" * 10, 60, ["4 opened", "65 reminder"]),
        ("UDDDD" + "D" * 90, 60, ["4 opened", "65 reminder"]),
        ("UDDDDD" + "UUUU" + "U" * 80, 60, ["4 opened", "14 closed"]),
        # Open again within the hold: the same alert, snoozed still.
        ("UDDDDD" + "UUUU" + "DDDD" + "D" * 70, 60, ["4 opened", "65 reminder"]),
        # The third opening is not told while it is snoozed; when it is steady after that, it is what it is.
        ("UDDDDD" + "UUUUDDDD" * 2 + "D" * 90, 15, ["4 opened", "21 flapping", "51 opened"]),
        ("UDDDDD" + "UUUUDDDD" * 2 + "D" * 90, 20, ["4 opened", "51 opened"]),
        ("UDDDDD" + "UUUUDDDD" * 2 + "D" * 90, 60, ["4 opened", "65 reminder"]),
    ],
)
def test_what_is_told_of_a_snoozed_alert(checks: str, minutes: int, expected: list[str]) -> None:
    story = play(checks, 5, minutes, rule={"hold": 300})
    told = [f"{(at - START) // MINUTE} {event}" for at, _, event in story.told]
    assert told == expected


@given(st.text("UUDDDG", min_size=5, max_size=80), st.integers(4, 60), st.integers(1, 90))
def test_between_a_snooze_and_its_end_only_a_closing_is_told(checks: str, at: int, minutes: int) -> None:
    story = Story(monitor())
    for minute, letter in enumerate(checks):
        story.check(LETTERS[letter], START + minute * MINUTE)
        if minute == at and AlertKind.DOWN in story.last and story.is_open():
            story.snooze(minutes)
    story.wait_until(START + 600 * MINUTE)
    for told_at, alert, event in story.told:
        if alert.snoozed_until is not None and alert.snoozed_until - minutes * MINUTE < told_at < alert.snoozed_until:
            assert event is AlertEvent.CLOSED
    reminders = [told_at for told_at, _, event in story.told if event is AlertEvent.REMINDER]
    assert len(reminders) <= 1, "one snooze, one reminder"


def test_the_transitions_of_an_alert_tell_its_story() -> None:
    story, found = Story(monitor(rule={"hold": 300})), []
    before = None
    for minute, letter in enumerate("UDDDD" + "UUUUDDDD" * 2 + "UUUU" + "U" * 60):
        story.check(LETTERS[letter], START + minute * MINUTE)
        after = story.last.get(AlertKind.DOWN)
        if after is not None:
            found += [((step.at - START) // MINUTE, step.move) for step in moves(before, after)]
        before = after
    assert found == [
        (4, Move.OPENED),
        (8, Move.CLOSED),
        (12, Move.REOPENED),
        (16, Move.CLOSED),
        (20, Move.REOPENED),
        (20, Move.FLAPPING),
        (24, Move.CLOSED),
        (54, Move.STEADY),
    ]


def test_how_an_alert_stands() -> None:
    story = play("DDDD", 3, 60, wait=0)
    alert = story.last[AlertKind.DOWN]
    assert standing(alert, START + 4 * MINUTE) is Standing.SNOOZED
    assert standing(alert, START + 63 * MINUTE) is Standing.OPEN
