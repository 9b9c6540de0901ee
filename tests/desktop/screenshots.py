"""Pictures of the window for looking at: ``python -m tests.desktop.screenshots FOLDER [SCALE] [NAME…]``.

All pictures of :mod:`tests.desktop.gallery` in light and in dark, and some in German; or only those named.
"""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QSettings
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop import language
from desktop.theme import Mode, Theme
from tests.desktop.gallery import PICTURES
from tests.desktop.gallery.stage import play, stage

GERMAN = ("twelve", "narrow-opened", "inbox", "dialog-alerts", "settings-general", "reports", "bulk", "banners")
"""What is seen in the other language too: words are longer there."""


def take(folder: Path, wanted: set[str]) -> None:
    """Save the pictures called ``wanted``, or all; one in German is called german-NAME."""
    theme = Theme()
    modes: tuple[Mode, ...] = ("light", "dark")
    with TemporaryDirectory() as place:

        def one(called: str, name: str, mode: Mode) -> None:
            settings = QSettings(f"{place}/{called}.ini", QSettings.Format.IniFormat)
            with stage(theme, settings, PICTURES[name]) as (window, agent):
                window.preferences.put(theme=mode)
                shown = play(PICTURES[name], window, agent)
                QTest.qWait(400)  # all that moves comes to rest
                shown.grab().save(str(folder / f"{called}.png"))

        for mode in modes:
            for name in PICTURES:
                if not wanted or name in wanted:
                    one(f"{mode}-{name}", name, mode)
        language.speak("de")
        for name in GERMAN:
            if not wanted or f"german-{name}" in wanted:
                one(f"german-{name}", name, "light")


def main(folder: str, scale: str = "1", *names: str) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = scale  # read when Qt starts
    application = QApplication([])
    application.setFont(QFont("Inter", 10))
    Path(folder).mkdir(parents=True, exist_ok=True)
    take(Path(folder), set(names))


if __name__ == "__main__":
    main(*sys.argv[1:])
