"""How scheduled reports stand, as one row."""

from collections.abc import Iterable
from dataclasses import asdict

from peewee import SqliteDatabase
from pydantic_core import from_json, to_json

from agent.report_messages import PlanState
from agent.store.tables import SettingRow

NAME = "scheduled reports"


def load(database: SqliteDatabase) -> list[PlanState]:
    """How each stood when that was saved last."""
    row: SettingRow | None = SettingRow.select().where(SettingRow.name == NAME).first(database)
    return [PlanState(**state) for state in from_json(row.document)] if row else []


def save(database: SqliteDatabase, states: Iterable[PlanState]) -> None:
    """Take these in place of what was there."""
    document = to_json([asdict(state) for state in states]).decode()
    SettingRow.insert(name=NAME, document=document).on_conflict_replace().execute(database)
