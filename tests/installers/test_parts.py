"""What packages are made of: the manual page, icons and licences."""

import argparse
import re
import subprocess
import sys
from pathlib import Path

from packaging.utils import canonicalize_name
from PySide6.QtGui import QImage

from agent.cli.arguments import parser
from resources.installers import icons
from resources.installers.licences import distributions, licence, texts
from resources.installers.manpage import commands, page

ROOT = Path(__file__).resolve().parents[2]
ESCAPES = {"\\-": "-", "\\(ga": "`", "\\(ha": "^", "\\(ti": "~", "\\(aq": "'", "\\fB": "", "\\fI": "", "\\fR": ""}


def read(roff: str) -> str:
    """The words of a manual page, one space between them."""
    text = re.sub(r"^\.[A-Z]\S*|^\.(nf|fi)$|\\&", "", roff, flags=re.MULTILINE)
    for escape, sign in ESCAPES.items():
        text = text.replace(escape, sign)
    return " ".join(text.replace("\\e", "\\").split())


def help_words(one: argparse.ArgumentParser) -> list[str]:
    said = [one.description, one.epilog, *(action.help for action in one._actions)]
    names = [name for action in one._actions for name in action.option_strings]
    return [" ".join(text.replace("%%", "%").split()) for text in said if text] + names


def test_the_manual_page_says_what_help_says() -> None:
    whole = parser()
    words = read(page(whole, 0))
    every = [whole, *commands(whole).values()]
    assert len(every) > 10
    assert [text for one in every for text in help_words(one) if text not in words] == []


def test_the_readme_shows_every_command_and_no_option_that_is_none() -> None:
    shown = (ROOT / "README.md").read_text(encoding="utf-8").split("## The command line")[1].split("```")[1]
    whole = parser()
    known = {name for one in (whole, *commands(whole).values()) for a in one._actions for name in a.option_strings}
    assert [name for name in commands(whole) if f"api-monitor {name} " not in shown] == []
    assert set(re.findall(r"(?<![\w-])--[a-z][\w-]*", shown)) - known == set()


def test_options_of_the_window_go_with_no_command() -> None:
    arguments = [sys.executable, "-m", "desktop", "--hidden", "status"]
    told = subprocess.run(arguments, capture_output=True, text=True, timeout=60, check=False)
    assert told.returncode == 2
    assert "--hidden goes with no command" in told.stderr


def test_every_part_brings_its_licence_and_none_is_only_gpl() -> None:
    found = distributions()
    assert {"httpx", "pydantic-core", "pyside6-essentials", "shiboken6"} <= {
        canonicalize_name(one.name) for one in found
    }
    assert [one.name for one in found if not any(len(text) > 200 for text in texts(one))] == []
    allowed = re.compile(r"LGPL|\bOR\b|exception", re.IGNORECASE)
    assert [one.name for one in found if "GPL" in licence(one) and not allowed.search(licence(one))] == []


def test_icons_are_read_back() -> None:
    image = QImage.fromData(icons.png(48), "PNG")
    assert (image.width(), image.pixelColor(24, 6).name(), image.pixelColor(0, 0).alpha()) == (48, "#1a4fb4", 0)
    assert not QImage.fromData(icons.ico(), "ICO").isNull()
    whole = icons.icns()
    assert (whole[:4], int.from_bytes(whole[4:8], "big")) == (b"icns", len(whole))
