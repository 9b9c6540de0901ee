"""From the data folder to the window; a second start is over before anything of the window is imported."""

import sys

from agent.folder import FolderError, FolderInUse, data_folder, hold, prepare


def run(data_dir: str | None, *, demo: bool = False) -> int:
    """Open the window on a data folder (``demo``: on one that is made up) and stay until it is quit; the exit code.

    0 also where a window on that folder was there already and came up; 2 where the folder cannot be used; 3 where
    an agent without a window has it.
    """
    if demo:
        from desktop.app import run_demo

        return run_demo()
    folder = data_folder(data_dir)
    try:
        prepare(folder)
        with hold(folder):
            from desktop.app import run_on

            return run_on(folder)
    except FolderInUse as error:
        from desktop.instance import raise_first

        if raise_first(folder):
            return 0
        sys.stderr.write(f"{error}\n")
        return 3
    except FolderError as error:
        sys.stderr.write(f"{error}\n")
        return 2
