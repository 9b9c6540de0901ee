"""The list of all pages of the settings. To add one, add a line to :func:`pages`."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.settings.backups import BackupsPage
from desktop.settings.channels import ChannelsPage
from desktop.settings.context import Context
from desktop.settings.form_page import FormPage
from desktop.settings.general import GeneralPage
from desktop.settings.maintenance import MaintenancePage
from desktop.settings.page import Page
from desktop.settings.quiet import QuietPage
from desktop.settings.retention import RetentionPage
from desktop.settings.schedules import SchedulesPage
from desktop.settings.tags import TagsPage
from desktop.text import tr


@dataclass(frozen=True)
class PageSpec:
    """A page, by ``key``. ``make`` builds it when the window opens: a :class:`~desktop.settings.page.Page`, or where
    the model says all there is to say of its fields a :class:`~desktop.settings.form_page.FormPage` as it is.
    ``words`` are what the page is found by besides what stands on it."""

    key: str
    title: str
    make: Callable[[Context], Page]
    words: str = ""


def pages() -> tuple[PageSpec, ...]:
    """Every page in the order in which they are listed; the words are in the language of the moment."""
    return (
        PageSpec("general", tr("General"), GeneralPage, tr("preferences options keychain autostart dark mode")),
        PageSpec(
            "channels",
            tr("Channels"),
            lambda context: ChannelsPage(context.client, context.theme),
            tr("notifications Slack e-mail Teams Discord Telegram PagerDuty SMS webhook command"),
        ),
        PageSpec(
            "tags",
            tr("Who is told, by tag"),
            lambda context: TagsPage(context.client.settings, context.tags, context.channels),
            tr("notifications routing escalation reminders critical"),
        ),
        PageSpec("quiet", tr("Quiet hours"), lambda context: QuietPage(context.client.settings), tr("night silence")),
        PageSpec(
            "requests",
            tr("Requests"),
            lambda context: FormPage(
                context.client.settings, "requests", tr("For all monitors that say nothing else themselves.")
            ),
        ),
        PageSpec("maintenance", tr("Maintenance"), lambda context: MaintenancePage(context.client.settings)),
        PageSpec(
            "reports",
            tr("Scheduled reports"),
            lambda context: SchedulesPage(context.client.settings, context.mail_channels()),
            tr("weekly monthly PDF CSV e-mail folder"),
        ),
        PageSpec(
            "storage",
            tr("Storage"),
            lambda context: RetentionPage(context.client),
            tr("retention history size disk database days clean up vacuum"),
        ),
        PageSpec(
            "backups",
            tr("Backups"),
            lambda context: BackupsPage(context.client, context.theme),
            tr("copy database restore damage integrity check"),
        ),
    )
