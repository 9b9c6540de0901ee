"""The page of the channels by its fields and buttons; the other end of the client plays the agent."""

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
from desktop.settings.channels import ChannelsPage
from desktop.settings.kinds import kinds
from desktop.settings.row import TwoLines
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
def page(client: Client, qtbot: QtBot) -> Iterator[ChannelsPage]:
    theme = Theme()
    client.receive(Overview(0, (), (OPS, MAIL), (), AgentStatus()))
    page = ChannelsPage(client, theme)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    yield page
    page.close()


def field(page: ChannelsPage, name: str) -> QWidget:
    assert page.editor is not None
    return page.editor.form.field(name)


def write(page: ChannelsPage, name: str, text: str) -> None:
    widget = field(page, name)
    line = widget.line if isinstance(widget, SecretField) else widget
    assert isinstance(line, QLineEdit)
    line.setText(text)


def press(qtbot: QtBot, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def rows(page: ChannelsPage) -> list[str]:
    role = Qt.ItemDataRole.AccessibleTextRole
    return [page.list.item(row).data(role) for row in range(page.list.count())]


def saved(sent: list[Command]) -> Channel:
    command = sent[-1]
    assert isinstance(command, SaveChannel)
    return command.channel


def test_the_list_names_kind_and_health_and_follows_the_agent(page: ChannelsPage, client: Client) -> None:
    assert rows(page) == ["mail <b>, E-mail · nothing sent yet", "ops, Slack · nothing sent yet"]
    notice = Notice(AlertEvent.OPENED, AlertKind.DOWN, "api", "https://api/", Cause.TIMEOUT, "", 1, 1)
    delivery = Delivery("a", 1, "ops", AlertEvent.OPENED, notice, DeliveryState.UNDELIVERABLE, 1, error="no_service")
    alert = Alert(1, 1, AlertKind.DOWN, Cause.TIMEOUT, "", opened_at=1)
    client.receive(AlertChanged(AlertView(alert, "api", (delivery,))))
    assert rows(page)[1] == "ops, Slack · could not be delivered: no_service"
    client.receive(ChannelsChanged(0, ()))
    assert rows(page) == []


def test_a_channel_that_fails_for_good_is_marked_until_it_works_again(page: ChannelsPage, client: Client) -> None:
    client.receive(ChannelTroubles((ChannelTrouble("ops", "Slack answered 404 Not Found: no_service", 1),)))
    assert "does not deliver" in rows(page)[1]
    assert "no_service" in rows(page)[1]
    client.receive(ChannelTroubles(()))
    assert rows(page)[1] == "ops, Slack · nothing sent yet"


def test_a_new_slack_channel_goes_to_the_agent_with_its_secret(
    page: ChannelsPage, client: Client, sent: list[Command], qtbot: QtBot
) -> None:
    page.add("slack")
    editor = page.editor
    assert editor is not None
    write(page, "name", "on-call")
    write(page, "webhook_url", " https://hooks.slack.com/services/T/B/x\n")
    press(qtbot, editor.save)
    channel = saved(sent)
    assert isinstance(channel, SlackChannel)
    assert (channel.id, channel.name) == (0, "on-call")
    assert channel.webhook_url.get_secret_value() == "https://hooks.slack.com/services/T/B/x"
    client.receive(ChannelsChanged(sent[-1].request, (OPS, channel.model_copy(update={"id": 3}))))  # type: ignore[union-attr]  # a SaveChannel
    assert page.editor is None
    assert [row.split(",")[0] for row in rows(page)] == ["on-call", "ops"]


def test_what_is_wrong_stands_at_its_field_and_nothing_is_sent(
    page: ChannelsPage, sent: list[Command], qtbot: QtBot
) -> None:
    page.add("email")
    assert page.editor is not None
    write(page, "name", "mail 2")
    write(page, "host", "smtp.example.org")
    write(page, "sender", "not an address")
    press(qtbot, page.editor.save)
    form = page.editor.form
    assert form.error("name") == form.error("host") == ""
    assert form.error("sender").startswith("Expected an address such as ops@example.org")
    assert form.error("recipients") == "Fill this in."
    assert not sent
    write(page, "sender", "monitor@example.org")
    write(page, "recipients", "ops@example.org,")
    press(qtbot, page.editor.save)
    assert form.error("sender") == form.error("recipients") == ""
    channel = saved(sent)
    assert isinstance(channel, EmailChannel)
    assert channel.recipients == ("ops@example.org",)


def test_the_agents_refusal_stands_at_its_field_and_what_was_typed_stays(
    page: ChannelsPage, client: Client, sent: list[Command], qtbot: QtBot
) -> None:
    page.edit(OPS)
    write(page, "name", "mail")
    assert page.editor is not None
    press(qtbot, page.editor.save)
    request = sent[-1].request  # type: ignore[union-attr]  # a SaveChannel
    client.receive(CommandFailed(request, (FieldError("name", "Another channel is called so."),)))
    assert page.editor is not None
    assert page.editor.form.error("name") == "Another channel is called so."
    assert page.editor.save.isEnabled()


def test_a_kept_secret_stays_unless_it_is_replaced(page: ChannelsPage, sent: list[Command], qtbot: QtBot) -> None:
    page.edit(OPS)
    assert page.editor is not None
    secret = field(page, "webhook_url")
    assert isinstance(secret, SecretField)
    assert secret.line.text() == ""
    assert "keychain" in secret.line.placeholderText()
    write(page, "name", "operations")
    press(qtbot, page.editor.save)
    channel = saved(sent)
    assert isinstance(channel, SlackChannel)
    assert (channel.id, channel.name) == (1, "operations")
    assert channel.webhook_url.get_secret_value() == "${keychain:abc}"
    page.edit(OPS)
    write(page, "webhook_url", "https://hooks.slack.com/services/new")
    press(qtbot, page.editor.save)
    channel = saved(sent)
    assert isinstance(channel, SlackChannel)
    assert channel.webhook_url.get_secret_value() == "https://hooks.slack.com/services/new"


def test_secrets_are_masked_and_references_are_not(page: ChannelsPage) -> None:
    page.edit(MAIL)
    secret = field(page, "password")
    assert isinstance(secret, SecretField)
    assert (secret.line.text(), secret.line.echoMode()) == ("${env:SMTP_PASSWORD}", QLineEdit.EchoMode.Normal)
    secret.line.setText("hunter2")
    assert secret.line.echoMode() is QLineEdit.EchoMode.Password


def test_a_kept_password_can_be_removed(page: ChannelsPage, sent: list[Command], qtbot: QtBot) -> None:
    page.edit(MAIL.model_copy(update={"password": SecretStr("${keychain:abc}")}))
    assert page.editor is not None
    remove = next(b for b in page.editor.form.findChildren(QPushButton) if b.text() == "Remove")
    press(qtbot, remove)
    press(qtbot, page.editor.save)
    channel = saved(sent)
    assert isinstance(channel, EmailChannel)
    assert channel.password.get_secret_value() == ""


def test_every_field_of_a_channel_is_shown_and_comes_back(
    page: ChannelsPage, sent: list[Command], qtbot: QtBot
) -> None:
    page.edit(MAIL)
    assert page.editor is not None
    press(qtbot, page.editor.save)
    assert saved(sent) == MAIL


def test_the_port_follows_the_security_unless_it_is_an_own_one(page: ChannelsPage) -> None:
    page.add("email")
    security, port = field(page, "security"), field(page, "port")
    assert isinstance(security, QComboBox)
    assert isinstance(port, QSpinBox)
    security.setCurrentIndex(security.findData("tls"))
    assert port.value() == 465
    port.setValue(2525)
    security.setCurrentIndex(security.findData("none"))
    assert port.value() == 2525


def test_a_try_shows_what_the_service_really_answered(
    page: ChannelsPage, client: Client, sent: list[Command], qtbot: QtBot
) -> None:
    page.edit(OPS)
    editor = page.editor
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
    page: ChannelsPage, client: Client, sent: list[Command], qtbot: QtBot
) -> None:
    page.edit(OPS)
    assert page.editor is not None
    press(qtbot, page.editor.test)
    command = sent[-1]
    assert isinstance(command, TestChannel)
    assert page.back()
    assert page.editor is None
    assert not page.back(), "there is nothing before the list"
    client.receive(ChannelTested(command.request, "200 ok"))


