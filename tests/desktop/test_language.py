"""The window in another language: its catalogue is whole, and everything that is built speaks it."""

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from desktop.language import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = sorted((ROOT / "resources" / "translations").glob("*.ts"))
SAYS = """
import sys
from pathlib import Path
from PySide6.QtCore import QLocale, QSettings
from PySide6.QtWidgets import QApplication, QDialogButtonBox
application = QApplication([])
from desktop import language, text
print(language.speak(sys.argv[1]))
from desktop.client import Client
from desktop.theme import Theme
from desktop.window import MainWindow
window = MainWindow(Client(), Theme(), QSettings(sys.argv[2], QSettings.Format.IniFormat))
print(window.menus.quit.text(), window.sidebar.item(0).text(), text.count(2, text.tr("{n} day"), text.tr("{n} days")))
box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
print(box.buttons()[0].text(), QLocale().toString(1.5, "f", 1))
"""


def test_every_language_but_english_has_its_catalogue() -> None:
    assert {f"desktop_{code}" for code in LANGUAGES} - {"desktop_en"} == {path.stem for path in CATALOGUES}


def test_the_catalogues_are_whole_and_compiled() -> None:
    command = [sys.executable, str(ROOT / ".ci" / "translations.py"), "--check"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_what_is_put_into_texts_is_put_into_their_translations(path: Path) -> None:
    for message in ET.parse(path).iter("message"):
        source = message.findtext("source") or ""
        translation = message.find("translation")
        assert translation is not None
        forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
        for form in forms:
            assert sorted(re.findall(r"\{\w*\}|%n", form)) == sorted(re.findall(r"\{\w*\}|%n", source)), source


@pytest.mark.parametrize(
    ("wanted", "system", "said"),
    [
        ("de", "C", ["de", "&Beenden Eingang 2 Tage", "Abbrechen 1,5"]),
        ("system", "de_DE.UTF-8", ["de", "&Beenden Eingang 2 Tage", "Abbrechen 1,5"]),
        ("en", "de_DE.UTF-8", ["en", "&Quit Inbox 2 days", "Cancel 1.5"]),
        ("system", "fr_FR.UTF-8", ["en", "&Quit Inbox 2 days", "Cancel 1,5"]),
        ("nonsense", "C", ["en", "&Quit Inbox 2 days", "Cancel 1.5"]),
    ],
)
def test_the_window_speaks_the_language(wanted: str, system: str, said: list[str], tmp_path: Path) -> None:
    settings = str(tmp_path / "window.ini")
    environment = {**os.environ, "LC_ALL": system, "LANG": system, "LANGUAGE": ""}
    command = [sys.executable, "-c", SAYS, wanted, settings]
    result = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=True, encoding="utf-8"
    )
    assert result.stdout.splitlines() == said
