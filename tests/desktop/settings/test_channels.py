"""The channels dialog by its fields and buttons; the other end of the client plays the agent."""

from collections.abc import Iterator

import pytest
from pydantic import SecretStr
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QMessageBox, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from agent.channel_services import SERVICES
from agent.messages import (
    AgentStatus,
    AlertChanged,
    AlertView,
    ChannelsChanged,
    ChannelTested,
    ChannelTroubles,
    Command,
    CommandFailed,
    DeleteChannel,
    FieldError,
    Overview,
    SaveChannel,
    TestChannel,
)
from agent.model import (
    CHANNEL_KINDS,
    Alert,
    AlertEvent,
    AlertKind,
    AppriseChannel,
    Cause,
    Channel,
    ChannelTrouble,
    CommandChannel,
    Delivery,
    DeliveryState,
    EmailChannel,
    Header,
    Notice,
    SlackBotChannel,
    SlackChannel,
    WebhookChannel,
)
from desktop.client import Client
from desktop.monitors.forms.code import CodeEdit
from desktop.monitors.forms.rows import RowsField
from desktop.settings.channels import ChannelsDialog
from desktop.settings.kinds import kinds
from desktop.settings.row import ChannelRows
from desktop.settings.secret import SecretField
from desktop.theme import Theme

OPS = SlackChannel(id=1, name="ops", webhook_url=SecretStr("${keychain:abc}"))
MAIL = EmailChannel(
    id=2,
    name="mail <b>",
    host="smtp.example.org",
    port=465,
    security="tls",
    sender="monitor@example.org",
    recipients=("ops@example.org", "Boss <boss@example.org>"),
    username="monitor",
    password=SecretStr("${env:SMTP_PASSWORD}"),
)


@pytest.fixture
def sent() -> list[Command]:
    return []


@pytest.fixture
def client(sent: list[Command]) -> Client:
    client = Client()
    client.command.connect(sent.append)
    return client


@pytest.fixture
def dialog(client: Client, qtbot: QtBot) -> Iterator[ChannelsDialog]:
    theme = Theme()
    client.receive(Overview(0, (), (OPS, MAIL), (), AgentStatus()))
    dialog = ChannelsDialog(client, theme)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # qtbot closes and deletes it
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    yield dialog
    dialog.close()


def field(dialog: ChannelsDialog, name: str) -> QWidget:
    assert dialog.editor is not None
    return dialog.editor.form.field(name)


def write(dialog: ChannelsDialog, name: str, text: str) -> None:
    widget = field(dialog, name)
    line = widget.line if isinstance(widget, SecretField) else widget
    assert isinstance(line, QLineEdit)
    line.setText(text)


