"""The figures of the detail: the error budget in words, by itself and for any monitor."""

import pytest
from pytestqt.qtbot import QtBot

from agent.messages import History
from agent.summary import Figures as Found
from desktop.charts.periods import Period
from desktop.monitors.detail_figures import Figures
from tests.desktop.scenes import DAY, MINUTE, NO_FIGURES, NOW, figures, monitor


def history(found: Found) -> History:
    return History(1, 1, NOW - 30 * DAY, NOW, (), 0, figures=found, first_at=None)


@pytest.mark.parametrize(
    ("target", "down", "said"),
    [
        (None, 12, ""),
        (99.9, 12, "43 min budget, 12 min spent, 72 % left (99.9 %)"),
        (99.9, 55, "Over budget by 11 min: 55 min spent of 43 min (99.9 %)"),
        (99, 0, "7 h 12 min budget, 0 s spent, 100 % left (99 %)"),
        (100, 0, "No budget, nothing spent (100 %)"),
        (100, 5, "Over budget by 5 min: 5 min spent of 0 s (100 %)"),
    ],
)
def test_the_error_budget_is_said_in_words(qtbot: QtBot, target: float | None, down: int, said: str) -> None:
    shown = Figures()
    qtbot.addWidget(shown)
    found = figures(down_ms=down * MINUTE, good_ms=30 * DAY - down * MINUTE, coverage=1.0)
    shown.show_history(history(found), Period.MONTH, monitor(1, uptime_target=target))
    assert shown.budget.said == said
    shown.show_history(None, Period.MONTH)
    assert shown.budget.said == ""
    assert set(shown.texts()) == {"—"}


def test_nothing_known_has_no_figures_but_counts(qtbot: QtBot) -> None:
    shown = Figures()
    qtbot.addWidget(shown)
    shown.show_history(history(NO_FIGURES), Period.DAY, monitor(1, uptime_target=99.9))
    assert [value for _, value in shown.pairs()] == ["—", "0.00 %", "0 s", *(6 * ["—"]), "0"]
    assert shown.budget.said == "No budget, nothing spent (99.9 %)"
