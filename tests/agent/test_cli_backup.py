"""``api-monitor backup`` from outside."""

from pathlib import Path

from agent.store import backups
from tests.agent.command import run
from tests.agent.store.test_backups import filled, overwrite


async def test_a_backup_is_made_listed_shown_and_restored(tmp_path: Path) -> None:
    store = await filled(tmp_path)
    at = ("--data-dir", tmp_path)
    made = await run("backup", "now", "--json", *at)  # beside whoever has it open
    assert made.code == 0, made.err
    name = Path(made.json["file"]).name
    await store.delete_monitors([1], 1)
    await store.close()
    listed = await run("backup", "list", *at)
    assert name in listed.out
    shown = await run("backup", "restore", name, *at)
    assert (shown.code, "Nothing was changed" in shown.out) == (0, True)
    assert "Monitors:     2" in shown.out
    assert "Results:      6,000" in shown.out
    assert backups.described(tmp_path / "monitor.db").monitors == 1
    restored = await run("backup", "restore", name, "--yes", *at)
    assert restored.code == 0, restored.err
    assert backups.described(tmp_path / "monitor.db").monitors == 2
    assert len(list(tmp_path.glob("monitor.db.replaced-*[0-9]"))) == 1


async def test_damage_is_told_and_after_the_next_start_what_was_lost(tmp_path: Path) -> None:
    store = await filled(tmp_path)
    await store.close()
    at = ("--data-dir", tmp_path)
    sound = await run("backup", "check", *at)
    assert (sound.code, sound.out) == (0, "The database is sound.\n")
    assert (await run("backup", "now", *at)).code == 0
    overwrite(tmp_path / "monitor.db", 0, 20)
    damaged = await run("backup", "check", *at)
    assert damaged.code == 1
    assert "is damaged" in damaged.out
    monitors = tmp_path / "more.yaml"
    monitors.write_text("version: 1\nmonitors: [{name: more, url: 'http://127.0.0.1:9/'}]\n")
    added = await run("import", monitors, *at)  # the first that opens it for writing
    assert added.code == 0, added.err
    listed = await run("backup", "list", *at)
    assert "the database was damaged. It is kept as monitor.db.corrupt-" in listed.out
    for arguments, code, said in (
        (("restore",), 2, "Name the backup"),
        (("restore", "nothing.db"), 1, "cannot be read"),
        (("restore", monitors), 1, "Nothing was changed"),
    ):
        refused = await run("backup", *arguments, *at)
        assert (refused.code, said in refused.err) == (code, True), refused
