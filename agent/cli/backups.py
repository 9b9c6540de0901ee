"""``api-monitor backup``: make backups, list them, look for damage, and put one in the database's place."""

import argparse
from pathlib import Path
from typing import Any

from agent.backup_messages import Backup, Recovery
from agent.cli.exits import Exit, Failed, WrongUse
from agent.cli.output import iso, minute, print_json, print_line, print_table
from agent.clock import now_ms
from agent.folder import data_folder, hold, prepare
from agent.store import StoreError, backups, connection, recovery, replacing


def run(options: argparse.Namespace) -> Exit:
    folder = data_folder(options.data_dir)
    try:
        match options.action:
            case "now":
                return _now(folder, options)
            case "list":
                return _list(folder, options)
            case "check":
                return _check(folder)
            case _:
                return _restore(folder, options)
    except StoreError as error:
        raise Failed(str(error)) from error


def _now(folder: Path, options: argparse.Namespace) -> Exit:
    made = backups.make(folder, now_ms())
    if options.json:
        print_json(_record(made))
    else:
        print_line(f"Made {made.path} ({_size(made.size)}).")
    return Exit.DONE


def _list(folder: Path, options: argparse.Namespace) -> Exit:
    found = [backups.described(path) for _, path in backups.listed(folder)]
    last = recovery.last(folder) if (folder / connection.FILE_NAME).exists() else None
    if options.json:
        print_json({"backups": [_record(each) for each in found], "recovery": _recovery_record(last)})
        return Exit.DONE
    if found:
        heads = ("MADE", "SIZE", "MONITORS", "NEWEST CHECK", "FILE")
        rows = [
            (minute(each.at), _size(each.size), str(each.monitors), _at(each.newest_at), Path(each.path).name)
            for each in found
        ]
        print_table(heads, rows, right=("SIZE", "MONITORS"))
    else:
        print_line("No backups.")
    if last:
        print_line(_told(last))
    return Exit.DONE


def _check(folder: Path) -> Exit:
    path = folder / connection.FILE_NAME
    if not path.exists():
        raise WrongUse(f"There is no database in {folder}.")
    problem = backups.damage(path)
    if problem:
        print_line(f"The database is damaged: {problem}.")
        print_line("The program replaces it by the newest good backup when it is started, or at once where it runs.")
        return Exit.NOT_GOOD
    print_line("The database is sound.")
    return Exit.DONE


def _restore(folder: Path, options: argparse.Namespace) -> Exit:
    if not options.file:
        raise WrongUse("Name the backup to restore, as `api-monitor backup list` shows it.")
    source = Path(options.file)
    if not source.exists() and (folder / backups.FOLDER / source.name).exists():
        source = folder / backups.FOLDER / source.name
    found = backups.inspected(source)
    if options.json:
        print_json(_record(found))
    else:
        _show(found)
    if found.problem:
        raise Failed(f"Nothing was changed. {found.problem}")
    if not options.yes:
        if not options.json:
            print_line("Nothing was changed. Add --yes to put it in the place of the database, which is kept.")
        return Exit.DONE
    prepare(folder)
    with hold(folder):
        replacing.finish(folder)
        kept = replacing.restore(folder, source)
    if not options.json:
        print_line(f"Restored. What was there before is {kept}." if kept else "Restored.")
    return Exit.DONE


def _show(backup: Backup) -> None:
    for what, value in (
        ("File", backup.path),
        ("Made", minute(backup.at)),
        ("Size", _size(backup.size)),
        ("Schema", str(backup.schema)),
        ("Monitors", str(backup.monitors)),
        ("Channels", str(backup.channels)),
        ("Results", "" if backup.results is None else f"{backup.results:,}"),
        ("Newest check", _at(backup.newest_at)),
    ):
        print_line(f"{what + ':':14}{value or '–'}")


def _told(last: Recovery) -> str:
    by = f"the backup of {minute(last.backup_at)}" if last.backup_at else "a new one, for there was no backup"
    since = f"after {minute(last.lost_from)}" if last.lost_from else "before"
    settings = "all monitors, channels and settings" if last.settings else "no settings"
    return (
        f"On {minute(last.at)} the database was damaged. It is kept as {last.kept} and was replaced by {by}. "
        f"Of what came {since}, {last.results:,} results and {settings} could be read from it; the rest is lost."
    )


def _record(backup: Backup) -> dict[str, Any]:
    return {
        "file": backup.path,
        "made_at": iso(backup.at),
        "size": backup.size,
        "schema": backup.schema,
        "monitors": backup.monitors,
        "channels": backup.channels,
        "results": backup.results,
        "newest_check_at": iso(backup.newest_at),
        "problem": backup.problem,
    }


def _recovery_record(last: Recovery | None) -> dict[str, Any] | None:
    if last is None:
        return None
    return {
        "at": iso(last.at),
        "kept": last.kept,
        "backup_at": iso(last.backup_at),
        "lost_from": iso(last.lost_from),
        "lost_until": iso(last.at),
        "results_saved": last.results,
        "settings_saved": last.settings,
    }


def _at(at: int | None) -> str:
    return "" if at is None else minute(at)


def _size(size: int) -> str:
    return f"{size / 2**20:,.1f} MB"
