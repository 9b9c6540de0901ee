"""What the pages of the settings are made of."""

from dataclasses import dataclass

from agent.model import EmailChannel
from desktop.client import Client
from desktop.monitors.model import MonitorsModel
from desktop.preferences import PreferenceStore
from desktop.startup import AtLogin
from desktop.theme import Theme


@dataclass(frozen=True)
class Context:
    """The settings are ``client.settings``, the monitors are in ``model``. ``at_login`` is None where this program is
    none to start at login."""

    client: Client
    theme: Theme
    model: MonitorsModel
    preferences: PreferenceStore
    at_login: AtLogin | None = None

    def tags(self) -> tuple[str, ...]:
        """The tags that monitors have."""
        return tuple(sorted({tag for view in self.model.views() for tag in view.monitor.tags}))

    def channels(self) -> tuple[str, ...]:
        """The names of the channels there are."""
        return tuple(channel.name for channel in self.client.channels)

    def mail_channels(self) -> tuple[str, ...]:
        """The names of those that carry files."""
        return tuple(channel.name for channel in self.client.channels if isinstance(channel, EmailChannel))
