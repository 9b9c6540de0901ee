"""One channel being added or changed: its form, a try of it, and saving."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from agent.messages import ChannelTested, CommandFailed, Event, SaveChannel, TestChannel
from agent.model import Channel, clean_text
from desktop.client import Client
from desktop.labels import plain
from desktop.settings.form import ChannelForm
from desktop.theme import Theme


class ChannelEditor(QWidget):
    """``closed`` says that the channel is saved, or that no change is wanted; ``dirty`` that something was entered."""

    closed = Signal()

    def __init__(
        self, client: Client, theme: Theme, key: str, channel: Channel | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._requests: set[int] = set()
        self.dirty = False
        self.form = ChannelForm(key, channel, theme)
        self.form.edited.connect(self._edited)
        title = plain(
            self.tr("New channel: {kind}").format(kind=self.form.kind.label) if channel is None else channel.name
        )
        font = title.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.2)
        title.setFont(font)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(self.form)
        self.answer = plain()
        self.answer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.answer.setWordWrap(True)
        self.answer.setAccessibleName(self.tr("Answer"))
        self.test = QPushButton(self.tr("Send test"))
        self.test.setAutoDefault(False)
        self.test.clicked.connect(self._send_test)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.closed)
        self.save = QPushButton(self.tr("Save"))
        self.save.setProperty("primary", "true")
        self.save.setDefault(True)
        self.save.clicked.connect(self._save)
        buttons = QHBoxLayout()
        buttons.addWidget(self.test)
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addWidget(area, 1)
        layout.addWidget(self.answer)
        layout.addLayout(buttons)

    def abandon(self) -> None:
        """Nobody looks at this any more; answers that still come are not for it."""
        for request in self._requests:
            self._client.forget(request)
        self._requests.clear()

    @Slot()
    def _edited(self) -> None:
        self.dirty = True
        self._say("")

    def _say(self, text: str, *, bad: bool = False) -> None:
        self.answer.setText(text)
        self.answer.setProperty("rank", "error" if bad else "")
        self.answer.style().unpolish(self.answer)
        self.answer.style().polish(self.answer)

    @Slot()
    def _send_test(self) -> None:
        channel = self.form.channel()
        if channel is None:
            return
        self.test.setEnabled(False)
        self._say(self.tr("Sending…"))
        self._requests.add(
            self._client.ask(lambda request: TestChannel(request, channel), self._tested, self._test_failed)
        )

    def _tested(self, event: Event) -> None:
        self.test.setEnabled(True)
        if isinstance(event, ChannelTested):
            self._say(self.tr("✓ Sent. The answer: {answer}").format(answer=clean_text(event.answer)))

    def _test_failed(self, failure: CommandFailed) -> None:
        self.test.setEnabled(True)
        self._say(self.tr("✕ Not sent. {reason}").format(reason=clean_text(failure.message)), bad=True)

    @Slot()
    def _save(self) -> None:
        channel = self.form.channel()
        if channel is None:
            return
        self.save.setEnabled(False)
        self._requests.add(
            self._client.ask(
                lambda request: SaveChannel(request, channel), lambda _: self.closed.emit(), self._not_saved
            )
        )

    def _not_saved(self, failure: CommandFailed) -> None:
        self.save.setEnabled(True)
        self.form.show_errors(list(failure.errors))