def test_deleting_asks_first(page: ChannelsPage, client: Client, sent: list[Command], qtbot: QtBot) -> None:
    page.list.setCurrentRow(1)
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    box = page.findChild(QMessageBox)
    assert box is not None
    assert "ops" in box.text()
    assert not sent
    delete = next(button for button in box.buttons() if button.text() == "Delete")
    qtbot.mouseClick(delete, Qt.MouseButton.LeftButton)
    command = sent[-1]
    assert isinstance(command, DeleteChannel)
    assert command.id == OPS.id
    client.receive(CommandFailed(command.request, (FieldError("", "The disk is full."),)))
    assert "The disk is full." in [label.text().partition(": ")[2] for label in page.findChildren(type(page._problem))]


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
    page: ChannelsPage, sent: list[Command], qtbot: QtBot, channel: Channel
) -> None:
    page.edit(channel)
    assert page.editor is not None
    press(qtbot, page.editor.save)
    assert saved(sent) == channel


def test_adding_begins_with_the_choice_of_a_kind(page: ChannelsPage, qtbot: QtBot) -> None:
    add = next(button for button in page.findChildren(QPushButton) if button.text() == "Add channel")
    press(qtbot, add)
    assert page.choice is not None
    offered = page.choice.list
    names = [offered.item(row).text() for row in range(offered.count())]
    assert names[:3] == ["Slack", "Slack app", "E-mail"]
    assert all(offered.item(row).data(TwoLines.SECOND) for row in range(offered.count()))
    assert page.back()
    assert page.choice is None
    press(qtbot, add)
    offered = page.choice.list  # type: ignore[attr-defined]  # it is there again
    offered.setCurrentRow(names.index("Telegram"))
    qtbot.keyClick(offered, Qt.Key.Key_Return)
    assert page.editor is not None
    assert page.editor.form.kind.key == "telegram"