def press(qtbot: QtBot, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def rows(dialog: ChannelsDialog) -> list[str]:
    role = Qt.ItemDataRole.AccessibleTextRole
    return [dialog.list.item(row).data(role) for row in range(dialog.list.count())]


def saved(sent: list[Command]) -> Channel:
    command = sent[-1]
    assert isinstance(command, SaveChannel)
    return command.channel


def test_the_list_names_kind_and_health_and_follows_the_agent(dialog: ChannelsDialog, client: Client) -> None:
    assert rows(dialog) == ["mail <b>, E-mail · nothing sent yet", "ops, Slack · nothing sent yet"]
    notice = Notice(AlertEvent.OPENED, AlertKind.DOWN, "api", "https://api/", Cause.TIMEOUT, "", 1, 1)
    delivery = Delivery("a", 1, "ops", AlertEvent.OPENED, notice, DeliveryState.UNDELIVERABLE, 1, error="no_service")
    alert = Alert(1, 1, AlertKind.DOWN, Cause.TIMEOUT, "", opened_at=1)
    client.receive(AlertChanged(AlertView(alert, "api", (delivery,))))
    assert rows(dialog)[1] == "ops, Slack · could not be delivered: no_service"
    client.receive(ChannelsChanged(0, ()))
    assert rows(dialog) == []


def test_a_channel_that_fails_for_good_is_marked_until_it_works_again(dialog: ChannelsDialog, client: Client) -> None:
    client.receive(ChannelTroubles((ChannelTrouble("ops", "Slack answered 404 Not Found: no_service", 1),)))
    assert "does not deliver" in rows(dialog)[1]
    assert "no_service" in rows(dialog)[1]
    client.receive(ChannelTroubles(()))
    assert rows(dialog)[1] == "ops, Slack · nothing sent yet"


def test_a_new_slack_channel_goes_to_the_agent_with_its_secret(
    dialog: ChannelsDialog, client: Client, sent: list[Command], qtbot: QtBot
) -> None:
    dialog.add("slack")
    editor = dialog.editor
    assert editor is not None
    write(dialog, "name", "on-call")
    write(dialog, "webhook_url", " https://hooks.slack.com/services/T/B/x\n")
    press(qtbot, editor.save)
    channel = saved(sent)
    assert isinstance(channel, SlackChannel)
    assert (channel.id, channel.name) == (0, "on-call")
    assert channel.webhook_url.get_secret_value() == "https://hooks.slack.com/services/T/B/x"
    client.receive(ChannelsChanged(sent[-1].request, (OPS, channel.model_copy(update={"id": 3}))))  # type: ignore[union-attr]  # a SaveChannel
    assert dialog.editor is None
    assert [row.split(",")[0] for row in rows(dialog)] == ["on-call", "ops"]


def test_what_is_wrong_stands_at_its_field_and_nothing_is_sent(
    dialog: ChannelsDialog, sent: list[Command], qtbot: QtBot
) -> None:
    dialog.add("email")
    assert dialog.editor is not None
    write(dialog, "name", "mail 2")
    write(dialog, "host", "smtp.example.org")
    write(dialog, "sender", "not an address")
    press(qtbot, dialog.editor.save)
    form = dialog.editor.form
    assert form.error("name") == form.error("host") == ""
    assert form.error("sender").startswith("Expected an address such as ops@example.org")
    assert form.error("recipients") == "Fill this in."
    assert not sent
    write(dialog, "sender", "monitor@example.org")
    write(dialog, "recipients", "ops@example.org,")
    press(qtbot, dialog.editor.save)
    assert form.error("sender") == form.error("recipients") == ""
    channel = saved(sent)
    assert isinstance(channel, EmailChannel)
    assert channel.recipients == ("ops@example.org",)


def test_the_agents_refusal_stands_at_its_field_and_what_was_typed_stays(
    dialog: ChannelsDialog, client: Client, sent: list[Command], qtbot: QtBot
) -> None:
    dialog.edit(OPS)
    write(dialog, "name", "mail")
    assert dialog.editor is not None
    press(qtbot, dialog.editor.save)
    request = sent[-1].request  # type: ignore[union-attr]  # a SaveChannel
    client.receive(CommandFailed(request, (FieldError("name", "Another channel is called so."),)))
    assert dialog.editor is not None
    assert dialog.editor.form.error("name") == "Another channel is called so."
    assert dialog.editor.save.isEnabled()


def test_a_kept_secret_stays_unless_it_is_replaced(dialog: ChannelsDialog, sent: list[Command], qtbot: QtBot) -> None:
    dialog.edit(OPS)
    assert dialog.editor is not None
    secret = field(dialog, "webhook_url")
    assert isinstance(secret, SecretField)
    assert secret.line.text() == ""
    assert "keychain" in secret.line.placeholderText()
    write(dialog, "name", "operations")
    press(qtbot, dialog.editor.save)
    channel = saved(sent)
    assert isinstance(channel, SlackChannel)
    assert (channel.id, channel.name) == (1, "operations")
    assert channel.webhook_url.get_secret_value() == "${keychain:abc}"
    dialog.edit(OPS)
    write(dialog, "webhook_url", "https://hooks.slack.com/services/new")
    press(qtbot, dialog.editor.save)
    channel = saved(sent)
    assert isinstance(channel, SlackChannel)
    assert channel.webhook_url.get_secret_value() == "https://hooks.slack.com/services/new"


def test_secrets_are_masked_and_references_are_not(dialog: ChannelsDialog) -> None:
    dialog.edit(MAIL)
    secret = field(dialog, "password")
    assert isinstance(secret, SecretField)
    assert (secret.line.text(), secret.line.echoMode()) == ("${env:SMTP_PASSWORD}", QLineEdit.EchoMode.Normal)
    secret.line.setText("hunter2")
    assert secret.line.echoMode() is QLineEdit.EchoMode.Password


def test_a_kept_password_can_be_removed(dialog: ChannelsDialog, sent: list[Command], qtbot: QtBot) -> None:
    dialog.edit(MAIL.model_copy(update={"password": SecretStr("${keychain:abc}")}))
    assert dialog.editor is not None
    remove = next(b for b in dialog.editor.form.findChildren(QPushButton) if b.text() == "Remove")
    press(qtbot, remove)
    press(qtbot, dialog.editor.save)
    channel = saved(sent)
    assert isinstance(channel, EmailChannel)
    assert channel.password.get_secret_value() == ""


def test_every_field_of_a_channel_is_shown_and_comes_back(
    dialog: ChannelsDialog, sent: list[Command], qtbot: QtBot
) -> None:
    dialog.edit(MAIL)
    assert dialog.editor is not None
    press(qtbot, dialog.editor.save)
    assert saved(sent) == MAIL


def test_the_port_follows_the_security_unless_it_is_an_own_one(dialog: ChannelsDialog) -> None:
    dialog.add("email")
    security, port = field(dialog, "security"), field(dialog, "port")
    assert isinstance(security, QComboBox)
    assert isinstance(port, QSpinBox)
    security.setCurrentIndex(security.findData("tls"))
    assert port.value() == 465
    port.setValue(2525)
    security.setCurrentIndex(security.findData("none"))
    assert port.value() == 2525


def test_a_try_shows_what_the_service_really_answered(
    dialog: ChannelsDialog, client: Client, sent: list[Command], qtbot: QtBot
) -> None:
    dialog.edit(OPS)
    editor = dialog.editor
    assert editor is not None
    press(qtbot, editor.test)
    command = sent[-1]
    assert isinstance(command, TestChannel)
    assert command.channel == OPS
    assert (editor.answer.text(), editor.test.isEnabled()) == ("Sending…", False)
    client.receive(ChannelTested(command.request, "200 ok"))
    assert editor.answer.text() == "✓ Sent. The answer: 200 ok"
    press(qtbot, editor.test)
    command = sent[-1]
    assert isinstance(command, TestChannel)
    client.receive(CommandFailed(command.request, (FieldError("", "404 no_service <b>"),)))
    assert editor.answer.text() == "✕ Not sent. 404 no_service <b>"
    assert editor.answer.textFormat() is Qt.TextFormat.PlainText


def test_an_answer_that_nobody_waits_for_any_more_is_dropped(
    dialog: ChannelsDialog, client: Client, sent: list[Command], qtbot: QtBot
) -> None:
    dialog.edit(OPS)
    assert dialog.editor is not None
    press(qtbot, dialog.editor.test)
    command = sent[-1]
    assert isinstance(command, TestChannel)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.editor is None
    assert dialog.isVisible(), "Escape went back to the list only"
    client.receive(ChannelTested(command.request, "200 ok"))


def test_deleting_asks_first(dialog: ChannelsDialog, client: Client, sent: list[Command], qtbot: QtBot) -> None:
    dialog.list.setCurrentRow(1)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Delete)
    box = dialog.findChild(QMessageBox)
    assert box is not None
    assert "ops" in box.text()
    assert not sent
    delete = next(button for button in box.buttons() if button.text() == "Delete")
    qtbot.mouseClick(delete, Qt.MouseButton.LeftButton)
    command = sent[-1]
    assert isinstance(command, DeleteChannel)
    assert command.id == OPS.id
    client.receive(CommandFailed(command.request, (FieldError("", "The disk is full."),)))
    assert "The disk is full." in [
        label.text().partition(": ")[2] for label in dialog.findChildren(type(dialog._problem))
    ]


