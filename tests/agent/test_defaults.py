"""How requests are made of monitors that do not say it themselves: with real proxies and servers, through the agent."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from agent import messages
from agent.defaults import RequestDefaults, completed
from agent.model import HttpTarget, Monitor, Outcome, Settings
from tests.agent.probes.proxies import http_proxy
from tests.agent.probes.servers import response, serve
from tests.agent.test_core import running

OURS = RequestDefaults(proxy="http://proxy.example:3128", user_agent="acme/1")


@pytest.mark.parametrize(
    ("given", "proxy"),
    [
        ({"url": "https://api.example/"}, OURS.proxy),
        ({"url": "https://api.example/", "proxy": "none"}, "none"),
        ({"url": "https://api.example/", "proxy": "system"}, "system"),
        ({"url": "https://api.example/", "proxy": "socks5://own.example:1080"}, "socks5://own.example:1080"),
        ({"url": "https://api.example/", "resolve": "192.0.2.7"}, ""),
        ({"url": "http://localhost:8080/"}, ""),
        ({"url": "http://127.0.0.5/"}, ""),
        ({"url": "http://[::1]:9/"}, ""),
        ({"url": "http://app.localhost/"}, ""),
        ({"url": "http://localhost.example/"}, OURS.proxy),
    ],
)
def test_who_is_asked_through_the_proxy_for_all(given: dict[str, str], proxy: str) -> None:
    target = HttpTarget.model_validate(given)
    assert completed(target, OURS).proxy == proxy
    assert completed(target, RequestDefaults()) is target


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("proxy", "http://me:secret@proxy.example:1", "no user name and password"),
        ("proxy", "proxy.example", "expected http://, https://, socks5:// or socks5h://"),
        ("user_agent", "a\nb", "ASCII on one line"),
        ("user_agent", "größe", "ASCII on one line"),
    ],
)
def test_what_cannot_be_is_refused_without_repeating_a_secret(field: str, value: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said) as caught:
        RequestDefaults.model_validate({field: value})
    assert "secret" not in str(caught.value).replace("secrets of a monitor", "")


async def test_settings_for_all_hold_from_the_next_check_on(tmp_path: Path) -> None:
    async with serve(response()) as server, http_proxy(names={"target.test": "127.0.0.1"}) as proxy:
        url = f"http://target.test:{server.port}/"
        async with running(tmp_path) as asked:
            ours = Settings(requests=RequestDefaults(proxy=proxy.url("http"), user_agent="acme/1"))
            assert isinstance(
                await asked.ask(lambda request: messages.SaveSettings(request, ours)), messages.SettingsChanged
            )
            await asked.save(name="api", target={"url": url}, interval=86_400)
            recorded = await asked.until(messages.ChecksRecorded)
            assert recorded.statuses[0].last is not None
            assert recorded.statuses[0].last.outcome is Outcome.UP, recorded.statuses[0].last.message
            assert proxy.asked == [("target.test", server.port)]
            assert "\r\nUser-Agent: acme/1\r\n" in server.heads[0]
            own = {"url": url, "headers": [{"name": "user-agent", "value": "own/2"}]}
            tested = await asked.ask(
                lambda request: messages.TestMonitor(request, Monitor.model_validate({"name": "t", "target": own}))
            )
            assert isinstance(tested, messages.MonitorTested), tested
            assert tested.check.outcome is Outcome.UP
            assert "\r\nuser-agent: own/2\r\n" in server.heads[1]
            assert "acme" not in server.heads[1]
            straight = {"url": server.url("/"), "proxy": "none"}
            tested = await asked.ask(
                lambda request: messages.TestMonitor(request, Monitor.model_validate({"name": "t", "target": straight}))
            )
            assert isinstance(tested, messages.MonitorTested)
            assert tested.check.outcome is Outcome.UP
            assert len(proxy.asked) == 2, "the third went straight"