def test_the_fields_of_a_service_become_its_address(page: ChannelsPage, sent: list[Command], qtbot: QtBot) -> None:
    page.add("ntfy")
    editor = page.editor
    assert editor is not None
    write(page, "topic", "my alerts")
    press(qtbot, editor.save)
    assert editor.form.error("name") == "Fill this in."
    assert editor.form.error("topic") == "Expected a topic of letters, digits, _ and -."
    assert not sent
    write(page, "name", "push")
    write(page, "topic", "my-alerts")
    write(page, "token", "tk_secret")
    press(qtbot, editor.save)
    channel = saved(sent)
    assert isinstance(channel, AppriseChannel)
    assert (channel.service, channel.url.get_secret_value()) == ("ntfy", "ntfys://tk_secret@ntfy.sh/my-alerts")


def test_what_is_wrong_with_a_body_or_a_header_stands_there(
    page: ChannelsPage, sent: list[Command], qtbot: QtBot
) -> None:
    page.add("webhook")
    editor = page.editor
    assert editor is not None
    write(page, "name", "hook")
    write(page, "url", "https://example.org/in")
    body, headers = field(page, "body"), field(page, "headers")
    assert isinstance(body, CodeEdit)
    assert isinstance(headers, RowsField)
    body.setPlainText('{"a": "{{titel}}"}')
    headers.add().show_pair("Content-Length", "5")
    press(qtbot, editor.save)
    assert editor.form.error("body").startswith("{{titel}} is no placeholder; there are id, title")
    assert "Content-Length cannot be set" in headers.rows[0].error.text()
    assert not sent


@pytest.mark.parametrize("key", kinds())
def test_every_kind_has_a_form_whose_fields_its_model_has(page: ChannelsPage, key: str) -> None:
    page.add(key)
    assert page.editor is not None
    kind = page.editor.form.kind
    names = {spec.name for spec in kind.fields}
    if kind.service:
        assert names == {part.name for part in SERVICES[kind.service].parts}
        secret = {part.name for part in SERVICES[kind.service].parts if part.secret}
        assert secret == {spec.name for spec in kind.fields if spec.editor == "secret"}
    else:
        every = set(CHANNEL_KINDS[kind.kind].model_fields)
        assert names | {"name", "group_seconds", "id", "kind"} == every - ({"service"} if key == "apprise" else set())
