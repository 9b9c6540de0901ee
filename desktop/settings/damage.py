"""What became of a database that was damaged, in words: for the page of backups, and for the banner of a window that
opens without it."""

from PySide6.QtCore import QLocale

from agent.messages import Recovery
from desktop.text import timestamp, tr


def lost(recovery: Recovery) -> str:
    """What became of a damaged database, and what was lost."""
    if recovery.backup_at is not None:
        by = tr("The database was damaged and was replaced by the backup of {time}.").format(
            time=timestamp(recovery.backup_at)
        )
    else:
        by = tr("The database was damaged, and there was no backup: a new one was begun.")
    saved = tr("{n} newer results could be read from it").format(n=QLocale().toString(recovery.results))
    if recovery.settings:
        saved = tr("{results}, and all monitors, channels and settings").format(results=saved)
    if recovery.lost_from is not None:
        span = tr("Everything else from {start} to {end} is lost.").format(
            start=timestamp(recovery.lost_from), end=timestamp(recovery.at)
        )
    else:
        span = tr("Everything else until {end} is lost.").format(end=timestamp(recovery.at))
    return f"{by} {saved}. {span} {tr('The damaged file is kept as {file}.').format(file=recovery.kept)}"
