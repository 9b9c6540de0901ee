"""The dialogs: the monitor dialog as a whole and group by group, several monitors at once, and clearing history."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from agent.messages import FieldError, MonitorSaved
from agent.model import Monitor
from desktop.monitors.bulk import ADD, BulkDialog
from desktop.monitors.clearing import ClearDialog
from desktop.monitors.dialog import MonitorDialog
from desktop.monitors.evidence.dialog import ExchangeDialog
from desktop.window import MainWindow
from tests.desktop.exchanges import well
from tests.desktop.fake_agent import FakeAgent, standing
from tests.desktop.gallery.stage import Picture, Scene

RICH = {
    "id": 90,
    "name": "billing-api",
    "target": {
        "url": "https://billing.example.com/v1/invoices?status=open",
        "method": "POST",
        "expect": "200-299,409",
        "oauth2": {
            "token_url": "https://login.example.com/oauth/token",
            "client_id": "api-monitor",
            "client_secret": "${keychain:s}",
            "scope": "billing:read",
        },
        "api_key": {"place": "query", "name": "api_key", "value": "${keychain:k}"},
        "client_certificate": "/etc/ssl/api-monitor.pem",
        "client_key_password": "${env:KEY_PASSWORD}",
        "query": [{"name": "page", "value": "1"}, {"name": "signature", "value": "${keychain:q}"}],
        "headers": [
            {"name": "Accept", "value": "application/json"},
            {"name": "X-Session-Token", "value": "${keychain:h}"},
        ],
        "body": '{"customer": "c_42", "limit": 5, "deep": [true, null, 1.50]}',
        "body_kind": "json",
        "http_version": "auto",
        "ip": "ipv4",
        "max_redirects": 0,
        "proxy": "http://proxy.example.com:3128",
        "proxy_username": "ops",
        "proxy_password": "${keychain:p}",
        "verify_tls": False,
        "certificate_days": [30, 7],
        "cache_busting": True,
        "assertions": [
            {"subject": "json", "property": "$.status", "comparison": "==", "expected": '"ok"'},
            {"subject": "header", "property": "Content-Type", "comparison": "contains", "expected": "application/json"},
            {"subject": "phase", "property": "first_byte", "comparison": "<", "expected": "200", "degraded_only": True},
            {"subject": "schema", "comparison": "valid", "expected": '{"type": "object", "required": ["items"]}'},
        ],
    },
    "interval": 30,
    "timeout": 2.5,
    "latency_threshold_ms": 800,
    "uptime_target": 99.9,
    "apdex_ms": 250,
    "rule": {"failures": 3, "window": 5, "hold": 60},
    "confirm_every": 5,
    "channels": ["ops"],
    "tags": ["prod", "billing"],
}
PLAIN = {"id": 90, "name": "api", "target": {"url": "https://api.example.com/health"}}
SIGNED = {
    **PLAIN,
    "target": {"url": "https://api.example.com", "auth": "digest", "username": "ops", "password": "${env:PASSWORD}"},
}
QUERY = "query($id: ID!) {\n  # one customer\n  customer(id: $id) { name orders(first: 3) { total } }\n}"
GRAPHQL = {
    **PLAIN,
    "target": {
        "url": "https://api.example.com/graphql",
        "method": "POST",
        "body_kind": "graphql",
        "body": QUERY,
        "variables": '{"id": 7}',
    },
}
CURL = """curl -X PUT https://api.example.com/v1/items/7?dry=1 -H 'Content-Type: application/xml' -u ops:s3cret -k
 --data '<item id="7"><!-- new --><name>x</name></item>'"""
SIZE = (1080, 700)


def dialog_of(window: MainWindow) -> MonitorDialog:
    return window.findChildren(MonitorDialog)[-1]


def new(window: MainWindow, agent: FakeAgent) -> QWidget:
    window.dialogs.new_monitor()
    return dialog_of(window)


def tested(window: MainWindow, agent: FakeAgent) -> MonitorDialog:
    """The dialog of a monitor, with the answer of a test."""
    agent.evidence[0] = (well(), None)
    window.dialogs.edit_monitor(3)
    dialog = dialog_of(window)
    dialog.test()
    return dialog


def response(window: MainWindow, agent: FakeAgent) -> QWidget:
    """What came back from a test."""
    answer = tested(window, agent).form.side.answer
    QTest.qWait(200)
    answer.response.click()
    return answer.findChild(ExchangeDialog)


def refused(window: MainWindow, agent: FakeAgent) -> QWidget:
    """A mistake found here, and one that the agent found."""
    window.dialogs.edit_monitor(3)
    dialog = dialog_of(window)
    dialog.form.field("interval").setText("soon")
    dialog.form.field("channels").set_value(["ops"])
    agent.refuse = (FieldError("name", "There is a monitor called checkout-eu."),)
    dialog.save()
    return dialog


def editing(
    number: int, given: dict[str, object] | None = None, *, test: bool = False, size: tuple[int, int] = SIZE
) -> Scene:
    """The dialog on group ``number`` of a monitor (the rich one)."""

    def scene(window: MainWindow, agent: FakeAgent) -> QWidget:
        view = standing(Monitor.model_validate(given or RICH))
        agent.views[view.monitor.id] = view
        agent.tell(MonitorSaved(0, view))
        window.dialogs.edit_monitor(view.monitor.id)
        dialog = dialog_of(window)
        dialog.resize(*size)
        dialog.form.pages.show_group(number)
        if test:
            dialog.test()
        return dialog

    return scene


def wrong(window: MainWindow, agent: FakeAgent) -> QWidget:
    """Mistakes in several groups, found by saving."""
    dialog = editing(2)(window, agent)
    assert isinstance(dialog, MonitorDialog)
    form = dialog.form
    form.field("target.assertions").set_value(())
    form.field("target.headers").add().show_pair("Host:", "x")
    form.field("target.body").set_value('{"customer": }')
    form.field("target.oauth2.token_url").set_value("login")
    form.field("interval").set_value("soon")
    dialog.save()
    return dialog


def tested_new(window: MainWindow, agent: FakeAgent) -> QWidget:
    """A new monitor of two fields, tested."""
    window.dialogs.new_monitor()
    dialog = dialog_of(window)
    dialog.form.field("target.url").set_value("api.example.com/health")
    dialog.test()
    return dialog


def pasted(window: MainWindow, agent: FakeAgent) -> QWidget:
    """A new monitor of a curl command."""
    window.dialogs.new_monitor()
    dialog = dialog_of(window)
    dialog.form.take_curl(CURL)
    dialog.resize(*SIZE)
    return dialog


def several(window: MainWindow, agent: FakeAgent) -> QWidget:
    """Three monitors edited at once, one field of them wrongly."""
    window.dialogs.edit_monitors((1, 2, 5))
    dialog = window.findChildren(BulkDialog)[-1]
    dialog.rows["interval"].editor.setText("30")
    dialog.rows["timeout"].editor.setText("soon")
    dialog.rows[ADD].editor.setText("europe")
    dialog.save()
    return dialog


def clearing(window: MainWindow, agent: FakeAgent) -> QWidget:
    window.dialogs.clear_history((1,))
    (dialog,) = window.findChildren(ClearDialog)
    dialog.period.setChecked(True)
    return dialog


PICTURES = {
    "dialog-new": Picture(new),
    "dialog-tested": Picture(tested),
    "dialog-response": Picture(response),
    "dialog-wrong": Picture(refused),
    "clear-history": Picture(clearing),
    "bulk": Picture(several),
    "dialog-new-tested": Picture(tested_new),
    "dialog-curl": Picture(pasted),
    "dialog-request": Picture(editing(0)),
    "dialog-graphql": Picture(editing(0, GRAPHQL)),
    "dialog-authentication": Picture(editing(1)),
    "dialog-digest": Picture(editing(1, SIGNED)),
    "dialog-assertions": Picture(editing(2, test=True)),
    "dialog-assertions-none": Picture(editing(2, PLAIN)),
    "dialog-connection": Picture(editing(3)),
    "dialog-alerts": Picture(editing(4, test=True)),
    "dialog-list": Picture(editing(5)),
    "dialog-mistakes": Picture(wrong),
    "dialog-narrow": Picture(editing(0, test=True, size=(760, 700))),
}
