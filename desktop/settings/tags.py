"""Who is told of alerts, by tag: a list of the tags, and what holds for the one that is chosen."""

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from agent.model import Settings, TagPolicy
from desktop.labels import plain
from desktop.monitors.errors import field_errors
from desktop.monitors.forms.channels import ChannelsField
from desktop.monitors.forms.policy import add_policy
from desktop.monitors.forms.section import Section
from desktop.monitors.forms.values import nearest
from desktop.settings.area import FormArea
from desktop.theme import scaled


class TagsPage(QWidget):
    """``wanted`` brings the settings as they are to be. ``tags`` are those that monitors have."""

    wanted = Signal(object)

    def __init__(self, settings: Settings, tags: tuple[str, ...], channels: tuple[str, ...]) -> None:
        super().__init__()
        self._settings, self._tags, self._channels = settings, tags, channels
        intro = plain(
            self.tr(
                "What a tag says holds for each monitor that has it and says nothing else itself. Of several tags, "
                "the first that says something counts."
            ),
            rank="second",
        )
        intro.setWordWrap(True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Tags"))
        self.list.setFixedWidth(self.fontMetrics().averageCharWidth() * 22)
        self.list.setSpacing(2)
        self.list.currentItemChanged.connect(self._show)
        self._area = FormArea()
        self.section = Section()
        self.save = QPushButton(self.tr("Save"))
        self.save.setProperty("primary", "true")
        self.save.clicked.connect(self._save)
        self.remove = QPushButton(self.tr("Say nothing for this tag"))
        self.remove.clicked.connect(self._remove)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.remove, self.save):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        right = QVBoxLayout()
        right.addWidget(self._area, 1)
        right.addLayout(buttons)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.list)
        middle.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(intro)
        layout.addLayout(middle, 1)
        self._fill()

    def set_settings(self, settings: Settings) -> None:
        """Show these; what is being edited stays where it still is the same tag."""
        if settings.tags != self._settings.tags:
            self._settings = settings
            self._fill()
        self._settings = settings

    @property
    def tag(self) -> str:
        """The chosen tag; "" for none."""
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    def _fill(self) -> None:
        chosen = self.tag
        said = {policy.name for policy in self._settings.tags}
        self.list.blockSignals(True)
        self.list.clear()
        for name in sorted({*said, *self._tags}, key=str.casefold):
            item = QListWidgetItem(name, self.list)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFont(scaled(self.list.font(), 1.0, self.font().Weight.DemiBold if name in said else None))
            if name == chosen:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None and self.list.count():
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self._show()

    def _policy(self) -> TagPolicy | None:
        return next((policy for policy in self._settings.tags if policy.name == self.tag), None)

    @Slot()
    def _show(self) -> None:
        policy = self._policy()
        self.section = section = Section()
        for button, possible in ((self.save, bool(self.tag)), (self.remove, policy is not None)):
            button.setEnabled(possible)
        if self.tag:
            everybody = self.tr("All channels")
            chosen = policy.channels if policy else None
            section.add("tag.channels", self.tr("When down"), ChannelsField(self._channels, chosen, everybody), hint="")
            add_policy(section, "tag", self._channels, policy, self.tr("Empty: what another tag says, else never."))
        else:
            section.add_words(self.tr("No monitor has a tag yet. Tags are set in a monitor's dialog, under List."))
        self._area.show_form(section)

    @Slot()
    def _save(self) -> None:
        values = {path.removeprefix("tag."): editor.value() for path, editor in self.section.editors.items()}
        try:
            policy = TagPolicy.model_validate({"name": self.tag, **values})
        except ValidationError as error:
            paths = list(self.section.editors)
            self.section.show_errors({nearest(f"tag.{one.field}", paths): one.message for one in field_errors(error)})
            return
        self.section.show_errors({})
        others = (each for each in self._settings.tags if each.name != self.tag)
        self._want((*others, policy))

    @Slot()
    def _remove(self) -> None:
        self._want(tuple(each for each in self._settings.tags if each.name != self.tag))

    def _want(self, tags: tuple[TagPolicy, ...]) -> None:
        self.wanted.emit(self._settings.model_copy(update={"tags": tags}))
