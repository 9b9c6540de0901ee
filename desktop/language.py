"""The language of the window: the system's, or one that was chosen. English stands in the source; what another language
says is in ``resources/translations``, made by ``.ci/translations.py``."""

import logging
from importlib.resources import as_file, files

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

log = logging.getLogger(__name__)

SYSTEM, ENGLISH = "system", "en"
LANGUAGES = {ENGLISH: "English", "de": "Deutsch"}
"""Each by its own name."""
KEY = "window/language"
"""Where the choice is remembered."""


def speak(wanted: str = SYSTEM) -> str:
    """Have everything that is built from now on speak ``wanted``, or the first of the system's languages that there is;
    the code of the language. Dates and numbers follow the language where it was chosen against the system's."""
    system = QLocale.system()
    preferred = [one.partition("-")[0] for one in system.uiLanguages()]
    code = wanted if wanted in LANGUAGES else next((one for one in preferred if one in LANGUAGES), ENGLISH)
    if wanted in LANGUAGES and QLocale(code).language() != system.language():
        QLocale.setDefault(QLocale(code))
    if code != ENGLISH:
        with as_file(files("resources").joinpath("translations")) as folder:
            _install(f"desktop_{code}", str(folder))
        _install(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return code


def _install(name: str, folder: str) -> None:
    translator = QTranslator(QCoreApplication.instance())
    if translator.load(name, folder):
        QCoreApplication.installTranslator(translator)
    else:
        log.warning("The translation %s cannot be read; what it would say is English", name)
