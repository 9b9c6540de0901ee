"""The list of all pages of the settings. To add one, add a line here and its name to :mod:`desktop.settings.names`."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.settings.backups import BackupsPage
from desktop.settings.channels import ChannelsPage
from desktop.settings.context import Context
from desktop.settings.form_page import FormPage
from desktop.settings.general import GeneralPage
from desktop.settings.maintenance import MaintenancePage
from desktop.settings.names import page_names
from desktop.settings.page import Page
from desktop.settings.quiet import QuietPage
from desktop.settings.retention import RetentionPage
from desktop.settings.schedules import SchedulesPage
from desktop.settings.tags import TagsPage
from desktop.text import tr

_MAKE: dict[str, Callable[[Context], Page]] = {
    "general": GeneralPage,
    "channels": lambda context: ChannelsPage(context.client, context.theme),
    "tags": lambda context: TagsPage(context.client.settings, context.tags, context.channels),
    "quiet": lambda context: QuietPage(context.client.settings),
    "requests": lambda context: FormPage(
        context.client.settings, "requests", tr("For all monitors that say nothing else themselves.")
    ),
    "maintenance": lambda context: MaintenancePage(context.client.settings),
    "reports": lambda context: SchedulesPage(context.client.settings, context.mail_channels()),
    "storage": lambda context: RetentionPage(context.client),
    "backups": lambda context: BackupsPage(context.client, context.theme),
    "updates": lambda context: FormPage(
        context.client.settings,
        "updates",
        tr("Nobody is asked unless you switch it on. Help → Check for updates asks at once."),
    ),
}


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
    return tuple(PageSpec(name.key, name.title, _MAKE[name.key], name.words) for name in page_names())
