"""From the data folder to the window; a second start is over before anything of the window is imported."""

import gc
import sys

from agent.folder import FolderError, FolderInUse, data_folder, hold, prepare


def run(data_dir: str | None, *, demo: bool = False, hidden: bool = False) -> int:
    """Open the window on a data folder (``demo``: on one that is made up) and stay until it is quit; the exit code.
    A ``hidden`` window is in the tray only, and minimised where there is none.

    0 also where a window on that folder was there already and came up, or where a hidden one has nothing to do since
    the folder is in use; 2 where the folder cannot be used; 3 where an agent without a window has it.
    """
    if demo:
        from desktop.app import run_demo

        return run_demo()
    folder = data_folder(data_dir)
    try:
        prepare(folder)
        with hold(folder):
            gc.disable()  # nothing that is imported and built now is garbage; the window collects at its own times
            import agent.messages  # noqa: F401 - after PySide6 each import costs more: it reads the source of every module
            from desktop.app import run_on

            return run_on(folder, hidden=hidden)
    except FolderInUse as error:
        from desktop.instance import raise_first

        if hidden or raise_first(folder):
            return 0
        sys.stderr.write(f"{error}\n")
        return 3
    except FolderError as error:
        sys.stderr.write(f"{error}\n")
        return 2