@pytest.mark.parametrize(
    "channel",
    [
        SlackBotChannel(id=3, name="bot", token=SecretStr("${keychain:t}"), channel="#ops", group_seconds=0),
        WebhookChannel(
            id=4,
            name="hook",
            url=SecretStr("${keychain:u}"),
            method="DELETE",
            headers=(Header(name="X-Team", value="ops"), Header(name="Authorization", value="${env:TOKEN}")),
            body='{"text": "{{title}}"}',
            secret=SecretStr("${keychain:s}"),
        ),
        AppriseChannel(id=5, name="push", url=SecretStr("${keychain:a}"), service="ntfy"),
        AppriseChannel(id=6, name="any", url=SecretStr("${keychain:b}")),
        CommandChannel(id=7, name="run", argv=("/bin/echo", "-n", "a b"), timeout=5),
    ],
    ids=lambda channel: channel.name,
)
def test_every_kind_is_shown_and_comes_back(
    dialog: ChannelsDialog, sent: list[Command], qtbot: QtBot, channel: Channel
) -> None:
    dialog.edit(channel)
    assert dialog.editor is not None
    press(qtbot, dialog.editor.save)
    assert saved(sent) == channel


def test_adding_begins_with_the_choice_of_a_kind(dialog: ChannelsDialog, qtbot: QtBot) -> None:
    add = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Add channel")
    press(qtbot, add)
    assert dialog.choice is not None
    offered = dialog.choice.list
    names = [offered.item(row).text() for row in range(offered.count())]
    assert names[:3] == ["Slack", "Slack app", "E-mail"]
    assert all(offered.item(row).data(ChannelRows.SECOND) for row in range(offered.count()))
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.choice is None
    press(qtbot, add)
    offered = dialog.choice.list  # type: ignore[attr-defined]  # it is there again
    offered.setCurrentRow(names.index("Telegram"))
    qtbot.keyClick(offered, Qt.Key.Key_Return)
    assert dialog.editor is not None
    assert dialog.editor.form.kind.key == "telegram"


