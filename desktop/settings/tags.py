"""Who is told of alerts, by tag: a list of the tags, and what holds for the one that is chosen."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton

from agent.model import Settings, TagPolicy
from desktop.monitors.forms.channels import ChannelsField
from desktop.monitors.forms.policy import add_policy
from desktop.monitors.forms.section import Section
from desktop.settings.list_page import Item, ListPage
from desktop.text import tr

Names = Callable[[], tuple[str, ...]]


class TagsPage(ListPage):
    """``tags`` says which tags monitors have now, ``channels`` which channels there are."""

    part, prefix = "tags", "tag"

    def __init__(self, settings: Settings, tags: Names, channels: Names) -> None:
        self.nothing = QPushButton(tr("Say nothing for this tag"))
        intro = tr(
            "What a tag says holds for each monitor that has it and says nothing else itself. Of several tags, "
            "the first that says something counts."
        )
        super().__init__(settings, intro, tr("Tags"), self.nothing)
        self._ask_tags, self._ask_channels = tags, channels
        self._tags, self._channels = tags(), channels()
        self.nothing.clicked.connect(self.remove)
        self._fill()

    def refresh(self) -> None:
        if (self._tags, self._channels) != (now := (self._ask_tags(), self._ask_channels())):
            self._tags, self._channels = now
            self.rebuild(keep=True)

    def keys(self) -> Sequence[str]:
        return sorted({*(tag.name for tag in self._saved()), *self._tags}, key=str.casefold)

    def make(self, item: Item | None) -> Section:
        policy = item if isinstance(item, TagPolicy) else None
        section = Section()
        if not self.chosen:
            section.add_words(self.tr("No monitor has a tag yet. Tags are set in a monitor's dialog, under List."))
            return section
        everybody = self.tr("All channels")
        chosen = policy.channels if policy else None
        section.add("tag.channels", self.tr("When down"), ChannelsField(self._channels, chosen, everybody), hint="")
        add_policy(section, "tag", self._channels, policy, self.tr("Empty: what another tag says, else never."))
        return section

    def read(self, key: str, values: dict[str, Any]) -> TagPolicy:
        return TagPolicy.model_validate({"name": key, **values})

    @Slot()
    def _edited(self) -> None:
        self.nothing.setEnabled(self.chosen in self.items())
        super()._edited()
