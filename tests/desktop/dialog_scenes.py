"""The monitor dialog, group by group, for looking at."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from agent.messages import MonitorSaved
from agent.model import Monitor
from desktop.monitors.bulk import ADD, BulkDialog
from desktop.monitors.clearing import ClearDialog
from desktop.monitors.dialog import MonitorDialog
from desktop.window import MainWindow
from tests.desktop.fake_agent import FakeAgent, standing

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


def editing(
    number: int, given: dict[str, object] | None = None, *, test: bool = False, size: tuple[int, int] = SIZE
) -> Callable[[MainWindow, FakeAgent], QWidget]:
    """The dialog on group ``number`` of a monitor (the rich one)."""

    def scene(window: MainWindow, agent: FakeAgent) -> QWidget:
        view = standing(Monitor.model_validate(given or RICH))
        agent.views[view.monitor.id] = view
        agent.tell(MonitorSaved(0, view))
        window.dialogs.edit_monitor(view.monitor.id)
        dialog = window.findChildren(MonitorDialog)[-1]
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
    dialog = window.findChildren(MonitorDialog)[-1]
    dialog.form.field("target.url").set_value("api.example.com/health")
    dialog.test()
    return dialog


def pasted(window: MainWindow, agent: FakeAgent) -> QWidget:
    """A new monitor of a curl command."""
    window.dialogs.new_monitor()
    dialog = window.findChildren(MonitorDialog)[-1]
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


SCENES = {
    "clear-history": clearing,
    "bulk": several,
    "dialog-new-tested": tested_new,
    "dialog-curl": pasted,
    "dialog-request": editing(0),
    "dialog-graphql": editing(0, GRAPHQL),
    "dialog-authentication": editing(1),
    "dialog-digest": editing(1, SIGNED),
    "dialog-assertions": editing(2, test=True),
    "dialog-assertions-none": editing(2, PLAIN),
    "dialog-connection": editing(3),
    "dialog-alerts": editing(4, test=True),
    "dialog-list": editing(5),
    "dialog-mistakes": wrong,
    "dialog-narrow": editing(0, test=True, size=(760, 700)),
}
