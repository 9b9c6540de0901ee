"""The colours, icons and heartbeat bars in both schemes."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from agent.model import Beat, Outcome, State
from desktop.monitors.heartbeat import arrange, paint_beats, slot_at
from desktop.theme import DARK, LIGHT, Mode, Scheme, Theme, glyph
from tests.desktop.fake_agent import beats


@pytest.fixture
def theme(qtbot: QtBot, one_theme: Theme) -> Iterator[Theme]:
    yield one_theme
    one_theme.set_mode("system")


def contrast(one: str, other: str) -> float:
    """The contrast of two colours after WCAG 2."""

    def luminance(name: str) -> float:
        color = QColor(name)
        parts = (color.redF(), color.greenF(), color.blueF())
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_fills_and_texts_can_be_told_from_their_grounds(scheme: Scheme) -> None:
    for fill in (scheme.up, scheme.degraded, scheme.down, scheme.maintenance, scheme.idle, scheme.accent):
        assert contrast(fill, scheme.base) >= 3
    for ground in (scheme.base, scheme.window, scheme.raised, scheme.selection, scheme.hover):
        for words in (scheme.text, scheme.faint, scheme.alarm, scheme.literal):
            assert contrast(words, ground) >= 4.5, (words, ground)
    assert contrast(scheme.on_accent, scheme.accent) >= 4.5


@pytest.mark.parametrize(("mode", "dark"), [("light", False), ("dark", True)])
def test_a_mode_overrides_the_system(theme: Theme, mode: Mode, dark: bool) -> None:
    theme.set_mode("light" if dark else "dark")
    heard: list[bool] = []
    theme.changed.connect(lambda: heard.append(theme.dark))
    theme.set_mode(mode)
    assert theme.dark is dark
    assert heard == [dark]
    theme.set_mode(mode)
    assert heard == [dark]
    assert theme.color(State.DOWN) == QColor((DARK if dark else LIGHT).down)


def test_a_window_can_be_built_before_it_is_dressed(theme: Theme, qapp: QApplication) -> None:
    qapp.setStyleSheet("")
    bare = Theme(dressed=False)
    bare.set_mode("dark")
    assert qapp.styleSheet() == ""
    assert qapp.palette().window().color() == QColor(DARK.window)
    bare.dress()
    assert DARK.line in qapp.styleSheet()
    bare.set_mode("light")
    assert LIGHT.line in qapp.styleSheet()


def test_every_state_has_a_sign_and_a_disc_of_its_own_colour(theme: Theme) -> None:
    for state in State:
        assert len(glyph(state)) == 1
        image = theme.state_icon(state).pixmap(32, 32).toImage()
        seen = {
            image.pixelColor(x, y).name() for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() == 255
        }
        assert theme.color(state).name() in seen


def painted(theme: Theme, row: tuple[Beat, ...], ratio: float = 1.0) -> QImage:
    image = QImage(round(200 * ratio), round(20 * ratio), QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_beats(painter, QRectF(0, 0, 200, 20), row, theme, pace_s=60)
    painter.end()
    return image


def height(image: QImage, column: int) -> int:
    return sum(image.pixelColor(column, y).alpha() > 0 for y in range(image.height()))


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_outcomes_differ_in_shape_and_not_only_in_colour(theme: Theme, ratio: float) -> None:
    image = painted(theme, beats("ugd"), ratio)
    up, degraded, down = (round((37 + place) * 5 * ratio) for place in range(3))
    assert height(image, up) == pytest.approx(12 * ratio, abs=1)
    assert height(image, degraded) == pytest.approx(16 * ratio, abs=1)
    opaque = [image.pixelColor(down, y).alpha() > 0 for y in range(image.height())]
    assert opaque[0]
    assert opaque[-1]
    assert not all(opaque)  # the notch
    assert 0 < image.pixelColor(up, image.height() - 1).alpha() < 255  # calm
    bars = [x for x in range(image.width()) if image.pixelColor(x, image.height() - 1).alpha()]
    starts = [x for x in bars if x - 1 not in bars]
    assert len(starts) == 40  # every bar stands by itself, on whole pixels


def test_what_was_not_checked_is_never_green(theme: Theme) -> None:
    row = beats("u     u")
    slots = arrange(row, pace_s=60)
    assert slots.count(None) == 1
    assert slots[-2] is None
    image = painted(theme, row)
    gap = {image.pixelColor(x, y).rgb() for x in range(190, 193) for y in range(20) if image.pixelColor(x, y).alpha()}
    green = theme.color(Outcome.UP)
    assert gap
    assert all(abs(QColor(one).hue() - green.hue()) > 20 or QColor(one).saturation() < 60 for one in gap)


def test_a_shortened_interval_makes_no_gaps() -> None:
    assert None not in arrange(beats(pace_s=300), pace_s=60)
    assert len(arrange(beats(count=60))) == 40


def test_the_pointer_finds_the_beat_it_is_at() -> None:
    rect, row = QRectF(10, 0, 200, 20), beats(count=10)
    assert slot_at(rect, 209, row) == 9
    assert slot_at(rect, 162, row) == 0
    assert slot_at(rect, 100, row) == -1
    assert slot_at(rect, 211, row) == -1
