"""What the pages of the settings are called and found by; known before any of them is loaded."""

from dataclasses import dataclass

from desktop.text import tr


@dataclass(frozen=True)
class PageName:
    """``words`` are what the page is found by besides what stands on it; ``fields`` is the part of the model whose
    fields stand on it one by one, "" where they are in a list."""

    key: str
    title: str
    words: str = ""
    fields: str = ""


def page_names() -> tuple[PageName, ...]:
    """Every page in the order in which they are listed; the words are in the language of the moment."""
    return (
        PageName("general", tr("General"), tr("preferences options keychain autostart dark mode"), "here"),
        PageName(
            "channels",
            tr("Channels"),
            tr("notifications Slack e-mail Teams Discord Telegram PagerDuty SMS webhook command"),
        ),
        PageName("tags", tr("Who is told, by tag"), tr("notifications routing escalation reminders critical")),
        PageName("quiet", tr("Quiet hours"), tr("night silence")),
        PageName("requests", tr("Requests"), fields="requests"),
        PageName("maintenance", tr("Maintenance")),
        PageName("reports", tr("Scheduled reports"), tr("weekly monthly PDF CSV e-mail folder")),
        PageName(
            "storage", tr("Storage"), tr("retention history size disk database days clean up vacuum"), "retention"
        ),
        PageName("backups", tr("Backups"), tr("copy database restore damage integrity check")),
        PageName("updates", tr("Updates"), tr("newer version download release news"), "updates"),
    )