def test_the_fields_of_a_service_become_its_address(dialog: ChannelsDialog, sent: list[Command], qtbot: QtBot) -> None:
    dialog.add("ntfy")
    editor = dialog.editor
    assert editor is not None
    write(dialog, "topic", "my alerts")
    press(qtbot, editor.save)
    assert editor.form.error("name") == "Fill this in."
    assert editor.form.error("topic") == "Expected a topic of letters, digits, _ and -."
    assert not sent
    write(dialog, "name", "push")
    write(dialog, "topic", "my-alerts")
    write(dialog, "token", "tk_secret")
    press(qtbot, editor.save)
    channel = saved(sent)
    assert isinstance(channel, AppriseChannel)
    assert (channel.service, channel.url.get_secret_value()) == ("ntfy", "ntfys://tk_secret@ntfy.sh/my-alerts")


def test_what_is_wrong_with_a_body_or_a_header_stands_there(
    dialog: ChannelsDialog, sent: list[Command], qtbot: QtBot
) -> None:
    dialog.add("webhook")
    editor = dialog.editor
    assert editor is not None
    write(dialog, "name", "hook")
    write(dialog, "url", "https://example.org/in")
    body, headers = field(dialog, "body"), field(dialog, "headers")
    assert isinstance(body, CodeEdit)
    assert isinstance(headers, RowsField)
    body.setPlainText('{"a": "{{titel}}"}')
    headers.add().show_pair("Content-Length", "5")
    press(qtbot, editor.save)
    assert editor.form.error("body").startswith("{{titel}} is no placeholder; there are id, title")
    assert "Content-Length cannot be set" in headers.rows[0].error.text()
    assert not sent


@pytest.mark.parametrize("key", kinds())
def test_every_kind_has_a_form_whose_fields_its_model_has(dialog: ChannelsDialog, key: str) -> None:
    dialog.add(key)
    assert dialog.editor is not None
    kind = dialog.editor.form.kind
    names = {spec.name for spec in kind.fields}
    if kind.service:
        assert names == {part.name for part in SERVICES[kind.service].parts}
        secret = {part.name for part in SERVICES[kind.service].parts if part.secret}
        assert secret == {spec.name for spec in kind.fields if spec.editor == "secret"}
    else:
        every = set(CHANNEL_KINDS[kind.kind].model_fields)
        assert names | {"name", "group_seconds", "id", "kind"} == every - ({"service"} if key == "apprise" else set())


def test_everything_that_can_be_used_has_a_name(dialog: ChannelsDialog) -> None:
    dialog.edit(MAIL)
    for kind in (QLineEdit, QComboBox, QSpinBox):
        for widget in dialog.findChildren(kind):
            if widget.isVisible() and not isinstance(widget.parent(), QSpinBox):
                assert widget.accessibleName(), widget
    for button in dialog.findChildren(QPushButton):
        assert button.text() or button.accessibleName()
