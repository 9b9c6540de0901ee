"""The channels through which people are told: a list with their health, and the form of one."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from agent.messages import AlertChanged, ChannelsChanged, ChannelTroubles, CommandFailed, DeleteChannel, Overview
from agent.model import Channel
from desktop.client import Client
from desktop.discard import ask_discard
from desktop.labels import error_label, plain, say, tooltip
from desktop.settings.area import INSET
from desktop.settings.choice import KindChoice
from desktop.settings.editor import ChannelEditor
from desktop.settings.health import health, kind_name
from desktop.settings.kinds import key_of
from desktop.settings.page import Page
from desktop.settings.row import TwoLines
from desktop.theme import Theme


class ChannelsPage(Page):
    """Add, change, test and delete channels. Each has a form and a Save of its own; channels are no part of the
    settings that the other pages want."""

    def __init__(self, client: Client, theme: Theme) -> None:
        super().__init__()
        self._client = client
        self._theme = theme
        self._deleting: set[int] = set()
        self._pages = QStackedWidget()
        self._editor: ChannelEditor | None = None
        self.choice: KindChoice | None = None
        self._list_page = self._make_list_page()
        self._pages.addWidget(self._list_page)
        self._pages.setContentsMargins(INSET, 0, 0, 0)
        self._body.addWidget(self._pages)
        client.event.connect(self._follow)
        theme.changed.connect(self._fill)
        self._fill()

    def _make_list_page(self) -> QWidget:
        page = QWidget()
        intro = QLabel(
            self.tr("Alerts always reach the inbox and the desktop's notifications. Channels carry them further.")
        )
        intro.setProperty("rank", "second")
        intro.setWordWrap(True)
        self.list = QListWidget()
        self.list.setObjectName("rows")
        self.list.setAccessibleName(self.tr("Channels"))
        self.list.setItemDelegate(TwoLines(self._theme, self.list))
        self.list.setIconSize(QSize(20, 20))
        self.list.itemActivated.connect(self._edit_current)
        self.list.currentItemChanged.connect(self._enable)
        self._empty = plain(
            self.tr("No channels yet. Add one to be told by Slack, e-mail, Teams, SMS …"), rank="second"
        )
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._add = QPushButton(self.tr("Add channel"))
        self._add.setProperty("primary", "true")
        self._add.clicked.connect(self.choose)
        self._edit = QPushButton(self.tr("Edit…"))
        self._edit.clicked.connect(self._edit_current)
        self._delete = QPushButton(self.tr("Delete…"))
        self._delete.clicked.connect(self._confirm_delete)
        self._problem = error_label()
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self._confirm_delete)
        buttons = QHBoxLayout()
        for button in (self._add, self._edit, self._delete):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(intro)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self._problem)
        layout.addLayout(buttons)
        return page

    # -- the list ------------------------------------------------------------------------------------------------------

    @Slot(object)
    def _follow(self, event: object) -> None:
        if isinstance(event, Overview | ChannelsChanged | ChannelTroubles | AlertChanged) and self.isVisible():
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        self._fill()
        super().showEvent(event)

    @Slot()
    def _fill(self) -> None:
        chosen = self.current()
        self.list.clear()
        for channel in sorted(self._client.channels, key=lambda c: c.name.casefold()):
            item = QListWidgetItem(channel.name)
            item.setData(Qt.ItemDataRole.UserRole, channel)
            state, said = health(self._client.deliveries.get(channel.name), self._client.troubles.get(channel.name))
            item.setIcon(self._theme.state_icon(state))
            second = f"{kind_name(channel)} · {said}"
            item.setData(TwoLines.SECOND, second)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{channel.name}, {second}")
            item.setToolTip(tooltip(second))
            self.list.addItem(item)
            if chosen is not None and channel.id == chosen.id:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None and self.list.count():
            self.list.setCurrentRow(0)
        self.list.setVisible(self.list.count() > 0)
        self._empty.setVisible(self.list.count() == 0)
        self._enable()

    def current(self) -> Channel | None:
        """The channel that is chosen in the list."""
        item = self.list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item else None

    @Slot()
    def _enable(self) -> None:
        for button in (self._edit, self._delete):
            button.setEnabled(self.current() is not None)

    # -- one channel ---------------------------------------------------------------------------------------------------

    @Slot()
    def choose(self) -> None:
        """Ask what kind of channel to add."""
        self._close_page()
        self._say("")
        self.choice = KindChoice(self._theme)
        self.choice.chosen.connect(self.add)
        self.choice.closed.connect(self._back)
        self._pages.setCurrentIndex(self._pages.addWidget(self.choice))
        self.choice.setFocus()

    @Slot(str)
    def add(self, key: str) -> None:
        """Open the form of a new channel, of one of :func:`desktop.settings.kinds.kinds`."""
        self._open_editor(key, None)

    def edit(self, channel: Channel) -> None:
        """Open the form of a channel there is."""
        self._open_editor(key_of(channel), channel)

    @Slot()
    def _edit_current(self) -> None:
        channel = self.current()
        if channel is not None:
            self.edit(channel)

    def _open_editor(self, key: str, channel: Channel | None) -> None:
        self._close_page()
        self._say("")
        self._editor = ChannelEditor(self._client, self._theme, key, channel)
        self._editor.closed.connect(self._back)
        self._editor.form.edited.connect(self.edited)
        self._pages.setCurrentIndex(self._pages.addWidget(self._editor))
        self._editor.form.focus_first()

    @property
    def editor(self) -> ChannelEditor | None:
        """The form that is open."""
        return self._editor

    def _close_page(self) -> None:
        """Take away what stands in front of the list."""
        if self._editor is not None:
            self._editor.abandon()
        for page in (self._editor, self.choice):
            if page is not None:
                self._pages.removeWidget(page)
                page.hide()
                page.deleteLater()
        self._editor = self.choice = None

    @Slot()
    def _back(self) -> None:
        self._close_page()
        self._pages.setCurrentWidget(self._list_page)
        self._fill()
        self.focus_first()
        self.edited.emit()

    @property
    def dirty(self) -> bool:
        return self._editor is not None and self._editor.dirty

    def back(self) -> bool:
        """Escape goes back from the form to the list; where something was entered it asks first."""
        if self._editor is None and self.choice is None:
            return False
        if self.dirty:
            ask_discard(self, self._back)
        else:
            self._back()
        return True

    def save(self) -> None:
        if self._editor is not None:
            self._editor.save.click()

    def leave(self) -> None:
        if self._editor is not None:
            self._editor.abandon()
        for request in self._deleting:
            self._client.forget(request)

    def focus_first(self) -> None:
        (self.list if self.list.count() else self._add).setFocus()

    @Slot()
    def _confirm_delete(self) -> None:
        channel = self.current()
        if channel is None:
            return
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self.tr("Delete the channel {name}?").format(name=channel.name))
        box.setInformativeText(
            self.tr(
                "Its secrets are removed too, and what was still to be sent to it is not sent. This cannot be undone."
            )
        )
        delete = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        delete.clicked.connect(partial(self.delete, channel.id))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def delete(self, channel_id: int) -> None:
        """Delete a channel for good."""
        self._say("")
        self._deleting.add(self._client.ask(lambda request: DeleteChannel(request, channel_id), failed=self._failed))

    def _failed(self, failure: CommandFailed) -> None:
        self._say(self.tr("The channel was not deleted: {reason}").format(reason=failure.message))

    def _say(self, problem: str) -> None:
        say(self._problem, problem)
