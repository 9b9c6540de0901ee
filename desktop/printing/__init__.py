"""A report as PDF, drawn by Qt without a screen: what comes as JSON on the input, laid out on pages."""

import json
import sys
from typing import Any

from desktop.display import problem


def main(path: str) -> int:
    """Print the report on the standard input to the file ``path``; the exit code. What is wrong stands on stderr, in
    its last line."""
    if reason := problem():
        sys.stderr.write(f"PDF needs Qt, as the window does. {reason.splitlines()[0]}\n")
        return 1
    from PySide6.QtGui import QFontDatabase, QGuiApplication

    from desktop.printing.document import print_document

    content: dict[str, Any] = json.loads(sys.stdin.buffer.read())
    application = QGuiApplication(["api-monitor"])
    if not QFontDatabase.families():
        sys.stderr.write("There are no fonts on this machine to print with.\n")
        return 1
    written = print_document(content, path)
    application.processEvents()
    if not written:
        sys.stderr.write("The PDF could not be written to the end.\n")
        return 1
    return 0
